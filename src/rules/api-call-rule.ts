import { Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ApiCallKind } from './api-call-kind';
import { ApiCallOutcome } from './api-call-outcome';
import { requireService } from './required-service';
import { RulePlan } from './rule-plan';
import { ServiceRule } from './service-rule';
import { ServiceRuleOptions } from './service-rule-options';
import { AwsService } from '../catalog/aws-service';
import { DeliveryType } from '../catalog/delivery-type';
import { isReadOnlyCall } from '../catalog/read-only-calls';
import { liftValues } from '../pattern/lift-values';
import { mergeDetail } from '../pattern/merge-detail';

/**
 * Which API calls a rule reacts to, and how.
 */
export interface ApiCallRuleProps extends ServiceRuleOptions {
  /**
   * The service that is called.
   */
  readonly service: AwsService;

  /**
   * The operations, such as `CreateUser`.
   *
   * @default - all operations that CloudTrail records
   */
  readonly operations?: string[];

  /**
   * Which management calls the rule covers. Data events are covered either way, where a trail records them.
   *
   * @default - what `operations` names; `ApiCallKind.WRITE` without `operations`
   */
  readonly kind?: ApiCallKind;

  /**
   * Which calls are of interest, by how they ended.
   *
   * @default ApiCallOutcome.ANY
   */
  readonly outcome?: ApiCallOutcome;

  /**
   * What the fields of the CloudTrail record must be, such as `{ requestParameters: { userName: 'root' } }`. A plain
   * value stands for a list of one, `events.Match` can be used at every depth.
   *
   * @default - anything
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
   */
  readonly detail?: { [key: string]: any };
}

/** CloudTrail leaves `errorCode` out of the record of a call that succeeded. */
const OUTCOMES: Record<ApiCallOutcome, Record<string, any> | undefined> = {
  [ApiCallOutcome.SUCCEEDED]: { errorCode: [{ exists: false }] },
  [ApiCallOutcome.FAILED]: { errorCode: [{ exists: true }] },
  [ApiCallOutcome.ANY]: undefined,
};

const WAY_OUT = {
  'detail.eventName': 'name the operations in operations',
  'detail.errorCode': 'leave outcome out to match error codes of your own choice',
};

/**
 * A rule on API calls of an AWS service, as CloudTrail records them.
 *
 * Calls reach EventBridge only when a trail of the account records them, and on a best effort basis. Records over 256 KB
 * never do.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export class ApiCallRule extends ServiceRule {
  /**
   * @throws when CloudTrail is not known to record calls of the service, or an option is outside what EventBridge accepts
   */
  constructor(scope: Construct, id: string, props: ApiCallRuleProps) {
    super(scope, id, props);
  }

  /** @internal */
  protected _plan(options: ServiceRuleOptions): RulePlan {
    const { service, operations, kind, outcome = ApiCallOutcome.ANY, detail } = options as ApiCallRuleProps;
    requireService(service, this);
    const calls = service._apiCallPattern;
    if (!calls) {
      throw new Error(`CloudTrail is not known to record API calls of ${service.serviceName} (${service.source}), so rule '${this.node.path}' could never match: use ServiceEventRule for the events that the service sends itself, or AwsService.custom({ ..., cloudTrailEventSource }) where you know better.`);
    }
    if (operations?.length === 0) {
      throw new Error(`operations of rule '${this.node.path}' is an empty list, which matches no call: name at least one operation of ${service.serviceName}, or leave operations out for all of them.`);
    }
    const reading = this.readOnlyAmong(calls.detail!.eventSource, operations ?? []);
    if (kind === ApiCallKind.WRITE && reading.length > 0) {
      throw new Error(`Rule '${this.node.path}' names ${reading.join(', ')}, which only read, and its kind is ApiCallKind.WRITE, so it could never match them: leave kind out, or these operations.`);
    }
    const own = { ...calls.detail, ...(operations && { eventName: operations }), ...OUTCOMES[outcome] };
    return {
      pattern: { ...calls, detail: mergeDetail(own, detail && liftValues(detail), WAY_OUT) },
      subject: `${service.serviceName} (API calls${operations ? `: ${operations.join(', ')}` : ''})`,
      promise: { deliveryType: DeliveryType.BEST_EFFORT },
      viaCloudTrail: true,
      readOnlyCalls: kind === ApiCallKind.ALL || reading.length > 0,
    };
  }

  private readOnlyAmong(eventSources: string[], operations: string[]): string[] {
    const named = Token.isUnresolved(operations) ? [] : operations.filter((operation) => !Token.isUnresolved(operation));
    return named.filter((operation) => isReadOnlyCall(eventSources, operation));
  }
}
