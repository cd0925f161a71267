import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { declaredTests } from './declared-tests';
import { pageProblems } from './page-problems';

const ROOT = resolve(__dirname, '..', '..');
const FOLDER = join(__dirname, 'promises');

/** Pages that promise nothing of their own. */
const LEFT_OUT: Record<string, string> = {
  'docs/benchmark.md': 'figures that a run has measured',
  'docs/constants.md': 'generated from docstrings',
  'docs/decisions.md': 'reasons',
  'docs/mutants.md': 'for contributors',
  'docs/services.md': 'generated from facts that have tests',
  'docs/twins.md': 'generated from facts that have tests',
};

const PAGES = ['README.md', ...readdirSync(join(ROOT, 'docs')).filter((file) => file.endsWith('.md')).map((file) => `docs/${file}`)]
  .filter((page) => !(page in LEFT_OUT));
const fileOf = (page: string) => join(FOLDER, page.replace(/^docs\//, '').replace(/\.md$/, '.txt'));

const proofsOf = (page: string) => (existsSync(fileOf(page)) ? readFileSync(fileOf(page), 'utf8') : '');

const declared = new Map<string, string[]>();

function testsOf(file: string): string[] {
  const path = join(ROOT, 'test', file);
  if (!declared.has(file)) {
    declared.set(file, existsSync(path) ? declaredTests(path) : []);
  }
  return declared.get(file)!;
}

test.each(PAGES)('each sentence of %s that promises something is tied to what proves it', (page) => {
  expect(pageProblems(readFileSync(join(ROOT, page), 'utf8'), proofsOf(page), testsOf)).toEqual([]);
});

test('a file of proofs belongs to a page', () => {
  const files = PAGES.map(fileOf);
  expect(readdirSync(FOLDER).map((file) => join(FOLDER, file)).filter((file) => !files.includes(file))).toEqual([]);
});

test.each(Object.keys(LEFT_OUT))('%s, which is left out, is a page', (page) => {
  expect(existsSync(join(ROOT, page))).toBe(true);
});
