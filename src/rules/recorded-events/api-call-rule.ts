import { Annotations, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { apiCallPattern } from './api-call-pattern';
import { ApiCallRuleProps } from './api-call-rule-props';
import { CalledOperations } from './called-operations';
import { DeliveryType } from '../../catalog/delivery-type';
import { explain } from '../../catalog/problem';
import { ALL_OPERATIONS, newerThanCatalogue } from '../intent';
import { excludesReads } from './read-write-type';
import { requireRecordedCalls } from './recorded-calls';
import { PATTERN_CHARACTERS } from '../../catalog/quotas';
import { RulePlan } from '../rule-plan';
import { ServiceRule } from '../service-rule';
import { ServiceRuleOptions } from '../service-rule-options';
import { API_CALL_OPTIONS } from './recorded-event-kinds';
import { SERVICE } from '../../delivery/options/option-kinds';
import { requireGiven, requireRuleOptions } from '../require-rule-options';

const NEWER = 'An operation newer than the catalogue is accepted with allowUnknown: true.';

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
   * @throws when a `ruleName` is given, which can belong to one rule only, or one operation alone is too long for a rule
   */
  public static split(scope: Construct, id: string, props: ApiCallRuleProps): ApiCallRule[] {
    const isSplit = Array.isArray(props?.operations) && props.service?._apiCallPattern !== undefined;
    const groups = isSplit ? new CalledOperations(Stack.of(scope), props).groups : undefined;
    if (!groups || groups.length <= 1) {
      return [new ApiCallRule(scope, id, props)];
    }
    if (props.ruleName !== undefined) {
      throw new Error(`The operations of '${id}' take ${groups.length} rules, which cannot all be called '${props.ruleName}': leave ruleName out.`);
    }
    return groups.map((operations, at) => new ApiCallRule(scope, at === 0 ? id : `${id}${at + 1}`, { ...props, operations }));
  }

  /**
   * @throws when CloudTrail is not known to record calls of the service, the service does not have one of the operations,
   * the operations are too many for one rule, or an option is outside what EventBridge accepts
   */
  constructor(scope: Construct, id: string, props: ApiCallRuleProps) {
    super(scope, id, props);
  }

  /** @internal */
  protected _plan(options: ServiceRuleOptions): RulePlan {
    const props = options as ApiCallRuleProps;
    requireRuleOptions(this, props, API_CALL_OPTIONS);
    const { service, operations, readWriteType } = props;
    requireGiven(this, 'service', service, SERVICE);
    requireRecordedCalls(this, service);
    const calls = operations && this.requireCalls(props);
    const pattern = apiCallPattern(props, this.stack.account, calls?.eventNames);
    const namesReads = calls !== undefined && (calls.readOnly.length > 0 || calls.matchesReadOnly);
    return {
      pattern,
      subject: `${service.serviceName} (API calls${calls && calls.named.length > 0 ? `: ${calls.named.join(', ')}` : ''})`,
      promise: { deliveryType: DeliveryType.BEST_EFFORT },
      viaCloudTrail: true,
      readOnlyCalls: readWriteType ? !excludesReads(readWriteType) : namesReads || undefined,
      intents: [
        ...operations ? [] : [ALL_OPERATIONS],
        ...service._isCustom ? newerThanCatalogue('The service was made with AwsService.custom.') : [],
        ...props.allowUnknown ? newerThanCatalogue('The rule was made with allowUnknown.') : [],
      ],
    };
  }

  private requireCalls(props: ApiCallRuleProps): CalledOperations {
    const { service, operations, readWriteType } = props;
    if (operations!.length === 0) {
      throw new Error(`operations of rule '${this.node.path}' is an empty list, which matches no call: name at least one operation of ${service.serviceName}, or leave operations out for all of them.`);
    }
    const calls = new CalledOperations(this.stack, props);
    const groups = calls.size > PATTERN_CHARACTERS ? calls.groups : undefined;
    if (groups) {
      throw new Error(`The event pattern of rule '${this.node.path}' has ${calls.size} characters, and EventBridge allows ${PATTERN_CHARACTERS}: its ${operations!.length} operations take ${groups.length} rules, which ApiCallRule.split(scope, id, props) makes, or a common prefix with events.Match.prefix(...).`);
    }
    const { problem } = calls;
    if (problem?.certain) {
      throw new Error(`Rule '${this.node.path}' can never match: ${explain(problem)} ${NEWER}`);
    }
    if (problem) {
      Annotations.of(this).addWarningV2('cdk-service-events:unknownOperation', `Rule '${this.node.path}' may never match: ${explain(problem)} ${NEWER}`);
    }
    if (excludesReads(readWriteType) && calls.readOnly.length > 0) {
      throw new Error(`Rule '${this.node.path}' names ${calls.readOnly.join(', ')}, which only read, and its readWriteType is ReadWriteType.WRITE_ONLY, so it could never match them: leave readWriteType out, or these operations.`);
    }
    return calls;
  }
}
