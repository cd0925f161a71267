import { compactJavaScript } from '../../scripts/compact-javascript';

const CODE = `"use strict";
/** What it is. */
class Rule {
    // why
    render(name) {
        if (!name) {
            throw new Error("no name"); // where
        }
        return name;
    }
}
`;

test('comments and indentation go, line breaks stay, and names that a function alone knows are short', () => {
  expect(compactJavaScript(CODE).split('\n')).toEqual([
    '"use strict";',
    'class Rule {',
    'render(r) {',
    'if (!r) {',
    'throw new Error("no name");',
    '}',
    'return r;',
    '}',
    '}',
    '',
  ]);
});

test('a stack trace shows the line that threw and no other', () => {
  const line = compactJavaScript(CODE).split('\n').find((text) => text.includes('throw'))!;
  expect(line.length).toBeLessThan(40);
});

test('the names of functions, classes and members stay', () => {
  const compact = compactJavaScript('function render(name) { return new Rule(name).source; }\nclass Rule { constructor(source) { this.source = source; } }');
  expect(compact).toMatch(/function render\((?!name)[\s\S]*new Rule\([\s\S]*class Rule [\s\S]*this\.source = /);
});

test.each([
  ['text of several lines', 'const text = `one\n        two`;\n'],
  ['text of several lines with values in it', 'const text = `one ${1}\n    two ${2}\n        three`;\n'],
  ['something that looks like a comment in a text', 'const text = "// no /* comment */";\n'],
  ['something that looks like a comment in a regular expression', 'const text = "a//b".replace(/\\/\\//g, "    ");\n'],
])('%s stays as it is', (_what, code) => {
  const run = (script: string) => new Function(`${script}; return text;`)();
  expect(run(compactJavaScript(code))).toBe(run(code));
});
