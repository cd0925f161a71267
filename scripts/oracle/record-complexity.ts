/**
 * Records how complex Event Ruler finds lists of texts with wildcards, for the test that runs without it. Each line has the number
 * and the list, with a tab between.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { EventRuler } from './event-ruler';

const FILE = join(__dirname, '..', '..', 'test', 'pattern', 'event-ruler', 'recorded-complexity.tsv');
const SEED = 1;
const LISTS = 300;
const KNOWN = [
  ['*:*:*:*:*:event-bus/*'],
  ...[3, 4].map((count) => ['A', 'B', 'C', 'D'].slice(0, count).map((name) => `*:stack/${name}/*`)),
];

const text = fc.array(fc.constantFrom('a', 'b', ':', '/', '*'), { minLength: 1, maxLength: 10 })
  .map((characters) => characters.join('').replace(/\*+/g, '*')).filter((characters) => characters.includes('*'));

const ruler = EventRuler.find();
if (!ruler) {
  process.exit(1);
}
const lists = [...KNOWN, ...fc.sample(fc.uniqueArray(text, { minLength: 1, maxLength: 4 }), { seed: SEED, numRuns: LISTS })];
const told = ruler.run('oracle.Complexity', [], lists.map((list) => JSON.stringify({ field: list.map((wildcard) => ({ wildcard })) })).join('\n') + '\n');
writeFileSync(FILE, `${lines()}\n`);

function lines(): string {
  return lists.map((list, at) => `${told[at]}\t${JSON.stringify(list)}`).join('\n');
}
