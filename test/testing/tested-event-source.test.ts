import { StackTemplate } from '../../src/template/stack-template';
import { TemplateValues } from '../../src/template/template-values';
import { Templates } from '../../src/template/templates';
import { TestedEventSource } from '../../src/testing/tested-event-source';
import { getAtt } from '../support/found-in-templates';

const EVENT = { 'source': 'aws.batch', 'detail-type': 'Batch Job State Change', 'account': '111111111111', 'region': 'eu-west-1', 'detail': { status: 'FAILED' } };
const call = (eventName: string, readOnly: boolean) => ({
  ...EVENT, 'detail-type': 'AWS API Call via CloudTrail', 'detail': { eventSource: 'batch.amazonaws.com', eventName, readOnly, eventCategory: 'Management', managementEvent: true },
});

const BUSES = { Custom: { Type: 'AWS::EventsV2::EventBus', Properties: { Name: 'custom' } }, Other: { Type: 'AWS::EventsV2::EventBus', Properties: { Name: 'other' } } };

/** An event source of a bus, and the buses. */
function sourceOf(configuration: object = {}, properties: object = {}, more: object = {}, path?: string) {
  const stack = new StackTemplate({
    Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
    Resources: {
      ...BUSES,
      Source: {
        Type: 'AWS::EventsV2::EventSource',
        Properties: { EventBusArn: getAtt('Custom', 'EventBusArn'), Configuration: { AwsServiceEventsConfiguration: { AwsService: 'aws.batch', ...configuration } }, ...properties },
        ...more,
      },
    },
  });
  const tested = { templates: new Templates([stack]), values: new TemplateValues(stack, {}), paths: new Map(path === undefined ? [] : [['Source', path]]) };
  const [custom, other, resource] = ['Custom', 'Other', 'Source'].map((id) => stack.resources.get(id)!);
  return { source: TestedEventSource.of(resource, tested)!, custom, other };
}

describe('an event source brings', () => {
  test.each<[string, object, object, boolean]>([
    ['all events of its service', {}, EVENT, true],
    ['no event of another service', {}, { ...EVENT, source: 'aws.s3' }, false],
    ['what its pattern matches', { Pattern: '{"detail":{"status":["FAILED"]}}' }, EVENT, true],
    ['nothing that its pattern does not match', { Pattern: '{"detail":{"status":["SUCCEEDED"]}}' }, EVENT, false],
    ['a call that changes something', {}, call('SubmitJob', false), true],
    ['no call that reads, since its rule is in the usual state', {}, call('DescribeJobs', true), false],
  ])('%s', (_what, configuration, event, isBrought) => {
    const { source, custom, other } = sourceOf(configuration);
    expect([source.brings(event, custom), source.brings(event, other)]).toEqual([isBrought, false]);
  });

  test('nothing where its condition does not hold', () => {
    const { source, custom } = sourceOf({}, {}, { Condition: 'Never' });
    expect(source.brings(EVENT, custom)).toBe(false);
    expect(source.whyNot(EVENT)).toMatch(/^not deployed: /);
  });

  test('no call that reads, which it says', () => {
    expect(sourceOf().source.whyNot(call('DescribeJobs', true))).toBe("brings no read-only call, and 'DescribeJobs' is one");
    expect(sourceOf().source.whyNot(EVENT)).toBeUndefined();
  });
});

test('an event source has a rule on the default bus, on its service and what its pattern says', () => {
  expect(sourceOf({ Pattern: '{"detail":{"status":["FAILED"]}}' }).source).toMatchObject({ eventBusName: 'default', eventPattern: { source: ['aws.batch'], detail: { status: ['FAILED'] } } });
});

test('an event source is called by its place, its logical id and its name, as far as it has them', () => {
  const named = ({ name, names }: TestedEventSource) => [name, names];
  expect(named(sourceOf().source)).toEqual(['Source', ['Source']]);
  expect(named(sourceOf({}, { Name: 'batch-events' }, {}, 'Shop/Batch').source)).toEqual(['Shop/Batch', ['Source', 'Shop/Batch', 'batch-events']]);
});

test('an event source of a partner brings no event of a service', () => {
  expect(sourceOf({}, { Configuration: { PartnerEventsConfiguration: {} } }).source).toBeUndefined();
  expect(sourceOf({}, { Configuration: undefined }).source).toBeUndefined();
});

test.each(['source', 'account', 'region'])('a pattern with %s is refused, since EventBridge adds it', (key) => {
  expect(() => sourceOf({ Pattern: JSON.stringify({ [key]: ['x'] }) })).toThrow(`Event source Source: EventBridge adds ${key} to the pattern itself, and refuses one that has it.`);
});

test('every key of a pattern that EventBridge adds is named at once', () => {
  const given = JSON.stringify({ 'region': ['eu-west-1'], 'detail-type': ['X'], 'source': ['aws.s3'] });
  expect(() => sourceOf({ Pattern: given })).toThrow('EventBridge adds source, region to the pattern itself');
});
