import { Construct } from 'constructs';
import { CloudTrailEventRuleProps } from './cloudtrail-event-rule-props';
import { ServiceRule } from '../service-rule';
import { planCloudTrailEvents } from './cloudtrail-event-plan';

/**
 * A rule on what CloudTrail records beside API calls (`ApiCallRule`) and console sign-in (`ConsoleSignInRule`): console
 * actions, what services do by themselves, Insights, and network activity.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export class CloudTrailEventRule extends ServiceRule {
  /**
   * Makes the rule, with a dead-letter queue and alarms.
   *
   * @throws when CloudTrail is not known to record anything of the service, one of the names is that of an API operation, or
   * an option is outside what EventBridge accepts
   */
  constructor(scope: Construct, id: string, props: CloudTrailEventRuleProps) {
    super(scope, id, props, (rule) => planCloudTrailEvents(rule, props));
  }
}
