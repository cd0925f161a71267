import { IConstruct } from 'constructs';
import { CallOutcome } from './api-call-rule-props';
import { ConsoleSignInRuleProps, ConsoleUser } from './console-sign-in-rule-props';
import { SIGN_IN_OPTIONS } from './recorded-event-kinds';
import { AwsService } from '../../catalog/aws-service';
import { DeliveryType } from '../../catalog/delivery-type';
import { optionName } from '../../catalog/option-spelling';
import { detailPattern } from '../../pattern/algebra/detail-filter';
import { mergeDetail } from '../../pattern/algebra/merge-detail';
import { requireRuleOptions } from '../require-rule-options';
import { RulePlan } from '../rule-plan';

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
 * What a rule on sign-ins matches, and what is known of it.
 *
 * @throws when federated users are to be told apart by MFA
 */
export function planConsoleSignIns(rule: IConstruct, props: ConsoleSignInRuleProps): RulePlan {
  requireRuleOptions(rule, props, SIGN_IN_OPTIONS);
  const { withoutMfa = false, outcome = CallOutcome.ANY } = props;
  const users = props.users ?? (withoutMfa ? [ConsoleUser.ROOT, ConsoleUser.IAM_USER] : undefined);
  if (users?.length === 0) {
    throw new Error(`${optionName('users')} of rule '${rule.node.path}' is an empty list, which matches no sign-in: name at least one kind of user, or leave ${optionName('users')} out for everybody.`);
  }
  if (withoutMfa && users?.includes(ConsoleUser.FEDERATED)) {
    throw new Error(`Rule '${rule.node.path}' is on sign-ins without MFA, and its users are ${users.join(', ')}: CloudTrail records no MFA for any federated user, so all of their sign-ins would match. Leave FEDERATED out, or ${optionName('withoutMfa')}.`);
  }
  const result = RESULTS[outcome];
  const own = {
    eventName: ['ConsoleLogin'],
    ...(users && { userIdentity: { type: users.map((user) => TYPES[user]) } }),
    ...(result && { responseElements: { ConsoleLogin: [result] } }),
    ...(withoutMfa && { additionalEventData: { MFAUsed: ['No'] } }),
  };
  return {
    pattern: { ...AwsService.MANAGEMENT_CONSOLE_SIGN_IN._defaultPattern, detail: mergeDetail(own, detailPattern(props), WAY_OUT) },
    subject: `Console sign-in${users ? ` (${users.join(', ')})` : ''}${withoutMfa ? ' without MFA' : ''}${result ? `: ${result}` : ''}`,
    promise: { deliveryType: DeliveryType.BEST_EFFORT },
    viaCloudTrail: true,
  };
}
