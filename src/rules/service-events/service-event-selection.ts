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
   * The resources that the event must name in its `resources`, ARNs or what `events.Match` returns.
   *
   * @default - any
   */
  readonly resources?: string[];

  /**
   * The resource that the events must be about: a bucket, a queue's alarm, a state machine, made in this app, imported, or a
   * construct for AWS CloudFormation (`CfnBucket`). The rule matches it in the field where such events name it.
   *
   * Where no `detailTypes` are given, the rule matches all kinds of events that name such a resource.
   *
   * @default - any
   */
  readonly resource?: IConstruct;

  /**
   * Several resources of one type, of which the events must be about one.
   *
   * @default - any
   */
  readonly resourcesIn?: IConstruct[];

  /**
   * Accepts detail-types, and fields and values of `detail`, that the catalogue does not have, such as those of events newer
   * than this version.
   *
   * @default false
   */
  readonly allowUnknown?: boolean;
}
