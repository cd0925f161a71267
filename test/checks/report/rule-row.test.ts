import { Finding } from '../../../src/checks/finding';
import { FindingRow, channelOf, findingRow, nameOf, queueOf, rowOf, serviceName, toldName, typeIn } from '../../../src/checks/report/rule-row';
import { Resources, getAtt, ruleTo, templatesOf } from '../../support/found-in-templates';

const QUEUE = 'arn:aws:sqs:eu-west-1:111111111111:work';
const CALLS = { 'source': ['aws.iam'], 'detail-type': ['AWS API Call via CloudTrail'] };
const BATCH = { 'source': ['aws.batch'], 'detail-type': ['Batch Job State Change'] };

function rowFor(properties: object, more: Resources = {}, target: unknown = QUEUE) {
  const app = templatesOf([{ ...more, Rule: ruleTo(target, properties) }]);
  return rowOf(app.rules[0], app, []);
}

test.each([
  ['Stack/Rule/Resource', 'Stack/Rule'], ['Stack/Mine/Rule/Resource', 'Stack/Mine'], ['Stack/Mine/Queue/Resource', 'Stack/Mine'], ['Stack/Mine/Queue', 'Stack/Mine'],
  ['Stack/Rule', 'Stack/Rule'], ['Stack/Ruler/Resource', 'Stack/Ruler'], ['Stack/Resource/Other', 'Stack/Resource/Other'],
])('a user calls %s %s', (path, name) => {
  expect(nameOf(path)).toBe(name);
});

test('a service is told by its name, and what is no service as it is', () => {
  expect([serviceName('aws.batch'), serviceName('my.app')]).toEqual(['AWS Batch', 'my.app']);
});

test('what is no rule says so', () => {
  expect([toldName({ rule: 'R' } as never), toldName({ rule: 'S', kind: 'subscriber' } as never)]).toEqual(['R', 'subscriber S']);
});

test('a queue is told by its place, where there is one', () => {
  const queue = { path: 'Stack/Letters/Resource' } as never;
  expect([queueOf(undefined, queue), queueOf('arn', queue), queueOf('arn', undefined)]).toEqual([undefined, 'Stack/Letters', 'elsewhere']);
});

test.each<[string | undefined, string]>([[undefined, 'elsewhere'], ['arn:aws:sns:eu-west-1:111111111111:news', 'sns'], ['arn:aws-cn:sqs:cn-north-1:111111111111:q', 'sqs'], ['no arn', 'elsewhere']])('what has the ARN %s is of the type %s', (arn, type) => {
  expect(typeIn(undefined, arn)).toBe(type);
  expect(typeIn({ type: 'AWS::SQS::Queue' } as never, arn)).toBe('AWS::SQS::Queue');
});

test('a finding has advice for who made the template', () => {
  const finding = { check: { id: 'c' }, severity: 'warning', location: 'L', message: 'M', fix: 'F', inApp: 'A' } as unknown as Finding;
  const row: FindingRow = { check: 'c', severity: 'warning', location: 'L', message: 'M', fix: 'F A', acknowledged: true };
  expect([findingRow(finding, true, true), findingRow(finding, false, false)]).toEqual([row, { ...row, fix: 'F', acknowledged: false }]);
});

describe('the channel of a rule', () => {
  test.each<[string, object, string]>([
    ['on a schedule', { EventPattern: undefined, ScheduleExpression: 'rate(1 day)' }, 'schedule'],
    ['on what only the deployment knows', { EventPattern: { Ref: 'Pattern' } }, 'not known'],
    ['on events of an app', { EventPattern: { source: ['my.app'] } }, 'not of AWS services'],
    ['on sources that it does not name', { EventPattern: { source: [{ prefix: 'my.' }] } }, 'any'],
    ['on an app and on what it does not name', { EventPattern: { $or: [{ source: ['my.app'] }, { account: ['111111111111'] }] } }, 'any'],
    ['on API calls', { EventPattern: CALLS }, 'CloudTrail'],
    ['on events of a service', { EventPattern: BATCH }, 'native'],
    ['on a service without a kind', { EventPattern: { source: ['aws.batch'] } }, 'native and CloudTrail'],
    ['on both', { EventPattern: { $or: [CALLS, BATCH] } }, 'native and CloudTrail'],
    ['on one, twice', { EventPattern: { $or: [BATCH, BATCH] } }, 'native'],
    ['on a service and an app', { EventPattern: { $or: [{ source: ['my.app'] }, CALLS] } }, 'CloudTrail'],
  ])('%s is: %#', (_what, properties, channel) => {
    expect(rowFor(properties).channel).toBe(channel);
  });

  test('without a pattern is that of a schedule only where it has one', () => {
    const none = { alternatives: [], onServiceEvents: false };
    expect([channelOf({ ...none, isSchedule: true }), channelOf({ ...none, isSchedule: false })]).toEqual(['schedule', 'not known']);
  });
});

describe('a row', () => {
  test('has services, kinds and promise of events of services, each once', () => {
    expect(rowFor({ EventPattern: { $or: [BATCH, { ...BATCH, source: ['aws.batch', 'my.app'] }] } })).toMatchObject({
      services: ['AWS Batch', 'my.app'], detailTypes: ['Batch Job State Change'], deliveryType: 'UNSPECIFIED',
    });
    expect(rowFor({ EventPattern: BATCH }).deliveryType).toBe('GUARANTEED');
    expect(rowFor({ EventPattern: { source: ['my.app'] } }).deliveryType).toBeUndefined();
  });

  test('has the bus by its place, and else by its kind', () => {
    const bus: Resources = { Bus: { Type: 'AWS::Events::EventBus' } };
    expect([rowFor({}).eventBus, rowFor({ EventBusName: 'orders' }).eventBus, rowFor({ EventBusName: { Ref: 'Bus' } }, bus).eventBus]).toEqual(['default', 'custom', 'Here/Bus']);
  });

  test('has the state, as far as it is known', () => {
    expect([rowFor({}).state, rowFor({ State: 'DISABLED' }).state, rowFor({ State: { 'Fn::ImportValue': 'state' } }).state]).toEqual(['ENABLED', 'DISABLED', 'not known']);
  });

  test('has its targets with queue and retries', () => {
    const Targets = [{ Id: 'A', Arn: getAtt('Work'), DeadLetterConfig: { Arn: getAtt('Letters') }, RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 60 } }, { Id: 'B', Arn: QUEUE }];
    expect(rowFor({ Targets }, { Work: { Type: 'AWS::SQS::Queue' }, Letters: { Type: 'AWS::SQS::Queue' } }).targets).toEqual([
      { id: 'A', type: 'AWS::SQS::Queue', resource: 'Here/Work', deadLetterQueue: 'Here/Letters', retryAttempts: 3, maxEventAgeSeconds: 60 },
      { id: 'B', type: 'sqs', resource: undefined, deadLetterQueue: undefined, retryAttempts: 185, maxEventAgeSeconds: 86_400 },
    ]);
  });

  test('has its alarms, and what else is known of it', () => {
    const alarm: Resources = { Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { MetricName: 'FailedInvocations', Dimensions: [{ Name: 'RuleName', Value: { Ref: 'Rule' } }] } } };
    expect(rowFor({}, alarm)).toMatchObject({
      rule: 'Here/Rule', stack: 'Here', account: '111111111111', region: 'eu-west-1', alarms: [{ alarm: 'Here/Alarm', metric: 'FailedInvocations' }], eventPattern: BATCH, findings: [],
    });
  });
});
