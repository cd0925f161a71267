/**
 * Records as AWS documentation shows them, with the fields that rules look at.
 */
export interface DocumentedRecord {
  /** Page of the AWS documentation. */
  readonly page: string;
  readonly detail: Record<string, any>;
}

const SIGN_IN = 'awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events';

function signIn(type: string, result: string, mfaUsed: string, more: Record<string, any> = {}): DocumentedRecord {
  return {
    page: SIGN_IN,
    detail: {
      userIdentity: { type, accountId: '111122223333' },
      eventSource: 'signin.amazonaws.com',
      eventName: 'ConsoleLogin',
      awsRegion: 'us-east-1',
      requestParameters: null,
      responseElements: { ConsoleLogin: result },
      additionalEventData: { MobileVersion: 'No', MFAUsed: mfaUsed },
      readOnly: false,
      eventType: 'AwsConsoleSignIn',
      managementEvent: true,
      recipientAccountId: '111122223333',
      eventCategory: 'Management',
      ...more,
    },
  };
}

const FAILED = { errorMessage: 'Failed authentication' };

/** Console sign-ins. */
export const SIGN_INS = {
  iamUserWithoutMfa: signIn('IAMUser', 'Success', 'No'),
  iamUserWithMfa: signIn('IAMUser', 'Success', 'Yes'),
  iamUserFailed: signIn('IAMUser', 'Failure', 'Yes', FAILED),
  rootWithoutMfa: signIn('Root', 'Success', 'No'),
  rootWithMfa: signIn('Root', 'Success', 'Yes'),
  rootFailed: signIn('Root', 'Failure', 'No', FAILED),
  federated: signIn('AssumedRole', 'Success', 'No'),
};

/** A check for MFA, which is part of signing in and no sign-in. */
export const CHECK_MFA: DocumentedRecord = {
  page: SIGN_IN,
  detail: {
    ...SIGN_INS.iamUserWithMfa.detail, eventName: 'CheckMfa', responseElements: { CheckMfa: 'Success' }, additionalEventData: { MfaType: 'Virtual MFA' },
  },
};

function call(page: string, eventSource: string, eventName: string, more: Record<string, any> = {}): DocumentedRecord {
  return {
    page,
    detail: {
      userIdentity: { type: 'IAMUser', accountId: '111122223333', userName: 'Alice' },
      eventSource,
      eventName,
      awsRegion: 'us-east-1',
      responseElements: null,
      eventType: 'AwsApiCall',
      recipientAccountId: '111122223333',
      ...more,
    },
  };
}

const LOG_FILES = 'awscloudtrail/latest/userguide/cloudtrail-log-file-examples';
const ORGANIZATIONS = 'organizations/latest/userguide/orgs_cloudtrail-integration';
const CONFIG = 'config/latest/developerguide/log-api-calls';
const ROOT = { userIdentity: { type: 'Root', arn: 'arn:aws:iam::111122223333:root', accountId: '111122223333' } };

/** API calls. */
export const CALLS = {
  createUser: call(LOG_FILES, 'iam.amazonaws.com', 'CreateUser', { requestParameters: { userName: 'Richard' }, readOnly: false }),
  addUserToGroup: call(LOG_FILES, 'iam.amazonaws.com', 'AddUserToGroup'),
  startInstances: call(LOG_FILES, 'ec2.amazonaws.com', 'StartInstances'),
  authorizeSecurityGroupIngress: call('repost.aws/knowledge-center/cloudtrail-event-history-changed', 'ec2.amazonaws.com', 'AuthorizeSecurityGroupIngress'),
  scheduleKeyDeletion: call('kms/latest/developerguide/ct-schedule-key-deletion', 'kms.amazonaws.com', 'ScheduleKeyDeletion', {
    requestParameters: { pendingWindowInDays: 20, keyId: '1234abcd-12ab-34cd-56ef-1234567890ab' }, readOnly: false,
  }),
  updateTrailFailed: call(LOG_FILES, 'cloudtrail.amazonaws.com', 'UpdateTrail', { errorCode: 'TrailNotFoundException', requestParameters: { name: 'myTrail2' } }),
  putBucketAcl: call('AmazonS3/latest/userguide/cloudtrail-logging-understanding-s3-entries', 's3.amazonaws.com', 'PutBucketAcl'),
  listBuckets: call('AmazonS3/latest/userguide/cloudtrail-logging-understanding-s3-entries', 's3.amazonaws.com', 'ListBuckets'),
  stopConfigurationRecorder: call(CONFIG, 'config.amazonaws.com', 'StopConfigurationRecorder'),
  deleteDeliveryChannel: call(CONFIG, 'config.amazonaws.com', 'DeleteDeliveryChannel'),
  startConfigurationRecorder: call(CONFIG, 'config.amazonaws.com', 'StartConfigurationRecorder'),
  createOrganizationalUnit: call(ORGANIZATIONS, 'organizations.amazonaws.com', 'CreateOrganizationalUnit'),
  inviteAccountToOrganization: call(ORGANIZATIONS, 'organizations.amazonaws.com', 'InviteAccountToOrganization'),
  attachPolicyFailed: call(ORGANIZATIONS, 'organizations.amazonaws.com', 'AttachPolicy', { errorCode: 'PolicyTypeNotEnabledException' }),
  rootEnablesMfa: call(SIGN_IN, 'iam.amazonaws.com', 'EnableMFADevice', { ...ROOT, sessionCredentialFromConsole: 'true' }),
  rootChangesPassword: call(SIGN_IN, 'iam.amazonaws.com', 'ChangePassword', ROOT),
};

/** What a service does in the name of the root user. */
export const SERVICE_EVENT_OF_ROOT = call('quicksight/latest/user/understanding-quicksight-entries', 'quicksight.amazonaws.com', 'BatchCreateUser', {
  ...ROOT, eventType: 'AwsServiceEvent',
});

/** What EventBridge makes of a record. */
export function eventOf({ detail }: DocumentedRecord, detailType = 'AWS API Call via CloudTrail'): Record<string, any> {
  return {
    'version': '0',
    'id': '36eb8523-97d0-4518-b33d-ee3579ff19f0',
    'detail-type': detailType,
    'source': `aws.${detail.eventSource.replace('.amazonaws.com', '')}`,
    'account': detail.recipientAccountId,
    'time': '2023-07-19T21:25:09Z',
    'region': detail.awsRegion,
    'resources': [],
    detail,
  };
}
