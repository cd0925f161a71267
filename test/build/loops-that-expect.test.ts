import { Lists, everyOf } from '../support/every-of';
import { HouseLinter } from '../support/house-linter';

const OURS = 'no-restricted-syntax';
const linter = new HouseLinter((rule) => rule === OURS);

async function isRefused(code: string, file = 'test/rules/made-up.test.ts'): Promise<boolean> {
  return (await linter.brokenBy(code, file)).includes(OURS);
}

test.each([
  ['of a variable', 'for (const one of list) { expect(one).toBe(1); }'],
  ['of a call', 'for (const one of Object.values(list)) { expect(one).toBe(1); }'],
  ['of a list that is written empty', 'for (const one of []) { expect(one).toBe(1); }'],
  ['of a list in another list', 'for (const one of everyOf(list)) { for (const other of one.list) { expect(other).toBe(1); } }'],
  ['in a condition', 'for (const one of list) { if (one) { expect(one).toBe(1); } }'],
  ['by forEach', 'list.forEach((one) => expect(one).toBe(1));'],
  ['by map', 'list.map((one) => { expect(one).toBe(1); return one; });'],
])('the linter refuses expectations of elements %s, which may be none', async (_how, code) => {
  expect(await isRefused(code)).toBe(true);
});

test.each([
  ['of a list that is looked at first', 'for (const one of everyOf(list)) { expect(one).toBe(1); }'],
  ['of a list that is written there', 'for (const one of [1, 2]) { expect(one).toBe(1); }'],
  ['of such a list of constants', 'for (const one of [1, 2] as const) { expect(one).toBe(1); }'],
  ['of none, where it only makes something', 'for (const one of list) { make(one); }'],
])('the linter takes a loop %s', async (_what, code) => {
  expect(await isRefused(code)).toBe(false);
});

test('the linter says nothing of loops outside of tests', async () => {
  expect(await isRefused('for (const one of list) { expect(one); }', 'src/rules/made-up.ts')).toBe(false);
});

test('a list without an element is refused by what the tests loop with', () => {
  expect(() => everyOf([])).toThrow('There is nothing in the list');
  expect(everyOf(new Set([1, 2]))).toEqual([1, 2]);
});

test('a list may be empty where another of its kind is not', () => {
  const lists = new Lists();
  expect(lists.everyOf('rules', [])).toEqual([]);
  expect(lists.nowhere).toEqual(['rules']);
  expect(lists.everyOf('rules', [1])).toEqual([1]);
  expect(lists.nowhere).toEqual([]);
});
