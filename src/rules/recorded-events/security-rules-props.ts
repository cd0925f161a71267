import { ServiceRuleOptions } from '../service-rule-options';

/**
 * What happens in an account that security wants to hear of, most of it from the CIS AWS Foundations Benchmark.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 */
export enum SecurityEvent {
  /**
   * Anything that the root user does or tries to do, sign-in and read-only calls included.
   */
  ROOT_ACTIVITY = 'ROOT_ACTIVITY',

  /**
   * The root user or an IAM user has signed in to the console without multi-factor authentication.
   */
  CONSOLE_SIGN_IN_WITHOUT_MFA = 'CONSOLE_SIGN_IN_WITHOUT_MFA',

  /**
   * An IAM user or an access key was created.
   */
  IAM_USER_OR_ACCESS_KEY_CREATED = 'IAM_USER_OR_ACCESS_KEY_CREATED',

  /**
   * A security group or a network ACL was created, changed or deleted.
   */
  SECURITY_GROUP_OR_NETWORK_ACL_CHANGED = 'SECURITY_GROUP_OR_NETWORK_ACL_CHANGED',

  /**
   * An AWS KMS key was scheduled for deletion.
   */
  KMS_KEY_SCHEDULED_FOR_DELETION = 'KMS_KEY_SCHEDULED_FOR_DELETION',

  /**
   * A trail was created, changed, stopped, started or deleted.
   */
  CLOUDTRAIL_CHANGED = 'CLOUDTRAIL_CHANGED',

  /**
   * The policy, the ACL or the public access block of a bucket, or the public access block of the account, was changed.
   */
  S3_BUCKET_ACCESS_CHANGED = 'S3_BUCKET_ACCESS_CHANGED',

  /**
   * A configuration recorder of AWS Config was stopped or deleted, or its delivery channel was.
   */
  CONFIG_RECORDER_STOPPED = 'CONFIG_RECORDER_STOPPED',

  /**
   * The organization was changed: its accounts, units, policies or invitations.
   */
  ORGANIZATIONS_CHANGED = 'ORGANIZATIONS_CHANGED',
}

/**
 * What is watched, and who is told.
 */
export interface SecurityRulesProps extends ServiceRuleOptions {
  /**
   * What is watched.
   *
   * @default - everything that `SecurityEvent` names
   */
  readonly events?: SecurityEvent[];
}
