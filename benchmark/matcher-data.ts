import { AwsService } from '../src/catalog/aws-service';
import { SampleEvents } from '../src/testing/sample-events';

/** A record of CloudTrail of about 2 kB, as an IAM call of an assumed role has. */
export const EVENT = SampleEvents.apiCall(AwsService.IAM, 'CreateUser', {
  detail: {
    userIdentity: {
      type: 'AssumedRole',
      principalId: 'AROADBQP57FF2AEXAMPLE:deployment',
      arn: 'arn:aws:sts::123456789012:assumed-role/Deployment/deployment',
      sessionContext: {
        sessionIssuer: { type: 'Role', principalId: 'AROADBQP57FF2AEXAMPLE', arn: 'arn:aws:iam::123456789012:role/Deployment', accountId: '123456789012', userName: 'Deployment' },
        attributes: { creationDate: '2026-01-15T11:55:00Z', mfaAuthenticated: 'false' },
      },
    },
    userAgent: 'aws-sdk-js/3.600.0 ua/2.0 os/linux#5.10.220-209.869.amzn2.x86_64 lang/js md/nodejs#20.15.0 api/iam#3.600.0 exec-env/AWS_Lambda_nodejs20.x',
    requestParameters: { userName: 'reporting', path: '/service/', tags: [{ key: 'team', value: 'finance' }, { key: 'stage', value: 'production' }, { key: 'owner', value: 'reporting@example.com' }] },
    responseElements: { user: { path: '/service/', userName: 'reporting', userId: 'AIDACKCEVSQ6C2EXAMPLE', arn: 'arn:aws:iam::123456789012:user/service/reporting', createDate: 'Jan 15, 2026, 12:00:00 PM', tags: [{ key: 'team', value: 'finance' }, { key: 'stage', value: 'production' }] } },
    tlsDetails: { tlsVersion: 'TLSv1.3', cipherSuite: 'TLS_AES_128_GCM_SHA256', clientProvidedHostHeader: 'iam.amazonaws.com' },
  },
});

/** A rule on an API call that succeeded, as `ApiCallRule` makes it. */
export const PATTERN = {
  'source': ['aws.iam'],
  'detail-type': ['AWS API Call via CloudTrail'],
  'detail': { eventSource: ['iam.amazonaws.com'], eventName: ['CreateUser', 'DeleteUser'], errorCode: [{ exists: false }] },
};

/** Patterns of an account: native events and API calls of all services, several to a service. */
export function patterns(count: number): object[] {
  const services = AwsService.all();
  return Array.from({ length: count }, (_, n) => {
    const service = services[n % services.length];
    return service._apiCallPattern && (n % 2 === 0 || service.detailTypes.length === 0)
      ? { ...service._apiCallPattern, detail: { ...service._apiCallPattern.detail, eventName: [`Create${n}`, { prefix: 'Delete' }] } }
      : { 'source': [service.source], 'detail-type': service.detailTypes.slice(0, 3).concat('Example'), 'detail': { state: ['stopped', { prefix: 'term' }] } };
  });
}
