import { CfnParameter, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import { CallOutcome, ApiCallRule, ApiCallRuleProps, AwsService, Callers, DeliveryType } from 'cdk-service-events';
import { operationsOf } from '../../src/catalog/operations';
import { onlyResourceOf, queueIn, resourcesOf, testStack } from '../support/test-app';

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

test.each(['CreateSubscriber', 'CreateEventSource', 'UpdateEventBus', 'PutRule'])('matches %s of EventBridge under both of its event sources', (operation) => {
  expect(patternOf({ service: AwsService.EVENTS, operations: [operation] })).toEqual({
    'source': ['aws.events', 'aws.eventsv2'],
    'detail-type': ['AWS API Call via CloudTrail'],
    'detail': { eventSource: ['events.amazonaws.com', 'eventsv2.amazonaws.com'], eventName: [operation] },
  });
});

test('matches all operations when none is named', () => {
  expect(patternOf({ service: AwsService.IAM }).detail).toEqual({ eventSource: ['iam.amazonaws.com'] });
});

test.each([
  [CallOutcome.SUCCEEDED, [{ exists: false }]],
  [CallOutcome.FAILED, [{ exists: true }]],
  [CallOutcome.ANY, undefined],
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

describe('writes an operation as CloudTrail does', () => {
  test.each<[string, AwsService, string, unknown[]]>([
    ['with whatever version of the API', AwsService.LAMBDA, 'CreateFunction', ['CreateFunction', { prefix: 'CreateFunction20' }]],
    ['with the version that the model of the API has', AwsService.CLOUDFRONT, 'CreateFunction', ['CreateFunction', { prefix: 'CreateFunction20' }]],
    ['without one where calls are never recorded with one', AwsService.LAMBDA, 'Invoke', ['Invoke']],
    ['as the user writes it too', AwsService.LAMBDA, 'CreateFunction20150331', ['CreateFunction20150331']],
    ['as records and documents have it', AwsService.S3, 'GetBucketAccelerateConfiguration', ['GetAccelerateConfiguration', 'GetBucketAccelerateConfiguration']],
    ['with a small and a capital letter, where records contradict the page', AwsService.ROUTE53DOMAINS, 'TransferDomain', ['transferDomain', 'TransferDomain']],
    ['by another name', AwsService.CASSANDRA, 'UpdateTable', ['AlterTable']],
    ['in every spelling where documents differ', AwsService.S3, 'PutObjectRetention', ['PutObjectRetention', 'PutObjectLockRetention']],
    ['of the account and of the bucket', AwsService.S3, 'PutPublicAccessBlock', ['PutAccountPublicAccessBlock', 'PutBucketPublicAccessBlock', 'PutPublicAccessBlock']],
    ['and not as the calls that it is made of', AwsService.S3, 'DeleteObjects', ['DeleteObjects']],
    ['as it is called', AwsService.EC2, 'RunInstances', ['RunInstances']],
    ['that is recorded and in no model', AwsService.EKS, 'AccessKubernetesApi', ['AccessKubernetesApi']],
  ])('%s', (_what, service, operation, eventNames) => {
    expect(patternOf({ service, operations: [operation] }).detail.eventName).toEqual(eventNames);
  });

  test('once, where two operations are written alike', () => {
    expect(patternOf({ service: AwsService.CASSANDRA, operations: ['UpdateTable', 'TagResource'] }).detail.eventName).toEqual(['AlterTable']);
  });
});

describe('accepts', () => {
  test('an operation newer than the catalogue, when told to', () => {
    expect(patternOf({ service: AwsService.IAM, operations: ['CreateWonder'], allowUnknown: true }).detail.eventName).toEqual(['CreateWonder']);
  });

  test('any operation of a service without a model', () => {
    expect(patternOf({ service: AwsService.CONSOLEAPP, operations: ['Anything'] }).detail.eventName).toEqual(['Anything']);
  });

  test('any operation of a service of the user\'s own', () => {
    const service = AwsService.custom({ serviceName: 'Newest', source: 'aws.newest', cloudTrailEventSource: 'newest.amazonaws.com' });
    expect(patternOf({ service, operations: ['Anything'] }).detail.eventName).toEqual(['Anything']);
  });

  test('operations that are known at deployment only', () => {
    stack = testStack();
    const parameter = new CfnParameter(stack, 'Operations', { type: 'CommaDelimitedList' });
    new ApiCallRule(stack, 'Rule', { service: AwsService.IAM, operations: parameter.valueAsList });
    expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.EventPattern.detail.eventName).toEqual({ Ref: 'Operations' });
  });
});

describe('matches the callers', () => {
  test('of the own account, and those without an account, when told to', () => {
    expect(patternOf({ service: AwsService.KMS, operations: ['Decrypt'], callers: Callers.OWN_ACCOUNT }).detail.userIdentity)
      .toEqual({ accountId: [{ Ref: 'AWS::AccountId' }, { exists: false }] });
  });

  test('of the accounts that it watches', () => {
    expect(patternOf({ service: AwsService.KMS, accounts: ['111111111111'], callers: Callers.OWN_ACCOUNT, detail: { userIdentity: { type: 'Root' } } }).detail.userIdentity)
      .toEqual({ accountId: ['111111111111', { exists: false }], type: ['Root'] });
  });

  test('of accounts that are known at deployment only', () => {
    stack = testStack();
    const accounts = new CfnParameter(stack, 'Accounts', { type: 'CommaDelimitedList' }).valueAsList;
    new ApiCallRule(stack, 'Rule', { service: AwsService.KMS, operations: ['Decrypt'], accounts, callers: Callers.OWN_ACCOUNT });
    const { EventPattern: pattern } = onlyResourceOf(stack, 'AWS::Events::Rule').Properties;
    expect(pattern.account).toEqual({ Ref: 'Accounts' });
    expect(pattern.detail.$or).toEqual([{ userIdentity: { accountId: { Ref: 'Accounts' } } }, { userIdentity: { accountId: [{ exists: false }] } }]);
  });

  test('of no such accounts beside alternatives of the filter, since a pattern has one place for them', () => {
    stack = testStack();
    const accounts = new CfnParameter(stack, 'Accounts', { type: 'CommaDelimitedList' }).valueAsList;
    expect(() => new ApiCallRule(stack, 'Rule', {
      service: AwsService.KMS, operations: ['Decrypt'], accounts, callers: Callers.OWN_ACCOUNT, detail: { $or: [{ errorCode: ['A'] }, { errorMessage: ['B'] }] },
    })).toThrow(/detail\.\$or is set by the rule itself.*: leave callers out, or name the accounts in the app, since both need alternatives/);
  });

  test('of all accounts by default', () => {
    expect(patternOf({ service: AwsService.KMS, operations: ['Decrypt'] }).detail).not.toHaveProperty('userIdentity');
    expect(patternOf({ service: AwsService.KMS, operations: ['Decrypt'], callers: Callers.ANY }).detail).not.toHaveProperty('userIdentity');
  });
});

describe('split over several rules', () => {
  const operations = operationsOf('ec2.amazonaws.com')!.filter((operation) => operation.startsWith('Create'));

  test('are as few as it takes, each within what EventBridge allows', () => {
    stack = testStack();
    const rules = ApiCallRule.split(stack, 'Rule', { service: AwsService.EC2, operations });
    expect(rules.map(({ node }) => node.id)).toEqual(['Rule', 'Rule2']);
    const patterns = Object.values(resourcesOf(stack, 'AWS::Events::Rule')).map(({ Properties }) => Properties.EventPattern);
    expect(patterns.flatMap((pattern) => pattern.detail.eventName)).toEqual(operations);
    const sizes = patterns.map((pattern) => JSON.stringify(pattern).length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(2048);
    expect(Math.min(...sizes.slice(0, -1))).toBeGreaterThan(1948);
  });

  test('are one where it takes no more', () => {
    stack = testStack();
    expect(ApiCallRule.split(stack, 'Rule', { service: AwsService.EC2, operations: ['RunInstances'], ruleName: 'mine' })).toHaveLength(1);
    expect(ApiCallRule.split(stack, 'All', { service: AwsService.EC2 })).toHaveLength(1);
  });

  test('cannot share a name', () => {
    expect(() => ApiCallRule.split(testStack(), 'Rule', { service: AwsService.EC2, operations, ruleName: 'mine' })).toThrow("take 2 rules, which cannot all be called 'mine'");
  });

  test('are not made unless asked for; the error says how many it would take', () => {
    expect(() => rule({ service: AwsService.EC2, operations })).toThrow(/characters, and EventBridge allows 2048: its \d+ operations take 2 rules, which ApiCallRule\.split\(scope, id, props\) makes/);
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

  test('an operation that the service does not have, with the nearest ones and what to do', () => {
    expect(() => rule({ service: AwsService.IAM, operations: ['CreateUser', 'CreateUsr'] })).toThrow(
      /^Rule 'Stack\/Rule' can never match: AWS Identity and Access Management \(iam\.amazonaws\.com\) has no operation 'CreateUsr'\. Nearest: 'CreateUser', .*allowUnknown: true/);
    expect(() => rule({ service: AwsService.IAM, operations: ['createUser'] })).toThrow("Nearest: 'CreateUser'");
  });

  test('a matcher that matches no operation', () => {
    expect(() => rule({ service: AwsService.IAM, operations: events.Match.prefix('Creates') })).toThrow('no operation of AWS Identity and Access Management matches {"prefix":"Creates"}');
  });

  test('an operation of another service, with whose it is', () => {
    expect(() => rule({ service: AwsService.IAM, operations: ['PutItem'] })).toThrow('It is an operation of AwsService.DYNAMODB.');
    expect(() => rule({ service: AwsService.AUTOSCALING, operations: ['RegisterScalableTarget'] })).toThrow('It is an operation of AwsService.APPLICATION_AUTOSCALING.');
    expect(() => rule({ service: AwsService.STS, operations: ['TagResource'] })).toThrow(/It is an operation of AwsService\.\w+, AwsService\.\w+, AwsService\.\w+ and \d+ more\./);
  });

  test('an operation of another service is led there, unless it is misspelt', () => {
    expect(() => rule({ service: AwsService.CLOUDTRAIL, operations: ['CreateNetworkAclEntry'] })).toThrow('Ask for calls of ec2.amazonaws.com.');
    expect(() => rule({ service: AwsService.CLOUDTRAIL, operations: ['StopLoging'] })).toThrow("Nearest: 'StopLogging'");
  });

  test('an operation that CloudTrail does not record', () => {
    expect(() => rule({ service: AwsService.IOT, operations: ['ListThings'] })).toThrow('CloudTrail does not record ListThings of AWS IoT');
  });

  test('what a service does without being called', () => {
    expect(() => rule({ service: AwsService.KMS, operations: ['RotateKey'] })).toThrow(/RotateKey is nothing that is called: .* CloudTrailEventRule/);
  });

  test('fields that the rule fills in, with where they belong', () => {
    expect(() => rule({ service: AwsService.IAM, operations: ['CreateUser'], detail: { eventName: 'DeleteUser' } })).toThrow(/name the operations in operations/);
    expect(() => rule({ service: AwsService.IAM, outcome: CallOutcome.FAILED, detail: { errorCode: 'AccessDenied' } })).toThrow(/leave outcome out/);
    expect(() => rule({ service: AwsService.IAM, callers: Callers.OWN_ACCOUNT, detail: { userIdentity: { accountId: '1' } } })).toThrow(/leave callers out/);
  });

  test('so many operations that the pattern gets too long', () => {
    const operations = Array.from({ length: 150 }, (_, n) => `DescribeSomething${n}`);
    expect(() => rule({ service: AwsService.EC2, operations })).toThrow(/characters, and EventBridge allows 2048/);
  });
});

test.each<[string, (call: string) => ApiCallRuleProps['operations']]>([
  ['alone', (call) => [call]],
  ['beside others', (call) => ['PutObject', call]],
])('a call whose name only the deployment knows can be meant, %s', (_how, operations) => {
  stack = testStack();
  new ApiCallRule(stack, 'Rule', { service: AwsService.S3, operations: operations(new CfnParameter(stack, 'Call').valueAsString) });
  expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.EventPattern.detail.eventName).toContainEqual({ Ref: 'Call' });
});
