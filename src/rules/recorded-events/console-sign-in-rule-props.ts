import { CallOutcome } from './api-call-rule-props';
import { ServiceRuleOptions } from '../service-rule-options';

/**
 * Who signs in to the AWS Management Console.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
export enum ConsoleUser {
  /**
   * The root user of the account.
   */
  ROOT = 'ROOT',

  /**
   * An IAM user.
   */
  IAM_USER = 'IAM_USER',

  /**
   * Everybody else: users of IAM Identity Center or of another identity provider. CloudTrail does not know whether they
   * signed in there with MFA, and always records `No`.
   */
  FEDERATED = 'FEDERATED',
}

/**
 * Which sign-ins to the AWS Management Console a rule reacts to, and how.
 */
export interface ConsoleSignInRuleProps extends ServiceRuleOptions {
  /**
   * Who signs in.
   *
   * @default - everybody; `ROOT` and `IAM_USER` for sign-ins without MFA
   */
  readonly users?: ConsoleUser[];

  /**
   * Whether only sign-ins without multi-factor authentication are of interest.
   *
   * @default false
   */
  readonly withoutMfa?: boolean;

  /**
   * Which sign-ins are of interest, by how they ended.
   *
   * @default CallOutcome.ANY
   */
  readonly outcome?: CallOutcome;

  /**
   * What the other fields of the CloudTrail record must be. A plain value stands for a list of one, `events.Match` can be
   * used at every depth.
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
}
