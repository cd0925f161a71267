import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { LegacyESLint } from 'eslint/use-at-your-own-risk';
import { Lists, everyOf } from '../support/every-of';

const ROOT = resolve(__dirname, '..', '..');
const CONFIG = JSON.parse(readFileSync(resolve(ROOT, '.eslintrc.json'), 'utf8').replace(/^\/\/.*\n/, ''));
const OURS = 'no-restricted-syntax';

/** The linter of the project with the rule on loops alone: others need types, which a made up file does not have. */
const linter = new LegacyESLint({
  cwd: ROOT,
  useEslintrc: false,
  overrideConfig: {
    ...CONFIG,
    parserOptions: { ecmaVersion: 2022, sourceType: 'module' },
    rules: {},
    overrides: CONFIG.overrides.map((override: any) => ({ ...override, rules: override.rules[OURS] ? { [OURS]: override.rules[OURS] } : {} })),
  },
});

async function isRefused(code: string, file = 'test/rules/made-up.test.ts'): Promise<boolean> {
  const [{ messages }] = await linter.lintText(code, { filePath: resolve(ROOT, file) });
  return messages.some(({ ruleId }) => ruleId === OURS);
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
