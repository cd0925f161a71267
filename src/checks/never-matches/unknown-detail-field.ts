import { Check } from '../check';
import { CheckSeverity } from '../check-severity';
import { atEachPattern } from '../model/pattern-problems';

export const unknownDetailField: Check = {
  id: 'unknown-detail-field',
  group: 'never matches',
  summary: 'The event has no such field in detail, or spells it with other capital letters; information only where the schema of the event may lack a field.',
  severity: CheckSeverity.ERROR,
  find: atEachPattern('unknown-detail-field'),
};
