import { SampleEventOptions } from './sample-options';
import { ENVELOPE } from '../catalog/event-envelope';
import { SchemaField } from '../catalog/event-schema';
import { isJsonObject } from '../catalog/json-object';
import { JsonType } from '../catalog/json-type';
import { nearest } from '../catalog/nearest';
import { optionOn } from '../catalog/option-spelling';
import { resembles } from '../catalog/spelling';

/** What a value must be like for its other places in the event to follow it. */
const DISTINCT_LENGTH = 6;

/** What is known of the fields of `detail`. */
export interface KnownFields {
  readonly fields: readonly SchemaField[];
  readonly complete: boolean;
}

type Plain = Record<string, any>;

/**
 * The sample with fields replaced: objects are merged field by field, at every depth; anything else, lists too, takes the
 * place of what was there. An id or a name that is replaced is replaced wherever the sample has it.
 *
 * @throws when an override is no plain data, or of a field that the event does not have
 */
export function override(
  sample: Plain, overrides: Plain, known: KnownFields | undefined, { allowUnknown = false, without = [] }: SampleEventOptions,
): Plain {
  requireJson(overrides, 'overrides');
  if (!allowUnknown) {
    requireKnown(overrides, known);
  }
  const renamed = renamedIn(sample, overrides);
  const merged = merge(carried(sample, renamed), overrides);
  for (const path of without) {
    remove(merged, path);
  }
  return merged;
}

/** As JSON says it: nothing that would be lost, or be something else, on the way. */
function requireJson(value: unknown, path: string, level = 0): void {
  if (level > 200) {
    throw new Error(`'${path.slice(0, 80)}...' is nested deeper than 200 levels, or contains itself.`);
  }
  if (value === undefined) {
    throw new Error(`'${path}' is undefined: give a value, or name the field in without to leave it out.`);
  }
  if (Array.isArray(value)) {
    value.forEach((entry, at) => requireJson(entry, `${path}[${at}]`, level + 1));
  } else if (typeof value === 'object' && value !== null) {
    const prototype = Object.getPrototypeOf(value);
    // A token stands for a value; an object literal of another realm has another Object.prototype, which has no prototype either.
    if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
      throw new Error(`'${path}' is a ${value.constructor?.name ?? 'class instance'}: give plain data, such as an object for a Map and a text for a Date.`);
    }
    Object.entries(value).forEach(([name, entry]) => requireJson(entry, `${path}.${name}`, level + 1));
  } else if (['function', 'symbol', 'bigint'].includes(typeof value) || (typeof value === 'number' && !Number.isFinite(value))) {
    throw new Error(`'${path}' is ${String(value)}, which JSON cannot say.`);
  }
}

function requireKnown(overrides: Plain, known: KnownFields | undefined): void {
  for (const name of Object.keys(overrides)) {
    if (!ENVELOPE.includes(name)) {
      const inDetail = known?.fields.some((field) => field.name === name) ? ` It is a field of detail: write { detail: { ${name}: ... } }.` : ` Nearest: '${nearest(name, ENVELOPE)[0]}'.`;
      throw new Error(`An event has no field '${name}' beside detail.${inDetail}`);
    }
  }
  if (overrides.detail !== undefined && !isJsonObject(overrides.detail)) {
    throw new Error(`'detail' of an event is an object, and this is ${JSON.stringify(overrides.detail)}.`);
  }
  if (known && isJsonObject(overrides.detail)) {
    requireFields(overrides.detail, known.fields, known.complete, 'detail');
  }
}

function requireFields(given: Plain, fields: readonly SchemaField[], complete: boolean, path: string): void {
  for (const [name, value] of Object.entries(given)) {
    const at = `${path}.${name}`;
    const field = fields.find((candidate) => candidate.name === name);
    if (!field) {
      const [near] = nearest(name, fields.map((candidate) => candidate.name));
      if (near !== undefined && (complete || resembles(name, near))) {
        throw new Error(`The event has no field '${at}'. Nearest: '${path}.${near}'. What the catalogue does not know is taken with ${optionOn('allowUnknown')}.`);
      }
    } else if (isJsonObject(value) && field.jsonType === JsonType.OBJECT && !field.list) {
      requireFields(value, field.fields ?? [], complete && !field.open, at);
    } else if (complete && !field.list && field.jsonType !== JsonType.ANY && value !== null
      && isJsonObject(value) !== (field.jsonType === JsonType.OBJECT)) {
      throw new Error(`'${at}' of the event is ${field.jsonType === JsonType.OBJECT ? 'an object' : 'a plain value'}, and this is ${JSON.stringify(value)}.`);
    }
  }
}

/** New values by the old ones that they take the place of, where the old ones are too distinct to stand for anything else. */
function renamedIn(sample: Plain, overrides: Plain): Map<string, string> {
  const renamed = new Map<string, string>();
  const open: [any, Plain][] = [[sample, overrides]];
  while (open.length > 0) {
    const [was, is] = open.pop()!;
    for (const [name, value] of Object.entries(is)) {
      const before = isJsonObject(was) ? was[name] : undefined;
      if (isJsonObject(value) && isJsonObject(before)) {
        open.push([before, value]);
      } else if (typeof value === 'string' && typeof before === 'string' && isIdentifier(name, before)) {
        renamed.set(before, value);
      }
    }
  }
  return renamed;
}

function isIdentifier(name: string, value: string): boolean {
  return value.length >= DISTINCT_LENGTH && !/\s/.test(value) && /(id|identifier|arn|name|region|account)$/i.test(name);
}

/** A copy in which whatever holds an old value holds the new one. */
function carried(value: any, renamed: Map<string, string>): any {
  if (typeof value === 'string') {
    return [...renamed].reduce((text, [was, is]) => text.split(was).join(is), value);
  }
  return Array.isArray(value) ? value.map((entry) => carried(entry, renamed))
    : isJsonObject(value) ? Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, carried(entry, renamed)])) : value;
}

function merge(sample: Plain, overrides: Plain): Plain {
  const merged = Object.entries(overrides)
    .map(([name, value]) => [name, isJsonObject(value) && isJsonObject(sample[name]) ? merge(sample[name], value) : structuredClone(value)]);
  return { ...sample, ...Object.fromEntries(merged) };
}

function remove(sample: Plain, path: string): void {
  const names = path.split('.');
  const holder = names.slice(0, -1).reduce<any>((at, name) => (isJsonObject(at) ? at[name] : undefined), sample);
  if (!isJsonObject(holder) || !Object.hasOwn(holder, names.at(-1)!)) {
    throw new Error(`The event has no field '${path}' to leave out; where it would stand there is ${isJsonObject(holder) ? Object.keys(holder).join(', ') || 'nothing' : 'nothing'}.`);
  }
  delete holder[names.at(-1)!];
}
