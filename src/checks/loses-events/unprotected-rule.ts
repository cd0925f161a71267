import { CfnRule } from 'aws-cdk-lib/aws-events';
import { isGuarded } from '../../delivery/guarded-targets';
import { hasOptedOut, isProtectionWanted } from '../../rules/service-event-protection';
import { Check, atEachServiceRule } from '../check';
import { CheckSeverity } from '../check-severity';

export const unprotectedRule: Check = {
  id: 'unprotected-rule',
  group: 'loses events',
  summary: 'ServiceEventProtection was applied to the app and has not reached the rule, because its stage was made later.',
  severity: CheckSeverity.WARNING,
  find: atEachServiceRule(({ construct, path }) => (!construct || isReached(construct) ? [] : [{
    location: 'Properties.Targets',
    value: path,
    message: 'ServiceEventProtection was applied before the stage of this rule was made, and has not reached it.',
    fix: 'Call ServiceEventProtection.applyTo(app) once more after the last stage is made.',
  }])),
};

/** Whether the rule has all that was wanted for it. */
function isReached(rule: CfnRule): boolean {
  return isGuarded(rule) || hasOptedOut(rule) || !isProtectionWanted(rule);
}
