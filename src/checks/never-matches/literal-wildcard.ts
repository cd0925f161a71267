import { Check } from '../check';
import { CheckSeverity } from '../check-severity';
import { atEachPattern } from '../model/pattern-problems';

export const literalWildcard: Check = {
  id: 'literal-wildcard',
  group: 'never matches',
  summary: 'A literal with an asterisk in it matches the asterisk itself; a warning in detail, where a value could hold one.',
  severity: CheckSeverity.ERROR,
  find: atEachPattern('literal-wildcard'),
};
