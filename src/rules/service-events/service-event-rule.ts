import { Construct } from 'constructs';
import { ServiceEventSelection } from './service-event-selection';
import { ServiceRule } from '../service-rule';
import { ServiceRuleOptions } from '../service-rule-options';
import { planServiceEvents } from './service-event-plan';

/**
 * Which events of a service a rule reacts to, and how.
 */
export interface ServiceEventRuleProps extends ServiceEventSelection, ServiceRuleOptions {
}

/**
 * A rule on the events of an AWS service.
 *
 * It matches what the service really sends, and what it matches is guarded: by a dead-letter queue that the rules of the
 * stack share, by retries for as long as the events are useful, and by alarms whose urgency follows from how firmly AWS
 * promises to deliver the events.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event.html
 */
export class ServiceEventRule extends ServiceRule {
  /**
   * Makes the rule, with a dead-letter queue and alarms.
   *
   * @throws when the service does not send one of the events, the filter can never match, the events do not name the resource,
   * or an option is outside what EventBridge accepts
   */
  constructor(scope: Construct, id: string, props: ServiceEventRuleProps) {
    super(scope, id, props, (rule) => planServiceEvents(rule, props));
  }
}
