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
