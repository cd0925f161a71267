import { Check } from '../check';
import { CheckSeverity } from '../check-severity';
import { atEachPattern } from '../model/pattern-problems';

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html */
export const envelopeFilter: Check = {
  id: 'envelope-filter',
  group: 'never matches',
  summary: 'No event has an account or Region of such a form, such a resource or time; a warning where events are only not known to.',
  severity: CheckSeverity.ERROR,
  find: atEachPattern('envelope-filter'),
};
