import * as fc from 'fast-check';
import { covers } from '../../src/checks/model/covering';
import { EventPatternMatcher } from '../../src/pattern/matcher/event-pattern-matcher';

const TEXTS = ['', 'a', 'b', 'ab', 'aB', 'ba', 'abc', 'ABC'];
const text = fc.constantFrom(...TEXTS);
const matcher = fc.oneof(
  text.map((prefix) => ({ prefix })),
  text.map((suffix) => ({ suffix })),
  text.map((operand) => ({ 'equals-ignore-case': operand })),
  fc.boolean().map((exists) => ({ exists })),
  text.map((operand) => ({ 'anything-but': operand })),
  fc.uniqueArray(text, { minLength: 1, maxLength: 3 }).map((operand) => ({ 'anything-but': operand })),
  fc.constantFrom('a', 'ab', 'B').map((prefix) => ({ 'anything-but': { prefix } })),
  text.map((prefix) => ({ prefix: { 'equals-ignore-case': prefix } })),
  text.map((start) => ({ wildcard: `${start}*` })),
  fc.constant({ numeric: ['>', 0] }),
  fc.constant({ cidr: '10.0.0.0/8' }),
);

const matches = (value: unknown, one: string | undefined) => EventPatternMatcher.of({ detail: { field: [value] } } as never)
  .matches({ 'source': 'my.app', 'detail-type': 'Kind', 'detail': one === undefined ? {} : { field: one } } as never);

test('what a matcher covers it matches, whatever the matcher', () => {
  fc.assert(fc.property(matcher, fc.oneof(text, matcher), (wider, narrower) => {
    fc.pre(covers(wider, narrower));
    expect([undefined, ...TEXTS].filter((one) => matches(narrower, one) && !matches(wider, one))).toEqual([]);
  }), { numRuns: 2_000 });
});

test.each<[unknown, unknown]>([
  [{ prefix: 'a' }, 'ab'],
  [{ prefix: 'a' }, { prefix: 'ab' }],
  [{ suffix: 'b' }, 'ab'],
  [{ suffix: 'b' }, { suffix: 'ab' }],
  [{ 'equals-ignore-case': 'AB' }, 'ab'],
  [{ exists: true }, 'ab'],
  [{ exists: true }, { prefix: 'ab' }],
  [{ 'anything-but': 'b' }, 'ab'],
  [{ 'anything-but': ['b', 'c'] }, 'ab'],
])('%j covers %j', (wider, narrower) => {
  expect(covers(wider, narrower)).toBe(true);
});

test.each<[unknown, unknown]>([
  [{ prefix: 'b' }, 'ab'],
  [{ prefix: 'ab' }, { prefix: 'a' }],
  [{ prefix: 'ab' }, { prefix: 'ab' }],
  [{ suffix: 'a' }, 'ab'],
  [{ prefix: 'a' }, { suffix: 'a' }],
  [{ 'equals-ignore-case': 'a' }, 'ab'],
  [{ exists: false }, 'ab'],
  [{ exists: true }, { exists: false }],
  [{ exists: true }, 7],
  [{ 'anything-but': ['b', 'ab'] }, 'ab'],
  [{ 'anything-but': { prefix: 'b' } }, 'ab'],
  [{ wildcard: 'a*' }, 'ab'],
  [{ numeric: ['>', 0] }, 'ab'],
  [{ Ref: 'Known' }, 'ab'],
  ['ab', 'ab'],
])('%j is not known to cover %j', (wider, narrower) => {
  expect(covers(wider, narrower)).toBe(false);
});
