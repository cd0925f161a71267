import { quotasOf } from '../../catalog/quotas';
import { Check, Problem } from '../check';
import { CheckSeverity } from '../check-severity';
import { rulesByBus } from '../model/environments';

export const busRuleLimit: Check = {
  id: 'bus-rule-limit',
  group: 'loses events',
  summary: 'An event bus takes 300 rules (100 in two Regions) unless the quota was raised.',
  severity: CheckSeverity.WARNING,
  find: (app) => [...rulesByBus(app.rules).values()].flatMap((rules): Problem[] => {
    const quota = quotasOf(rules[0].stack.region).rulesOfBus;
    return rules.length <= quota ? [] : [{
      resource: rules[quota].resource,
      location: 'Properties.EventBusName',
      value: rules.length,
      message: `The app has ${rules.length} rules on one event bus, whose quota is ${quota} unless you have raised it.`,
      fix: 'Let one rule match several events, raise the quota and acknowledge this, or forward to buses of your own.',
    }];
  }),
};
