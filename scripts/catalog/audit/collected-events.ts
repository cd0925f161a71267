import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** An event as it was delivered, or a CloudTrail record as it stands in a trail. */
export type CollectedEvent = Record<string, any>;

const FILES = /\.(json|jsonl|ndjson)(\.gz)?$/;

/** Every event in the JSON files of a folder: alone, in lists, in the files of a trail, or one a line. */
export function collectedEvents(folder: string): CollectedEvent[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => FILES.test(name)).sort()
    .flatMap((name) => eventsIn(valuesOf(readText(join(folder, name)))));
}

function readText(file: string): string {
  const content = readFileSync(file);
  return (file.endsWith('.gz') ? gunzipSync(content) : content).toString('utf8');
}

function valuesOf(text: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return text.split('\n').flatMap((line) => {
      try {
        return [JSON.parse(line)];
      } catch {
        return [];
      }
    });
  }
}

function eventsIn(value: unknown): CollectedEvent[] {
  if (Array.isArray(value)) {
    return value.flatMap(eventsIn);
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const object = value as CollectedEvent;
  const isEvent = (typeof object['detail-type'] === 'string' && typeof object.source === 'string')
    || (typeof object.eventSource === 'string' && typeof object.eventName === 'string');
  return isEvent ? [object] : Object.values(object).flatMap(eventsIn);
}
