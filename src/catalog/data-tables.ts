/*
 * How the tables of data are loaded: each when something in it is first asked for, since an app pays at every synthesis for
 * all that its libraries read, and needs little of it. A step after the compiler puts them into the package.
 */
import { readFileSync } from 'node:fs';
import { isJsonObject } from './json-object';

/* eslint-disable @typescript-eslint/no-require-imports */
const TABLES = {
  consoles: () => require('./data/consoles.json'),
  dataEvents: () => require('./data/data-events.json'),
  eventNames: () => require('./data/event-names.json'),
  operations: () => require('./data/operations.json'),
  prerequisites: () => require('./data/prerequisites.json'),
  readOnlyCalls: () => require('./data/read-only-calls.json'),
  regions: () => require('./data/regions.json'),
  resourceFields: () => require('./data/resource-fields.json'),
  resourceTypes: () => require('./data/resource-types.json'),
  searchPhrases: () => require('./data/search-phrases.json'),
  services: () => require('./data/services.json'),
  twins: () => require('./data/twins.json'),
  watchLists: () => require('./data/watch-lists.json'),
};
/* eslint-enable @typescript-eslint/no-require-imports */

/** Tables that have a line for each entry, `"key":value`, and are too large to be parsed for a few of them. */
const TABLES_OF_LINES = {
  eventSchemas: () => readFileSync(require.resolve('./data/event-schemas.json'), 'utf8'),
};

/**
 * A table of the catalogue, which the first call loads.
 *
 * @param name the name of its file, in camel case
 */
export function dataTable<T>(name: keyof typeof TABLES): () => T {
  let table: T | undefined;
  return () => table ??= withoutPrototype(TABLES[name]() as T);
}

/**
 * The entries of a table, of which only those are parsed that are asked for.
 *
 * @param name the name of its file, in camel case
 */
export function dataEntries<T>(name: keyof typeof TABLES_OF_LINES): (key: string) => T | undefined {
  let text: string | undefined;
  const entries = new Map<string, T | undefined>();
  return (key) => {
    if (!entries.has(key)) {
      entries.set(key, entryIn(text ??= TABLES_OF_LINES[name](), key));
    }
    return entries.get(key);
  };
}

function entryIn<T>(text: string, key: string): T | undefined {
  const beginning = `\n${JSON.stringify(key)}:`;
  const at = text.indexOf(beginning);
  const line = at === -1 ? undefined : text.slice(at + beginning.length, text.indexOf('\n', at + beginning.length));
  return line === undefined ? undefined : JSON.parse(line.replace(/,$/, '')) as T;
}

/** How deep names of sources, events and operations are keys; below are the entries. */
const LEVELS = 3;

/** Users ask for what they like: nothing is called `constructor` here unless AWS calls it so. */
function withoutPrototype<T>(value: T, levels = LEVELS): T {
  if (isJsonObject(value)) {
    Object.setPrototypeOf(value, null);
    if (levels > 1) {
      Object.values(value).forEach((part) => withoutPrototype(part, levels - 1));
    }
  }
  return value;
}
