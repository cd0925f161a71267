import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { dataEntries } from '../../src/catalog/data-tables';

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
