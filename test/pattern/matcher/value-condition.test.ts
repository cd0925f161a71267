import { FieldCondition } from '../../../src/pattern/matcher/field-condition';
import { parseIpAddress } from '../../../src/pattern/matcher/ip-address';
import { Scalar, compileAddress, compileOperator, onlyEntry } from '../../../src/pattern/matcher/value-condition';
import { Wildcard } from '../../../src/pattern/matcher/wildcard';

const VALUES: Scalar[] = ['', 'a', 'ab', 'abc', 'AB', 'b', 'ba', 'Straße', 'STRASSE', 0, 1, 2.5, 5, -1, true, false, null, '10.0.0.1', '10.0.1.1', '::ffff:10.0.0.1', '2001:db8::1'];
const taken = (name: string, operand: unknown) => VALUES.filter(compileOperator(name, operand, 'it'));

test.each<[string, unknown, Scalar[]]>([
  ['prefix', 'ab', ['ab', 'abc']], ['prefix', { 'equals-ignore-case': 'ab' }, ['ab', 'abc', 'AB']], ['prefix', '', VALUES.filter((value) => typeof value === 'string')],
  ['suffix', 'b', ['ab', 'b']], ['suffix', { 'equals-ignore-case': 'B' }, ['ab', 'AB', 'b']],
  ['equals-ignore-case', 'Ab', ['ab', 'AB']], ['equals-ignore-case', 'strasse', ['STRASSE']], ['equals-ignore-case', 'straße', ['Straße', 'STRASSE']],
  ['wildcard', 'a*', ['a', 'ab', 'abc']], ['wildcard', '*b', ['ab', 'b']], ['wildcard', 'a*c', ['abc']], ['wildcard', '*', VALUES.filter((value) => typeof value === 'string')],
  ['anything-but', 'a', VALUES.filter((value) => value !== 'a')], ['anything-but', ['a', 'b'], VALUES.filter((value) => value !== 'a' && value !== 'b')], ['anything-but', 1, VALUES.filter((value) => value !== 1)], ['anything-but', [1, 5], VALUES.filter((value) => value !== 1 && value !== 5)],
  ['anything-but', { prefix: 'a' }, VALUES.filter((value) => !String(value).startsWith('a'))], ['anything-but', { suffix: ['a', 'b'] }, VALUES.filter((value) => !/[ab]$/.test(String(value)))], ['anything-but', { 'equals-ignore-case': 'AB' }, VALUES.filter((value) => value !== 'ab' && value !== 'AB')], ['anything-but', { wildcard: ['a*', 'b*'] }, VALUES.filter((value) => !/^[ab]/.test(String(value)))],
  ['numeric', ['=', 1], [1]], ['numeric', ['>', 1], [2.5, 5]], ['numeric', ['>=', 1], [1, 2.5, 5]], ['numeric', ['<', 1], [0, -1]], ['numeric', ['<=', 1], [0, 1, -1]],
  ['numeric', ['>', 0, '<', 5], [1, 2.5]], ['numeric', ['>=', 0, '<=', 5], [0, 1, 2.5, 5]],
  ['cidr', '10.0.0.0/24', ['10.0.0.1']], ['cidr', '10.0.0.0/16', ['10.0.0.1', '10.0.1.1']], ['cidr', '2001:db8::/32', ['2001:db8::1']], ['cidr', '0.0.0.0/0', ['10.0.0.1', '10.0.1.1']], ['cidr', '10.0.0.0/31', ['10.0.0.1']],
])('%s %j takes %j', (name, operand, values) => {
  expect(taken(name, operand)).toEqual(values);
});

test.each<[string, unknown, string]>([
  ['prefix', 7, 'it is 7: it must be a text'], ['prefix', null, 'possible is a text, or {"equals-ignore-case": text}'], ['prefix', { suffix: 'a' }, 'it.suffix cannot stand here'], ['prefix', {}, 'possible is a text'], ['suffix', { 'equals-ignore-case': 7 }, 'it.equals-ignore-case is 7: it must be a text'],
  ['equals-ignore-case', ['a'], 'it must be a text'], ['wildcard', 7, 'it must be a text'], ['wildcard', 'a**b', 'has two wildcards in a row'], ['wildcard', 'a\\b', "has a backslash before 'b'"], ['wildcard', 'a\\', 'has a backslash before its end'],
  ['anything-but', true, 'anything-but takes a text, a number, a list of texts or a list of numbers'], ['anything-but', null, 'anything-but takes'], ['anything-but', ['a', 1], 'anything-but takes'], ['anything-but', [1, 'a'], 'anything-but takes'], ['anything-but', [true], 'anything-but takes'], ['anything-but', [], 'is an empty list'], ['anything-but', [1, NaN], 'it must be a number'], ['anything-but', Infinity, 'it must be a number'],
  ['anything-but', { prefix: '' }, 'is an empty text, which every text begins and ends with'], ['anything-but', { suffix: ['a', ''] }, 'is an empty text'], ['anything-but', { prefix: [] }, 'is an empty list'], ['anything-but', { prefix: 7 }, 'it must be a text'], ['anything-but', { prefix: ['a', 7] }, 'it.prefix[1] is 7'], ['anything-but', { numeric: ['=', 1] }, 'it.numeric cannot stand in anything-but'], ['anything-but', { prefix: 'a', suffix: 'b' }, 'with one operator to an object'],
  ['numeric', '>', 'numeric takes'], ['numeric', ['>'], 'numeric takes'], ['numeric', ['>', 1, '<'], 'numeric takes'], ['numeric', ['>', 1, '<', 2, 3], 'numeric takes'], ['numeric', ['>', '1'], 'it[1] is "1": it must be a number'], ['numeric', ['>', Infinity], 'it must be a number'], ['numeric', ['>', NaN], 'it must be a number'], ['numeric', ['>', 1, '<', '2'], 'it[3] is "2"'],
  ['numeric', ['!=', 1], 'To exclude a number, use {"anything-but": [number]}'], ['numeric', ['<>', 1], 'To exclude a number'], ['numeric', ['==', 1], 'it[0] is "=="'], ['numeric', [7, 1], 'it[0] is 7'],
  ['numeric', ['<', 1, '>', 2], 'possible are > and >='], ['numeric', ['>', 1, '>', 2], 'it[2] is ">": possible are < and <='], ['numeric', ['=', 1, '<', 2], 'possible are > and >='], ['numeric', ['>', 2, '<', 1], 'has the lower bound 2 and the upper bound 1'], ['numeric', ['>=', 1, '<=', 1], 'has the lower bound 1 and the upper bound 1'],
  ['cidr', '10.0.0.0', 'it must be an address, a slash and a mask'], ['cidr', '10.0.0.0/32', 'it must be an address'], ['cidr', '10.0.0.0/-1', 'it must be an address'], ['cidr', '10.0.0.0/24/1', 'it must be an address'], ['cidr', '10.0.0/24', 'it must be an address'], ['cidr', '2001:db8::/128', 'it must be an address'], ['cidr', '10.0.0.0/', 'it must be an address'], ['cidr', 7, 'it must be a text'],
  ['starts-with', 'a', 'is no operator that EventBridge knows'], ['exists', true, 'is no operator that EventBridge knows'], ['toString', 'a', 'is no operator that EventBridge knows'], ['Prefix', 'a', "Nearest: 'prefix'"],
])('%s %j is refused', (name, operand, words) => {
  expect(() => compileOperator(name, operand, 'it')).toThrow(words);
});

test('an object with one operator has one field that is given', () => {
  expect(onlyEntry({ prefix: 'a', suffix: undefined }, 'it', 'x')).toEqual(['prefix', 'a']);
  for (const value of [{}, { prefix: undefined }, { a: 1, b: 2 }, [], null, 'a']) {
    expect(() => onlyEntry(value, 'it', 'x')).toThrow('possible is x, with one operator to an object');
  }
});

test('a text that is an address takes all spellings of it', () => {
  const same = compileAddress('10.0.0.1')!;
  expect(['10.0.0.1', '010.000.0.1', '::ffff:a00:1', '10.0.0.2', 'x', 7, null].map((value) => same(value))).toEqual([true, true, true, false, false, false, false]);
  expect(compileAddress('no address')).toBeUndefined();
});

test.each<[string, [number, bigint] | undefined]>([
  ['0.0.0.0', [32, 0n]], ['255.255.255.255', [32, 0xffffffffn]], ['1.2.3.4', [32, 0x01020304n]], ['1.2.3', undefined], ['1.2.3.4.5', undefined], ['1.2.3.256', undefined], ['1.2.3.x', undefined], ['1.2..4', undefined],
  ['::', [128, 0n]], ['::1', [128, 1n]], ['1::', [128, 2n ** 112n]], ['1:2:3:4:5:6:7:8', [128, 0x00010002000300040005000600070008n]], ['1:2:3:4:5:6:7', undefined], ['1:2:3:4:5:6:7:8:9', undefined], ['1::2::3', undefined], ['1:2:3:4::5:6:7:8', undefined], ['1:2:3:4::6:7:8', [128, 0x00010002000300040000000600070008n]],
  ['::10000', undefined], ['::g', undefined], ['::ffff:0:1', [32, 1n]], ['::fffe:0:1', [128, 0xfffe00000001n]], [':', undefined], ['1', undefined], [`${'0'.repeat(58)}0.0.0.0`, undefined], [`${'0'.repeat(57)}0.0.0.0`, [32, 0n]],
])('%s is an address or none', (text, expected) => {
  const address = parseIpAddress(text);
  expect(address && [address.bits, address.value]).toEqual(expected);
});

test.each<[string, string[], string[]]>([
  ['abc', ['abc'], ['ab', 'abcd', '']], ['a*b*c', ['abc', 'axbyc', 'abbc', 'abcbc'], ['acb', 'ab', 'bc']], ['*a*', ['a', 'xay'], ['', 'b']], ['a*a', ['aa', 'aba'], ['a']], ['a\\*b', ['a*b'], ['axb', 'a\\*b']], ['a\\\\b', ['a\\b'], ['a\\\\b']], ['ab*bc', ['abbc', 'ab-bc'], ['abc']], ['*ab*ab', ['abab', 'xabyab'], ['ab', 'xab']],
])('a wildcard %s takes %j, and not %j', (text, those, others) => {
  const wildcard = Wildcard.of(text);
  expect([...those, ...others].filter((each) => wildcard.matches(each))).toEqual(those);
});

describe('what is wanted of a field', () => {
  const of = (...items: unknown[]) => FieldCondition.of(items, 'detail.it');

  test('is one of several things', () => {
    const condition = of('a', 7, null, { prefix: 'b' }, { exists: false });
    expect(['a', 7, null, 'bc', 'c', 8, true].map((value) => condition.holds(value))).toEqual([true, true, true, true, false, false, false]);
    expect([condition.takesValues, condition.takesAbsence]).toEqual([true, true]);
  });

  test.each<[unknown[], boolean, boolean]>([[['a'], true, false], [[{ prefix: 'a' }], true, false], [[{ exists: true }], true, false], [[{ exists: false }], false, true], [[{ exists: true }, { exists: false }], true, true]])('is by %j a value: %s, or none: %s', (items, takesValues, takesAbsence) => {
    expect(of(...items)).toMatchObject({ takesValues, takesAbsence });
  });

  test('is any value where it must exist, and none where it must not', () => {
    expect([of({ exists: true }).holds(null), of({ exists: false }).holds('a'), of('10.0.0.1').holds('::ffff:a00:1')]).toEqual([true, false, true]);
  });

  test.each<[unknown[], string]>([
    [[], 'detail.it is an empty list, which matches no event'], [[['a']], 'detail.it[0] is ["a"], a list in a list'], [['a', undefined], 'detail.it[1] is'], [[NaN], 'detail.it[0] is NaN: possible are texts, numbers, true, false, null'], [[Infinity], 'possible are texts'], [[{}], 'an operator and its value'],
    [[{ a: { b: 'c' } }], 'an object of fields in a list: write { "it": '], [[{ a: ['b'], c: undefined }], 'an object of fields in a list'], [[{ exists: 'yes' }], 'detail.it[0].exists is "yes": possible are true and false'], [[{ prefix: 'a', exists: true }], 'with one operator to an object'], [[{ prefix: { a: 'b' } }], 'cannot stand here'], [[{ a: 'b' }], 'is no operator'],
    [Array.from({ length: 30 }, (_, at) => ({ wildcard: `*a*b*c*d*${at}` })), 'has wildcards that are too complex together'],
  ])('is not %j', (items, words) => {
    expect(() => FieldCondition.of(items, 'detail.it')).toThrow(words);
  });
});
