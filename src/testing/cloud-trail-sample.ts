import { SAMPLE_ACCOUNT, SAMPLE_REGION, SAMPLE_TIME, sampleUuid } from './sample-values';

/** The `eventType` of a record, by the detail-type with which it arrives. An API call where none is named. */
const EVENT_TYPES: Record<string, string> = {
  'AWS Console Sign In via CloudTrail': 'AwsConsoleSignIn',
  'AWS Console Signin via CloudTrail': 'AwsConsoleSignIn',
  'AWS Console Action via CloudTrail': 'AwsConsoleAction',
  'AWS Service Event via CloudTrail': 'AwsServiceEvent',
  'AWS Insight via CloudTrail': 'AwsCloudTrailInsight',
  'AWS Network Activity Event via CloudTrail': 'AwsVpceEvents',
};

/** Whether events of this kind are sign-ins to the console. */
export function isSignIn(detailType: string): boolean {
  return EVENT_TYPES[detailType] === 'AwsConsoleSignIn';
}

const USER = 'Alice';

/**
 * The `detail` of an event that arrives through CloudTrail: a record of a call that succeeded.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function cloudTrailRecord(detailType: string, eventSource: string, eventName: string, readOnly: boolean): Record<string, unknown> {
  const call = `${detailType} ${eventSource} ${eventName}`;
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDACKCEVSQ6C2EXAMPLE',
      arn: `arn:aws:iam::${SAMPLE_ACCOUNT}:user/${USER}`,
      accountId: SAMPLE_ACCOUNT,
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      userName: USER,
    },
    eventTime: SAMPLE_TIME,
    eventSource,
    eventName,
    awsRegion: SAMPLE_REGION,
    sourceIPAddress: '192.0.2.1',
    userAgent: 'aws-cli/2.15.0',
    requestParameters: {},
    responseElements: null,
    requestID: sampleUuid(`request ${call}`),
    eventID: sampleUuid(`event ${call}`),
    readOnly,
    eventType: EVENT_TYPES[detailType] ?? 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: SAMPLE_ACCOUNT,
    eventCategory: 'Management',
  };
}
