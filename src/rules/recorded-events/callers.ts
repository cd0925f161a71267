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
