import { Stack } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import { ApiCallRule, ApiCallRuleProps, AwsService, EventPatternRule, ServiceEventRule } from 'cdk-service-events';
import { onlyResourceOf, queueIn, resourcesOf, testApp, testStack } from '../support/test-app';

const WITH_READ_ONLY_CALLS = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';

function stateOf(props: ApiCallRuleProps): string {
  const stack = testStack();
  new ApiCallRule(stack, 'Rule', props);
  return onlyResourceOf(stack, 'AWS::Events::Rule').Properties.State;
}

describe('a rule on API calls matches read-only calls', () => {
  test.each<[string, AwsService, string[]]>([
    ['Get', AwsService.KMS, ['GetKeyPolicy']],
    ['List', AwsService.IAM, ['ListUsers']],
    ['Describe', AwsService.EC2, ['DescribeInstances']],
    ['a verb that most often reads', AwsService.CLOUDTRAIL, ['LookupEvents']],

    ['a documented exception', AwsService.STS, ['AssumeRole']],
    ['an oddity of the documented list', AwsService.BACKUP, ['CreateLegalHold']],
    ['a name in lower case', AwsService.ROUTE53DOMAINS, ['listDomains']],
    ['one of several', AwsService.IAM, ['CreateUser', 'GetUser']],
    ['one that records and lists differ about', AwsService.BEDROCK, ['InvokeModel']],
    ['one that the Service Authorization Reference lists as a read', AwsService.LOGS, ['StartQuery']],
  ])('when it names one: %s', (_what, service, operations) => {
    expect(stateOf({ service, operations })).toBe(WITH_READ_ONLY_CALLS);
  });

  test('when what it matches is among them', () => {
    expect(stateOf({ service: AwsService.IAM, operations: events.Match.prefix('Get') })).toBe(WITH_READ_ONLY_CALLS);
    expect(stateOf({ service: AwsService.IAM, operations: events.Match.suffix('User') })).toBe(WITH_READ_ONLY_CALLS);
  });

  test('when it asks for records that say so', () => {
    expect(stateOf({ service: AwsService.IAM, detail: { readOnly: [true] } })).toBe(WITH_READ_ONLY_CALLS);
    expect(stateOf({ service: AwsService.IAM, detail: { readOnly: [true, false] } })).toBe(WITH_READ_ONLY_CALLS);
    expect(stateOf({ service: AwsService.IAM, detail: { readOnly: [false] } })).toBe('ENABLED');
  });

  test('when it names one and is switched on in words', () => {
    expect(stateOf({ service: AwsService.IAM, operations: ['GetUser'], enabled: true })).toBe(WITH_READ_ONLY_CALLS);
  });

  test('when it is to cover all calls', () => {
    expect(stateOf({ service: AwsService.IAM, readWriteType: cloudtrail.ReadWriteType.ALL })).toBe(WITH_READ_ONLY_CALLS);
  });
});

describe('a rule on API calls does not match read-only calls', () => {
  test.each<[string, AwsService, string[]]>([
    ['a write', AwsService.IAM, ['CreateUser']],
    ['a write whose verb most often reads', AwsService.STS, ['GetFederationToken']],
    ['a write that begins like a reading verb', AwsService.ACM_PCA, ['IssueCertificate']],
  ])('when it names %s', (_what, service, operations) => {
    expect(stateOf({ service, operations })).toBe('ENABLED');
  });

  test('when what it matches writes only, or is to', () => {
    expect(stateOf({ service: AwsService.IAM, operations: events.Match.prefix('Create') })).toBe('ENABLED');
    expect(stateOf({ service: AwsService.IAM, operations: events.Match.suffix('User'), readWriteType: cloudtrail.ReadWriteType.WRITE_ONLY })).toBe('ENABLED');
  });

  test('when it names no operation', () => {
    expect(stateOf({ service: AwsService.IAM })).toBe('ENABLED');
    expect(stateOf({ service: AwsService.IAM, readWriteType: cloudtrail.ReadWriteType.WRITE_ONLY })).toBe('ENABLED');
  });

  test('when it is switched off', () => {
    expect(stateOf({ service: AwsService.IAM, operations: ['GetUser'], enabled: false })).toBe('DISABLED');
    expect(stateOf({ service: AwsService.IAM, readWriteType: cloudtrail.ReadWriteType.ALL, enabled: false })).toBe('DISABLED');
  });
});

describe('a pattern from elsewhere', () => {
  const stateOfPattern = (detail: Record<string, any>) => {
    const stack = testStack();
    new EventPatternRule(stack, 'Rule', { eventPattern: { source: ['aws.iam'], detailType: ['AWS API Call via CloudTrail'], detail } });
    return onlyResourceOf(stack, 'AWS::Events::Rule').Properties.State;
  };

  test.each<[string, Record<string, any>]>([
    ['asks for reads', { readOnly: [true] }],
    ['has a prefix of reads', { eventName: events.Match.prefix('Get') }],
    ['has a wildcard that reads fit', { eventName: events.Match.wildcard('*Polic*') }],
    ['leaves out writes alone', { eventName: events.Match.anythingBut('CreateUser', 'DeleteUser') }],
  ])('sees read-only calls where it %s', (_what, detail) => {
    expect(stateOfPattern(detail)).toBe(WITH_READ_ONLY_CALLS);
  });

  test.each<[string, Record<string, any>]>([
    ['asks for writes', { readOnly: [false] }],
    ['has a prefix of writes', { eventName: events.Match.prefix('Delete') }],
    ['names nothing', { errorCode: ['AccessDenied'] }],
  ])('does not where it %s', (_what, detail) => {
    expect(stateOfPattern(detail)).toBe('ENABLED');
  });
});

test('a rule on native events is in the usual state', () => {
  const stack = testStack();
  new ServiceEventRule(stack, 'Rule', { service: AwsService.EC2 });
  expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.State).toBe('ENABLED');
});

test.each([
  ['GetUser', WITH_READ_ONLY_CALLS],
  ['CreateUser', 'ENABLED'],
])('a pattern made elsewhere that names %s is in the state %s', (eventName, state) => {
  const stack = testStack();
  new EventPatternRule(stack, 'Rule', { eventPattern: { source: ['aws.iam'], detailType: ['AWS API Call via CloudTrail'], detail: { eventName: [eventName] } } });
  expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.State).toBe(state);
});

test('a call that is forwarded to another Region passes the rule there too', () => {
  const app = testApp();
  const here = new Stack(app, 'Here', { env: { account: '111111111111', region: 'us-east-1' } });
  const there = new Stack(app, 'There', { env: { account: '111111111111', region: 'eu-west-1' } });
  new ApiCallRule(here, 'Rule', { service: AwsService.IAM, operations: ['GetUser'], targets: [new targets.SqsQueue(queueIn(there))] });
  const states = [here, there].flatMap((stack) => Object.values(resourcesOf(stack, 'AWS::Events::Rule'))).map(({ Properties }) => Properties.State);
  expect(states).toEqual([WITH_READ_ONLY_CALLS, WITH_READ_ONLY_CALLS]);
});

test('a rule whose kind excludes what it names is refused', () => {
  expect(() => stateOf({ service: AwsService.IAM, operations: ['CreateUser', 'GetUser'], readWriteType: cloudtrail.ReadWriteType.WRITE_ONLY }))
    .toThrow(/names GetUser, which only read, and its readWriteType is ReadWriteType\.WRITE_ONLY/);
});

test('a rule on reads alone matches no write, and sees read-only calls', () => {
  const stack = testStack();
  new ApiCallRule(stack, 'Rule', { service: AwsService.IAM, readWriteType: cloudtrail.ReadWriteType.READ_ONLY });
  expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties).toMatchObject({
    State: WITH_READ_ONLY_CALLS, EventPattern: { detail: { readOnly: [true] } },
  });
});

test('a rule on neither reads nor writes is refused', () => {
  expect(() => stateOf({ service: AwsService.IAM, readWriteType: cloudtrail.ReadWriteType.NONE }))
    .toThrow('readWriteType of rule \'Stack/Rule\' is "None": it must be one of ReadWriteType.ALL, ReadWriteType.READ_ONLY, ReadWriteType.WRITE_ONLY.');
});
