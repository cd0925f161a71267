import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { dataEntries, dataTable } from '../../src/catalog/data-tables';

const FILE = resolve(__dirname, '..', '..', 'src', 'catalog', 'data', 'event-schemas.json');
const SCHEMAS: Record<string, unknown> = JSON.parse(readFileSync(FILE, 'utf8'));

test('every entry of a table is found by its key, and is what it is in the whole', () => {
  const entry = dataEntries('eventSchemas');
  const keys = Object.keys(SCHEMAS);
  expect(keys.length).toBeGreaterThan(500);
  expect(Object.fromEntries(keys.map((key) => [key, entry(key)]))).toEqual(SCHEMAS);
});

test.each(['', 'fields', 'aws.batch', 'aws.batch Batch Job State Chang', 'Batch Job State Change', '":{', '__proto__'])('%p is no entry', (key) => {
  expect(dataEntries('eventSchemas')(key)).toBeUndefined();
});

test('an entry is parsed once', () => {
  const entry = dataEntries('eventSchemas');
  expect(entry('via CloudTrail')).toBe(entry('via CloudTrail'));
});

test('nothing is called in a table unless its data has it, down to the names of operations; entries are what they are in the file', () => {
  const isBare = (value: unknown) => Object.getPrototypeOf(value) === null;
  const { renamed } = dataTable<{ renamed: Record<string, Record<string, unknown[]>> }>('eventNames')();
  const operations = Object.values(renamed);
  expect([renamed, ...operations].filter((value) => !isBare(value))).toEqual([]);
  const schemas = dataTable<Record<string, Record<string, Record<string, object>>>>('services')();
  const [entry] = Object.values(schemas.services);
  expect([schemas, schemas.services, entry].map(isBare)).toEqual([true, true, true]);
  expect(isBare(entry.events)).toBe(false);
  expect(renamed.constructor).toBeUndefined();
  expect('toString' in entry).toBe(false);
});

test('a table is read once', () => {
  const table = dataTable('regions');
  expect(table()).toBe(table());
});
