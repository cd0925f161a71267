import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ApiCallRuleProps } from './api-call-rule-props';
import { CalledOperations } from './called-operations';
import { ServiceRule } from '../service-rule';
import { planApiCalls } from './api-call-plan';
import { optionName } from '../../catalog/option-spelling';

/**
 * A rule on API calls of an AWS service, as CloudTrail records them.
 *
 * Calls reach EventBridge only when a trail of the account records them (`Trails` says which do), and on a best
 * effort basis. Records over 256 KB never do.
 *
 * A rule that names a read-only operation is in the state that matches read-only management calls, which other rules do
 * not see.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export class ApiCallRule extends ServiceRule {
  /**
   * Rules on more operations than one event pattern can hold: as few as it takes, each on some of the operations. The
   * first has the id that is given, the others have a number behind it.
   *
   * @param scope the scope of the rules
   * @param id the id of the first rule
   * @param props what each of the rules is given, but for the operations
   * @returns the rules, in the order of the operations
   * @throws when a `ruleName` is given, which can belong to one rule only, or one operation alone is too long for a rule
   */
  public static split(scope: Construct, id: string, props: ApiCallRuleProps): ApiCallRule[] {
    const isSplit = Array.isArray(props?.operations) && props.service?._apiCallPattern !== undefined;
    const groups = isSplit ? new CalledOperations(Stack.of(scope), props).groups : undefined;
    if (!groups || groups.length <= 1) {
      return [new ApiCallRule(scope, id, props)];
    }
    if (props.ruleName !== undefined) {
      throw new Error(`The operations of '${id}' take ${groups.length} rules, which cannot all be called '${props.ruleName}': leave ${optionName('ruleName')} out.`);
    }
    return groups.map((operations, at) => new ApiCallRule(scope, at === 0 ? id : `${id}${at + 1}`, { ...props, operations }));
  }

  /**
   * Makes the rule, with a dead-letter queue and alarms.
   *
   * @throws when CloudTrail is not known to record calls of the service, the service does not have one of the operations,
   * the operations are too many for one rule, or an option is outside what EventBridge accepts
   */
  constructor(scope: Construct, id: string, props: ApiCallRuleProps) {
    super(scope, id, props, (rule) => planApiCalls(rule, props));
  }
}
