import { Question } from './questions';
import { checkEvent } from '../../../src/pattern/matcher/checked-event';
import { EventPatternMatcher } from '../../../src/pattern/matcher/event-pattern-matcher';

/** What the matcher answers: a plus for each event that matches and a minus for each that does not, or that it refuses the pattern. */
export function answerOf({ pattern, events }: Question): string {
  let matcher: EventPatternMatcher;
  try {
    matcher = EventPatternMatcher.of(JSON.parse(pattern), { maxPatternCharacters: Infinity });
  } catch (error) {
    if (/^EventBridge refuses this event pattern: /.test((error as Error).message)) {
      return 'refused';
    }
    throw error;
  }
  return events.map((sample) => {
    // Without the envelope, so that the events can be as small as the patterns.
    const matches = matcher._matches(checkEvent(JSON.parse(sample)));
    if (matcher.matchesJson(withEnvelope(sample)) !== matches) {
      throw new Error(`As a JSON text, ${sample} is matched in another way than as an object, by ${pattern}`);
    }
    return matches ? '+' : '-';
  }).join('');
}

/** No pattern names the fields that every event has. */
function withEnvelope(sample: string): string {
  return sample.replace(/^\{(?=(\})?)/, (_, end) => `{"source":"s","detail-type":"t"${end ? '' : ','}`);
}
