import * as fc from 'fast-check';
import { readJsonFacts } from '../../scripts/catalog/facts';
import { commonVerbs, packOperations } from '../../scripts/catalog/packed-operations';
import { unpackOperations } from '../../src/catalog/packed-operations';
import { everyOf } from '../support/every-of';

const roundTrip = (operations: string[], verbs = commonVerbs(operations)) => unpackOperations(packOperations(operations, verbs), verbs);

test('every operation of every model comes back', () => {
  const { services } = readJsonFacts<{ services: { service: string; operations: string }[] }>('operations.json');
  const verbs = commonVerbs(services.flatMap(({ operations }) => operations.split(' ')));
  for (const { service, operations } of everyOf(services)) {
    expect([service, roundTrip(operations.split(' '), verbs)]).toEqual([service, operations.split(' ').sort()]);
  }
});

test('names of all kinds come back', () => {
  const word = fc.constantFrom('Create', 'List', 'Get', 'Bucket', 'Buckets', 'Policy', 'Policies', 'Policys', 'Day', 'Days', 'Daies', 's', 'ies', 'V2', 'DB', 'x', '_', '2016_11_25');
  const operation = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(''));
  fc.assert(fc.property(fc.uniqueArray(operation, { minLength: 1, maxLength: 30 }), (operations) => {
    expect(roundTrip(operations)).toEqual([...operations].sort());
  }), { numRuns: 2000 });
});

test('what is said of one thing stands together', () => {
  expect(packOperations(['CreateBucket', 'DeleteBucket', 'ListBuckets', 'Publish'], ['Create', 'Delete', 'List'])).toBe('Bucket!#~$ Publish.');
});
