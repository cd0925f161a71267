import type { CfnRule } from 'aws-cdk-lib/aws-events';
import { isGuarded } from '../../delivery/guarded-targets';
import { hasOptedOut, isProtectionWanted } from '../../protection/service-event-protection';
import { RuleInTemplate } from '../../template/rule-in-template';
import { Check, atEachServiceRule } from '../check';
import { CheckSeverity } from '../check-severity';
import { ruleConstructOf, stackConstructOf } from '../model/constructs';

export const unprotectedRule: Check = {
  id: 'unprotected-rule',
  group: 'loses events',
  summary: 'ServiceEventProtection was applied to the app and has not reached the rule, because its stage was made later.',
  severity: CheckSeverity.WARNING,
  find: atEachServiceRule((rule) => (!isWanted(rule) || isReached(ruleConstructOf(rule)) ? [] : [{
    location: 'Properties.Targets',
    value: rule.path,
    message: 'ServiceEventProtection was applied before the stage of this rule was made, and has not reached it.',
    fix: 'Call ServiceEventProtection.of(app).apply() once more after the last stage is made.',
  }])),
};

function isWanted({ stack }: RuleInTemplate): boolean {
  const construct = stackConstructOf(stack);
  return construct !== undefined && isProtectionWanted(construct);
}

/** Whether the rule has all that was wanted for it, or wants none of it. */
function isReached(rule: CfnRule | undefined): boolean {
  return rule === undefined || isGuarded(rule) || hasOptedOut(rule);
}
