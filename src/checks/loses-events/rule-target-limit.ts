import { Check, atEachRule } from '../check';
import { CheckSeverity } from '../check-severity';

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const TARGETS = 5;

export const ruleTargetLimit: Check = {
  id: 'rule-target-limit',
  group: 'loses events',
  summary: 'A rule takes 5 targets, and no more.',
  severity: CheckSeverity.ERROR,
  find: atEachRule(({ targets }) => (targets.length <= TARGETS ? [] : [{
    location: 'Properties.Targets',
    value: targets.length,
    message: `The rule has ${targets.length} targets, and EventBridge allows ${TARGETS}: the deployment fails.`,
    fix: 'Make a second rule for the others, or send the events to a topic that all of them listen to.',
  }])),
};
