/*
 * How the tables of data are loaded: each when something in it is first asked for, since an app pays at every synthesis for
 * all that its libraries read, and needs little of it. The types make the tables part of the package.
 */
import type consoles from './data/consoles.json';
import type dataEvents from './data/data-events.json';
import type eventNames from './data/event-names.json';
import type eventSchemas from './data/event-schemas.json';
import type operations from './data/operations.json';
import type prerequisites from './data/prerequisites.json';
import type readOnlyCalls from './data/read-only-calls.json';
import type regions from './data/regions.json';
import type resourceFields from './data/resource-fields.json';
import type resourceTypes from './data/resource-types.json';
import type searchPhrases from './data/search-phrases.json';
import type services from './data/services.json';
import type twins from './data/twins.json';
import type watchLists from './data/watch-lists.json';

/* eslint-disable @typescript-eslint/no-require-imports */
const TABLES = {
  consoles: (): typeof consoles => require('./data/consoles.json'),
  dataEvents: (): typeof dataEvents => require('./data/data-events.json'),
  eventNames: (): typeof eventNames => require('./data/event-names.json'),
  eventSchemas: (): typeof eventSchemas => require('./data/event-schemas.json'),
  operations: (): typeof operations => require('./data/operations.json'),
  prerequisites: (): typeof prerequisites => require('./data/prerequisites.json'),
  readOnlyCalls: (): typeof readOnlyCalls => require('./data/read-only-calls.json'),
  regions: (): typeof regions => require('./data/regions.json'),
  resourceFields: (): typeof resourceFields => require('./data/resource-fields.json'),
  resourceTypes: (): typeof resourceTypes => require('./data/resource-types.json'),
  searchPhrases: (): typeof searchPhrases => require('./data/search-phrases.json'),
  services: (): typeof services => require('./data/services.json'),
  twins: (): typeof twins => require('./data/twins.json'),
  watchLists: (): typeof watchLists => require('./data/watch-lists.json'),
};
/* eslint-enable @typescript-eslint/no-require-imports */

/**
 * A table of the catalogue, which the first call loads.
 *
 * @param name the name of its file, in camel case
 */
export function dataTable<T>(name: keyof typeof TABLES): () => T {
  let table: T | undefined;
  return () => table ??= TABLES[name]() as unknown as T;
}
