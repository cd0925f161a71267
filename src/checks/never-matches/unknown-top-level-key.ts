import { Check, atEachRule } from '../check';
import { CheckSeverity } from '../check-severity';
import { patternProblemsOf } from '../model/pattern-problems';

export const unknownTopLevelKey: Check = {
  id: 'unknown-top-level-key',
  group: 'never matches',
  summary: 'No event has such a key at its top, such as detailType, or eventName outside detail.',
  severity: CheckSeverity.ERROR,
  find: atEachRule((rule) => patternProblemsOf(rule, 'unknown-top-level-key')),
};
