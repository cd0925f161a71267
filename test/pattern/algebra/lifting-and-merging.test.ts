import { Aws, CfnParameter, Fn, Lazy, Stack, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { detailPattern } from '../../../src/pattern/algebra/detail-filter';
import { liftValues, requireValues } from '../../../src/pattern/algebra/lift-values';
import { withoutReferences } from '../../../src/pattern/algebra/literal-part';
import { mergeDetail } from '../../../src/pattern/algebra/merge-detail';
import { fieldsOf, onlyTextsIn, textsIn } from '../../../src/pattern/algebra/pattern-values';
import { requirePlainElement, requirePlainValue, requirePlainValues } from '../../../src/pattern/algebra/plain-values';
import { wildcardIn } from '../../../src/pattern/algebra/wildcard-in';
import { readPattern } from '../../../src/pattern/matcher/read-pattern';

describe('a filter with plain values becomes a pattern', () => {
  test.each<[object, object]>([
    [{ state: 'stopped' }, { state: ['stopped'] }],
    [{ n: 0, no: false, nothing: null }, { n: [0], no: [false], nothing: [null] }],
    [{ bucket: { name: 'b' } }, { bucket: { name: ['b'] } }],
    [{ state: ['a', { prefix: 'b' }] }, { state: ['a', { prefix: 'b' }] }],
    [{ left: undefined, kept: 'x' }, { kept: ['x'] }],
    [{ $or: [{ a: 'x' }, { b: { c: 'y' } }] }, { $or: [{ a: ['x'] }, { b: { c: ['y'] } }] }],
    [{ list: [{ a: 'x' }] }, { list: [{ a: 'x' }] }],
  ])('%j', (filter, pattern) => {
    expect(liftValues(filter)).toEqual(pattern);
  });

  test('in which a token is one value, where it is one', () => {
    const stack = new Stack();
    const parameter = (type: string) => new CfnParameter(stack, type, { type });
    const lifted = (value: unknown) => liftValues({ it: value }).it;
    const name = new s3.Bucket(stack, 'Bucket').bucketName;
    expect([lifted(name), lifted(Token.asNumber({ Ref: 'N' })), lifted(Aws.REGION)].map((value) => Array.isArray(value))).toEqual([true, true, true]);
    const refs = [parameter('String').value, parameter('CommaDelimitedList').value, parameter('List<Number>').value, parameter('AWS::EC2::Subnet::Id').value, parameter('List<AWS::EC2::Subnet::Id>').value];
    expect(refs.map((ref) => Array.isArray(lifted(ref)))).toEqual([true, false, false, true, false]);
    expect([Fn.importValue('x'), Fn.join('', ['a', Aws.REGION])].map((value) => Array.isArray(lifted(value)))).toEqual([true, true]);
  });

  test('in which of what is made late nothing is known', () => {
    const late = [Lazy.any({ produce: () => ['x'] }), Token.asAny({ 'Fn::Split': [',', 'a,b'] }), Token.asAny({ 'Fn::Sub': 'x' })];
    expect(late.map((value) => Array.isArray(liftValues({ it: value }).it))).toEqual([false, false, true]);
    expect(liftValues({ it: events.Match.prefix('a') })).not.toEqual({});
  });

  test.each<[unknown, string]>([
    ['stopped', 'detail is "stopped": it must be an object of fields'], [['stopped'], 'detail is ["stopped"]: it must be an object'], [null, 'detail is null: it must be'], [7, 'detail is 7: it must be'],
    [new Date('2026-01-02T03:04:05Z'), 'detail is a Date: give the text that the event has'], [{ node: { path: 'Stack/It' } }, "detail is the construct 'Stack/It'"],
    [{ state: [] }, 'detail.state is an empty list, which matches no event'], [{ a: { b: {} } }, 'detail.a.b is an empty object'], [{ a: [undefined] }, 'detail.a[0] is undefined, which is no value'],
    [{ $or: [{ a: 'x' }, { b: [] }] }, 'detail.$or[1].b is an empty list'], [{ a: NaN }, 'detail.a is NaN'], [{ a: [Infinity] }, 'detail.a[0] is Infinity'],
  ])('unless it is %j', (filter, words) => {
    expect(() => liftValues(filter as never)).toThrow(words);
  });

  test.each<[object, boolean]>([
    [{ prefix: 'a' }, true], [{ exists: true }, true], [{ prefix: 'a', suffix: 'b' }, true], [{ 'anything-but': ['a', 'b'] }, true], [{ numeric: ['>', 0] }, true], [{ numeric: ['=', 0] }, true],
    [{ 'anything-but': { prefix: 'a' } }, true], [{ prefix: { 'equals-ignore-case': 'a' } }, true], [{ 'equals-ignore-case': ['a'] }, true],
    [{ prefix: ['a'] }, false], [{ numeric: [5] }, false], [{ prefix: 'a', key: 'b' }, false], [{ prefix: { key: 'b' } }, false], [{ key: { prefix: ['a'] } }, false], [{ prefix: 'a', suffix: ['b'] }, false],
  ])('and %j is a matcher out of its list: %s', (value, isRefused) => {
    const lift = () => liftValues({ it: value });
    if (isRefused) {
      expect(lift).toThrow('detail.it is');
      expect(lift).toThrow(`The values of fields that are called ${Object.keys(value).join(' and ')} stand in lists`);
    } else {
      expect(Object.keys(lift().it)).toEqual(Object.keys(value));
    }
  });

  test('and an undefined operand is none', () => {
    expect(() => liftValues({ it: { prefix: 'a', suffix: undefined } })).toThrow('which can be read in two ways');
    expect(liftValues({ it: { prefix: undefined, key: 'a' } })).toEqual({ it: { key: ['a'] } });
  });
});

test('values outside of detail stand as they are, in a list with something in it', () => {
  expect(requireValues(['a'], 'resources')).toEqual(['a']);
  expect(() => requireValues([], 'resources')).toThrow('resources is an empty list');
  expect(() => requireValues([undefined as never], 'resources')).toThrow('resources[0] is undefined');
});

describe('a filter on detail', () => {
  test('is given as an object, or as the text of one', () => {
    expect([detailPattern({}), detailPattern({ detail: { a: 'x' } }), detailPattern({ detailJson: '{"a":"x","b":null}' })]).toEqual([undefined, { a: ['x'] }, { a: ['x'], b: [null] }]);
  });

  test('is not given in both ways', () => {
    expect(() => detailPattern({ detail: {}, detailJson: '{}' })).toThrow('detail and detailJson are both given');
    expect(() => detailPattern({ detailJson: '[]' })).toThrow('detailJson');
  });
});

describe('what a rule matches by itself and what its user wants', () => {
  test('are put together, at every depth', () => {
    expect(mergeDetail({ a: ['x'], o: { b: ['y'] } }, { c: ['z'], o: { d: ['w'] } })).toEqual({ a: ['x'], c: ['z'], o: { b: ['y'], d: ['w'] } });
    expect([mergeDetail(undefined, { a: ['x'] }), mergeDetail({ a: ['x'] }, undefined), mergeDetail(undefined, undefined)]).toEqual([{ a: ['x'] }, { a: ['x'] }, undefined]);
  });

  test('leave what the rule has as it was', () => {
    const own = { a: ['x'], o: { b: ['y'] } };
    mergeDetail(own, { c: ['z'], o: { d: ['w'] } });
    expect(own).toEqual({ a: ['x'], o: { b: ['y'] } });
  });

  test.each<[object, object, object, string]>([
    [{ a: ['x'] }, { a: ['y'] }, {}, 'detail.a is set by the rule itself, to ["x"]: leave it out, or use EventPatternRule with a pattern of your own.'],
    [{ a: { b: ['x'] } }, { a: { b: ['y'] } }, { 'detail.a.b': 'say it otherwise' }, 'detail.a.b is set by the rule itself, to ["x"]: say it otherwise.'],
    [{ a: { b: ['x'] } }, { a: ['y'] }, {}, 'detail.a is set by the rule itself'],
    [{ a: ['x'] }, { a: { b: ['y'] } }, {}, 'detail.a is set by the rule itself'],
  ])('contradict each other in %j and %j', (own, users, wayOut, words) => {
    expect(() => mergeDetail(own, users, wayOut as never)).toThrow(words);
  });
});

test('the texts of a field are told from what else it lists', () => {
  expect([['a', { prefix: 'b' }, 7, 'c'], { Ref: 'A' }, undefined].map(textsIn)).toEqual([['a', 'c'], [], []]);
  expect([['a', 'c'], ['a', { prefix: 'b' }], [], { Ref: 'A' }, undefined].map(onlyTextsIn)).toEqual([['a', 'c'], undefined, [], undefined, undefined]);
});

test('all lists of matchers are found, with their places in pattern and event', () => {
  const pattern = { source: ['a'], detail: { b: { c: ['d'] }, $or: [{ e: ['f'] }, { g: { h: ['i'] } }, 'no branch'], r: { Ref: 'X' }, n: null, t: 'text' } };
  expect(fieldsOf(pattern)).toEqual([
    { path: ['source'], names: ['source'], matchers: ['a'] },
    { path: ['detail', 'b', 'c'], names: ['detail', 'b', 'c'], matchers: ['d'] },
    { path: ['detail', '$or', '0', 'e'], names: ['detail', 'e'], matchers: ['f'] },
    { path: ['detail', '$or', '1', 'g', 'h'], names: ['detail', 'g', 'h'], matchers: ['i'] },
  ]);
});

test.each<[unknown, string | undefined]>([
  [{ detail: { a: [{ wildcard: 'x*' }] } }, 'detail.a'], [{ detail: { a: [{ 'anything-but': { wildcard: 'x*' } }] } }, 'detail.a.anything-but'], [{ a: ['x'], b: [{ prefix: 'y' }, { wildcard: 'z' }], c: [{ wildcard: 'w' }] }, 'b'],
  [{ a: [{ prefix: 'wildcard' }] }, undefined], [{ $or: [{ a: ['x'] }, { b: [{ wildcard: 'y' }] }] }, '$or.b'], ['wildcard', undefined], [null, undefined],
])('a wildcard in %j stands at %s', (pattern, path) => {
  expect(wildcardIn(pattern)).toBe(path);
});

test('a pattern without what only the deployment knows keeps the other fields', () => {
  expect(withoutReferences({ source: ['aws.ec2'], account: [{ Ref: 'A' }], detail: { a: ['x', { 'Fn::GetAtt': ['B', 'C'] }], d: ['e'] } } as never)).toEqual({ source: ['aws.ec2'], detail: { d: ['e'] } });
});

test.each<[unknown, unknown]>([
  [{ source: ['a'] }, { source: ['a'] }], ['{"source":["a"]}', { source: ['a'] }], ['{', undefined], ['[]', undefined], ['"text"', undefined], [[], undefined], [null, undefined], [undefined, undefined], [7, undefined], [{ Ref: 'P' }, undefined], ['{"Ref":"P"}', undefined],
])('what stands for a pattern in a template is read: %j', (given, pattern) => {
  expect(readPattern(given)).toEqual(pattern);
});

describe('a value that no pattern can hold', () => {
  class Money {
    public readonly amount = 1;
  }

  test.each<[string, unknown, RegExp]>([
    ['a function', () => 1, /^it is a function: a filter holds strings, numbers, booleans, null/],
    ['a symbol', Symbol('x'), /^it is a symbol: /],
    ['a big integer', BigInt(1), /^it is a bigint: /],
    ['not a number', NaN, /^it is NaN, which JSON cannot say: give a finite number\./],
    ['infinite', -Infinity, /^it is -Infinity/],
    ['a date', new Date('2026-01-02T03:04:05Z'), /such as '2026-01-02T03:04:05Z'/],
    ['a date with milliseconds', new Date('2026-01-02T03:04:05.678Z'), /such as '2026-01-02T03:04:05\.678Z'/],
    ['no date', new Date('x'), /such as '2026-01-01T00:00:00Z'/],
    ['of a class', new Money(), /^it is a Money: a filter holds/],
    ['a map', new Map(), /^it is a Map: /],
  ])('is %s', (_what, value, words) => {
    expect(() => requirePlainValue(value, 'it')).toThrow(words);
    expect(() => requirePlainValues({ a: [value] }, 'x')).toThrow('x.a[0] is');
  });

  test.each<[string, unknown]>([
    ['a text', ''], ['a number', 0], ['a boolean', false], ['null', null], ['nothing', undefined], ['an object', { a: 1 }], ['an object without a prototype', Object.create(null)], ['a list', [1]], ['a token', Aws.REGION], ['a matcher', events.Match.prefix('a')],
  ])('is not %s', (_what, value) => {
    expect(requirePlainValue(value, 'it')).toBeUndefined();
    expect(requirePlainValues(value, 'it')).toBeUndefined();
  });

  test('is looked for in lists and objects, but not in what is left out, nor in tokens', () => {
    expect(requirePlainValues({ a: undefined, b: [Lazy.any({ produce: () => NaN })] }, 'x')).toBeUndefined();
    expect(() => requirePlainValues({ a: { b: [[NaN]] } }, 'x')).toThrow('x.a.b[0][0] is NaN');
    expect(() => requirePlainElement(undefined, 'x[0]')).toThrow('x[0] is undefined, which is no value: leave it out of the list. What null is in other languages');
    expect(requirePlainElement(null, 'x[0]')).toBeUndefined();
  });

  test('is a construct, by the names that events may have of it, the shortest first', () => {
    const named = Object.assign(Object.create({
      get longerName() {
        return 'x';
      },
      method: () => 1,
    }), { node: { path: 'Stack/It' }, identityArn: 'a', bName: 'b', aName: 'c', attrArn: 'd', stackId: 'e', physicalName: 'f', Name: 'g', nameless: 'h' });
    expect(() => requirePlainValue(named, 'x')).toThrow("x is the construct 'Stack/It': give what the event has of it, such as its aName or its bName or its longerName.");
    expect(() => requirePlainValue({ node: { path: 'Bare' } }, 'x')).toThrow("x is the construct 'Bare': give what the event has of it, such as its name or its ARN.");
    expect(requirePlainValue({ node: { path: 7 } }, 'x')).toBeUndefined();
    expect(requirePlainValue({ node: 'x' }, 'x')).toBeUndefined();
  });
});
