import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import { AwsService } from '../../catalog/aws-service';
import { ServiceRuleOptions } from '../service-rule-options';

/**
 * Which API calls are of interest, by how they ended.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export enum CallOutcome {
  /**
   * Calls that CloudTrail records without an error code.
   */
  SUCCEEDED = 'SUCCEEDED',

  /**
   * Calls that CloudTrail records with an error code.
   */
  FAILED = 'FAILED',

  /**
   * All calls that CloudTrail records.
   */
  ANY = 'ANY',
}

/**
 * Whose API calls a rule matches.
 *
 * The owner of a resource receives a copy of the record when another account uses the resource. Copies of one call have
 * the same `sharedEventID`.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export enum Callers {
  /**
   * Identities of the rule's own account (or of its `accounts`), and callers that have no account, such as AWS services.
   */
  OWN_ACCOUNT = 'OWN_ACCOUNT',

  /**
   * Everybody whose calls are recorded in the account.
   */
  ANY = 'ANY',
}

/**
 * Which API calls a rule reacts to, and how.
 */
export interface ApiCallRuleProps extends ServiceRuleOptions {
  /**
   * The service that is called.
   */
  readonly service: AwsService;

  /**
   * The operations, such as `CreateUser`, or what `events.Match` returns. Where CloudTrail writes an operation otherwise
   * (`CreateFunction` of AWS Lambda as `CreateFunction20150331`), the rule matches what it writes.
   *
   * @default - all operations that CloudTrail records
   */
  readonly operations?: string[];

  /**
   * Accepts operations that the catalogue does not have, such as those newer than this version.
   *
   * @default false
   */
  readonly allowUnknown?: boolean;

  /**
   * Which calls the rule matches, by whether they only read. With `ReadWriteType.READ_ONLY` it matches nothing else;
   * with `ReadWriteType.WRITE_ONLY` EventBridge matches no read-only management calls. `ReadWriteType.ALL` can be many
   * times as many.
   *
   * @default - what `operations` names or matches; `ReadWriteType.WRITE_ONLY` without `operations`, or where they are
   * known at deployment only
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
   */
  readonly readWriteType?: cloudtrail.ReadWriteType;

  /**
   * Which calls are of interest, by how they ended.
   *
   * @default CallOutcome.ANY
   */
  readonly outcome?: CallOutcome;

  /**
   * Whose calls are of interest.
   *
   * @default Callers.ANY
   */
  readonly callers?: Callers;

  /**
   * What the fields of the CloudTrail record must be, such as `userName` below `requestParameters`. A plain
   * value stands for a list of one, `events.Match` can be used at every depth.
   *
   * @default - anything
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
   */
  readonly detail?: { [key: string]: any };

  /**
   * As `detail`, as the text of a JSON object. It keeps `null`, which the maps of other languages lose on their way, and takes
   * what a serializer of JSON writes.
   *
   * @default - `detail` says it
   */
  readonly detailJson?: string;
}
