/** How the detail-type of every event that CloudTrail delivers ends. */
export const VIA_CLOUDTRAIL = ' via CloudTrail';

/** The detail-type of an API call that CloudTrail delivers. */
export const API_CALL_VIA_CLOUDTRAIL = 'AWS API Call via CloudTrail';

/**
 * The detail-types with which CloudTrail delivers events.
 *
 * Two current guides spell the one of console sign-in differently.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-aws-service-specific-topics.html
 */
export const CLOUDTRAIL_DETAIL_TYPES = [
  API_CALL_VIA_CLOUDTRAIL,
  'AWS Console Sign In via CloudTrail',
  'AWS Console Signin via CloudTrail',
  'AWS Console Action via CloudTrail',
  'AWS Service Event via CloudTrail',
  'AWS Insight via CloudTrail',
  'AWS Network Activity Event via CloudTrail',
];

/** Whether an event of this kind arrives through CloudTrail. */
export function isViaCloudTrail(detailType: string): boolean {
  return detailType.endsWith(VIA_CLOUDTRAIL);
}
