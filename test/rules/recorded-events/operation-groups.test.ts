import { groupOperations } from '../../../src/rules/recorded-events/operation-groups';

const atMost = (length: number) => (group: readonly unknown[]) => group.length <= length;

test('operations are put into as few groups as it takes, in their order', () => {
  expect(groupOperations(['A', 'B', 'C', 'D', 'E'], atMost(2))).toEqual([['A', 'B'], ['C', 'D'], ['E']]);
  expect(groupOperations(['A', 'B'], atMost(2))).toEqual([['A', 'B']]);
});

test('there are no groups of no operations', () => {
  expect(groupOperations([], atMost(2))).toEqual([]);
});

test('there are none where one operation alone is too much', () => {
  expect(groupOperations(['A', 'long', 'B'], (group) => !group.includes('long'))).toBeUndefined();
});

test('nothing is asked of a group but whether given operations fit', () => {
  const fits = jest.fn(atMost(2));
  groupOperations(['A', 'B', 'C'], fits);
  expect(fits.mock.calls.map(([group]) => group)).toEqual([['A'], ['A', 'B'], ['A', 'B', 'C'], ['C']]);
});
