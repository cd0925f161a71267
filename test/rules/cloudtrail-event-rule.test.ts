import { Stack } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as events from 'aws-cdk-lib/aws-events';
import { AwsService, CloudTrailEventRule, CloudTrailEventRuleProps, CloudTrailEventType } from 'cdk-service-events';
import { acknowledgedOn } from '../support/acknowledgements';
import { messagesOf, onlyResourceOf, testStack } from '../support/test-app';

let stack: Stack;

function ruleOf(props: CloudTrailEventRuleProps): any {
  stack = testStack();
  new CloudTrailEventRule(stack, 'Rule', props);
  return onlyResourceOf(stack, 'AWS::Events::Rule').Properties;
}

test('matches what a service does by itself', () => {
  expect(ruleOf({ service: AwsService.SECRETSMANAGER, eventType: CloudTrailEventType.SERVICE_EVENT, eventNames: ['RotationFailed'] })).toMatchObject({
    EventPattern: {
      'source': ['aws.secretsmanager'],
      'detail-type': ['AWS Service Event via CloudTrail'],
      'detail': { eventSource: ['secretsmanager.amazonaws.com'], eventName: ['RotationFailed'] },
    },
    Description: 'AWS Secrets Manager (service events)',
    State: 'ENABLED',
  });
});

test('matches console actions and network activity', () => {
  expect(ruleOf({ service: AwsService.EC2, eventType: CloudTrailEventType.CONSOLE_ACTION }).EventPattern['detail-type']).toEqual(['AWS Console Action via CloudTrail']);
  expect(ruleOf({ service: AwsService.KMS, eventType: CloudTrailEventType.NETWORK_ACTIVITY, eventNames: ['Decrypt'], detail: { errorCode: 'VpceAccessDenied' } }).EventPattern).toEqual({
    'source': ['aws.kms'],
    'detail-type': ['AWS Network Activity Event via CloudTrail'],
    'detail': { eventSource: ['kms.amazonaws.com'], eventName: ['Decrypt'], errorCode: ['VpceAccessDenied'] },
  });
});

test('matches Insights by the service and the operation in their details', () => {
  expect(ruleOf({
    service: AwsService.AUTOSCALING, eventType: CloudTrailEventType.INSIGHT, eventNames: ['CompleteLifecycleAction'], detail: { insightDetails: { state: 'Start' } },
  }).EventPattern).toEqual({
    'source': [{ prefix: 'aws.' }],
    'detail-type': ['AWS Insight via CloudTrail'],
    'detail': { insightDetails: { eventSource: ['autoscaling.amazonaws.com'], eventName: ['CompleteLifecycleAction'], state: ['Start'] } },
  });
});

describe('matches read-only management events', () => {
  test.each<[string, Partial<CloudTrailEventRuleProps>, string]>([
    ['when it names one', { service: AwsService.QUICKSIGHT, eventNames: ['QueryDatabase'] }, 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'],
    ['when told to', { readWriteType: cloudtrail.ReadWriteType.ALL }, 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'],
    ['and not otherwise', { eventNames: ['RotateKey'] }, 'ENABLED'],
    ['and not of network activity, whose state is the usual', { eventType: CloudTrailEventType.NETWORK_ACTIVITY, eventNames: ['GetKeyPolicy'] }, 'ENABLED'],
  ])('%s', (_what, props, state) => {
    expect(ruleOf({ service: AwsService.KMS, eventType: CloudTrailEventType.SERVICE_EVENT, ...props }).State).toBe(state);
  });
});

test('takes names of which there is no list', () => {
  const props = { service: AwsService.S3, eventType: CloudTrailEventType.SERVICE_EVENT };
  expect(ruleOf({ ...props, eventNames: ['JobStatusChanged'] }).EventPattern.detail.eventName).toEqual(['JobStatusChanged']);
  expect(ruleOf({ ...props, eventNames: events.Match.prefix('Job') }).EventPattern.detail.eventName).toEqual([{ prefix: 'Job' }]);
});

test('takes a service event that is called like an API operation, and says so', () => {
  stack = testStack();
  new CloudTrailEventRule(stack, 'Rule', { service: AwsService.ECR, eventType: CloudTrailEventType.SERVICE_EVENT, eventNames: ['CreateRepository'] });
  expect(messagesOf(stack)).toContainEqual(expect.stringContaining('CreateRepository is an API operation of Amazon Elastic Container Registry. Use ApiCallRule. Acknowledge this where the service\'s own events are meant.'));
});

describe('acknowledges what a check cannot know', () => {
  const KMS = { eventType: CloudTrailEventType.SERVICE_EVENT, service: AwsService.KMS };
  const custom = AwsService.custom({ serviceName: 'Newer', source: 'aws.newer', cloudTrailEventSource: 'newer.amazonaws.com' });

  test.each<[string, CloudTrailEventRuleProps, object]>([
    ['of names', { ...KMS, eventNames: ['RotateKey'] }, { 'unknown-operation': 'The rule names events of this type.' }],
    ['of a rule that allows the unknown', { ...KMS, allowUnknown: true }, { 'unknown-source': 'The rule was made with allowUnknown.' }],
    ['of a service made here', { ...KMS, service: custom }, { 'unknown-source': 'The service was made with AwsService.custom.' }],
  ])('%s', (_what, props, reasons) => {
    stack = testStack();
    const rule = new CloudTrailEventRule(stack, 'Rule', props);
    expect(acknowledgedOn(rule)).toMatchObject(reasons);
  });
});

describe('refuses', () => {
  test('an API operation among actions in the console', () => {
    const props = { service: AwsService.KMS, eventType: CloudTrailEventType.CONSOLE_ACTION, eventNames: ['ScheduleKeyDeletion'] };
    expect(() => ruleOf(props)).toThrow(/Rule 'Stack\/Rule' can never match: ScheduleKeyDeletion is an API operation of AWS Key Management Service. Use ApiCallRule/);
    expect(ruleOf({ ...props, allowUnknown: true }).EventPattern.detail.eventName).toEqual(['ScheduleKeyDeletion']);
  });

  test('what is no operation, among Insights and network activity', () => {
    const props = { service: AwsService.KMS, eventType: CloudTrailEventType.NETWORK_ACTIVITY, eventNames: ['Decript'] };
    expect(() => ruleOf(props)).toThrow("Nearest: 'Decrypt'");
    expect(ruleOf({ ...props, allowUnknown: true }).EventPattern.detail.eventName).toEqual(['Decript']);
  });

  test('an empty list of names', () => {
    expect(() => ruleOf({ service: AwsService.KMS, eventType: CloudTrailEventType.INSIGHT, eventNames: [] })).toThrow(/eventNames of rule 'Stack\/Rule' is an empty list/);
  });

  test('a service of which CloudTrail records nothing', () => {
    expect(() => ruleOf({ service: AwsService.ARC_REGION_SWITCH, eventType: CloudTrailEventType.SERVICE_EVENT })).toThrow(/CloudTrail is not known to record API calls/);
  });

  test('fields that the rule fills in', () => {
    expect(() => ruleOf({
      service: AwsService.KMS, eventType: CloudTrailEventType.SERVICE_EVENT, eventNames: ['RotateKey'], detail: { eventName: 'x' },
    })).toThrow('name the events in eventNames');
  });
});

test.each([
  [cloudtrail.ReadWriteType.READ_ONLY, [true]],
  [cloudtrail.ReadWriteType.WRITE_ONLY, undefined],
  [cloudtrail.ReadWriteType.ALL, undefined],
])('with the readWriteType %s, the record must say of readOnly: %j', (readWriteType, readOnly) => {
  const { EventPattern } = ruleOf({ service: AwsService.SECRETSMANAGER, eventType: CloudTrailEventType.SERVICE_EVENT, readWriteType });
  expect(EventPattern.detail.readOnly).toEqual(readOnly);
});
