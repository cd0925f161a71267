import { alternativesOf, branchesOf, readableByField } from '../../../src/pattern/algebra/pattern-branches';
import { isLiteral, isWithin, mayOverlap, narrow, surelyMatches, takeApart } from '../../../src/pattern/algebra/pattern-overlap';
import { shownValue } from '../../../src/pattern/algebra/shown-value';

describe('two patterns', () => {
  test.each<[object, object, boolean]>([
    [{ a: ['x'] }, { a: ['x'] }, true], [{ a: ['x'] }, { a: ['y'] }, false], [{ a: ['x', 'y'] }, { a: ['y', 'z'] }, true], [{ a: ['x'] }, { b: ['y'] }, true],
    [{ a: ['x'], b: ['y'] }, { a: ['x'], b: ['z'] }, false], [{ a: [{ prefix: 'x' }] }, { a: ['xy'] }, true], [{ a: ['xy'] }, { a: [{ prefix: 'x' }] }, true], [{ a: ['y'] }, { a: [{ prefix: 'x' }] }, false], [{ a: [{ prefix: 'x' }] }, { a: ['y'] }, false],
    [{ a: [{ prefix: 'x' }] }, { a: [{ prefix: 'y' }] }, true], [{ a: [{ exists: false }] }, { a: ['x'] }, false], [{ a: [{ Ref: 'P' }] }, { a: ['x'] }, true], [{ a: [{ nothing: 'P' }] }, { a: ['x'] }, true], [{ a: [{}] }, { a: ['x'] }, true],
    [{ a: [7] }, { a: [7] }, true], [{ a: [null] }, { a: [null] }, true], [{ d: { a: ['x'], b: ['y'] } }, { d: { a: ['x'] } }, true],
  ])('%j and %j may match one event: %s', (one, other, expected) => {
    expect([mayOverlap(one, other), mayOverlap(other, one)]).toEqual([expected, expected]);
  });

  test.each<[unknown, string | number | null, boolean]>([
    ['x', 'x', true], ['x', 'y', false], [{ prefix: 'x' }, 'xy', true], [{ prefix: 'x' }, 'y', false], [{ exists: true }, 'x', true], [{ exists: false }, 'x', false], [{ Ref: 'P' }, 'x', false], [{ nothing: 1 }, 'x', false], [null, null, true], [7, 7, true],
  ])('%j takes %j for certain: %s', (matcher, value, expected) => {
    expect(surelyMatches(matcher, value)).toBe(expected);
  });

  test('tell values from matchers', () => {
    expect(['x', 7, null, true, undefined, {}, { prefix: 'a' }].map(isLiteral)).toEqual([true, true, true, true, true, false, false]);
  });

  test('are narrowed to what both match, also where one says nothing', () => {
    expect(narrow({ a: ['x', 'y'] }, { a: ['y', 'z'], b: ['w'] })).toEqual({ a: ['y'], b: ['w'] });
    expect(isWithin({ a: ['x'], b: ['y'] }, { a: ['x', 'z'] })).toBe(true);
  });

  test('are taken apart where a field lists several values', () => {
    expect(takeApart({ a: ['x', 'y'], b: ['z', 'w'] }, ['a', 'b'])).toHaveLength(4);
    expect(takeApart({ a: ['x'] }, ['a', 'c'])).toEqual([{ a: ['x'] }]);
    expect(takeApart({ a: ['x', 'y'] }, [])).toEqual([{ a: ['x', 'y'] }]);
  });
});

describe('branches of a pattern', () => {
  test.each<[object, object[]]>([
    [{ source: ['a'] }, [{ source: ['a'] }]],
    [{ $or: [{ source: ['a'] }, { source: ['b'] }] }, [{ source: ['a'] }, { source: ['b'] }]],
    [{ account: ['1'], $or: [{ source: ['a'] }, { source: ['b'] }] }, [{ account: ['1'], source: ['a'] }, { account: ['1'], source: ['b'] }]],
    [{ detail: { c: ['1'] }, $or: [{ detail: { d: ['2'] } }, { source: ['b'] }] }, [{ detail: { c: ['1'], d: ['2'] } }, { detail: { c: ['1'] }, source: ['b'] }]],
    [{ $or: [{ $or: [{ a: ['x'] }, { a: ['y'] }] }, { b: ['z'] }] }, [{ a: ['x'] }, { a: ['y'] }, { b: ['z'] }]],
    [{ $or: [{ a: ['x'] }, 'no branch'], b: ['y'] }, [{ a: ['x'], b: ['y'] }]],
    [{ $or: 'no list', b: ['y'] }, [{ b: ['y'] }]],
    [{ source: ['a'], $or: [{ source: ['b'] }, { source: ['c'] }] }, [{ source: ['b'] }, { source: ['c'] }]],
  ])('%j: %j', (pattern, branches) => {
    expect(branchesOf(pattern as never)).toEqual(branches);
  });

  test('are gone through at every depth where it is asked for', () => {
    const pattern = { source: ['a'], detail: { c: ['1'], $or: [{ d: ['2'] }, { e: { $or: [{ f: ['3'] }, { g: ['4'] }] } }] } } as never;
    expect(alternativesOf(pattern)).toEqual([
      { source: ['a'], detail: { c: ['1'], d: ['2'] } }, { source: ['a'], detail: { c: ['1'], e: { f: ['3'] } } }, { source: ['a'], detail: { c: ['1'], e: { g: ['4'] } } },
    ]);
    expect(readableByField(pattern)).toEqual([pattern]);
    expect(readableByField({ source: ['a'], $or: [{ source: ['b'] }, { d: ['c'] }] } as never)).toHaveLength(2);
  });
});

test.each<[unknown, string]>([['a', '"a"'], [undefined, 'undefined'], ['${Token[TOKEN.1]}', '"<known at deployment only>"'], [['#{Token[TOKEN.1]}', 'b'], '["<known at deployment only>","b"]'], ['a-${Token[T.1]}-${Token[T.2]}', '"a-<known at deployment only>-<known at deployment only>"']])('%j is shown as %s', (value, text) => {
  expect(shownValue(value)).toBe(text);
});
