import fc from 'fast-check';
import { JsonLines } from '../../../src/command/input/json-lines';

/** The paths of all values. */
function pathsIn(value: any, path: string[] = []): string[][] {
  return typeof value === 'object' && value !== null
    ? [path, ...Object.entries(value).flatMap(([name, inner]) => pathsIn(inner, [...path, name]))] : [path];
}

/** The value, with one text in it that stands nowhere else. */
function marked(value: any, path: string[]): any {
  return path.length === 0 ? 'HERE' : Array.isArray(value)
    ? value.map((entry, at) => (String(at) === path[0] ? marked(entry, path.slice(1)) : entry))
    : Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, name === path[0] ? marked(entry, path.slice(1)) : entry]));
}

const values = fc.jsonValue({ maxDepth: 4 }).filter((value) => !JSON.stringify(value).includes('__proto__'));

test('a value of a JSON text is found on its line', () => {
  fc.assert(fc.property(values, fc.nat(), (value, nth) => {
    const paths = pathsIn(value);
    const path = paths[nth % paths.length];
    const text = JSON.stringify(marked(value, path), undefined, 2);
    const line = text.slice(0, text.indexOf('"HERE"')).split('\n').length;
    expect(new JsonLines(text).lineOf(path)).toBe(line);
  }), { numRuns: 300 });
});

test('what is not there is looked for as far as there is something', () => {
  const text = '\n{\n "a": {\n  "b\\"": [1,\n 2] } }';
  const lines = new JsonLines(text);
  expect([['a'], ['a', 'b"'], ['a', 'b"', 1], ['a', 'x', 'y'], ['z']].map((path) => lines.lineOf(path))).toEqual([3, 4, 5, 3, 2]);
});
