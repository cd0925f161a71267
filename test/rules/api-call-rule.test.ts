import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import { ApiCallOutcome, ApiCallRule, ApiCallRuleProps, AwsService, DeliveryType } from 'cdk-service-events';
import { onlyResourceOf, queueIn, testStack } from '../support/test-app';

let stack: Stack;

function rule(props: ApiCallRuleProps): ApiCallRule {
  stack = testStack();
  return new ApiCallRule(stack, 'Rule', props);
}

function patternOf(props: ApiCallRuleProps): any {
  rule(props);
  return onlyResourceOf(stack, 'AWS::Events::Rule').Properties.EventPattern;
}

test('matches the operations of a service as CloudTrail records them', () => {
  expect(patternOf({ service: AwsService.IAM, operations: ['CreateUser', 'DeleteUser'] })).toEqual({
    'source': ['aws.iam'],
    'detail-type': ['AWS API Call via CloudTrail'],
    'detail': { eventSource: ['iam.amazonaws.com'], eventName: ['CreateUser', 'DeleteUser'] },
  });
});

test('matches all operations when none is named', () => {
  expect(patternOf({ service: AwsService.IAM }).detail).toEqual({ eventSource: ['iam.amazonaws.com'] });
});

test.each([
  [ApiCallOutcome.SUCCEEDED, [{ exists: false }]],
  [ApiCallOutcome.FAILED, [{ exists: true }]],
  [ApiCallOutcome.ANY, undefined],
])('tells calls that %s by their error code', (outcome, errorCode) => {
  expect(patternOf({ service: AwsService.IAM, outcome }).detail.errorCode).toEqual(errorCode);
});

test('matches fields of the record', () => {
  expect(patternOf({
    service: AwsService.IAM, operations: ['CreateUser'], detail: { requestParameters: { userName: events.Match.prefix('admin') }, userIdentity: { type: 'Root' } },
  }).detail).toEqual({
    eventSource: ['iam.amazonaws.com'], eventName: ['CreateUser'], requestParameters: { userName: [{ prefix: 'admin' }] }, userIdentity: { type: ['Root'] },
  });
});

test('takes operations from a matcher', () => {
  expect(patternOf({ service: AwsService.IAM, operations: events.Match.prefix('Create') }).detail.eventName).toEqual([{ prefix: 'Create' }]);
});

test('tells services apart that share an event source', () => {
  expect(patternOf({ service: AwsService.APPLICATION_AUTOSCALING, detail: { additionalEventData: { other: 'x' } } })).toMatchObject({
    source: ['aws.autoscaling'],
    detail: { eventSource: ['autoscaling.amazonaws.com'], additionalEventData: { service: ['application-autoscaling'], other: ['x'] } },
  });
});

test('matches every event source that documents name', () => {
  expect(patternOf({ service: AwsService.RDSDATA })).toMatchObject({
    source: ['aws.rdsdata', 'aws.rdsdataapi'], detail: { eventSource: ['rdsdata.amazonaws.com', 'rdsdataapi.amazonaws.com'] },
  });
});

test('knows calls that are recorded under another name than the service\'s events', () => {
  expect(patternOf({ service: AwsService.CLOUDWATCH, operations: ['DeleteAlarms'] })).toMatchObject({
    source: ['aws.monitoring'], detail: { eventSource: ['monitoring.amazonaws.com'] },
  });
});

test('is best effort, and guarded', () => {
  const made = rule({ service: AwsService.KMS, operations: ['ScheduleKeyDeletion'] });
  made.addTarget(new targets.SqsQueue(queueIn(stack)));
  expect([made.deliveryType, made.viaCloudTrail]).toEqual([DeliveryType.BEST_EFFORT, true]);
  expect(made.alarms).toHaveLength(3);
  expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties).toMatchObject({
    Description: 'AWS Key Management Service (API calls: ScheduleKeyDeletion)', Targets: [{ DeadLetterConfig: {}, RetryPolicy: {} }],
  });
});

describe('refuses', () => {
  test('a service whose calls CloudTrail does not record', () => {
    expect(() => rule({ service: AwsService.ARC_REGION_SWITCH })).toThrow(
      /CloudTrail is not known to record API calls of .* \(aws\.arc-region-switch\), so rule 'Stack\/Rule' could never match/);
  });

  test('an empty list of operations', () => {
    expect(() => rule({ service: AwsService.IAM, operations: [] })).toThrow(/operations of rule 'Stack\/Rule' is an empty list/);
  });

  test('fields that the rule fills in, with where they belong', () => {
    expect(() => rule({ service: AwsService.IAM, operations: ['CreateUser'], detail: { eventName: 'DeleteUser' } })).toThrow(/name the operations in operations/);
    expect(() => rule({ service: AwsService.IAM, outcome: ApiCallOutcome.FAILED, detail: { errorCode: 'AccessDenied' } })).toThrow(/leave outcome out/);
  });

  test('so many operations that the pattern gets too long', () => {
    const operations = Array.from({ length: 150 }, (_, n) => `DescribeSomething${n}`);
    expect(() => rule({ service: AwsService.EC2, operations })).toThrow(/characters, and EventBridge allows 2048/);
  });
});
