import { Check, atEachRule } from '../check';
import { CheckSeverity } from '../check-severity';
import { patternProblemsOf } from '../model/pattern-problems';

export const valueOutsideEnumeration: Check = {
  id: 'value-outside-enumeration',
  group: 'never matches',
  summary: 'The field never has this value.',
  severity: CheckSeverity.ERROR,
  find: atEachRule((rule) => patternProblemsOf(rule, 'value-outside-enumeration')),
};
