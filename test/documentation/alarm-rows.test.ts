import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..', '..');

/** The words in capitals with which the descriptions of alarms begin. */
function alarmsOf(...rooms: string[]): string[] {
  const sources = rooms.flatMap((room) => readdirSync(join(ROOT, 'src', room), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts')).map((file) => readFileSync(join(ROOT, 'src', room, file), 'utf8')));
  return [...new Set(sources.flatMap((text) => [...text.matchAll(/[`']([A-Z]+(?: [A-Z]+)*): /g)].map(([, words]) => words)))].sort();
}

test('the page on operations has a row for each alarm on rules, under the word that its description begins with', () => {
  const page = readFileSync(join(ROOT, 'docs', 'operations.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `([A-Z]+(?: [A-Z]+)*)` \|/gm)].map(([, words]) => words).sort();
  expect(rows.length).toBeGreaterThan(5);
  expect(rows).toEqual(alarmsOf('delivery', 'redrive'));
});
