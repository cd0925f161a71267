import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { proseNumbersStep } from '../../scripts/catalog/prose-numbers-step';

test('numbers of the catalogue and quotas stand in the prose as the code has them', async () => {
  const pages = await proseNumbersStep();
  expect(pages.map(({ path }) => path)).toEqual(expect.arrayContaining(['README.md', 'docs/scale.md', 'docs/delivery.md']));
  expect(pages.filter(({ path, content }) => readFileSync(resolve(__dirname, '..', '..', path), 'utf8') !== content).map(({ path }) => path)).toEqual([]);
});
