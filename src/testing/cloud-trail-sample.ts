import { SAMPLE_TIME, SampleOccasion, sampleUuid } from './sample-values';
import {
  API_CALL_VIA_CLOUDTRAIL, CONSOLE_ACTION_VIA_CLOUDTRAIL, CONSOLE_SIGN_IN_VIA_CLOUDTRAIL, INSIGHT_VIA_CLOUDTRAIL, NETWORK_ACTIVITY_VIA_CLOUDTRAIL,
  SERVICE_EVENT_VIA_CLOUDTRAIL,
} from '../catalog/cloudtrail-detail-types';
import { dataEventTypesOf, isPerhapsManagement } from '../catalog/data-events';
import { partitionOf } from '../catalog/partitions';
import { onlyReads } from '../catalog/read-only-calls';

const USER = 'Alice';

/** What is recorded. */
export interface RecordedCall {
  readonly detailType: string;
  readonly eventSource: string;
  readonly eventName: string;
}

/** Whether events of this kind are sign-ins to the console. */
export function isSignIn(detailType: string): boolean {
  return CONSOLE_SIGN_IN_VIA_CLOUDTRAIL.includes(detailType);
}

/**
 * The `detail` of an event that arrives through CloudTrail: a record of something that succeeded.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function cloudTrailRecord(call: RecordedCall, occasion: SampleOccasion): Record<string, unknown> {
  const { detailType, eventSource, eventName } = call;
  if (detailType === INSIGHT_VIA_CLOUDTRAIL) {
    return insight(call, occasion);
  }
  const isData = detailType === API_CALL_VIA_CLOUDTRAIL && dataEventTypesOf([eventSource], eventName).length > 0
    && !isPerhapsManagement([eventSource], eventName);
  const isNetwork = detailType === NETWORK_ACTIVITY_VIA_CLOUDTRAIL;
  const category = isNetwork ? 'NetworkActivity' : isData ? 'Data' : 'Management';
  return {
    ...common(call, occasion),
    userIdentity: userIdentity(detailType, eventSource, occasion),
    eventSource,
    eventName,
    sourceIPAddress: detailType === SERVICE_EVENT_VIA_CLOUDTRAIL ? eventSource : '192.0.2.1',
    userAgent: detailType === SERVICE_EVENT_VIA_CLOUDTRAIL ? eventSource : isSignIn(detailType) ? 'Mozilla/5.0' : 'aws-cli/2.15.0',
    requestParameters: isSignIn(detailType) || detailType === SERVICE_EVENT_VIA_CLOUDTRAIL ? null : {},
    responseElements: isSignIn(detailType) ? { ConsoleLogin: 'Success' } : null,
    ...(isSignIn(detailType) && { additionalEventData: { LoginTo: 'https://console.aws.amazon.com/', MobileVersion: 'No', MFAUsed: 'No' } }),
    ...(detailType === SERVICE_EVENT_VIA_CLOUDTRAIL && { serviceEventDetails: {} }),
    ...(!isSignIn(detailType) && { requestID: sampleUuid(`request ${named(call)}`) }),
    readOnly: !isSignIn(detailType) && onlyReads([eventSource], eventName),
    ...(isNetwork ? { vpcEndpointId: 'vpce-1a2b3c4d', vpcEndpointAccountId: occasion.account } : { managementEvent: !isData }),
    eventCategory: category,
  };
}

/**
 * Unusual activity is recorded without a user and a source of its own.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-insights-fields-trails.html
 */
function insight(call: RecordedCall, occasion: SampleOccasion): Record<string, unknown> {
  return {
    ...common(call, occasion),
    sharedEventID: sampleUuid(`shared ${named(call)}`),
    insightDetails: {
      state: 'Start',
      eventSource: call.eventSource,
      eventName: call.eventName,
      insightType: 'ApiCallRateInsight',
      insightContext: { statistics: { baseline: { average: 0.1 }, insight: { average: 25 }, insightDuration: 5, baselineDuration: 11336 } },
    },
    eventCategory: 'Insight',
  };
}

function common(call: RecordedCall, { region, account }: SampleOccasion): Record<string, unknown> {
  return {
    eventVersion: '1.11',
    eventTime: SAMPLE_TIME,
    awsRegion: region,
    eventID: sampleUuid(`event ${named(call)}`),
    eventType: EVENT_TYPES[call.detailType] ?? 'AwsApiCall',
    recipientAccountId: account,
  };
}

/** The `eventType` of a record, by the detail-type with which it arrives. An API call where none is named. */
const EVENT_TYPES: Record<string, string> = {
  ...Object.fromEntries(CONSOLE_SIGN_IN_VIA_CLOUDTRAIL.map((detailType) => [detailType, 'AwsConsoleSignIn'])),
  [CONSOLE_ACTION_VIA_CLOUDTRAIL]: 'AwsConsoleAction',
  [SERVICE_EVENT_VIA_CLOUDTRAIL]: 'AwsServiceEvent',
  [INSIGHT_VIA_CLOUDTRAIL]: 'AwsCloudTrailInsight',
  [NETWORK_ACTIVITY_VIA_CLOUDTRAIL]: 'AwsVpceEvents',
};

function userIdentity(detailType: string, eventSource: string, { region, account }: SampleOccasion): Record<string, unknown> {
  return detailType === SERVICE_EVENT_VIA_CLOUDTRAIL ? { accountId: account, invokedBy: eventSource } : {
    type: 'IAMUser',
    principalId: 'AIDACKCEVSQ6C2EXAMPLE',
    arn: `arn:${partitionOf(region)}:iam::${account}:user/${USER}`,
    accountId: account,
    ...(!isSignIn(detailType) && { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' }),
    userName: USER,
  };
}

function named({ detailType, eventSource, eventName }: RecordedCall): string {
  return `${detailType} ${eventSource} ${eventName}`;
}
