import { Construct } from 'constructs';
import { ConsoleSignInRuleProps } from './console-sign-in-rule-props';
import { ServiceRule } from '../service-rule';
import { planConsoleSignIns } from './console-sign-in-plan';

/**
 * A rule on sign-ins to the AWS Management Console, as CloudTrail records them.
 *
 * A sign-in is recorded in one Region, which depends on the user and on the endpoint: those of the root user in us-east-1,
 * us-east-2 or us-west-2. A rule sees those of its own Region.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
export class ConsoleSignInRule extends ServiceRule {
  /**
   * Makes the rule, with a dead-letter queue and alarms.
   *
   * @throws when federated users are to be told apart by MFA, or an option is outside what EventBridge accepts
   */
  constructor(scope: Construct, id: string, props: ConsoleSignInRuleProps = {}) {
    super(scope, id, props, (rule) => planConsoleSignIns(rule, props));
  }
}
