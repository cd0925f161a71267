import { Check, atEachServiceRule } from '../check';
import { CheckSeverity } from '../check-severity';
import { forwardersTo, forwardsSomewhere } from '../model/forwarding';

export const serviceEventsOnCustomBus: Check = {
  id: 'service-events-on-custom-bus',
  group: 'never matches',
  summary: 'AWS services send to the default event bus, and nothing in the app forwards from there to the custom bus of the rule.',
  severity: CheckSeverity.WARNING,
  find: atEachServiceRule((rule, app) => (rule.bus.kind === 'custom' && forwardersTo(rule.bus, app).length === 0 && !forwardsSomewhere(app) ? [{
    location: 'Properties.EventBusName',
    value: rule.serviceSources.join(', '),
    message: `Events of AWS services (${rule.serviceSources.join(', ')}) arrive on the default event bus, and no rule of this app forwards them to the bus of this rule.`,
    fix: 'Leave out the event bus, or forward with a rule on the default bus. Acknowledge this where another app forwards.',
  }] : [])),
};
