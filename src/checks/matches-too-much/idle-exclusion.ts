import { Check } from '../check';
import { CheckSeverity } from '../check-severity';
import { atEachPattern } from '../model/pattern-problems';

export const idleExclusion: Check = {
  id: 'idle-exclusion',
  group: 'matches too much',
  summary: 'What the pattern excludes, or wants to be absent, never occurs, so that it excludes nothing; a warning where it resembles nothing known.',
  severity: CheckSeverity.ERROR,
  find: atEachPattern('idle-exclusion'),
};
