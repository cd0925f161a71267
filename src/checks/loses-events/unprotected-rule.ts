import { Check, atEachServiceRule } from '../check';
import { CheckSeverity } from '../check-severity';
import { originOf } from '../model/rule-origin';

export const unprotectedRule: Check = {
  id: 'unprotected-rule',
  group: 'loses events',
  summary: 'ServiceEventProtection was applied to the app and has not reached the rule, because its stage was made later.',
  severity: CheckSeverity.WARNING,
  find: atEachServiceRule((rule) => (rule.targets.length === 0 || !originOf(rule)?.lacksProtection ? [] : [{
    location: 'Properties.Targets',
    value: rule.path,
    message: 'ServiceEventProtection was applied before the stage of this rule was made, and has not reached it.',
    fix: 'Call ServiceEventProtection.of(this).apply() at the end of the constructor of the stage. CDK Pipelines synthesizes a stage as soon as it is added, so a later call cannot reach it; for stages outside a pipeline, one more ServiceEventProtection.of(app).apply() after the last stage does as well.',
  }])),
};
