import { Check } from '../check';
import { CheckSeverity } from '../check-severity';
import { atEachPattern } from '../model/pattern-problems';

export const valueOutsideEnumeration: Check = {
  id: 'value-outside-enumeration',
  group: 'never matches',
  summary: 'The field never has this value.',
  severity: CheckSeverity.ERROR,
  find: atEachPattern('value-outside-enumeration'),
};
