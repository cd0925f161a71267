import { testing } from 'cdk-service-events';
import { BATCH_EVENT as EVENT, Resources, getAtt, ruleTo } from '../../support/found-in-templates';

const { DeliveryTester } = testing;
const [HOME, OTHER] = ['111111111111', '222222222222'];
const HERE = { account: HOME, region: 'eu-west-1' };
const QUEUE = 'arn:aws:sqs:eu-west-1:111111111111:work';
const ROLE = 'arn:aws:iam::111111111111:role/deliver';

const arnOf = (name: string, region = 'eu-west-1', account = HOME) => `arn:aws:events:${region}:${account}:event-busv2/${name}/a1b2c3d4e5f6g7h8i9j0k1l2m`;
const custom = (Name: string, properties: object = {}): Resources[string] => ({ Type: 'AWS::EventsV2::EventBus', Properties: { Name, ...properties } });
const subscriber = (EventBusArn: unknown): Resources[string] => ({ Type: 'AWS::EventsV2::Subscriber', Properties: { Name: 'jobs', EventBusArn, InvokeConfiguration: { TargetArn: QUEUE, RoleArn: ROLE } } });

type Place = [account: string, region: string];

function testerOf(...stacks: [Resources, Place?][]): testing.DeliveryTester {
  return DeliveryTester.fromTemplates(stacks.map(([resources, [account, region] = [HOME, 'eu-west-1']], at) => ({
    template: { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } }, Resources: resources }, stackName: `S${at}`, account, region,
  })));
}

/** The rules and subscribers that get an event. */
const reached = (tester: testing.DeliveryTester, eventBusName?: string) => tester.deliver(EVENT, { eventBusName }).ways.map(({ rule }) => rule);

describe('a Custom Event Bus that a rule names by its ARN is', () => {
  const toward = (name: string): [Resources] => [{ Rule: ruleTo(arnOf(name)) }];
  const bus = (name: string): Resources => ({ Bus: custom(name), Subscriber: subscriber(getAtt('Bus', 'EventBusArn')) });

  test.each<[string, [Resources, Place?][], string[]]>([
    ['the one of that name', [[bus('one')], [bus('two')]], ['S0/Rule', 'S1/Subscriber']],
    ['the one in that Region', [[bus('one'), [HOME, 'us-east-1']], [bus('one')]], ['S0/Rule', 'S2/Subscriber']],
    ['the one in that account', [[bus('one'), [OTHER, 'eu-west-1']], [bus('one')]], ['S0/Rule', 'S2/Subscriber']],
    ['none of the templates, where it is called otherwise there', [[bus('two')]], ['S0/Rule']],
    ['none of the templates, where two could be meant', [[bus('one')], [bus('one')]], ['S0/Rule']],
  ])('%s', (_which, stacks, rules) => {
    expect(reached(testerOf(toward('one'), ...stacks), 'default')).toEqual(rules);
  });
});

describe('a Custom Event Bus that no template has', () => {
  const tester = testerOf([{ One: subscriber(arnOf('one')), Same: subscriber(arnOf('one')), Two: subscriber(arnOf('two')), Export: subscriber({ 'Fn::ImportValue': 'bus' }) }]);

  test('is known by its name and ARN to those that watch it', () => {
    expect([reached(tester, 'one'), reached(tester, arnOf('two'))]).toEqual([['S0/One', 'S0/Same'], ['S0/Two']]);
  });

  test('is one to all that import it, and none that keeps events here', () => {
    const imported = testerOf([{ One: subscriber({ 'Fn::ImportValue': 'bus' }), Two: subscriber({ 'Fn::ImportValue': 'bus' }), Other: subscriber({ 'Fn::ImportValue': 'other' }) }]);
    const { ways, keptOn } = imported.deliver(EVENT, { eventBusName: imported.standIns['S0/bus'] });
    expect([ways.map(({ rule }) => rule), keptOn]).toEqual([['S0/One', 'S0/Two'], []]);
  });

  test('is reached by a rule that names it, too', () => {
    expect(reached(testerOf([{ Rule: ruleTo(arnOf('one')), One: subscriber(arnOf('one')), Two: subscriber(arnOf('two')) }]), 'default')).toEqual(['S0/Rule', 'S0/One']);
  });
});

describe('a Custom Event Bus of a template', () => {
  const traced = (properties: object) => testerOf([{ Bus: custom('one', properties), Subscriber: subscriber(getAtt('Bus', 'EventBusArn')) }]).deliver(EVENT, { eventBusName: 'one' }).trace;

  test('keeps events for as long as it says, or for a week', () => {
    expect(traced({})).toContain('on S0/Bus for 7 days');
    expect(traced({ StorageConfiguration: { RetentionPeriodInDays: 3 } })).toContain('on S0/Bus for 3 days');
    expect(traced({ StorageConfiguration: { RetentionPeriodInDays: '30' } })).toContain('on S0/Bus for 30 days');
  });

  test('is not there where its condition does not hold', () => {
    const tester = testerOf([{ Bus: { ...custom('one'), Condition: 'Never' } as Resources[string], Rule: ruleTo(QUEUE) }]);
    expect(() => tester.deliver(EVENT, { eventBusName: 'one' })).toThrow("The app has no event bus 'one' with rules. Possible: default.");
  });
});

describe('a bus with rules', () => {
  const bus: Resources = { Central: { Type: 'AWS::Events::EventBus', Properties: { Name: 'central' } } };

  test.each<[string, [Resources, Place?][], string[]]>([
    ['of the same template', [[{ ...bus, Rule: ruleTo(getAtt('Central')), On: ruleTo(QUEUE, { EventBusName: { Ref: 'Central' } }) }]], ['S0/Rule', 'S0/On']],
    ['of no template, by its ARN', [[{ Rule: ruleTo('arn:aws:events:eu-west-1:111111111111:event-bus/central'), On: ruleTo(QUEUE, { EventBusName: 'central' }) }]], ['S0/Rule', 'S0/On']],
    ['of its own place, by pseudo parameters', [[{ Rule: ruleTo({ 'Fn::Sub': 'arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/central' }), On: ruleTo(QUEUE, { EventBusName: 'central' }) }]], ['S0/Rule', 'S0/On']],
    ['in another Region', [[{ Rule: ruleTo('arn:aws:events:us-east-1:111111111111:event-bus/central') }], [{ On: ruleTo(QUEUE, { EventBusName: 'central' }) }, [HOME, 'us-east-1']]], ['S0/Rule', 'S1/On']],
    ['in another Region, and not that of its own', [[{ Rule: ruleTo('arn:aws:events:us-east-1:111111111111:event-bus/central'), On: ruleTo(QUEUE, { EventBusName: 'central' }) }]], ['S0/Rule']],
  ])('%s passes an event on to its rules', (_which, stacks, rules) => {
    expect(reached(testerOf(...stacks), 'default')).toEqual(rules);
  });
});

test('a bus of its own place is known in a template that does not say where it goes', () => {
  const arn = { 'Fn::Sub': 'arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/central' };
  const resources: Resources = { Rule: ruleTo(arn), On: ruleTo(QUEUE, { EventBusName: 'central' }), Kept: { Type: 'AWS::Events::Archive', Properties: { SourceArn: arn } } };
  const { ways, archives } = DeliveryTester.fromTemplates([{ template: { Resources: resources } }]).deliver(EVENT);
  expect([ways.map(({ rule }) => rule), archives]).toEqual([['Rule', 'On'], ['Kept']]);
});

test.each<[string, string, Resources]>([
  ['with rules', 'arn:aws:events:eu-west-1:111111111111:event-bus/central', { On: ruleTo(QUEUE, { EventBusName: 'central' }) }],
  ['of a template', 'arn:aws:events:eu-west-1:111111111111:event-bus/central', { Central: { Type: 'AWS::Events::EventBus', Properties: { Name: 'central' } }, On: ruleTo(QUEUE, { EventBusName: { Ref: 'Central' } }) }],
  ['a Custom Event Bus', arnOf('one'), { Bus: custom('one'), On: subscriber(getAtt('Bus', 'EventBusArn')) }],
  ['a Custom Event Bus of no template', arnOf('one'), { On: subscriber(arnOf('one')) }],
])('a bus that a parameter names is followed where somebody says its ARN: %s', (_which, arn, resources) => {
  const template = { Parameters: { Target: { Type: 'String' } }, Resources: { Rule: ruleTo({ Ref: 'Target' }), ...resources } };
  const reachedWith = (parameters: Record<string, string>) => reached(DeliveryTester.fromTemplates([{ template, stackName: 'Shop', ...HERE }], { parameters }), 'default');
  expect([reachedWith({ Target: arn }), reachedWith({})]).toEqual([['Shop/Rule', 'Shop/On'], ['Shop/Rule']]);
});

test('what goes to a bus of no template is told to end there, and what goes to an API destination is accepted', () => {
  const trace = (arn: string) => testerOf([{ Rule: ruleTo(arn, {}, { RoleArn: ROLE }) }]).deliver(EVENT).trace;
  expect(trace(arnOf('one'))).toContain('no template has a rule on that bus');
  expect(trace('arn:aws:events:eu-west-1:111111111111:event-bus/central')).toContain('no template has a rule on that bus');
  expect(trace('arn:aws:events:eu-west-1:111111111111:api-destination/one/1234')).not.toContain('no template has');
  expect(trace('arn:aws:events:eu-west-1:111111111111:api-destination/one/1234')).toContain('accepted');
});
