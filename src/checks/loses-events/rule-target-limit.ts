import { TARGETS_OF_RULE } from '../../catalog/quotas';
import { Check, atEachRule } from '../check';
import { CheckSeverity } from '../check-severity';

export const ruleTargetLimit: Check = {
  id: 'rule-target-limit',
  group: 'loses events',
  summary: 'A rule takes 5 targets, and no more.',
  severity: CheckSeverity.ERROR,
  find: atEachRule(({ targets }) => (targets.length <= TARGETS_OF_RULE ? [] : [{
    location: 'Properties.Targets',
    value: targets.length,
    message: `The rule has ${targets.length} targets, and EventBridge allows ${TARGETS_OF_RULE}: the deployment fails.`,
    fix: 'Make a second rule for the others, or send the events to a topic that all of them listen to.',
  }])),
};
