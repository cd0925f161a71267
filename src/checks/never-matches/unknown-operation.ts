import { Check } from '../check';
import { CheckSeverity } from '../check-severity';
import { atEachPattern } from '../model/pattern-problems';

export const unknownOperation: Check = {
  id: 'unknown-operation',
  group: 'never matches',
  summary: 'The eventName is no operation of the service, or CloudTrail writes it in another way; a warning where it resembles none and is nobody else\'s, since the operation could be newer than the catalogue.',
  severity: CheckSeverity.ERROR,
  find: atEachPattern('unknown-operation'),
};
