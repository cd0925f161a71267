import { EventPatternMatcher } from '../../src/pattern/matcher/event-pattern-matcher';
import { Wildcard } from '../../src/pattern/matcher/wildcard';
import { everyOf } from '../support/every-of';

/** An event with this detail. */
function eventWith(detail: any): any {
  return { 'version': '0', 'id': '1', 'source': 'app', 'detail-type': 'Test', 'detail': detail };
}

/** Which of the values match, when a pattern wants this of field `f`. */
function matching(items: any[], values: any[]): any[] {
  const matcher = EventPatternMatcher.of({ detail: { f: items } });
  return values.filter((value) => matcher.matches(eventWith(value === undefined ? {} : { f: value })));
}

function matches(detailPattern: any, detail: any): boolean {
  return EventPatternMatcher.of({ detail: detailPattern }).matches(eventWith(detail));
}

describe('values', () => {
  test('one of the values of a list must be there', () => {
    expect(matching(['a', 1, true, null, ''], ['a', 1, true, null, '', 'b', 2, false, undefined])).toEqual(['a', 1, true, null, '']);
  });

  test('types are told apart', () => {
    expect(matching(['5', 'true', 'null'], ['5', 5, 'true', true, 'null', null])).toEqual(['5', 'true', 'null']);
    expect(matching([5, true, null], ['5', 5, 'true', true, 'null', null])).toEqual([5, true, null]);
  });

  test('numbers are equal however they are written', () => {
    expect(matching([300], [JSON.parse('3.0e2'), JSON.parse('300.00'), 300.1])).toEqual([300, 300]);
    expect(matching([0], [-0])).toHaveLength(1);
  });

  test('an address matches all its spellings', () => {
    expect(matching(['::1', '10.0.0.1'], ['0:0:0:0:0:0:0:1', '::0001', '::2', '10.0.0.01', '10.0.0.2']))
      .toEqual(['0:0:0:0:0:0:0:1', '::0001', '10.0.0.01']);
  });

  test('one element of a list in the event is enough, however deep', () => {
    expect(matching(['a'], [['b', 'a'], [['b'], ['a']], ['b'], [], [[]]])).toEqual([['b', 'a'], [['b'], ['a']]]);
  });
});

describe('operators', () => {
  test.each<[string, any, any[], any[]]>([
    ['prefix', { prefix: 'a' }, ['a', 'ab'], ['ba', 'A', '', 1, null]],
    ['suffix', { suffix: 'a' }, ['a', 'ba'], ['ab', 'A', '', 1, null]],
    ['an empty prefix', { prefix: '' }, ['', 'x'], [1, null, undefined]],
    ['equals-ignore-case', { 'equals-ignore-case': 'Abc' }, ['abc', 'ABC', 'aBc'], ['ab', 'abcd', 5]],
    ['equals-ignore-case of a letter with a long capital form', { 'equals-ignore-case': 'Straße' }, ['straße', 'STRASSE'], ['strasse']],
    ['equals-ignore-case of two letters', { 'equals-ignore-case': 'STRASSE' }, ['strasse'], ['straße']],
    ['equals-ignore-case of a pair of characters', { 'equals-ignore-case': '😀' }, ['??'], ['😀']],
    ['equals-ignore-case of a dotless i', { 'equals-ignore-case': 'ı' }, ['I', 'ı'], ['i', 'İ']],
    ['a prefix that ignores case', { prefix: { 'equals-ignore-case': 'ab' } }, ['AB', 'aBc'], ['xab', 'a', 1]],
    ['a suffix that ignores case', { suffix: { 'equals-ignore-case': 'ab' } }, ['AB', 'xaB'], ['abx', 'b', 1]],
    ['a suffix with a long capital form', { suffix: { 'equals-ignore-case': 'ß' } }, ['xSS', 'xß'], ['xss', 'xS']],
    ['wildcard', { wildcard: 'a/*.png' }, ['a/.png', 'a/b/c.png'], ['a/b.jpg', 'b/a/.png', 'a.png']],
    ['wildcards at both ends', { wildcard: '*a*b*' }, ['ab', 'xaxbx'], ['ba', 'a', '']],
    ['wildcard alone', { wildcard: '*' }, ['', 'x'], [1, null, undefined]],
    ['pieces that must not overlap', { wildcard: 'aba*ba' }, ['ababa', 'abaxba'], ['aba', 'abba']],
    ['escapes in a wildcard', { wildcard: '\\*\\\\*' }, ['*\\', '*\\x'], ['\\', 'x\\']],
    ['no wildcard in a wildcard', { wildcard: 'a' }, ['a'], ['', 'ab']],
    ['anything-but a text', { 'anything-but': 'a' }, ['b', '', 1, null, false, ['a', 'b']], ['a', undefined, [], {}]],
    ['anything-but texts', { 'anything-but': ['a', 'b'] }, ['c', 5], ['a', 'b']],
    ['anything-but a number', { 'anything-but': 5 }, ['5', 6, null], [5]],
    ['anything-but numbers', { 'anything-but': [5, 6] }, [7, '5'], [5, 6]],
    ['anything-but an address', { 'anything-but': '::1' }, ['0:0:0:0:0:0:0:1'], ['::1']],
    ['anything-but a prefix', { 'anything-but': { prefix: 'a' } }, ['ba', 1], ['a', 'ab']],
    ['anything-but prefixes', { 'anything-but': { prefix: ['a', 'b'] } }, ['ca'], ['ab', 'bb']],
    ['anything-but a suffix', { 'anything-but': { suffix: 'a' } }, ['ab', null], ['a', 'ba']],
    ['anything-but ignoring case', { 'anything-but': { 'equals-ignore-case': ['a', 'b'] } }, ['c', 1], ['A', 'b']],
    ['anything-but a wildcard', { 'anything-but': { wildcard: '*a' } }, ['ab', 1], ['a', 'ba']],
    ['numeric =', { numeric: ['=', 5] }, [5], [5.1, '5', null]],
    ['numeric with one bound', { numeric: ['<', 5] }, [4.9, -1e300], [5, 6, '4']],
    ['numeric with two bounds', { numeric: ['>', 0, '<=', 5] }, [0.1, 5], [0, 5.1, '3']],
    ['cidr of IPv4', { cidr: '10.0.0.77/24' }, ['10.0.0.0', '10.0.0.255', '::ffff:a00:1'], ['10.0.1.0', 'x', '::1', 5]],
    ['cidr of IPv6', { cidr: '2001:db8::/32' }, ['2001:db8::1', '2001:DB8:0:0::1'], ['2001:db9::', '10.0.0.1', '2001:db8']],
    ['the widest cidr', { cidr: '0.0.0.0/0' }, ['255.255.255.255'], ['::1', 5]],
    ['exists', { exists: true }, ['a', '', null, false, 0, [1], [[null]]], [undefined, [], {}, [[]], { x: 1 }, [{ x: 1 }]]],
    ['exists not', { exists: false }, [undefined, [], {}, [[]], { x: 1 }, [{ x: 1 }]], ['a', '', null, false, 0, [1], [[null]]]],
  ])('%s', (_, item, yes, no) => {
    expect(matching([item], [...yes, ...no])).toEqual(yes);
  });

  test('an item of a list is one of several that do', () => {
    expect(matching([{ prefix: 'a' }, { exists: false }, 5], ['ab', undefined, 5, 'b', 6])).toEqual(['ab', undefined, 5]);
  });

  test('a text of many wildcards takes no time on a text that almost matches', () => {
    expect(Wildcard.of('*a'.repeat(500) + '*b').matches('a'.repeat(100_000))).toBe(false);
  });

  test.each([[['*:*:*:*:*:event-bus/*']], [['A', 'B', 'C', 'D'].map((name) => `*:stack/${name}/*`)]])('wildcards that EventBridge refuses are refused: %j', (texts) => {
    expect(() => EventPatternMatcher.of({ detail: { f: texts.map((wildcard) => ({ wildcard })) } })).toThrow(/too complex together/);
  });

  test.each([[['A', 'B', 'C'].map((name) => `*:stack/${name}/*`)], [['*/bin/*.jar']], [['a*', 'b*', 'c*', 'd*', 'e*', 'f*', 'g*', 'h*', 'i*', 'j*', 'k*', 'l*']]])('wildcards that it takes are taken: %j', (texts) => {
    const matcher = EventPatternMatcher.of({ detail: { f: texts.map((wildcard) => ({ wildcard })) } });
    for (const text of everyOf(texts)) {
      expect(matcher.matches(eventWith({ f: text.replace(/\*/g, 'x') }))).toBe(true);
    }
    expect(matcher.matches(eventWith({ f: 'x' }))).toBe(false);
  });
});

test('an event with a list of detail-types matches by any of them, as TestEventPattern has it', () => {
  const sample = { ...eventWith({}), 'detail-type': ['One', 'Two'] };
  expect(EventPatternMatcher.of({ 'detail-type': ['Two'] }).matches(sample)).toBe(true);
  expect(EventPatternMatcher.of({ 'detail-type': ['Three'] }).matches(sample)).toBe(false);
});

describe('fields', () => {
  test('all fields must match', () => {
    expect(matches({ a: ['x'], b: ['y'] }, { a: 'x', b: 'y' })).toBe(true);
    expect(matches({ a: ['x'], b: ['y'] }, { a: 'x', b: 'z' })).toBe(false);
    expect(matches({ a: ['x'], b: ['y'] }, { a: 'x' })).toBe(false);
  });

  test('what objects in a list must have, one of them must have', () => {
    const pattern = { list: { a: ['x'], b: ['y'] } };
    expect(matches(pattern, { list: [{ a: 'n' }, { a: 'x', b: 'y' }] })).toBe(true);
    expect(matches(pattern, { list: [{ a: 'x' }, { b: 'y' }] })).toBe(false);
    expect(matches(pattern, { list: [[{ a: 'x' }, { b: 'y' }]] })).toBe(false);
    expect(matches(pattern, { list: [[{ a: 'x', b: 'y' }]] })).toBe(true);
  });

  test('lists beside each other do not depend on each other', () => {
    expect(matches({ a: ['x'], b: ['y'] }, { a: ['n', 'x'], b: ['y', 'n'] })).toBe(true);
  });

  test('a field is absent when it is not in the element that fields before it were found in', () => {
    const pattern = { list: { b: ['x'], c: [{ exists: false }] } };
    expect(matches(pattern, { list: [{ b: 'x' }, { c: 1 }] })).toBe(true);
    expect(matches(pattern, { list: [{ b: 'x', c: 1 }] })).toBe(false);
    // The order is that of the names: nothing before a has been found in the list.
    expect(matches({ list: { a: [{ exists: false }], b: ['x'] } }, { list: [{ b: 'x' }, { a: 1 }] })).toBe(false);
  });

  test('a dot in a name is a step into an object', () => {
    expect(matches({ 'a.b': ['x'] }, { a: { b: 'x' } })).toBe(true);
    expect(matches({ a: { b: ['x'] } }, { 'a.b': 'x' })).toBe(true);
    expect(matches({ a: { b: ['x'], c: ['y'] } }, { 'a': [{ b: 'x' }], 'a.c': 'y' })).toBe(true);
    expect(matches({ a: { b: ['x'] } }, { 'a.c': 'x' })).toBe(false);
  });

  test('a field can be wanted both to have a value and to have fields', () => {
    expect(matches({ 'a': ['x'], 'a.b': ['y'] }, { a: ['x', { b: 'y' }] })).toBe(true);
    expect(matches({ 'a': ['x'], 'a.b': ['y'] }, { a: [['x'], { b: 'y' }] })).toBe(false);
  });

  test('what an object inherits is no field of it', () => {
    expect(matches({ toString: [{ exists: true }] }, {})).toBe(false);
    expect(matches({ toString: [{ exists: false }] }, {})).toBe(true);
    expect(matches({ toString: ['x'] }, { toString: 'x' })).toBe(true);
    expect(EventPatternMatcher.of(JSON.parse('{"__proto__":["x"]}')).matches(JSON.parse('{"source":"a","detail-type":"b","__proto__":"x"}'))).toBe(true);
  });
});

describe('$or', () => {
  test('one of the branches must match, besides the other fields', () => {
    const pattern = { c: ['z'], $or: [{ a: ['x'] }, { b: ['y'] }] };
    expect(matches(pattern, { a: 'x', c: 'z' })).toBe(true);
    expect(matches(pattern, { b: 'y', c: 'z' })).toBe(true);
    expect(matches(pattern, { a: 'x' })).toBe(false);
    expect(matches(pattern, { c: 'z' })).toBe(false);
  });

  test('branches can have branches', () => {
    const pattern = { $or: [{ $or: [{ a: ['x'] }, { b: ['y'] }] }, { c: { $or: [{ d: ['z'] }, { e: ['z'] }] } }] };
    expect([{ a: 'x' }, { b: 'y' }, { c: { d: 'z' } }, { c: { e: 'z' } }, { d: 'z' }].map((detail) => matches(pattern, detail)))
      .toEqual([true, true, true, true, false]);
  });

  test('what is written later replaces what an earlier part wants of the same field', () => {
    expect(matches({ $or: [{ a: ['x'] }, { b: ['y'] }], a: ['z'] }, { a: 'z' })).toBe(true);
    expect(matches({ $or: [{ a: ['x'] }, { b: ['y'] }], a: ['z'] }, { a: 'x' })).toBe(false);
    expect(matches({ a: ['z'], $or: [{ a: ['x'] }, { b: ['y'] }] }, { a: 'x' })).toBe(true);
  });

  test('has at most 1,000 combinations', () => {
    const branches = (count: number, name: string) => Array.from({ length: count }, (_, n) => ({ [name]: [n] }));
    const pattern = (last: number) => ({ a: { $or: branches(10, 'n') }, b: { $or: branches(10, 'n') }, c: { $or: branches(last, 'n') } });
    expect(matches(pattern(10), { a: { n: 9 }, b: { n: 0 }, c: { n: 5 } })).toBe(true);
    expect(() => matches(pattern(11), {})).toThrow('brings the combinations of all $or to 1100, and EventBridge allows 1000');
  });
});

describe('a pattern that EventBridge refuses is refused with the place and the reason', () => {
  test.each<[any, string]>([
    [{}, 'it is an empty object'],
    [[], 'it is []: a pattern is an object'],
    [{ a: {} }, 'a is an empty object'],
    [{ a: { b: [] } }, 'a.b is an empty list'],
    [{ a: 'x' }, 'a is "x": it must be a list of what matches'],
    [{ a: null }, 'a is null: it must be a list'],
    [{ a: [['x']] }, 'a[0] is ["x"], a list in a list'],
    [{ a: ['x', {}] }, 'a[1] is {}'],
    [{ a: [NaN] }, 'a[0] is NaN'],
    [{ a: [{ prefix: 'x', suffix: 'y' }] }, 'one operator to an object'],
    [{ a: [{ regex: 'x' }] }, 'a[0].regex is no operator that EventBridge knows'],
    [{ a: [{ toString: 'x' }] }, 'a[0].toString is no operator'],
    [{ a: [{ prefix: ['x'] }] }, 'a[0].prefix is ["x"]'],
    [{ a: [{ prefix: { suffix: 'x' } }] }, 'a[0].prefix.suffix cannot stand here'],
    [{ a: [{ 'equals-ignore-case': 5 }] }, 'a[0].equals-ignore-case is 5: it must be a text'],
    [{ a: [{ wildcard: 'a**b' }] }, 'two wildcards in a row'],
    [{ a: [{ wildcard: 'a\\b' }] }, 'a backslash before \'b\''],
    [{ a: [{ wildcard: 'a\\' }] }, 'a backslash before its end'],
    [{ a: [{ exists: 'yes' }] }, 'a[0].exists is "yes": possible are true and false'],
    [{ a: [{ cidr: '10.0.0.0' }] }, 'a[0].cidr is "10.0.0.0"'],
    [{ a: [{ cidr: '10.0.0.0/32' }] }, 'a mask of 0 to 31 bits'],
    [{ a: [{ cidr: '::1/128' }] }, '0 to 127 for IPv6'],
    [{ a: [{ cidr: '10.0.0.256/8' }] }, 'a[0].cidr'],
    [{ a: [{ numeric: 5 }] }, 'a[0].numeric is 5'],
    [{ a: [{ numeric: ['>', '5'] }] }, 'a[0].numeric[1] is "5": it must be a number'],
    [{ a: [{ numeric: ['!=', 5] }] }, 'a[0].numeric[0] is "!="'],
    [{ a: [{ numeric: ['<', 5, '>', 1] }] }, 'the lower one comes first'],
    [{ a: [{ numeric: ['>=', 5, '<=', 5] }] }, 'the lower one must be less'],
    [{ a: [{ 'anything-but': [] }] }, 'a[0].anything-but is an empty list'],
    [{ a: [{ 'anything-but': ['x', 5] }] }, 'a list of texts or a list of numbers'],
    [{ a: [{ 'anything-but': null }] }, 'a[0].anything-but is null'],
    [{ a: [{ 'anything-but': [true] }] }, 'a[0].anything-but is [true]'],
    [{ a: [{ 'anything-but': { numeric: ['=', 5] } }] }, 'a[0].anything-but.numeric cannot stand in anything-but'],
    [{ a: [{ 'anything-but': { prefix: '' } }] }, 'a[0].anything-but.prefix is an empty text'],
    [{ a: [{ 'anything-but': { prefix: [] } }] }, 'a[0].anything-but.prefix is an empty list'],
    [{ a: [{ 'anything-but': { prefix: { 'equals-ignore-case': 'x' } } }] }, 'a[0].anything-but.prefix is'],
    [{ $or: [{ a: ['x'] }] }, '$or is [{"a":["x"]}]: it must be a list of two or more objects'],
    [{ $or: { a: ['x'] } }, '$or is'],
    [{ $or: [{ a: ['x'] }, {}] }, '$or[1] is an empty object'],
    [{ $or: [{ prefix: ['x'] }, { b: ['y'] }] }, 'prefix has the name of an operator'],
    [{ a: ['x'.repeat(2050)] }, 'as JSON, and an account may use 2048'],
  ])('%j', (pattern, message) => {
    expect(() => EventPatternMatcher.of(pattern)).toThrow(/^EventBridge refuses this event pattern: /);
    expect(() => EventPatternMatcher.of(pattern)).toThrow(message);
  });

  test('a longer one is taken where the quota of the account is raised', () => {
    const matcher = EventPatternMatcher.of({ a: ['x'.repeat(2050)] }, { maxPatternCharacters: 4096 });
    expect([2049, 2050].map((length) => matcher.matches({ ...eventWith({}), a: 'x'.repeat(length) }))).toEqual([false, true]);
  });

  test('one that is too deep to be written is refused, and one that is deep is matched', () => {
    const nested = (levels: number) => JSON.parse('{"a":'.repeat(levels) + '["x"]' + '}'.repeat(levels));
    expect(() => EventPatternMatcher.of(nested(1_000_000 / 6))).toThrow('EventBridge refuses this event pattern');
    const deep = (levels: number) => JSON.parse(`{"source":"s","detail-type":"t","a":${'{"a":'.repeat(levels)}"x"${'}'.repeat(levels)}}`);
    expect(EventPatternMatcher.of(nested(199)).matches(deep(198))).toBe(true);
    expect(EventPatternMatcher.of(nested(330)).matches(deep(198))).toBe(false);
  });
});

describe('what is no event is refused', () => {
  const matcher = EventPatternMatcher.of({ source: ['s'] });

  test.each<[string, any, string]>([
    ['a list', [], 'An event is a JSON object, and this is a list'],
    ['a text', '{}', 'this is the text \'{}\''],
    ['nothing', undefined, 'this is undefined'],
    ['null', null, 'this is null'],
    ['an event without source', { 'detail-type': 't' }, '\'source\' of the event is missing'],
    ['an event without detail-type', { source: 's', detailType: 't' }, '\'detail-type\' of the event is missing'],
    ['a list of no detail-types', { 'source': 's', 'detail-type': [] }, '\'detail-type\' of the event is a list'],
    ['a source that is a list', { 'source': ['s'], 'detail-type': 't' }, '\'source\' of the event is a list'],
    ['an empty source', { 'source': '', 'detail-type': 't' }, '\'source\' of the event is the text \'\''],
    ['a date', { 'source': 's', 'detail-type': 't', 'time': new Date() }, 'a Date'],
    ['a number that is none', { 'source': 's', 'detail-type': 't', 'n': NaN }, 'Field \'n\' of the event holds NaN'],
    ['a function', { 'source': 's', 'detail-type': 't', 'n': [() => 1] }, 'Field \'0\' of the event holds'],
  ])('%s', (_, sample, message) => {
    expect(() => matcher.matches(sample)).toThrow(message);
    expect(() => matcher.mismatches(sample)).toThrow(message);
  });

  test('an event of 200 levels is taken, a deeper one is not', () => {
    const deep = (levels: number) => JSON.parse(`{"source":"s","detail-type":"t","a":${'['.repeat(levels - 1)}1${']'.repeat(levels - 1)}}`);
    expect(matcher.matches(deep(200))).toBe(true);
    expect(() => matcher.matches(deep(201))).toThrow('deeper than 200 levels');
    expect(() => matcher.matches(deep(100_000))).toThrow('deeper than 200 levels');
  });

  test('an event that contains itself is not taken', () => {
    const sample: any = { 'source': 's', 'detail-type': 't', 'list': [] };
    sample.list.push(sample, sample);
    expect(() => matcher.matches(sample)).toThrow('or contains itself');
  });

  test('an event of 1 MB is taken, a larger one is not', () => {
    const sized = (bytes: number) => {
      const sample = { 'source': 's', 'detail-type': 't', 'text': '' };
      return { ...sample, text: 'x'.repeat(bytes - JSON.stringify(sample).length) };
    };
    expect(matcher.matches(sized(1024 * 1024))).toBe(true);
    expect(() => matcher.matches(sized(1024 * 1024 + 1))).toThrow('larger than 1048576 bytes');
    const shared = Array.from({ length: 1000 }, () => 'x');
    expect(() => matcher.matches({ 'source': 's', 'detail-type': 't', 'lists': Array.from({ length: 1000 }, () => [shared, shared]) })).toThrow('larger than 1048576 bytes');
  });

  test('an event with long lists of objects is matched in no time', () => {
    const list = Array.from({ length: 20_000 }, (_, n) => ({ a: n, b: [{ c: n }, { c: n + 1 }] }));
    expect(matches({ list: { a: [19_999], b: { c: [20_000], d: [{ exists: false }] } } }, { list })).toBe(true);
    expect(matches({ list: { a: [{ exists: true }], b: { c: [{ exists: true }] }, c: [{ exists: false }, 1], d: [1] } }, { list })).toBe(false);
  });
});

describe('an event that does not match', () => {
  const matcher = EventPatternMatcher.of({
    'source': ['aws.ec2'], 'detail-type': [{ prefix: 'EC2' }], 'detail': { state: ['stopped'], tags: [{ exists: false }] },
  });
  const sample = { 'source': 'aws.ec2', 'detail-type': 'EC2 Instance', 'detail': { state: 'stopped' } };

  test('is told which fields turned it away, what was wanted, and what was found', () => {
    expect(matcher.mismatches({ ...sample, 'detail-type': 'x', 'detail': { state: ['running', null], tags: 'y' } })).toEqual([
      { path: 'detail-type', wanted: '[{"prefix":"EC2"}]', found: '"x"' },
      { path: 'detail.state', wanted: '["stopped"]', found: 'one of ["running",null]' },
      { path: 'detail.tags', wanted: '[{"exists":false}]', found: '"y"' },
    ]);
    expect(matcher.mismatches({ ...sample, detail: {} })).toEqual([{ path: 'detail.state', wanted: '["stopped"]', found: 'nothing' }]);
  });

  test('is told nothing when it does match', () => {
    expect(matcher.matches(sample)).toBe(true);
    expect(matcher.mismatches(sample)).toEqual([]);
  });

  test('is told of the alternative that comes nearest', () => {
    const either = EventPatternMatcher.of({ $or: [{ source: ['x'], detail: { a: [1] } }, { source: ['aws.ec2'], detail: { b: [2] } }] });
    expect(either.mismatches(sample)).toEqual([{ path: 'detail.b', wanted: '[2]', found: 'nothing' }]);
  });

  test('is told when everything is there, but in different elements of a list', () => {
    const list = EventPatternMatcher.of({ detail: { list: { a: ['x'], b: ['y'] }, state: ['stopped'] } });
    expect(list.mismatches({ ...sample, detail: { state: 'stopped', list: [{ a: 'x' }, { b: 'y' }] } })).toEqual([
      { path: 'detail.list.b', wanted: '["y"] in the same element of a list as detail.list.a', found: '"y"' },
    ]);
  });
});
