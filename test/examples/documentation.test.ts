import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { transformSync } from '@swc/core';
import { Stack, Stage } from 'aws-cdk-lib';

const ROOT = resolve(__dirname, '..', '..');
const PAGES = ['README.md', ...readdirSync(resolve(ROOT, 'docs')).filter((file) => file.endsWith('.md')).map((file) => `docs/${file}`)];

/** The TypeScript examples of a page, each a program that makes a stack. */
function examplesOf(page: string): string[] {
  return [...readFileSync(resolve(ROOT, page), 'utf8').matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code);
}

const examples = PAGES.flatMap((page) => examplesOf(page).map((code, at) => ({ name: `example ${at + 1} of ${page}`, code })));

test('the README has examples', () => {
  expect(examplesOf('README.md').length).toBeGreaterThan(2);
});

test.each(examples)('$name runs, and synthesizes', ({ code }) => {
  const { code: program } = transformSync(code, { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } });
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const stack: Stack = new Function('require', 'exports', `${program}\nreturn stack;`)(require, {});
  expect(Stage.of(stack)!.synth().stacks.length).toBeGreaterThan(0);
});

test('comments in the README stand on lines of their own: beside code they are doubled in other languages', () => {
  const beside = examplesOf('README.md').flatMap((code) => code.split('\n')).filter((line) => /\S.*(?<!:)\/\//.test(line) && !/^\s*\/\//.test(line));
  expect(beside).toEqual([]);
});
