import { Check, atEachRule } from '../check';
import { CheckSeverity } from '../check-severity';
import { patternProblemsOf } from '../model/pattern-problems';

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
export const refusedPattern: Check = {
  id: 'refused-pattern',
  group: 'never matches',
  summary: 'EventBridge refuses the pattern, so that the deployment fails.',
  severity: CheckSeverity.ERROR,
  find: atEachRule((rule) => patternProblemsOf(rule, 'refused-pattern')),
};
