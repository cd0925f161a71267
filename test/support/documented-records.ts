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
