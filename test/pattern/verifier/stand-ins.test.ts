import { EventPatternMatcher } from '../../../src/pattern/matcher/event-pattern-matcher';
import { holdsStandIn, isStandIn, withStandIns } from '../../../src/pattern/verifier/stand-ins';

const REF = { Ref: 'X' };
const [UNKNOWN] = withStandIns(REF) as string[];

test.each<[unknown, unknown]>([
  [{ a: ['x', 7, null] }, { a: ['x', 7, null] }], [{ a: REF }, { a: [UNKNOWN] }], [{ a: [REF, 'x'] }, { a: [UNKNOWN, 'x'] }], [{ d: { a: REF } }, { d: { a: [UNKNOWN] } }], [{ d: REF }, { d: [UNKNOWN] }],
  [{ a: [{ prefix: REF }] }, { a: [{ prefix: UNKNOWN }] }], [{ a: [{ 'anything-but': [REF, 'x'] }] }, { a: [{ 'anything-but': [UNKNOWN, 'x'] }] }], [{ a: [{ 'anything-but': { prefix: REF } }] }, { a: [{ 'anything-but': { prefix: UNKNOWN } }] }],
  [{ a: [{ numeric: ['>', REF] }] }, { a: [{ numeric: ['>', 0] }] }], [{ a: [{ numeric: REF }] }, { a: [{ numeric: 0 }] }], [{ a: [{ cidr: REF }] }, { a: [{ cidr: '10.0.0.0/8' }] }], [{ a: [{ exists: REF }] }, { a: [{ exists: true }] }],
  [{ $or: [{ a: REF }, { b: ['x', REF] }] }, { $or: [{ a: [UNKNOWN] }, { b: ['x', UNKNOWN] }] }], [{ $or: REF }, { $or: [UNKNOWN] }], [{ d: { $or: [{ a: [{ prefix: REF }] }, REF] } }, { d: { $or: [{ a: [{ prefix: UNKNOWN }] }, REF] } }],
  [[{ a: REF }, 'x'], [{ a: UNKNOWN }, 'x']], ['x', 'x'], [null, null],
])('%j is compiled as %j', (pattern, standing) => {
  expect(withStandIns(pattern)).toEqual(JSON.parse(JSON.stringify(standing)));
});

test('what stands for something is told from everything else', () => {
  expect([UNKNOWN, 'x', undefined, [UNKNOWN]].map(isStandIn)).toEqual([true, false, false, false]);
  expect([UNKNOWN, { prefix: UNKNOWN }, { 'anything-but': ['x', UNKNOWN] }, { 'anything-but': { prefix: UNKNOWN } }, { prefix: 'x' }, null, 7].map(holdsStandIn)).toEqual([true, true, true, true, false, false, false]);
});

test('a pattern with references compiles', () => {
  expect(EventPatternMatcher.of(withStandIns({ source: [REF], detail: { a: [{ numeric: ['>', REF] }, { cidr: REF }], b: REF } }) as never)).toBeInstanceOf(EventPatternMatcher);
});
