import { testing } from 'cdk-service-events';
import { DeliveryModel } from '../../../src/testing/delivery/delivery-model';
import { Resources, many, ruleTo, templatesOf } from '../../support/found-in-templates';

const { DeliveryTester } = testing;
const HERE = { account: '111111111111', region: 'eu-west-1' };
const EVENT = { 'source': 'aws.batch', 'detail-type': 'Batch Job State Change', ...HERE, 'detail': { status: 'FAILED' } };
const QUEUE = 'arn:aws:sqs:eu-west-1:111111111111:work';

const testerOf = (resources: Resources) => DeliveryTester.fromTemplates([{ template: { Resources: resources }, stackName: 'Shop', ...HERE }]);
const APP: Resources = {
  Central: { Type: 'AWS::Events::EventBus', Properties: { Name: 'central-bus' } },
  Custom: { Type: 'AWS::EventsV2::EventBus', Properties: { Name: 'custom-bus' } },
  Rule: ruleTo(QUEUE),
  OnCentral: ruleTo(QUEUE, { EventBusName: { Ref: 'Central' } }),
  OnOther: ruleTo(QUEUE, { EventBusName: 'other' }),
};

describe('an event is sent to a bus that is called by', () => {
  test.each<[string, string, string[]]>([
    ['nothing more than default', 'default', ['Shop/Rule']],
    ['its place', 'Shop/Central', ['Shop/OnCentral']],
    ['its place in its stack', 'Central', ['Shop/OnCentral']],
    ['its name', 'central-bus', ['Shop/OnCentral']],
    ['its ARN', 'arn:aws:events:eu-west-1:111111111111:event-bus/central-bus', ['Shop/OnCentral']],
    ['the name that a rule has for one of no template', 'other', ['Shop/OnOther']],
    ['the ARN of a Custom Event Bus', 'arn:aws:events:eu-west-1:111111111111:event-busv2/custom-bus/1234', []],
  ])('%s', (_by, eventBusName, rules) => {
    expect(testerOf(APP).deliver(EVENT, { eventBusName }).ways.map(({ rule }) => rule)).toEqual(rules);
  });

  test('and to no other: the possible ones are told, or of more than five the nearest', () => {
    expect(() => testerOf(APP).deliver(EVENT, { eventBusName: 'centrl' })).toThrow("The app has no event bus 'centrl' with rules. Possible: Shop/Custom, default, Shop/Central, other.");
    const onBuses = (count: number) => testerOf(many(count, 'Rule', (n) => ruleTo(QUEUE, { EventBusName: `bus-${n}` })));
    expect(() => onBuses(5).deliver(EVENT, { eventBusName: 'bus' })).toThrow('Possible: bus-0, bus-1, bus-2, bus-3, bus-4.');
    expect(() => onBuses(6).deliver(EVENT, { eventBusName: 'bus' })).toThrow('Nearest: bus-0, bus-1, bus-2.');
    expect(() => testerOf({}).deliver(EVENT, { eventBusName: 'bus' })).toThrow(new Error("The app has no event bus 'bus' with rules."));
  });
});

describe('an event that no rule gets is told of', () => {
  const told = (resources: Resources, event: object = EVENT, eventBusName?: string) => testerOf(resources).deliver(event, { eventBusName }).trace.split('\n').slice(1).map((line) => line.trim());

  test('with what each rule wants and finds', () => {
    const lines = told({ Rule: ruleTo(QUEUE, { EventPattern: { source: ['aws.batch'], detail: { status: ['SUCCEEDED'] } } }) });
    expect(lines.join(' ')).toContain('Shop/Rule');
    expect(lines.join(' ')).toContain('detail.status');
    expect(lines.join(' ')).toContain('SUCCEEDED');
  });

  test('with the buses that have rules, where it comes to another', () => {
    const { OnCentral, Central } = APP;
    expect(told({ OnCentral, Central })).toEqual(['no rule watches the event bus where it arrives; the rules are on Shop/Central']);
  });

  test('in an app without rules', () => {
    expect(told({})).toEqual(['no rule watches the event bus where it arrives']);
  });
});

test('an event that is changed after it was sent is another one', () => {
  const tester = testerOf({ Rule: ruleTo(QUEUE, { EventPattern: { source: ['aws.batch'], detail: { status: ['FAILED'] } } }) });
  const event = structuredClone(EVENT);
  expect(tester.deliver(event).ways).toHaveLength(1);
  event.detail.status = 'SUCCEEDED';
  expect(tester.deliver(event).ways).toHaveLength(0);
});

test.each<[string, Resources]>([['with a rule', { Rule: ruleTo(QUEUE) }], ['without rules', {}]])('what is no event is refused by an app %s', (_which, resources) => {
  const model = new DeliveryModel(templatesOf([resources]));
  expect(() => model.deliver({ 'source': 'aws.batch', 'detail-type': '' }, [])).toThrow("'detail-type' of the event is");
  expect(() => model.deliver([] as never, [])).toThrow('An event is a JSON object');
});
