import { Construct } from 'constructs';
import { CallOutcome } from './api-call-rule-props';
import { ConsoleSignInRuleProps, ConsoleUser } from './console-sign-in-rule-props';
import { SIGN_IN_OPTIONS } from './recorded-event-kinds';
import { AwsService } from '../../catalog/aws-service';
import { DeliveryType } from '../../catalog/delivery-type';
import { liftValues } from '../../pattern/algebra/lift-values';
import { mergeDetail } from '../../pattern/algebra/merge-detail';
import { requireRuleOptions } from '../require-rule-options';
import { RulePlan } from '../rule-plan';
import { ServiceRule } from '../service-rule';
import { ServiceRuleOptions } from '../service-rule-options';

/** What `userIdentity.type` is; of federated users it depends on how they come. */
const TYPES: Record<ConsoleUser, unknown> = {
  [ConsoleUser.ROOT]: 'Root',
  [ConsoleUser.IAM_USER]: 'IAMUser',
  [ConsoleUser.FEDERATED]: { 'anything-but': ['Root', 'IAMUser'] },
};

const RESULTS: Record<CallOutcome, string | undefined> = {
  [CallOutcome.SUCCEEDED]: 'Success',
  [CallOutcome.FAILED]: 'Failure',
  [CallOutcome.ANY]: undefined,
};

const WAY_OUT = {
  'detail.userIdentity.type': 'say who in users, or leave users out to match types of your own choice',
  'detail.responseElements.ConsoleLogin': 'leave outcome out',
  'detail.eventName': 'use ServiceEventRule with AwsService.MANAGEMENT_CONSOLE_SIGN_IN for other events of the sign-in service',
};

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
   * @throws when federated users are to be told apart by MFA, or an option is outside what EventBridge accepts
   */
  constructor(scope: Construct, id: string, props: ConsoleSignInRuleProps = {}) {
    super(scope, id, props);
  }

  /** @internal */
  protected _plan(options: ServiceRuleOptions): RulePlan {
    requireRuleOptions(this, options, SIGN_IN_OPTIONS);
    const { withoutMfa = false, outcome = CallOutcome.ANY, detail, ...props } = options as ConsoleSignInRuleProps;
    const users = props.users ?? (withoutMfa ? [ConsoleUser.ROOT, ConsoleUser.IAM_USER] : undefined);
    if (users?.length === 0) {
      throw new Error(`users of rule '${this.node.path}' is an empty list, which matches no sign-in: name at least one kind of user, or leave users out for everybody.`);
    }
    if (withoutMfa && users?.includes(ConsoleUser.FEDERATED)) {
      throw new Error(`Rule '${this.node.path}' is on sign-ins without MFA, and its users are ${users.join(', ')}: CloudTrail records no MFA for any federated user, so all of their sign-ins would match. Leave FEDERATED out, or withoutMfa.`);
    }
    const result = RESULTS[outcome];
    const own = {
      eventName: ['ConsoleLogin'],
      ...(users && { userIdentity: { type: users.map((user) => TYPES[user]) } }),
      ...(result && { responseElements: { ConsoleLogin: [result] } }),
      ...(withoutMfa && { additionalEventData: { MFAUsed: ['No'] } }),
    };
    return {
      pattern: { ...AwsService.MANAGEMENT_CONSOLE_SIGN_IN._defaultPattern, detail: mergeDetail(own, detail && liftValues(detail), WAY_OUT) },
      subject: `Console sign-in${users ? ` (${users.join(', ')})` : ''}${withoutMfa ? ' without MFA' : ''}${result ? `: ${result}` : ''}`,
      promise: { deliveryType: DeliveryType.BEST_EFFORT },
      viaCloudTrail: true,
    };
  }
}
