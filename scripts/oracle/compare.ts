/**
 * Asks Event Ruler and the matcher the same questions, made at random, and tells where they differ.
 *
 *   npm run oracle                           at least 20,000 pairs of a pattern and an event
 *   npm run oracle -- --pairs 100000         more
 *   npm run oracle -- --seed 42              the same questions again
 */
import { parseArgs } from 'node:util';
import * as fc from 'fast-check';
import { Answer, EventRuler } from './event-ruler';
import { answerOf } from '../../test/pattern/event-ruler/comparison';
import { KNOWN_DIFFERENCES, UNSTEADY } from '../../test/pattern/event-ruler/known-differences';
import { Question, questions } from '../../test/pattern/event-ruler/questions';

const EVENTS = 10;
const ASKED_AGAIN = 100;
const SHOWN = 10;

const { values } = parseArgs({ options: { pairs: { type: 'string', default: '30000' }, seed: { type: 'string' } } });
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
const numRuns = Math.ceil(Number(values.pairs) / EVENTS);

function textOf(answer: Answer): string {
  return 'refused' in answer ? 'refused' : answer.matches.map((match) => match ? '+' : '-').join('');
}

/** Why a difference is no mistake of the matcher, or nothing. */
function reasonFor(ruler: EventRuler, pattern: string, sample: string): string | undefined {
  const again = new Set(ruler.ask(new Array<Question>(ASKED_AGAIN).fill({ pattern, events: [sample] })).map(textOf));
  return again.size > 1 ? UNSTEADY
    : KNOWN_DIFFERENCES.find((difference) => difference.applies({ pattern, events: [sample] }))?.reason;
}

function compare(ruler: EventRuler): boolean {
  console.log(`Seed ${seed}, ${numRuns} patterns with ${EVENTS} events each.`);
  const asked = fc.sample(questions(EVENTS), { seed, numRuns });
  const counts = new Map<string, number>();
  const wrong: string[] = [];
  let matched = 0;
  ruler.ask(asked).forEach((answer, at) => {
    const { pattern, events } = asked[at];
    const [theirs, ours] = [textOf(answer), answerOf(asked[at])];
    if (theirs === 'refused' || ours === 'refused') {
      if (theirs !== ours) {
        wrong.push(`${pattern}\n  Ruler: ${theirs}${'refused' in answer ? ` (${answer.refused})` : ''}, matcher: ${ours}`);
      }
      return;
    }
    events.forEach((sample, n) => {
      matched += theirs[n] === '+' ? 1 : 0;
      if (theirs[n] !== ours[n]) {
        const reason = reasonFor(ruler, pattern, sample);
        if (reason) {
          counts.set(reason, (counts.get(reason) ?? 0) + 1);
        } else {
          wrong.push(`${pattern}\n  ${sample}\n  Ruler: ${theirs[n]}, matcher: ${ours[n]}`);
        }
      }
    });
  });
  console.log(`${numRuns * EVENTS} pairs, ${matched} of them match; ${wrong.length} differ without a known reason.`);
  counts.forEach((count, reason) => console.log(`${count} differ because: ${reason}`));
  console.log(wrong.slice(0, SHOWN).join('\n'));
  return wrong.length === 0;
}

const found = EventRuler.find();
if (found && !compare(found)) {
  process.exitCode = 1;
}
