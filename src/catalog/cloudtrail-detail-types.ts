/** How the detail-type of every event that CloudTrail delivers ends. */
export const VIA_CLOUDTRAIL = ' via CloudTrail';

/** The detail-type of an API call that CloudTrail delivers. */
export const API_CALL_VIA_CLOUDTRAIL = 'AWS API Call via CloudTrail';

/**
 * The detail-types of console sign-in that CloudTrail delivers. Two current guides spell it differently.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-aws-service-specific-topics.html
 */
export const CONSOLE_SIGN_IN_VIA_CLOUDTRAIL = ['AWS Console Sign In via CloudTrail', 'AWS Console Signin via CloudTrail'];

/**
 * The names of events of the sign-in service, which are no API calls.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
export const SIGN_IN_EVENT_NAMES = [
  'ConsoleLogin', 'SwitchRole', 'ExitRole', 'RenewRole', 'CheckMfa',
  'PasswordUpdated', 'PasswordRecoveryRequested', 'PasswordRecoveryCompleted', 'ExternalIdPDirectoryLogin',
];

/** The detail-type of what is done in the console and is no API call. */
export const CONSOLE_ACTION_VIA_CLOUDTRAIL = 'AWS Console Action via CloudTrail';

/** The detail-type of what a service does without being called. */
export const SERVICE_EVENT_VIA_CLOUDTRAIL = 'AWS Service Event via CloudTrail';

/** The detail-type of what CloudTrail Insights finds unusual. */
export const INSIGHT_VIA_CLOUDTRAIL = 'AWS Insight via CloudTrail';

/** The detail-type of calls through VPC endpoints. */
export const NETWORK_ACTIVITY_VIA_CLOUDTRAIL = 'AWS Network Activity Event via CloudTrail';

/**
 * The detail-types with which CloudTrail delivers events.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export const CLOUDTRAIL_DETAIL_TYPES = [
  API_CALL_VIA_CLOUDTRAIL,
  ...CONSOLE_SIGN_IN_VIA_CLOUDTRAIL,
  CONSOLE_ACTION_VIA_CLOUDTRAIL,
  SERVICE_EVENT_VIA_CLOUDTRAIL,
  INSIGHT_VIA_CLOUDTRAIL,
  NETWORK_ACTIVITY_VIA_CLOUDTRAIL,
];

/** Whether an event of this kind arrives through CloudTrail. */
export function isViaCloudTrail(detailType: string): boolean {
  return detailType.endsWith(VIA_CLOUDTRAIL);
}
