/**
 * Which API calls are of interest, by how they ended.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export enum ApiCallOutcome {
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
