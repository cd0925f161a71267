import { AwsService } from '../catalog/aws-service';
import { CommonDeliveryOptions } from '../delivery/delivery-options';

/**
 * Which events are forwarded to a hub, and how the hop is guarded.
 */
export interface ForwardingOptions {
  /**
   * The services whose events are forwarded: all that each sends itself, or its API calls through CloudTrail where it sends
   * none.
   *
   * @default - none
   */
  readonly services?: AwsService[];

  /**
   * The services whose API calls, as CloudTrail records them, are forwarded.
   *
   * @default - none
   */
  readonly apiCallsOf?: AwsService[];

  /**
   * Whether API calls that only read are forwarded too. There are many of them. The rule on the hub that reacts to them
   * must be in the state `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS` as well.
   *
   * @default false
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
   */
  readonly readOnlyApiCalls?: boolean;

  /**
   * How many events a second are expected to be forwarded from this account and Region, to be compared with what
   * EventBridge allows there.
   *
   * @default - not compared
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
   */
  readonly expectedEventsPerSecond?: number;

  /**
   * How the hop to the hub is guarded.
   *
   * @default - as every rule: a dead-letter queue that the stack's rules share, retries for 24 hours, and alarms
   */
  readonly delivery?: CommonDeliveryOptions;
}
