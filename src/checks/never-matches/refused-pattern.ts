import { Check } from '../check';
import { CheckSeverity } from '../check-severity';
import { atEachPattern } from '../model/pattern-problems';

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
export const refusedPattern: Check = {
  id: 'refused-pattern',
  group: 'never matches',
  summary: 'EventBridge refuses the pattern, so that the deployment fails.',
  severity: CheckSeverity.ERROR,
  find: atEachPattern('refused-pattern'),
};
