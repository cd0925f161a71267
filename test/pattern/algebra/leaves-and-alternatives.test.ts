import { patternAlternatives } from '../../../src/pattern/algebra/pattern-alternatives';
import { combinationsOf } from '../../../src/pattern/algebra/pattern-combinations';
import { detailPath, hasTwice, leavesOf, listedPaths, patternOfLeaves } from '../../../src/pattern/algebra/pattern-leaves';
import { hasReference, patternSize } from '../../../src/pattern/algebra/pattern-size';
import { fromEventPattern, toEventPattern } from '../../../src/pattern/algebra/service-pattern';
import { withSortedKeys } from '../../../src/pattern/algebra/sorted-keys';
import { textsOf } from '../../../src/pattern/algebra/texts-of';

const leaves = (pattern: object) => Object.fromEntries([...leavesOf(pattern)].map(([path, values]) => [path.replaceAll('\n', '.'), values]));
const paths = (pattern: object) => listedPaths(pattern).map((path) => path.replaceAll('\n', '.'));

test('the leaves of a pattern are its lists, and make it again', () => {
  const pattern = { source: ['a'], detail: { b: { c: ['d'] }, e: ['f'] } };
  expect(leaves(pattern)).toEqual({ 'source': ['a'], 'detail.b.c': ['d'], 'detail.e': ['f'] });
  expect(patternOfLeaves(leavesOf(pattern))).toEqual(pattern);
  expect(leavesOf(pattern).get(detailPath('e'))).toEqual(['f']);
});

test('a field that a later $or speaks of is left open, and one that a later list speaks of is not', () => {
  const branches = [{ a: ['y'] }, { b: ['z'] }];
  expect(leaves({ a: ['x'], $or: branches })).toEqual({ $or: branches });
  expect(leaves({ $or: branches, a: ['x'] })).toEqual({ $or: branches, a: ['x'] });
  expect(leaves({ detail: { a: ['x'], c: ['w'], $or: [{ a: ['y'] }, 'no branch'] } })).toEqual({ 'detail.c': ['w'], 'detail.$or': [{ a: ['y'] }, 'no branch'] });
  expect(leaves({ a: null, b: 'text', c: ['x'] })).toEqual({ c: ['x'] });
});

test.each<[object, string[], boolean]>([
  [{ a: ['x'], d: { b: ['y'] } }, ['a', 'd.b'], false], [{ $or: [{ a: ['x'] }, { a: ['y'] }] }, ['$or', 'a'], false], [{ a: ['x'], $or: [{ a: ['y'] }, { b: ['z'] }] }, ['a', '$or', 'a', 'b'], true],
  [{ d: { $or: [{ a: ['x'] }, { b: ['y'] }] } }, ['d.$or', 'd.a', 'd.b'], false], [{ $or: [{ a: ['x'] }, { b: ['y'], $or: [{ b: ['z'] }, { c: ['w'] }] }] }, ['$or', 'b', '$or', 'b', 'c'], true], [{ a: { Ref: 'A' } }, ['a'], false], [{ $or: 'x' }, ['$or'], false],
])('%j lists %j, one of them twice: %s', (pattern, listed, twice) => {
  expect(paths(pattern)).toEqual(listed);
  expect(hasTwice(paths(pattern))).toBe(twice);
});

test.each<[unknown, number]>([
  [{ a: ['x'] }, 1], [{ $or: [{}, {}, {}] }, 3], [{ $or: [{ $or: [{}, {}] }, {}], d: { $or: [{}, {}, {}] } }, 12], [{ $or: 'x' }, 1], [{ a: [{ $or: [{}, {}] }] }, 1], [null, 1], ['x', 1],
])('the combinations of %j are %d', (pattern, count) => {
  expect(combinationsOf(pattern)).toBe(count);
});

describe('an alternative', () => {
  const of = (pattern: unknown) => patternAlternatives(pattern)
    .map((alternative) => Object.fromEntries([...alternative].map(([path, { items }]) => [path, items])));

  test.each<[object, object[]]>([
    [{ a: ['x'], d: { b: ['y'] } }, [{ 'a': ['x'], 'd.b': ['y'] }]], [{ $or: [{ a: ['x'] }, { b: ['y'] }], c: ['z'] }, [{ a: ['x'], c: ['z'] }, { b: ['y'], c: ['z'] }]],
    [{ a: ['x'], $or: [{ a: ['y'] }, { b: ['z'] }] }, [{ a: ['y'] }, { a: ['x'], b: ['z'] }]], [{ $or: [{ a: ['y'] }, { b: ['z'] }], a: ['x'] }, [{ a: ['x'] }, { b: ['z'], a: ['x'] }]],
    [{ d: { $or: [{ a: ['x'] }, { e: { $or: [{ b: ['y'] }, { c: ['z'] }] } }] } }, [{ 'd.a': ['x'] }, { 'd.e.b': ['y'] }, { 'd.e.c': ['z'] }]], [{ a: ['x'], b: undefined }, [{ a: ['x'] }]],
    [{ $or: [{ a: ['x'] }, { a: ['y'] }], d: { $or: [{ b: ['x'] }, { b: ['y'] }] } }, [{ 'a': ['x'], 'd.b': ['x'] }, { 'a': ['y'], 'd.b': ['x'] }, { 'a': ['x'], 'd.b': ['y'] }, { 'a': ['y'], 'd.b': ['y'] }]],
    [{ prefix: ['x'], d: { numeric: ['y'] } }, [{ 'prefix': ['x'], 'd.numeric': ['y'] }]],
  ])('is each combination of branches in %j', (pattern, alternatives) => {
    expect(of(pattern)).toEqual(alternatives);
  });

  test.each<[unknown, string]>([
    [[], 'it is []: a pattern is an object'], [{}, 'it is an empty object, which says nothing'], [{ d: {} }, 'd is an empty object'], [{ a: undefined }, 'it is an empty object'], [{ $or: [{ a: ['x'] }] }, '$or is [{"a":["x"]}]: it must be a list of two or more objects'], [{ $or: [{ a: ['x'] }, 'y'] }, 'it must be a list of two or more'], [{ $or: { a: ['x'] } }, 'it must be a list of two or more'],
    [{ $or: [{ a: ['x'] }, {}] }, '$or[1] is an empty object'], [{ d: { $or: [{}, { a: ['x'] }] } }, 'd.$or[0] is an empty object'], [{ $or: [{ prefix: ['x'] }, { a: ['y'] }] }, 'prefix has the name of an operator, which no field below $or may have'], [{ $or: [{ d: { '=': ['x'] } }, { a: ['y'] }] }, 'd.= has the name of an operator'],
    [{ a: 'x' }, 'a is "x": it must be a list of what matches, or an object of fields. Write ["x"] for the value itself'], [{ a: { prefix: 'x' } }, 'a.prefix is "x": a matcher stands in a list, "a": [{ "prefix": "x" }]. For a field that is called prefix, write "prefix": ["x"]'], [{ a: null }, 'a is null: it must be a list'],
    [Object.fromEntries(Array.from({ length: 3 }, (_, at) => [`d${at}`, { $or: Array.from({ length: 11 }, (__, n) => ({ [`a${n}`]: ['x'] })) }])), 'brings the combinations of all $or to 1331, and EventBridge allows 1000'],
  ])('is none in %j', (pattern, words) => {
    expect(() => patternAlternatives(pattern)).toThrow(words);
  });

  test('is one of 1,000 at most', () => {
    const branches = (count: number) => ({ $or: Array.from({ length: count }, (_, n) => ({ [`a${n}`]: ['x'] })) });
    expect(patternAlternatives({ d: branches(25), e: branches(40) })).toHaveLength(1000);
    expect(() => patternAlternatives({ d: branches(7), e: branches(143) })).toThrow('to 1001');
  });
});

test.each<[unknown, boolean]>([[{ a: ['x'] }, false], [{ a: [{ Ref: 'A' }] }, true], [{ a: { 'Fn::GetAtt': ['A', 'B'] } }, true], [['Ref'], false], [{ a: ['Ref', 'Fn::x'] }, false], ['Ref', false], [null, false], [{ a: { b: [{ c: [{ 'Fn::If': [] }] }] } }, true]])('%j is known at deployment only: %s', (value, expected) => {
  expect(hasReference(value)).toBe(expected);
});

test('the size of a pattern is that of its JSON, where all of it is known', () => {
  expect([patternSize({ source: ['aws.ec2'] }), patternSize({ source: [{ Ref: 'A' }] })]).toEqual(['{"source":["aws.ec2"]}'.length, undefined]);
});

test('a pattern is spelled as the CDK does, and as EventBridge does', () => {
  const own = { 'source': ['a'], 'detail-type': ['b'], 'account': ['1'] };
  expect(Object.entries(toEventPattern(own))).toEqual([['account', ['1']], ['detailType', ['b']], ['source', ['a']]]);
  expect(fromEventPattern(toEventPattern(own))).toEqual(own);
  expect([Object.keys(toEventPattern({ source: ['a'] })), Object.keys(fromEventPattern({ source: ['a'] }))]).toEqual([['source'], ['source']]);
});

test('keys are sorted at every depth, lists and other objects stay as they are', () => {
  class Other {
    public readonly b = 1;
    public readonly a = 2;
  }
  const other = new Other();
  const token = { resolve: () => 1, b: 1, a: 2 };
  const marked = { b: 1, a: 2, [Symbol('x')]: 1 };
  const sorted = withSortedKeys({ d: [{ f: 1, e: 2 }, 'z', 'y'], c: { b: 1, a: null }, o: other, t: token, m: marked, n: Object.assign(Object.create(null), { b: 1, a: 2 }) });
  expect(JSON.stringify(sorted)).toBe('{"c":{"a":null,"b":1},"d":[{"e":2,"f":1},"z","y"],"m":{"b":1,"a":2},"n":{"a":2,"b":1},"o":{"b":1,"a":2},"t":{"b":1,"a":2}}');
  expect([sorted.o, sorted.t, sorted.m]).toEqual([other, token, marked]);
});

test.each<[unknown, string[]]>([[['a', { prefix: 'b' }, 7, 'c'], ['a', 'c']], [{ Ref: 'A' }, []], [undefined, []], ['a', []]])('the texts of %j are %j', (values, texts) => {
  expect(textsOf(values)).toEqual(texts);
});
