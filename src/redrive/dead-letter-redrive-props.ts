import { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';

/**
 * Which dead letters a redrive brings back, and on what function it runs.
 */
export interface DeadLetterRedriveProps {
  /**
   * The dead-letter queue of rules of this app, in the Region of the redrive.
   *
   * @default - the queue that the rules of this stack share
   */
  readonly deadLetterQueue?: sqs.IQueue;

  /**
   * The memory of the function, in MB. 256 are enough for letters of 256 kB, however many there are.
   *
   * @default 256
   */
  readonly memorySize?: number;

  /**
   * How long a run may take, from one minute. A run that needs longer stops in time, and another goes on.
   *
   * @default Duration.minutes(15)
   */
  readonly timeout?: Duration;

  /**
   * Whether no second run can start while one is under way, so that the rates of two do not add up. The function then reserves
   * one of the account's concurrent executions, of which Lambda keeps 100 for all other functions; switch this off in an
   * account with a smaller quota.
   *
   * @default true
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
   */
  readonly oneRunAtATime?: boolean;

  /**
   * The network in which the function runs. It must reach Amazon SQS, EventBridge, and the services of the targets.
   *
   * @default - none: the function runs outside of the VPCs of the account
   */
  readonly vpc?: ec2.IVpc;

  /**
   * The subnets of the function.
   *
   * @default - the private subnets of the VPC
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The security groups of the function.
   *
   * @default - one of its own, if there is a VPC
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * Encrypts the environment of the function, and its log group unless there is a `logGroup`.
   *
   * @default - keys of AWS
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Where the function logs a line for each letter, and the summary.
   *
   * @default - a log group that keeps them for a year
   */
  readonly logGroup?: logs.ILogGroup;
}
