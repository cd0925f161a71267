import { Check, atEachServiceRule } from '../check';
import { CheckSeverity } from '../check-severity';

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html */
export const serviceEventsOnPartnerBus: Check = {
  id: 'service-events-on-partner-bus',
  group: 'never matches',
  summary: 'A partner event bus receives no events of AWS services.',
  severity: CheckSeverity.ERROR,
  find: atEachServiceRule((rule) => (rule.bus.kind === 'partner' ? [{
    location: 'Properties.EventBusName',
    value: rule.serviceSources.join(', '),
    message: `Events of AWS services (${rule.serviceSources.join(', ')}) never arrive on a partner event bus.`,
    fix: 'Leave out the event bus: AWS services send to the default one.',
  }] : [])),
};
