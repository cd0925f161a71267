import { Question } from './questions';

/** A pattern that wants one item of field `a`, asked about values of it. */
function item(wanted: unknown, ...values: unknown[]): Question {
  return question({ a: [wanted] }, ...values.map((value) => ({ a: value })));
}

/** Patterns and events as values, or as JSON where it matters how they are written. */
function question(pattern: unknown, ...events: unknown[]): Question {
  const [wanted, ...asked] = [pattern, ...events].map((value) => typeof value === 'string' ? value : JSON.stringify(value));
  return { pattern: wanted, events: asked.length > 0 ? asked : ['{}'] };
}

const ANYTHING = ['', 'a', 'A', 'ab', 'ba', '*', '"', 0, 5, -1, true, false, null, [], {}, [[]], [null], ['a', 'b'], [['a'], 'b'], { b: 'a' }, [{ b: 'a' }]];

/** Questions about what is easily got wrong. */
export const EDGE_CASES: Question[] = [
  ...[
    'a', '', 5, true, false, null, '"a"', 'null', '5', { exists: true }, { exists: false }, { prefix: '' }, { suffix: '' }, { prefix: 'a' }, { suffix: 'a' },
    { prefix: '"a' }, { suffix: 'a"' }, { 'equals-ignore-case': '' }, { 'equals-ignore-case': 'a' }, { wildcard: '' }, { wildcard: '*' }, { wildcard: '*a*' }, { wildcard: '"*' },
    { prefix: { 'equals-ignore-case': '' } }, { suffix: { 'equals-ignore-case': '' } }, { prefix: { 'equals-ignore-case': 'A' } }, { 'anything-but': '' }, { 'anything-but': 5 }, { 'anything-but': ['a', 'b'] },
    { 'anything-but': [0, 5] }, { 'anything-but': { prefix: 'a' } }, { 'anything-but': { suffix: ['a', 'b'] } }, { 'anything-but': { 'equals-ignore-case': ['A', ''] } },
    { 'anything-but': { wildcard: ['a*', '*5'] } }, { numeric: ['=', 5] }, { numeric: ['<', 5] }, { numeric: ['>=', 0, '<', 5] },
  ].map((wanted) => item(wanted, ...ANYTHING)),
  question({ a: ['a', { exists: false }] }, { a: 'a' }, { a: 'b' }, {}, { a: [] }),
  question({ a: [{ exists: true }, { exists: false }] }, { a: 1 }, {}),

  // Letters whose other case has another length, or which have several.
  ...['Straße', 'STRASSE', 'ß', 'k', 'K', 'ı', 'i', 'İ', 'σ', 'Σ', 'ς', 'ΑΣ', 'ǆ', 'ǅ', 'ﬀ', '𐐀', 'ſ', 's', 'ŉ', 'é', '😀', 'a😀'].flatMap((letters) => {
    const spellings = ['STRASSE', 'straße', 'StRaSSE', 'strasse', 'ss', 'SS', 'Ss', 'ß', 'ẞ', 'K', '\u212a', 'k', 'I', 'i', 'ı', 'İ', 'i̇', 'Σ', 'ς', 'σ', 'ας', 'ασ', 'ǅ', 'Ǆ', 'ǆ', 'FF', 'ff', 'ﬀ', '𐐨', '𐐀', 's', 'S', 'ſ', 'ŉ', 'ʼN', 'ʼn', 'É', 'é', '😀', '??', 'A??'];
    return [
      item({ 'equals-ignore-case': letters }, ...spellings),
      item({ prefix: { 'equals-ignore-case': letters } }, ...spellings.map((spelling) => `${spelling}x`)),
      item({ suffix: { 'equals-ignore-case': letters } }, ...spellings.map((spelling) => `x${spelling}`)),
      item({ 'anything-but': { 'equals-ignore-case': letters } }, ...spellings),
    ];
  }),
  item({ suffix: 'éa' }, 'éa', 'ea', 'xéa'),
  item({ 'anything-but': { suffix: 'é' } }, 'xé', 'x©'),
  item({ prefix: '😀' }, '😀a', '😁a'),

  // Addresses.
  ...['10.0.0.1', '::1', '::A', '::ffff:a00:1', '::ffff:10.0.0.1', '300.0.0.1', '1::2::3', ':::', '12:34', 'a:b', 'fe80::1%eth0', '1::', '1:2:3:4:5:6:7::', '1:2:3:4::5:6:7:8', '00001::', '12345::', '0010.0.0.1', '0x1.0.0.0', '1.1.1.1.', '[::1]']
    .map((address) => item(address, address, '10.0.0.1', '010.0.0.1', '10.0.0.01', '10.1', '::ffff:10.0.0.1', '::ffff:a00:1', '::1', '0:0:0:0:0:0:0:1', '::a', '::000a', '1::0', '1:2:3:4:5:6:7:0', '1:2:3:4:5:6:7:8', '0.0.0.0', '1.0.0.0', '1.1.1.1')),
  item({ 'anything-but': '10.0.0.1' }, '10.0.0.1', '010.0.0.1', '::1'),
  ...['10.0.0.0/24', '10.0.0.77/24', '10.0.0.0/31', '10.0.0.0/08', '10.0.0.0/+8'].map((cidr) => item({ cidr }, '10.0.0.0', '10.0.0.1', '10.0.0.2', '10.0.0.255', '10.0.1.0', '10.0.0.007', '11.0.0.0', 'x', '10.0.0', '::ffff:a00:1', '::ffff:10.0.0.1')),
  ...['2001:db8::/32', '::1/127', '::/64'].map((cidr) => item({ cidr }, '2001:db8::1', '2001:DB8:0:0::1', '2001:db9::', '::', '::1', '::2', 'x', '2001:db8')),
  ...['10.0.0.0/32', '10.0.0.0', '10.0.0/24', '10.0.0.0/-1', '10.0.0.0/a', '10.0.0.0/ 8', '10.0.0.256/8', '1/2/3', '', '::1/128', '::ffff:10.0.0.0/104', '::ffff:a00:0/104', 'a:b/8', '::1/', '/8', '::g/8', '10.0.0.0/99999999999', 5, ['10.0.0.0/8']].map((cidr) => item({ cidr })),

  // Numbers.
  question('{"a":[300]}', '{"a":300.0}', '{"a":3e2}', '{"a":"300"}'),
  question('{"a":[0]}', '{"a":-0}', '{"a":-0.0}', '{"a":0.0}'),
  question('{"a":[1e20]}', '{"a":100000000000000000000}', '{"a":1e+20}'),
  item({ numeric: ['>', 1e300] }, 1.5e300, 1e300),
  item({ numeric: ['<', 0.1] }, 0.1, 0.09),
  ...[['<', 5, '>', 1], ['=', 5, '<', 6], ['>', 5, '<', 5], ['>=', 5, '<=', 5], [], ['>'], ['!=', 5], ['>', 1, '<', 2, '<', 3], ['='], [5], 5, ['>', '1'], ['>', 1, '>', 2], ['<', 9, '<', 20], null].map((numeric) => item({ numeric })),

  // Wildcards.
  ...['a*b*c', 'a\\*b', 'a\\\\b', 'a\\**b', '\\**\\*', '*\\*', '*é*', 'é*ü', '*ab*ab', 'ab*ab'].map((wildcard) => item({ wildcard }, 'abc', 'aXbYc', 'ac', 'a*b', 'axb', 'a\\b', 'a*xb', '**', '*a*', '*', 'xéy', 'éü', 'éxxü', 'ab', 'abab', 'aabab', 'ababab', 'aab')),
  ...['a**b', 'a\\b', 'a\\', '***', 5, ['a'], null].map((wildcard) => item({ wildcard })),

  // What is refused.
  ...[
    { prefix: ['a'] }, { prefix: 5 }, { prefix: null }, { prefix: { 'equals-ignore-case': 5 } }, { prefix: { suffix: 'a' } }, { prefix: { 'equals-ignore-case': 'a', 'x': 1 } }, { prefix: {} }, { suffix: ['a'] },
    { prefix: 'a', suffix: 'b' }, {}, { foo: 'a' }, { exists: 'x' }, { exists: 1 }, { exists: null }, { 'equals-ignore-case': ['a'] }, { 'anything-but': [] }, { 'anything-but': null }, { 'anything-but': true },
    { 'anything-but': [null] }, { 'anything-but': {} }, { 'anything-but': ['a', 5] }, { 'anything-but': { prefix: '' } }, { 'anything-but': { suffix: [''] } }, { 'anything-but': { prefix: 5 } }, { 'anything-but': { numeric: ['=', 5] } },
    { 'anything-but': { prefix: 'a', suffix: 'b' } }, { 'anything-but': { prefix: { 'equals-ignore-case': 'a' } } }, { 'anything-but': { wildcard: 'a**' } }, { 'anything-but': { wildcard: [] } },
    { 'anything-but': { prefix: [] } }, { 'anything-but': { 'equals-ignore-case': [] } }, { 'anything-but': [['a']] }, ['a'],
  ].map((wanted) => item(wanted)),
  ...['{}', '[]', '5', '"a"', 'null', '{"a":[]}', '{"a":{}}', '{"a":5}', '{"a":null}', '{"a":"x"}', '{"a":{"b":{}}}'].map((pattern) => question(pattern)),

  // Fields, and lists of objects.
  question('{"a":["x"],"a":["y"]}', { a: 'x' }, { a: 'y' }),
  question({ a: { b: ['x'], c: ['y'] } }, { a: [{ b: 'x', c: 'y' }] }, { a: [{ b: 'x' }, { c: 'y' }] }, { a: [{ b: 'x', c: 'z' }, { b: 'x', c: 'y' }] }, { a: [[{ b: 'x' }, { c: 'y' }]] }, { a: [[{ b: 'x', c: 'y' }]] }, { a: [[{ b: 'x' }], [{ c: 'y' }]] }, { 'a': { b: 'x' }, 'a.c': 'y' }, { 'a': [{ b: 'x' }], 'a.c': 'y' }),
  question({ a: { b: ['x'], c: [{ exists: false }] } }, { a: [{ b: 'x' }, { c: 'y' }] }, { a: [{ b: 'x', c: 'y' }] }, { a: { b: 'x', c: {} } }, { a: { b: 'x', c: { d: 1 } } }),
  question({ a: { b: [{ exists: false }], c: ['x'] } }, { a: [{ b: 1 }, { c: 'x' }] }, { a: [{ b: 1, c: 'x' }] }, { a: [{ c: 'x' }] }),
  question({ a: { b: ['x'], c: [{ exists: false }, 'y'] } }, { a: [{ b: 'x' }, { c: 'y' }] }, { a: [{ b: 'x' }, { c: 'n' }] }, { a: [{ b: 'x', c: 'n' }] }),
  question({ a: { b: ['x'], c: { d: ['y'] } } }, { a: [{ b: 'x', c: [{ d: 'n' }, { d: 'y' }] }] }, { a: [{ b: 'x', c: [{ d: 'n' }] }, { b: 'n', c: [{ d: 'y' }] }] }),
  question({ 'a': ['x'], 'a.b': ['y'] }, { 'a': 'x', 'a.b': 'y' }, { a: ['x', { b: 'y' }] }, { a: [['x'], { b: 'y' }] }, { a: [['x', { b: 'n' }], [{ b: 'y' }]] }, { a: [['x', { b: 'y' }], ['n']] }),
  question({ 'a.b': ['x'] }, { a: { b: 'x' } }, { 'a.b': 'x' }, { a: [{ b: 'n' }, { b: 'x' }] }),
  question('{"a":{"b":["x"]},"a.b":["y"]}', { a: { b: 'x' } }, { a: { b: 'y' } }),
  question({ a: { b: [{ exists: false }] } }, { a: 5 }, {}, { a: [] }, { a: { b: {} } }, { 'a.b': 1 }),

  // Alternatives.
  question({ $or: [{ a: ['x'] }, { b: ['y'] }] }, { a: 'x' }, { b: 'y' }, { c: 1 }),
  question({ d: { $or: [{ a: ['x'] }, { b: ['y'] }] } }, { d: { a: 'x' } }, { d: { b: 'y' } }, { a: 'x' }),
  question({ $or: [{ $or: [{ a: ['x'] }, { b: ['y'] }] }, { c: ['z'] }] }, { a: 'x' }, { b: 'y' }, { c: 'z' }, {}),
  question('{"$or":[{"a":["x"]},{"b":["y"]}],"a":["z"]}', { a: 'x' }, { a: 'z' }, { a: 'z', b: 'y' }, { b: 'y' }),
  question('{"a":["z"],"$or":[{"a":["x"]},{"b":["y"]}]}', { a: 'x' }, { a: 'z' }, { a: 'z', b: 'y' }),
  question({ $or: [{ a: ['x'], b: ['y'] }, { a: ['z'] }] }, { a: ['x', 'z'], b: 'n' }, { a: 'x', b: 'n' }),
  question({ $or: [{ a: [{ exists: false }] }, { b: ['y'] }] }, {}, { a: 1, b: 'y' }, { a: 1 }),
  question({ $or: [{ x: ['x'] }, { b: ['y'] }], c: { prefix: ['x'] } }, { x: 'x', c: { prefix: 'x' } }),
  ...[
    [], ['x', 'y'], [{ a: ['x'] }], [{ a: ['x'] }, {}], { a: ['x'] }, [{ a: ['x'] }, 'x'], [{ prefix: ['x'] }, { b: ['y'] }], [{ a: { prefix: ['x'] } }, { b: ['y'] }], [{ 'a': ['x'], '=': ['x'] }, { b: ['y'] }],
    [{ a: 5 }, { b: ['y'] }], [{ a: [] }, { b: ['y'] }], [{ a: ['x'] }, null], [[], { b: ['y'] }], [{ regex: ['x'] }, { b: ['y'] }], [{ $or: ['q'] }, { b: ['y'] }],
  ].map((or) => question({ $or: or })),
];
