import { Check } from '../check';
import { CheckSeverity } from '../check-severity';
import { atEachPattern } from '../model/pattern-problems';

export const unknownTopLevelKey: Check = {
  id: 'unknown-top-level-key',
  group: 'never matches',
  summary: 'No event has such a key at its top, such as detailType, or eventName outside detail.',
  severity: CheckSeverity.ERROR,
  find: atEachPattern('unknown-top-level-key'),
};
