import { Check } from '../check';
import { CheckSeverity } from '../check-severity';
import { atEachPattern } from '../model/pattern-problems';

export const unknownDetailType: Check = {
  id: 'unknown-detail-type',
  group: 'never matches',
  summary: 'The source does not send events with this detail-type; a warning where the detail-type resembles none and is nobody else\'s, since the event could be newer than the catalogue.',
  severity: CheckSeverity.ERROR,
  find: atEachPattern('unknown-detail-type'),
};
