import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import { AwsService } from '../../catalog/aws-service';
import { ServiceRuleOptions } from '../service-rule-options';

/**
 * What CloudTrail records beside API calls and console sign-in.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export enum CloudTrailEventType {
  /**
   * What is done in the console and is no API call.
   */
  CONSOLE_ACTION = 'CONSOLE_ACTION',

  /**
   * What a service does without being called, such as the rotation of a key.
   *
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/non-api-aws-service-events.html
   */
  SERVICE_EVENT = 'SERVICE_EVENT',

  /**
   * Unusual numbers of calls or errors, of a trail on which CloudTrail Insights is switched on.
   *
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-insights-fields-trails.html
   */
  INSIGHT = 'INSIGHT',

  /**
   * Calls through VPC endpoints, of a trail that selects the network activity of the service.
   *
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-network-events-with-cloudtrail.html
   */
  NETWORK_ACTIVITY = 'NETWORK_ACTIVITY',
}

/**
 * Which events that CloudTrail records a rule reacts to, and how.
 */
export interface CloudTrailEventRuleProps extends ServiceRuleOptions {
  /**
   * The service that the events are about.
   */
  readonly service: AwsService;

  /**
   * What is recorded. It must be given.
   *
   * @default - an error: in some languages a left-out value would silently be the first one
   */
  readonly eventType?: CloudTrailEventType;

  /**
   * The names of the events, such as `RotationFailed`, or what `events.Match` returns. For Insights, the operation that is
   * called unusually often or fails so.
   *
   * @default - all
   */
  readonly eventNames?: string[];

  /**
   * Which events the rule matches, by whether they only read.
   *
   * @default - what `eventNames` names; `ReadWriteType.WRITE_ONLY` without `eventNames`
   */
  readonly readWriteType?: cloudtrail.ReadWriteType;

  /**
   * What the fields of the CloudTrail record must be. A plain value stands for a list of one, `events.Match` can be used at
   * every depth.
   *
   * @default - anything
   */
  readonly detail?: { [key: string]: any };

  /**
   * As `detail`, as the text of a JSON object. It keeps `null`, which the maps of other languages lose on their way, and takes
   * what a serializer of JSON writes.
   *
   * @default - `detail` says it
   */
  readonly detailJson?: string;

  /**
   * Accepts names that the service is known to have as an API operation, or not to have at all.
   *
   * @default false
   */
  readonly allowUnknown?: boolean;
}
