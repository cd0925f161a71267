import { Check } from '../check';
import { CheckSeverity } from '../check-severity';
import { atEachPattern } from '../model/pattern-problems';

export const eventSourceMismatch: Check = {
  id: 'event-source-mismatch',
  group: 'never matches',
  summary: 'CloudTrail does not record calls under this eventSource for the source of the rule; a warning where the eventSource is not known at all.',
  severity: CheckSeverity.ERROR,
  find: atEachPattern('event-source-mismatch'),
};
