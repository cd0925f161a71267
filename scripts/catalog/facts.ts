import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const FOLDER = resolve(__dirname, '..', '..', 'facts');

/** The text of a file of facts. */
export function readFacts(name: string): string {
  return readFileSync(resolve(FOLDER, name), 'utf8');
}

/** The value of a JSON file of facts. */
export function readJsonFacts<T>(name: string): T {
  return JSON.parse(readFacts(name)) as T;
}

/** The values of a file of facts with a JSON value a line. */
export function readJsonLinesFacts<T>(name: string): T[] {
  return readFacts(name).trim().split('\n').map((line) => JSON.parse(line) as T);
}
