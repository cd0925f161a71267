import * as fc from 'fast-check';
import { JsonNumber, compactJson, jsonText, parseJson } from '../../src/pattern/input/json-text';

describe('a document that was read with its text', () => {
  test.each([
    '{}', '[]', '""', 'null', 'true', 'false', '0', '-0', '243.0', '1e400', '9007199254740993', '-12.50E+3',
    ' { "2" : 1.0 , "1" : [ 1 , { } ] } ', '{"__proto__":1,"constructor":{"a":2}}', '"\\u0000\\"\\\\"', '{"a":{"a":"}"},"b":"]"}',
  ])('%s is written as it was, and has the same value', (text) => {
    expect(jsonText(parseJson(text))).toBe(text.startsWith(' ') ? text.trim() : text);
    expect(JSON.parse(compactJson(parseJson(text)))).toEqual(JSON.parse(text));
  });

  test('is what JSON.parse makes of it, but for numbers that JavaScript would write in another way', () => {
    expect(parseJson('{"n":12,"s":"x","l":[true,false,null,-1.5]}')).toEqual({ n: 12, s: 'x', l: [true, false, null, -1.5] });
    expect(parseJson('[9007199254740993, 1.0]')).toEqual([new JsonNumber('9007199254740993'), new JsonNumber('1.0')]);
  });

  test('has the last of two members with one name', () => {
    expect(parseJson('{"a":1,"a":2}')).toEqual({ a: 2 });
  });

  test('can be nested as deep as JSON.parse goes', () => {
    const text = `${'[{"a":'.repeat(10_000)}1${'}]'.repeat(10_000)}`;
    expect(jsonText(parseJson(text))).toBe(text);
  });

  test.each(['', '{', '[1,]', '{"a" 1}', '01', 'text', '"a', '1 2'])('is JSON, and not %j', (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });

  test('is the same whatever it holds', () => {
    fc.assert(fc.property(fc.json(), fc.boolean(), (json, spaced) => {
      const text = spaced ? JSON.stringify(JSON.parse(json), undefined, 2) : json;
      expect(jsonText(parseJson(text))).toBe(text.trim());
      expect(JSON.parse(compactJson(parseJson(text)))).toEqual(JSON.parse(text));
    }), { numRuns: 300 });
  });
});

describe('a value that was made', () => {
  test('is written as JSON.stringify does, its parts as they were', () => {
    const part = parseJson('{"b": 1.0}');
    expect(jsonText({ a: part, gone: undefined, list: [undefined, part], when: new Date(0) })).toBe('{"a":{"b": 1.0},"list":[null,{"b": 1.0}],"when":"1970-01-01T00:00:00.000Z"}');
    expect(compactJson({ a: part, list: [part] })).toBe('{"a":{"b":1.0},"list":[{"b":1.0}]}');
    expect(jsonText('x"y')).toBe('"x\\"y"');
  });
});
