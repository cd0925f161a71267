import { IConstruct } from 'constructs';
import { AwsService } from '../../catalog/aws-service';

/**
 * Which events of a service.
 */
export interface ServiceEventSelection {
  /**
   * The service that sends the events.
   */
  readonly service: AwsService;

  /**
   * The kinds of events, such as `Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION`, or what `events.Match` returns.
   *
   * @default - all events that the service sends itself; for a service that sends none, its API calls through CloudTrail
   */
  readonly detailTypes?: string[];

  /**
   * What the fields of the event's `detail` must be. A plain value stands for a list of one, `events.Match` can be used
   * at every depth. It is compared with the schema of the events where one is known (`service.schemaOf(detailType)`).
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
   * The resources of which the events must be about one: buckets, alarms, state machines, all of one type, made in this
   * app, imported, or constructs for AWS CloudFormation (`CfnBucket`). The rule matches them in the field where such
   * events name them.
   *
   * Where no `detailTypes` are given, the rule matches all kinds of events that name such a resource.
   *
   * @default - any
   */
  readonly resources?: IConstruct[];

  /**
   * What the event must name in its own field `resources`: ARNs, or what `events.Match` returns.
   *
   * @default - any
   */
  readonly resourceArns?: string[];

  /**
   * Accepts detail-types, and fields and values of `detail`, that the catalogue does not have, such as those of events newer
   * than this version.
   *
   * @default false
   */
  readonly allowUnknown?: boolean;
}
