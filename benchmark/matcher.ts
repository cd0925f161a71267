/**
 * Measures how fast patterns are matched: one against an event of 2 kB, and 1,000 against the same event. Event Ruler
 * answers the same questions beside it where Java and Maven are there.
 */
import { cpus } from 'node:os';
import { EVENT, PATTERN, patterns } from './matcher-data';
import { EventRuler } from '../scripts/oracle/event-ruler';
import { checkEvent } from '../src/pattern/matcher/checked-event';
import { EventPatternMatcher } from '../src/pattern/matcher/event-pattern-matcher';
import { PatternIndex } from '../src/pattern/matcher/pattern-index';

const MANY = 1000;
const SECONDS = 2;
const TEXT = JSON.stringify(EVENT);

/**
 * Events a second of processor time, collection of garbage included, the median of five runs after one that nobody counts.
 * What else the machine does matters little then.
 */
function rate(work: () => unknown): number {
  const runs = Array.from({ length: 6 }, () => {
    const begin = process.cpuUsage();
    let done = 0;
    let taken = 0;
    while (taken < SECONDS * 1e6 / 6) {
      for (let n = 0; n < 100; n++) {
        work();
      }
      done += 100;
      const { user, system } = process.cpuUsage(begin);
      taken = user + system;
    }
    return done * 1e6 / taken;
  }).slice(1).sort((one, other) => one - other);
  return runs[2];
}

const matcher = EventPatternMatcher.of(PATTERN);
const index = new PatternIndex<number>();
patterns(MANY - 1).forEach((pattern, n) => index.add(EventPatternMatcher.of(pattern as any), n));
index.add(matcher, MANY - 1);
if (!matcher.matches(EVENT) || !index.matching(checkEvent(EVENT)).includes(MANY - 1)) {
  throw new Error('The event does not match.');
}

const rates: Record<string, { matcher: number; ruler?: number }> = {
  'one pattern, event as an object': { matcher: rate(() => matcher.matches(EVENT)) },
  'one pattern, event as JSON': { matcher: rate(() => matcher.matchesJson(TEXT)) },
  'JSON.parse alone': { matcher: rate(() => JSON.parse(TEXT)) },
  [`${MANY} patterns, event as an object`]: { matcher: rate(() => index.matching(checkEvent(EVENT))) },
  [`${MANY} patterns, event as JSON`]: { matcher: rate(() => index.matchingJson(TEXT)) },
};
const ruler = EventRuler.find();
if (ruler) {
  const all = [...patterns(MANY - 1), PATTERN].map((pattern) => JSON.stringify(pattern));
  const asked = JSON.stringify({ event: TEXT, one: JSON.stringify(PATTERN), many: all });
  const [one, many] = ruler.run('oracle.Benchmark', [], `${asked}\n`).map(Number);
  rates['one pattern, event as JSON'].ruler = one;
  rates[`${MANY} patterns, event as JSON`].ruler = many;
}

console.log(`${cpus()[0].model}, Node ${process.version}, an event of ${Buffer.byteLength(TEXT)} bytes. Events a second of processor time:\n`);
for (const [what, { matcher: ours, ruler: theirs }] of Object.entries(rates)) {
  const beside = theirs === undefined ? '' : `   Event Ruler ${Math.round(theirs).toLocaleString('en').padStart(10)}`;
  console.log(`${what.padEnd(40)} ${Math.round(ours).toLocaleString('en').padStart(12)}${beside}`);
}
const times = (what: string) => (rates[`one pattern, ${what}`].matcher / rates[`${MANY} patterns, ${what}`].matcher).toFixed(1);
console.log(`\n${MANY} patterns cost ${times('event as JSON')} times what one costs, and ${times('event as an object')} times with events that are objects already.`);
