import { readJsonLinesFacts } from '../../scripts/catalog/facts';
import { dataEventTypesOf, isPerhapsManagement } from '../../src/catalog/data-events';
import { isReadOnlyCall, onlyReads } from '../../src/catalog/read-only-calls';
import { everyOf } from '../support/every-of';

test.each<[string, string, boolean]>([
  ['iam.amazonaws.com', 'GetUser', true],
  ['iam.amazonaws.com', 'ListUsers', true],
  ['iam.amazonaws.com', 'CreateUser', false],
  ['iam.amazonaws.com', 'getUser', true],
  // A verb is a word.
  ['acm-pca.amazonaws.com', 'IssueCertificate', false],
  ['iam.amazonaws.com', 'Get', true],
  ['iam.amazonaws.com', 'Getaway', false],
])('%s: %s is a management call that reads: %s', (eventSource, eventName, expected) => {
  expect(isReadOnlyCall([eventSource], eventName)).toBe(expected);
  expect(onlyReads([eventSource], eventName)).toBe(expected);
});

test('a data event is no management call, though it reads', () => {
  const operations = readJsonLinesFacts<{ eventSource: string; eventName: string }>('cloudtrail/data-operations.jsonl');
  const reading = operations.filter(({ eventSource, eventName }) =>
    onlyReads([eventSource], eventName) && !isPerhapsManagement([eventSource], eventName));
  expect(everyOf(reading).filter(({ eventSource, eventName }) => isReadOnlyCall([eventSource], eventName))).toEqual([]);
  expect(new Set(reading.map(({ eventSource, eventName }) => dataEventTypesOf([eventSource], eventName).length > 1))).toEqual(new Set([true, false]));
  expect(reading).toContainEqual(expect.objectContaining({ eventSource: 's3.amazonaws.com', eventName: 'GetObject' }));
});

test('one of which a document says that it is a management call, and another that it is a data event, may be either', () => {
  expect(dataEventTypesOf(['states.amazonaws.com'], 'GetActivityTask')).not.toEqual([]);
  expect(isReadOnlyCall(['states.amazonaws.com'], 'GetActivityTask')).toBe(true);
});

test('a call reads under whichever of the event sources of its service it is listed', () => {
  expect(isReadOnlyCall(['nothing.amazonaws.com', 'iam.amazonaws.com'], 'GetUser')).toBe(true);
  expect(isReadOnlyCall([], 'GetUser')).toBe(true);
  expect(isReadOnlyCall([], 'CreateUser')).toBe(false);
});
