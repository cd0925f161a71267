import { testing } from 'cdk-service-events';
import { Resources, getAtt } from '../support/found-in-templates';

const { RuleTester } = testing;
const EVENT = {
  'id': '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
  'source': 'aws.batch',
  'detail-type': 'Batch Job State Change',
  'account': '111111111111',
  'region': 'eu-west-1',
  'detail': { status: 'FAILED' },
};
const QUEUE = 'arn:aws:sqs:eu-west-1:111111111111:work';
const BUS = 'arn:aws:events:eu-west-1:111111111111:event-busv2/custom/1234';

const filters = (...all: [string, object | string][]) => ({ FilterConfiguration: { Filters: all.map(([Scope, Pattern]) => ({ Scope, Pattern: typeof Pattern === 'string' ? Pattern : JSON.stringify(Pattern) })) } });
const subscriber = (properties: object = {}): Resources => ({
  Subscriber: { Type: 'AWS::EventsV2::Subscriber', Properties: { Name: 'jobs', EventBusArn: BUS, InvokeConfiguration: { TargetArn: QUEUE, RoleArn: 'arn:aws:iam::111111111111:role/deliver' }, ...properties } },
});

const testerOf = (resources: Resources) => RuleTester.fromTemplate({ Resources: resources });
const explained = (properties: object, event: object = EVENT) => testerOf(subscriber(properties)).explain(event, { rule: 'Subscriber' });
const delivered = (properties: object, more: Resources = {}) => testerOf({ ...subscriber(properties), ...more }).send(EVENT).find(({ logicalId }) => logicalId === 'Subscriber')!;

describe('a subscriber takes an event', () => {
  test.each<[string, object]>([
    ['without filters', {}],
    ['by what it holds', filters(['DATA', { detail: { status: ['FAILED'] } }])],
    ['by a filter alone that is no list', { FilterConfiguration: { Filters: { Scope: 'DATA', Pattern: '{"source":["aws.batch"]}' } } }],
    ['by what the system says of it, which the event has as well', filters(['SYSTEM_METADATA', { 'aws:Source': ['aws.batch'], 'aws:DetailType': [{ prefix: 'Batch' }] }])],
    ['by its id', filters(['SYSTEM_METADATA', { 'aws:EventId': [EVENT.id] }])],
    ['by the form of its content', filters(['SYSTEM_METADATA', { ContentType: ['application/eventbridge+json'] }])],
    ['by how it was delivered', filters(['SYSTEM_METADATA', { 'aws:DeliveryType': ['LIVE'] }])],
    ['by what the bus alone knows', filters(['SYSTEM_METADATA', { 'aws:IngestionTime': [{ prefix: '2026' }], 'aws:SequenceNumber': ['1'] }])],
    ['by its source, in both scopes', filters(['DATA', { source: ['aws.batch'] }], ['SYSTEM_METADATA', { 'aws:Source': ['aws.batch'] }])],
  ])('%s', (_by, properties) => {
    expect(explained(properties)).toBeUndefined();
  });
});

describe('a subscriber turns an event away', () => {
  test.each<[string, object, string]>([
    ['that is stopped', { State: 'STOPPED' }, 'is stopped, and delivers when it runs again'],
    ['by what it holds', filters(['DATA', { detail: { status: ['SUCCEEDED'] } }]), 'detail.status'],
    ['by its source, of which the system tells', filters(['SYSTEM_METADATA', { 'aws:Source': ['aws.s3'] }]), 'source'],
    ['by its kind, of which the system tells', filters(['SYSTEM_METADATA', { 'aws:DetailType': ['Object Created'] }]), 'detail-type'],
    ['by one piece of metadata, of which it has none', filters(['METADATA', { team: ['a'] }]), 'takes events with the metadata team, and those of AWS services have none'],
    ['by metadata, of which it has none', filters(['METADATA', { team: ['a'], other: ['b'] }]), 'takes events with the metadata team, other, and those of AWS services have none'],
    ['by its id', filters(['SYSTEM_METADATA', { 'aws:EventId': ['another'] }]), 'wants ["another"] in aws:EventId of the system metadata, and finds "6a7e8feb-b491-4cf7-a9f1-bf3703467718"'],
    ['by how it was delivered', filters(['SYSTEM_METADATA', { 'aws:DeliveryType': ['REPLAY'] }]), 'in aws:DeliveryType of the system metadata, and finds "LIVE"'],
    ['by its source in one of both scopes', filters(['DATA', { source: ['aws.batch'] }], ['SYSTEM_METADATA', { 'aws:Source': ['aws.s3'] }]), 'in aws:Source of the system metadata, and finds "aws.batch"'],
  ])('%s', (_by, properties, why) => {
    expect(explained(properties)).toContain(why);
  });

  test('that was not replayed, where it wants a replay', () => {
    const properties = filters(['SYSTEM_METADATA', { 'aws:DeliveryType': ['REPLAY'] }]);
    expect(explained(properties, { ...EVENT, 'replay-name': 'again' })).toBeUndefined();
  });

  test('that no event source brings to its bus', () => {
    const bus: Resources = { Custom: { Type: 'AWS::EventsV2::EventBus', Properties: { Name: 'custom' } } };
    const properties = { EventBusArn: getAtt('Custom', 'EventBusArn') };
    const why = (more: Resources) => testerOf({ ...bus, ...more, ...subscriber(properties) }).explain(EVENT, { rule: 'Subscriber' });
    const source = (service: string): Resources => ({
      Source: { Type: 'AWS::EventsV2::EventSource', Properties: { EventBusArn: getAtt('Custom', 'EventBusArn'), Configuration: { AwsServiceEventsConfiguration: { AwsService: service } } } },
    });
    expect(why({})).toContain('no event source brings it to bus custom');
    expect(why(source('aws.s3'))).toContain('no event source brings it to bus custom');
    expect(why(source('aws.batch'))).toBeUndefined();
  });

  test('whose condition does not hold', () => {
    const template = { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } }, Resources: { Subscriber: { ...subscriber().Subscriber, Condition: 'Never' } } };
    expect(RuleTester.fromTemplate(template).explain(EVENT, { rule: 'Subscriber' })).toContain('not deployed: ');
  });
});

test('a subscriber is called by its place, its logical id and its name, as far as it has them', () => {
  const named = (more: object) => testerOf({ Subscriber: { ...subscriber().Subscriber, ...more } });
  const finds = (tester: testing.RuleTester, rule: string) => tester.mismatches(EVENT, rule);
  const full = named({ Metadata: { 'aws:cdk:path': 'Shop/Batch/Resource' } });
  expect([finds(full, 'Subscriber'), finds(full, 'Batch'), finds(full, 'jobs')]).toEqual([[], [], []]);
  expect(() => finds(named({}), '')).toThrow("The template has no rule ''");
});

describe('a subscriber is refused with', () => {
  test.each<[string, object, string]>([
    ['a wildcard', filters(['DATA', { detail: { status: [{ wildcard: 'F*' }] } }]), 'Subscriber Subscriber: EventBridge refuses the wildcard in detail.status'],
    ['a wildcard in what the system says', filters(['SYSTEM_METADATA', { 'aws:Source': [{ wildcard: 'aws.*' }] }]), 'EventBridge refuses the wildcard in aws:Source'],
    ['what is no JSON', filters(['DATA', '{']), 'Subscriber Subscriber'],
    ['what is no pattern', filters(['DATA', { detail: 'x' }]), 'Subscriber Subscriber'],
  ])('%s', (_what, properties, message) => {
    expect(() => testerOf(subscriber(properties))).toThrow(message);
  });
});

describe('a target of a subscriber gets', () => {
  const SYSTEM = { 'ContentType': 'application/eventbridge+json', 'aws:EventId': EVENT.id, 'aws:Source': 'aws.batch', 'aws:DetailType': 'Batch Job State Change', 'aws:DeliveryType': 'LIVE' };

  test.each<[string, object, unknown]>([
    ['the event', {}, EVENT],
    ['the event, where it is to be raw', { Transformer: { Type: 'RAW' } }, EVENT],
    ['the event with what is known of it', { Transformer: { Type: 'WITH_METADATA' } }, { Data: EVENT, Metadata: {}, SystemMetadata: SYSTEM }],
  ])('%s', (_what, properties, input) => {
    expect(JSON.parse(delivered(properties).targets[0].input)).toEqual(input);
  });

  test.each<[string, object, string]>([
    ['an expression as it stands', { Transformer: { Type: 'JSONATA', JsonataConfiguration: { Expression: '{% $x %}' } } }, '{% $x %}'],
    ['a request as it stands', { InvokeConfiguration: { TargetArn: QUEUE, UniversalTargetParameters: { Input: '{% $y %}' } } }, '{% $y %}'],
  ])('%s', (_what, properties, input) => {
    expect(delivered(properties).targets[0].input).toBe(input);
  });

  test('it with the retries and the queue that are said, or the usual ones', () => {
    expect(delivered({}).targets[0]).toMatchObject({ id: 'Target', arn: QUEUE, retryAttempts: 5, maxEventAgeSeconds: expect.any(Number) });
    expect(delivered({}).targets[0]).not.toHaveProperty('deadLetterQueueArn');
    expect(delivered({ RetryPolicy: { MaxRetryAttempts: 7, MaxEventAgeInSeconds: 600 }, OnFailureConfiguration: { Arn: `${QUEUE}-letters` } }).targets[0])
      .toMatchObject({ retryAttempts: 7, maxEventAgeSeconds: 600, deadLetterQueueArn: `${QUEUE}-letters` });
  });

  test('it under the name of its resource, where the template has it', () => {
    const more: Resources = { Work: { Type: 'AWS::SQS::Queue' } };
    expect(delivered({ InvokeConfiguration: { TargetArn: getAtt('Work') } }, more).targets[0]).toMatchObject({ logicalId: 'Work', resourceType: 'AWS::SQS::Queue' });
    expect(delivered({}, more).targets[0]).not.toHaveProperty('logicalId');
  });

  test('what matches its own pattern: that of the event, of what both say of it', () => {
    expect(delivered({}).eventPattern).toEqual({ source: [{ exists: true }] });
    expect(delivered(filters(['SYSTEM_METADATA', { 'aws:Source': ['aws.batch'], 'aws:EventId': [{ exists: true }] }], ['DATA', { detail: { status: ['FAILED'] } }])).eventPattern)
      .toEqual({ source: ['aws.batch'], detail: { status: ['FAILED'] } });
    expect(delivered({})).toMatchObject({ eventBusName: 'custom', logicalId: 'Subscriber' });
  });
});
