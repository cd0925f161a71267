import { asList } from '../../src/catalog/as-list';

test.each<[string, unknown, unknown[]]>([
  ['a text', 'sqs:SendMessage', ['sqs:SendMessage']],
  ['an object', { Ref: 'Queue' }, [{ Ref: 'Queue' }]],
  ['nothing', undefined, [undefined]],
  ['a list', ['a', ['b']], ['a', ['b']]],
  ['a list without entries', [], []],
])('%s is a list of what it has', (_what, value, list) => {
  expect(asList(value)).toEqual(list);
});
