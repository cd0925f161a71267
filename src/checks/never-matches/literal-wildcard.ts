import { Check, atEachRule } from '../check';
import { CheckSeverity } from '../check-severity';
import { patternProblemsOf } from '../model/pattern-problems';

export const literalWildcard: Check = {
  id: 'literal-wildcard',
  group: 'never matches',
  summary: 'A literal with an asterisk in it matches the asterisk itself; a warning in detail, where a value could hold one.',
  severity: CheckSeverity.ERROR,
  find: atEachRule((rule) => patternProblemsOf(rule, 'literal-wildcard')),
};
