import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';

/**
 * What trails that the app does not make itself record, such as the trail of the organization.
 */
export interface DeclareTrailsOptions {
  /**
   * Whether management events are recorded, reads and writes.
   *
   * @default false
   */
  readonly managementEvents?: boolean;

  /**
   * The types of resources whose data events are selected, such as `AWS::S3::Object`.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
   */
  readonly dataEvents?: string[];

  /**
   * Whether CloudTrail Insights is switched on.
   *
   * @default false
   */
  readonly insights?: boolean;

  /**
   * The event sources whose network activity is selected, such as `ec2.amazonaws.com`.
   *
   * @default - none
   */
  readonly networkActivity?: string[];

  /**
   * The account that is recorded.
   *
   * @default - all accounts of the app
   */
  readonly account?: string;

  /**
   * The Region that is recorded, by a trail of a single Region.
   *
   * @default - all Regions
   */
  readonly region?: string;
}

/**
 * What the trail that is made records, and where.
 */
export interface CreateTrailOptions {
  /**
   * Whether management events are recorded. The first copy of management events in a Region is free of charge; where
   * another trail records them already, `false` saves the second.
   *
   * @default true
   */
  readonly managementEvents?: boolean;

  /**
   * Types of resources whose data events are recorded beside those that rules of the app match, such as `AWS::SNS::Topic`.
   *
   * @default - none
   */
  readonly dataEvents?: string[];

  /**
   * The bucket that takes the log files.
   *
   * @default - a bucket without public access, encrypted, versioned, for TLS only, and kept when the stack is deleted
   */
  readonly bucket?: s3.IBucket;

  /**
   * The key that encrypts the log files. CloudTrail is allowed to use it.
   *
   * @default - the keys of Amazon S3
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * The name of the trail.
   *
   * @default - made by AWS CloudFormation
   */
  readonly trailName?: string;
}
