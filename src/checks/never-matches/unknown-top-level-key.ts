import { nearest } from '../../catalog/nearest';
import { matchesAbsence } from '../../pattern/matcher/matcher';
import { sameLetters } from '../../catalog/spelling';
import { Check, atEachRule, inPattern } from '../check';
import { CheckSeverity } from '../check-severity';

/**
 * What events have besides `detail`; `replay-name` is there when an archive replays them.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive.html
 */
const KEYS = ['version', 'id', 'detail-type', 'source', 'account', 'time', 'region', 'resources', 'detail', 'replay-name'];

export const unknownTopLevelKey: Check = {
  id: 'unknown-top-level-key',
  group: 'never matches',
  summary: 'No event has such a key at its top, such as detailType, or eventName outside detail.',
  severity: CheckSeverity.ERROR,
  find: atEachRule(({ alternatives, onServiceEvents }) => alternatives.flatMap((alternative) => Object.entries(alternative)
    .filter(([key, matchers]) => !KEYS.includes(key) && !matchesAbsence(matchers)
      && (onServiceEvents || KEYS.some((known) => sameLetters(known, key))))
    .map(([key]) => {
      const meant = KEYS.find((known) => sameLetters(known, key));
      return {
        location: inPattern(key),
        value: key,
        message: `Events have no key '${key}' at their top.`,
        fix: meant ? `It is spelled '${meant}'.` : `Keys: ${KEYS.join(', ')}. A field of the event itself stands in detail: { "detail": { "${key}": [...] } }. Nearest: '${nearest(key, KEYS, 1)[0]}'.`,
      };
    }))),
};
