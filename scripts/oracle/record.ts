/**
 * Records what Event Ruler answers, for the tests that run without it.
 *
 * Each line has a pattern's answers, the pattern and the events, with tabs between: a plus for an event that matches, a
 * minus for one that does not, or "refused".
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { Answer, EventRuler } from './event-ruler';
import { EDGE_CASES } from '../../test/pattern/event-ruler/edge-cases';
import { KNOWN_DIFFERENCES } from '../../test/pattern/event-ruler/known-differences';
import { Question, questions } from '../../test/pattern/event-ruler/questions';

const FILE = join(__dirname, '..', '..', 'test', 'pattern', 'event-ruler', 'recorded-answers.tsv');
const SEED = 1;
const PATTERNS = 300;
const EVENTS = 6;
/** Answers that change from one time to the next are left out. */
const ASKED = 20;

function textOf(answer: Answer): string {
  return 'refused' in answer ? 'refused' : answer.matches.map((match) => match ? '+' : '-').join('');
}

const ruler = EventRuler.find();
if (!ruler) {
  process.exit(1);
}
const asked: Question[] = [
  ...EDGE_CASES,
  ...KNOWN_DIFFERENCES.map(({ example }) => example),
  ...fc.sample(questions(EVENTS), { seed: SEED, numRuns: PATTERNS }),
];
// In one run: another one would repeat the first one's accidents.
const told = ruler.ask(Array.from({ length: ASKED }, () => asked).flat()).map(textOf);
const lines = asked.map(({ pattern, events }, at) => ({ answers: told.filter((_, n) => n % asked.length === at), pattern, events }))
  .filter(({ answers }) => new Set(answers).size === 1)
  .map(({ answers, pattern, events }) => [answers[0], pattern, ...events].join('\t'));
writeFileSync(FILE, `${lines.join('\n')}\n`);
console.log(`Recorded the answers to ${lines.length} of ${asked.length} questions; the others were answered now so, now so.`);
