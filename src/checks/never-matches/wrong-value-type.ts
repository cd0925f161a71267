import { Check } from '../check';
import { CheckSeverity } from '../check-severity';
import { atEachPattern } from '../model/pattern-problems';

export const wrongValueType: Check = {
  id: 'wrong-value-type',
  group: 'never matches',
  summary: 'The field holds another JSON type than the value that it is compared with, such as "5" for a number; a warning where the type is not certain.',
  severity: CheckSeverity.ERROR,
  find: atEachPattern('wrong-value-type'),
};
