import { receiverRows } from '../../../src/checks/report/receiver-rows';
import { HERE, Resources, getAtt, templatesOf } from '../../support/found-in-templates';

const BUS: Resources = { Bus: { Type: 'AWS::EventsV2::EventBus', Properties: { Name: 'central' } }, Letters: { Type: 'AWS::SQS::Queue' } };
const source = (Configuration: object): Resources => ({
  ...BUS,
  Source: { Type: 'AWS::EventsV2::EventSource', Properties: { EventBusArn: getAtt('Bus', 'EventBusArn'), Configuration } },
});
const subscriber = (Properties: object): Resources => ({ ...BUS, Subscriber: { Type: 'AWS::EventsV2::Subscriber', Properties } });
const NOTHING = { findings: new Map() } as Parameters<typeof receiverRows>[1];
const rowsOf = (resources: Resources, found = NOTHING) => receiverRows(templatesOf([resources]), found);

describe('an event source', () => {
  const BATCH = { AwsServiceEventsConfiguration: { AwsService: 'aws.batch', Pattern: '{"detail-type":["Batch Job State Change"]}', OnFailureConfiguration: { Arn: getAtt('Letters') } } };

  test('is told of as a rule of the default bus with the bus as its target', () => {
    expect(rowsOf(source(BATCH))).toEqual([expect.objectContaining({
      kind: 'event source',
      rule: 'Here/Source',
      stack: 'Here',
      account: HERE.account,
      region: HERE.region,
      services: ['AWS Batch'],
      detailTypes: ['Batch Job State Change'],
      deliveryType: 'GUARANTEED',
      eventBus: 'default',
      state: 'ENABLED',
      eventPattern: { 'detail-type': ['Batch Job State Change'], 'source': ['aws.batch'] },
      alarms: [],
      findings: [],
      targets: [{ id: 'EventBus', type: 'AWS::EventsV2::EventBus', resource: 'Here/Bus', deadLetterQueue: 'Here/Letters', retryAttempts: 185, maxEventAgeSeconds: 86_400 }],
    })]);
  });

  test('that brings no events of AWS services is not told of', () => {
    expect(rowsOf(source({ SaaSConfiguration: {} }))).toEqual([]);
  });

  test('of which too little is known is told of as far as it is', () => {
    expect(rowsOf(source({ AwsServiceEventsConfiguration: { AwsService: { 'Fn::ImportValue': 'service' } } }))).toEqual([expect.objectContaining({
      services: [], detailTypes: [], deliveryType: undefined, eventPattern: undefined,
    })]);
  });
});

describe('a subscriber', () => {
  test.each<[string, object, object]>([
    ['that delivers', { State: 'RUNNING' }, { state: 'RUNNING', eventBus: 'elsewhere' }],
    ['that says nothing', {}, { state: 'RUNNING' }],
    ['that is stopped', { State: 'STOPPED' }, { state: 'STOPPED' }],
    ['of a bus of the app', { EventBusArn: getAtt('Bus', 'EventBusArn') }, { eventBus: 'Here/Bus' }],
    ['with a queue as its target', { InvokeConfiguration: { TargetArn: getAtt('Letters') } }, { targets: [expect.objectContaining({ id: 'Target', type: 'AWS::SQS::Queue', resource: 'Here/Letters', retryAttempts: 5, maxEventAgeSeconds: 300 })] }],
    ['with a topic elsewhere', { InvokeConfiguration: { TargetArn: 'arn:aws:sns:eu-west-1:111111111111:news' } }, { targets: [expect.objectContaining({ type: 'sns', resource: undefined })] }],
  ])('%s', (_what, properties, expected) => {
    expect(rowsOf(subscriber(properties))).toEqual([expect.objectContaining({ kind: 'subscriber', rule: 'Here/Subscriber', ...expected })]);
  });

  test('has the findings and faults that are known of it', () => {
    const [finding, fault] = [{ check: 'x' }, { fault: 'y' }];
    const found = { findings: new Map([['Here/Subscriber', [finding]]]), faults: new Map([['Here/Subscriber', [fault]]]) } as unknown as Parameters<typeof receiverRows>[1];
    expect(rowsOf(subscriber({}), found)).toEqual([expect.objectContaining({ findings: [finding], faults: [fault] })]);
    expect(rowsOf(subscriber({}))).toEqual([expect.objectContaining({ findings: [], faults: undefined })]);
  });
});
