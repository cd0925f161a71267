import { IConstruct } from 'constructs';
import { namesCloudTrail } from './event-promises';
import { selectedEvents } from './selected-events';
import { SERVICE_EVENT_OPTIONS } from './service-event-kinds';
import type { ServiceEventRuleProps } from './service-event-rule';
import { SERVICE } from '../../delivery/options/option-kinds';
import { ALL_OPERATIONS, newerThan } from '../intent';
import { requireGiven, requireRuleOptions } from '../require-rule-options';
import { RulePlan } from '../rule-plan';

/**
 * What a rule on the events of a service matches, and what is known of it.
 *
 * @throws when the service does not send one of the events, or the events do not name the resource
 */
export function planServiceEvents(rule: IConstruct, props: ServiceEventRuleProps): RulePlan {
  requireRuleOptions(rule, props, SERVICE_EVENT_OPTIONS);
  const { service, allowUnknown, enabled = true, eventBus } = props;
  requireGiven(rule, 'service', service, SERVICE);
  // A bus of the user's may receive events from elsewhere.
  const { pattern, kinds, areNamed, subject, needs, promise } = selectedEvents(rule, props, {
    what: 'rule', enabled, fromHere: !eventBus, meetsNeeds: true,
  });
  return {
    pattern,
    subject,
    needs,
    promise,
    viaCloudTrail: namesCloudTrail(pattern['detail-type']),
    everyKind: areNamed,
    intents: [
      ...kinds || !service._viaCloudTrail ? [] : [ALL_OPERATIONS],
      ...newerThan(service, allowUnknown),
    ],
  };
}
