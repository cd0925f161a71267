import { Check, atEachRule } from '../check';
import { CheckSeverity } from '../check-severity';
import { patternProblemsOf } from '../model/pattern-problems';

export const unknownDetailField: Check = {
  id: 'unknown-detail-field',
  group: 'never matches',
  summary: 'The event has no such field in detail, or spells it with other capital letters; information only where the schema of the event may lack a field.',
  severity: CheckSeverity.ERROR,
  find: atEachRule((rule) => patternProblemsOf(rule, 'unknown-detail-field')),
};
