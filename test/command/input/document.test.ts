import { mkdtempSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beginningOf, parseText, readDocument } from '../../../src/command/input/document';

const MB = 1024 * 1024;

function file(name: string, content: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'document-')), name);
  writeFileSync(path, content);
  return path;
}

/** A file of so many bytes that hold nothing. */
function fileOf(bytes: number): string {
  const path = file('a.yaml', '');
  truncateSync(path, bytes);
  return path;
}

const yaml = (text: string) => parseText('t.yaml', text).value;

describe('the size of a file', () => {
  test('may be 64 MB, and not a byte more', () => {
    expect(() => readDocument(fileOf(64 * MB))).toThrow('has 64 MB of YAML, and up to 2 MB are read; JSON may have 64 MB');
    expect(() => readDocument(fileOf(64 * MB + 1))).toThrow('has 64 MB, and files of up to 64 MB are read');
    expect(() => readDocument(fileOf(66 * MB))).toThrow('has 66 MB, and files of up to 64 MB are read');
  });

  test('may be 2 MB where it is YAML, and not a character more', () => {
    const comments = (length: number) => `a: 1\n${'#'.repeat(length - 5)}`;
    expect(yaml(comments(2 * MB))).toEqual({ a: 1 });
    expect(() => yaml(comments(2 * MB + 1))).toThrow('t.yaml has 3 MB of YAML, and up to 2 MB are read; JSON may have 64 MB.');
  });

  test('may be 16 MB of JSON for its lines to be known, and not a character more', () => {
    const spaced = (length: number) => `\n{ "a": 1 }${' '.repeat(length - 11)}`;
    expect(parseText('t.json', spaced(16 * MB)).lineOf(['a'])).toBe(2);
    expect(parseText('t.json', spaced(16 * MB + 1)).lineOf(['a'])).toBeUndefined();
  });

  test('may be more than what is read at once', () => {
    const text = `{ "a": "${'äbc'.repeat(2 * MB)}" }`;
    expect(readDocument(file('t.json', text)).value).toEqual(JSON.parse(text));
  });
});

describe('a file that is read', () => {
  test('may begin with a mark of its byte order', () => {
    expect(readDocument(file('t.json', '\ufeff{ "a": 1 }')).value).toEqual({ a: 1 });
  });

  test('is closed again, also where it is too large', () => {
    const [small, large] = [file('t.json', '{}'), fileOf(65 * MB)];
    const close = jest.spyOn(jest.requireActual('node:fs'), 'closeSync');
    readDocument(small);
    expect(() => readDocument(large)).toThrow('has 65 MB');
    beginningOf(small);
    expect(close).toHaveBeenCalledTimes(3);
    expect(() => readDocument('no-such-file')).toThrow(/^no-such-file cannot be read: ENOENT/);
    expect(close).toHaveBeenCalledTimes(3);
    close.mockRestore();
  });

  test('shows what it begins with, up to 64 kB', () => {
    expect(beginningOf(file('t.json', 'abc'))).toBe('abc');
    expect(beginningOf(file('t.json', `${'x'.repeat(64 * 1024)}y`))).toBe('x'.repeat(64 * 1024));
  });
});

describe('JSON', () => {
  test('is not read as YAML where the file is called so, and may be YAML where it is not', () => {
    expect(() => parseText('t.json', '{ a: 1 }')).toThrow(/^t\.json is not JSON: /);
    expect(() => parseText('.json.yaml', '{ a: 1 }')).not.toThrow();
    expect(yaml('{ a: 1 }')).toEqual({ a: 1 });
    expect(yaml(' [1, two]')).toEqual([1, 'two']);
  });

  test('is a list or an object; a text that begins otherwise is YAML', () => {
    expect(yaml('a: {}\nb: []')).toEqual({ a: {}, b: [] });
  });

  test('may hold nothing at any place', () => {
    expect(parseText('t.json', '{ "a": null, "b": [null, 1, true, "x"] }').value).toEqual({ a: null, b: [null, 1, true, 'x'] });
  });
});

describe('YAML', () => {
  test('is refused with the first fault, on one line', () => {
    expect(() => yaml('a: 1\na: 2')).toThrow(/^t\.yaml is neither JSON nor YAML: Map keys must be unique[^\n]*$/);
    expect(() => yaml('a: "')).toThrow(/^t\.yaml is neither JSON nor YAML: Missing closing "quote[^\n]*$/);
  });

  test('may hold as many aliases as a template needs, and no more', () => {
    const aliases = (count: number) => `a: &a [x]\nb: [${Array(count).fill('*a').join(', ')}]`;
    expect(yaml(aliases(99)).b).toHaveLength(99);
    expect(() => yaml(aliases(100))).toThrow('t.yaml cannot be read: Excessive alias count');
  });

  test.each<[string, (levels: number) => string]>([
    ['objects', (levels) => `${'{a: '.repeat(levels)}1${'}'.repeat(levels)}`],
    ['lists', (levels) => `a: ${'['.repeat(levels - 1)}1${']'.repeat(levels - 1)}`],
    ['short forms', (levels) => `a: ${'!Not ['.repeat((levels - 1) / 2)}1${']'.repeat((levels - 1) / 2)}`],
  ])('%s may be nested 200 levels deep, and no deeper', (what, nested) => {
    const deepest = what === 'short forms' ? 199 : 200;
    expect(() => yaml(nested(deepest))).not.toThrow();
    expect(() => yaml(nested(deepest + 2))).toThrow('t.yaml cannot be read: it is nested deeper than 200 levels');
  });

  test('has dates as the day that they are', () => {
    expect(yaml('AWSTemplateFormatVersion: 2010-09-09')).toEqual({ AWSTemplateFormatVersion: '2010-09-09' });
    expect(yaml('a: !!timestamp 2010-09-09')).toEqual({ a: '2010-09-09' });
  });

  test('may hold nothing at any place', () => {
    expect(yaml('a:\nb: [null, 1, true]\n')).toEqual({ a: null, b: [null, 1, true] });
  });
});

describe('a short form is read as the function that it stands for', () => {
  test.each<[string, unknown]>([
    ['!Ref A', { Ref: 'A' }],
    ['!Condition A', { Condition: 'A' }],
    ['!GetAtt A.Arn', { 'Fn::GetAtt': ['A', 'Arn'] }],
    ['!GetAtt A.Outputs.Arn', { 'Fn::GetAtt': ['A', 'Outputs.Arn'] }],
    ['!GetAtt [A, Arn]', { 'Fn::GetAtt': ['A', 'Arn'] }],
    ['!Sub "${A}.b"', { 'Fn::Sub': '${A}.b' }],
    ['!Sub ["${A}", {A: !Ref B}]', { 'Fn::Sub': ['${A}', { A: { Ref: 'B' } }] }],
    ['!If [A, !Ref B, !GetAtt C.Arn]', { 'Fn::If': ['A', { Ref: 'B' }, { 'Fn::GetAtt': ['C', 'Arn'] }] }],
    ['!Transform {Name: A, Parameters: {B: !Ref C}}', { 'Fn::Transform': { Name: 'A', Parameters: { B: { Ref: 'C' } } } }],
    ['!Join [",", [a, !Ref B]]', { 'Fn::Join': [',', ['a', { Ref: 'B' }]] }],
    ['!GetAZs ""', { 'Fn::GetAZs': '' }],
    ['!Rain::Embed a.txt', { 'Fn::Rain::Embed': 'a.txt' }],
  ])('%s', (text, value) => {
    expect(yaml(`x: ${text}`)).toEqual({ x: value });
  });
});

describe('the line of a value in YAML', () => {
  const { lineOf } = parseText('t.yaml', ['', 'a:', '  b: 1', '  c:', '    - x', '    - y: 2', '      7: 3', 'd: !Sub', '  - text', '  - e: 4', 'f:', 'g: {h: 1}'].join('\n'));

  test.each<[(string | number)[], number]>([
    [[], 2],
    [['a'], 2],
    [['a', 'b'], 3],
    [['a', 'c'], 4],
    [['a', 'c', 0], 5],
    [['a', 'c', '1'], 6],
    [['a', 'c', 1, 'y'], 6],
    [['a', 'c', 1, '7'], 7],
    [['a', 'c', 1, 'z'], 6],
    [['a', 'c', 5], 4],
    [['a', 'b', 'x'], 3],
    [['d'], 8],
    [['f', 'x'], 11],
    [['g', 'h'], 12],
    [['nothing'], 2],
  ])('of %j is %i', (place, line) => {
    expect(lineOf(place)).toBe(line);
  });

  test('is that of an entry of a list that a short form stands in', () => {
    const list = parseText('t.yaml', 'a:\n  - x\n  - !Sub\n    - y\n  - !Ref z\n').lineOf;
    expect([list(['a', 1]), list(['a', 2])]).toEqual([4, 5]);
  });

  test('is that of the first of two keys that are written alike', () => {
    expect(parseText('t.yaml', "7: a\n'7': b\n").lineOf(['7'])).toBe(1);
  });

  test('is none where there is nothing', () => {
    expect(parseText('t.yaml', '').lineOf([])).toBeUndefined();
  });
});
