import { Check } from '../check';
import { CheckSeverity } from '../check-severity';
import { atEachPattern } from '../model/pattern-problems';

export const unknownSource: Check = {
  id: 'unknown-source',
  group: 'never matches',
  summary: 'The source is that of no AWS service; a warning where it resembles none, since the service could be newer than the catalogue.',
  severity: CheckSeverity.ERROR,
  find: atEachPattern('unknown-source'),
};
