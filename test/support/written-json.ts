import * as fc from 'fast-check';

/** Names of fields as they are written, between their quotes. */
const NAMES = ['source', 'detail-type', 'detail', 'a', 'b', 'c', 'aa', 'ab', '', '__proto__', 'constructor', 'toString', '0'];
const ODD_NAMES = ['a.b', '.', '\\u0061', '\\"', 'é', '\\u002e', 'a\nb', '\ud800', 'a\u0000'];

const TEXTS = [
  '', 'a', 'ab', 'abc', 'abcd', 'abcde', 'a.b', 'a b', ' ', '{', ']', ',', ':', 'true', '\u007f', '\\"', '\\\\', '\\/', '\\b\\f\\n\\r\\t', '\\u0041', '\\u00e9',
  '\\ud83d\\ude00', '\\ud800', '\\u0000', '\\uAFaf', 'a\\\\', 'abc\\"def', 'x'.repeat(33),
];
const ODD_TEXTS = ['é', '😀', '\u2028', '\ud800', 'a\tb', '\n', '\u0000', '\u001f', '\\x', '\\u12', '\\u12g4', '\\U0041', '\\', '\\u 123', '\\u-123'];

const SCALARS = ['true', 'false', 'null', '0', '-0', '1', '-1', '10', '1.5', '-0.10', '0.0', '9007199254740993', '123456789012345678901234567890', '0.1234567890123456789'];
const ODD_SCALARS = [
  '1e5', '1E5', '1.5e-7', '1e400', '-1E+400', `1${'0'.repeat(305)}`, `1${'0'.repeat(310)}`, `0.${'0'.repeat(310)}1`, '-', '01', '-01', '1.', '.5', '-.5', '+1', '1e', '1e+', '0x1',
  'tru', 'truе', 'nul', 'nulll', 'True', 'NaN', 'Infinity', '-Infinity', 'undefined', '', '\'a\'', '"a', '{', ']', '1 2', '[1,]', '[,1]', '{"a":1,}', '{"a" 1}', '{a:1}', '{"a":}', '/**/1',
];

const SPACES = [' ', '\n', '\r\n', '\t', '\n    '];
const ODD_SPACES = ['\u00a0', '\ufeff', '\u000b', '\f', '\u2028', '\u0000'];

/** Characters that mean something in JSON, or nearly do. */
const CHARACTERS = [...'{}[]",:\\ .-+eE0159tfnuaZ\n\t\r\u0000\u001f\u007fé\ud800\ufeff'];

/**
 * JSON objects as texts that anybody or nothing could have written: names twice, spaces, escapes, all spellings of numbers.
 *
 * @param odd in how many of 1,000 places stands what is unusual, or is no JSON
 */
export function writtenObjects(odd: number): fc.Arbitrary<string> {
  const oneOf = (usual: readonly string[], unusual: readonly string[]) => fc.oneof(
    { weight: 1000 - odd, arbitrary: fc.constantFrom(...usual) }, { weight: odd, arbitrary: fc.constantFrom(...unusual) },
  );
  const space = fc.oneof({ weight: 8, arbitrary: fc.constant('') }, { weight: 1, arbitrary: oneOf(SPACES, ODD_SPACES) });
  const quoted = (text: fc.Arbitrary<string>) => text.map((written) => `"${written}"`);
  const texts = fc.oneof(
    { weight: 4, arbitrary: quoted(oneOf(TEXTS, ODD_TEXTS)) },
    { weight: odd > 0 ? 1 : 0, arbitrary: fc.string().map((text) => JSON.stringify(text)) },
  );
  const scalars = fc.oneof(texts, oneOf(SCALARS, ODD_SCALARS));
  const spaced = (text: fc.Arbitrary<string>) => fc.tuple(space, text, space).map((parts) => parts.join(''));
  const joined = (begin: string, items: fc.Arbitrary<string>, end: string, maxLength: number) => fc
    .tuple(fc.array(spaced(items), { maxLength }), space)
    .map(([written, inner]) => `${begin}${written.length > 0 ? written.join(',') : inner}${end}`);
  const { object } = fc.letrec<{ value: string; object: string }>((tie) => ({
    value: fc.oneof({ depthSize: 'small' }, scalars, joined('[', tie('value'), ']', 3), tie('object')),
    object: joined('{', fc.tuple(quoted(oneOf(NAMES, ODD_NAMES)), spaced(fc.constant(':')), tie('value')).map((parts) => parts.join('')), '}', 4),
  }));
  return spaced(object);
}

/** A text, with a character taken out, put in or put in the place of another here and there. */
export function mutated(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const changes = fc.array(fc.tuple(fc.nat(), fc.constantFrom('delete', 'insert', 'replace'), fc.constantFrom(...CHARACTERS)), { minLength: 1, maxLength: 2 });
  return fc.tuple(texts, changes).map(([text, all]) => all.reduce((changed, [place, kind, character]) => {
    const at = place % (changed.length + 1);
    return changed.slice(0, at) + (kind === 'delete' ? '' : character) + changed.slice(kind === 'insert' ? at : at + 1);
  }, text));
}
