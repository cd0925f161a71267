import { mutationsOf } from '../../scripts/mutants/mutation';
import { nearestFirst } from '../../scripts/mutants/nearest-tests';
import { withResults } from '../../scripts/mutants/report';
import { sample } from '../../scripts/mutants/sample';

const mistakes = (code: string) => mutationsOf('a.ts', code).map(({ original, replacement }) => `${original} => ${replacement}`);

test.each([
  ['a boundary', 'const is = one < other;', ['< => <=']],
  ['an equality', 'const is = one === other;', ['=== => !==']],
  ['a conjunction', 'const is = one && other;', ['&& => ||']],
  ['a default', 'const value = given ?? fallback;', ['?? => &&']],
  ['a sum', 'const sum = one + other;', ['+ => -']],
  ['a negation', 'const is = !one;', ['!one => one']],
  ['a condition', 'if (one) { two(); }', ['one => !(one)', 'two(); => ;']],
  ['a choice', 'const value = one ? two : three;', ['one => !(one)']],
  ['a number', 'const limit = 1_000;', ['1_000 => 1001']],
  ['a boolean', 'const is = true;', ['true => false']],
  ['a question to all of a list', 'const is = list.some(of);', ['some => every']],
  ['a filter', 'const some = list.filter(of);', ['list.filter(of) => list']],
  ['what is added to a list or an object', 'const all = [...one, two], of = { ...three };', ['...one => ...[]', '...three => ...{}']],
  ['a warning, as a whole,', "annotations.addWarningV2('id', limit > 1 ? 'one' : 'two');", ["annotations.addWarningV2('id', limit > 1 ? 'one' : 'two'); => ;"]],
])('%s can be wrong', (_what, code, expected) => {
  expect(mistakes(code)).toEqual(expected);
});

test.each([
  ['types', 'interface Range { readonly min: 1 | 2; readonly open?: true }\ntype Is = 1;\nenum Of { A = 1 }'],
  ['texts for people', 'throw new Error(`at most ${limit + 1}`);'],
  ['texts put together', "const text = 'one' + two;"],
  ['imports and exports', "import { one } from './1';\nexport * from './2';"],
])('%s are left alone', (_what, code) => {
  expect(mistakes(code)).toEqual([]);
});

test('a mistake says where it is', () => {
  expect(mutationsOf('a.ts', 'const one = two;\n  three(four);\n')).toEqual([{ file: 'a.ts', line: 2, start: 19, end: 31, original: 'three(four);', replacement: ';' }]);
});

describe('a sample', () => {
  const values = Array.from({ length: 100 }, (_value, at) => at);

  test('is the same for the same seed, and another for another', () => {
    expect(sample(values, 10, 7)).toEqual(sample(values, 10, 7));
    expect(sample(values, 10, 7)).not.toEqual(sample(values, 10, 8));
  });

  test('holds no value twice, and all where there are no more', () => {
    expect(new Set(sample(values, 50, 1)).size).toBe(50);
    expect(sample(values, 200, 1).sort((one, other) => one - other)).toEqual(values);
  });
});

test('the page takes the new row of a room and keeps those of the others', () => {
  const page = withResults('# Mutants\n\n<!-- The last runs, written by "npm run mutants -- --write". -->\n\n| room | seed |\n|---|---|\n| delivery | 1 | 5 | 30 | 0 | 20 | 67 |\n| hub | 1 | 4 | 30 | 1 | 29 | 100 |\n', [
    { room: 'delivery', seed: 2, nearest: 12, tried: 30, killed: 28, equivalent: 1 },
  ]);
  expect(page.split('\n').filter((line) => line.startsWith('|'))).toEqual([
    '| room | seed | test files | tried | equivalent | noticed | of 100 |',
    '|---|---|---|---|---|---|---|',
    '| delivery | 2 | 12 | 30 | 1 | 28 | 97 |',
    '| hub | 1 | 4 | 30 | 1 | 29 | 100 |',
  ]);
  expect(page.startsWith('# Mutants\n')).toBe(true);
});

test('the test files with most words of the name of a file come first, those with fewer other words before the others', () => {
  const tests = ['test/delivery/retry.test.ts', 'test/delivery/shared-alarms.test.ts', 'test/rules/alarms.test.ts', 'test/delivery/alarms.test.ts'];
  expect(nearestFirst(tests, 'src/delivery/alarms/alarm-actions.ts')).toEqual([
    'test/delivery/alarms.test.ts', 'test/delivery/shared-alarms.test.ts', 'test/delivery/retry.test.ts', 'test/rules/alarms.test.ts',
  ]);
});
