import { alarmsOn, watchedBy } from '../../src/checks/model/alarm-index';
import { RulesAlike } from '../../src/checks/report/rules-alike';
import { HERE, Resources, getAtt, ruleTo, templatesOf } from '../support/found-in-templates';

const metric = (Name: string, Value: unknown, MetricName = 'M') => ({ MetricName, Dimensions: [{ Name, Value }] });
const alarm = (Properties: object) => ({ Type: 'AWS::CloudWatch::Alarm', Properties });
const sum = (...metrics: object[]) => alarm({ Metrics: [{ Expression: 'a + b' }, ...metrics.map((Metric) => ({ MetricStat: { Metric } }))] });
const TOPIC = 'arn:aws:sns:eu-west-1:111111111111:news';

const RESOURCES: Resources = {
  Rule: ruleTo(TOPIC, { Name: 'rule' }),
  Other: ruleTo(TOPIC),
  Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'queue' } },
  Twin: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'twin' } },
  Handler: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'handler' } },
  Subscriber: { Type: 'AWS::EventsV2::Subscriber' },
};

/** The paths of what an alarm is found on, and of what it watches alone. */
function watchedIn(resource: Resources[string], ...more: Parameters<typeof templatesOf>) {
  const app = templatesOf([{ ...RESOURCES, Alarm: resource }], ...more);
  const [{ resources }] = app.stacks;
  const found = app.stacks.flatMap((stack) => [...stack.resources.values()])
    .flatMap((one) => alarmsOn(one, app).map(({ metricName, alarm: { logicalId } }) => `${one.path} ${metricName} ${logicalId}`));
  return { found, watched: [...watchedBy(resources.get('Alarm')!, app)].map(({ path }) => path) };
}

const ON_RULE = { found: ['Here/Rule M Alarm'], watched: ['Here/Rule'] };
const ON_QUEUE = { found: ['Here/Queue M Alarm'], watched: ['Here/Queue'] };
const NOTHING = { found: [], watched: [] };

test.each<[string, Resources[string], object]>([
  ['a rule by a reference', alarm(metric('RuleName', { Ref: 'Rule' })), ON_RULE],
  ['a rule by its name', alarm(metric('RuleName', 'rule')), ON_RULE],
  ['a rule by its name, cut out of its ARN', alarm(metric('RuleName', { 'Fn::Select': [1, { 'Fn::Split': ['/', getAtt('Rule')] }] })), ON_RULE],
  ['a queue by an attribute', alarm(metric('QueueName', getAtt('Queue', 'QueueName'))), ON_QUEUE],
  ['a queue by its name', alarm(metric('QueueName', 'queue')), ON_QUEUE],
  ['a function by its name', alarm(metric('FunctionName', 'handler')), { found: ['Here/Handler M Alarm'], watched: ['Here/Handler'] }],
  ['a subscriber', alarm(metric('Subscriber', getAtt('Subscriber', 'SubscriberArn'))), { found: ['Here/Subscriber M Alarm'], watched: ['Here/Subscriber'] }],
  ['a rule and a queue, in an expression', sum(metric('RuleName', { Ref: 'Rule' }), metric('QueueName', 'queue', 'N')), { found: ['Here/Rule M Alarm', 'Here/Queue N Alarm'], watched: ['Here/Rule', 'Here/Queue'] }],
  ['a rule and something else', sum(metric('RuleName', { Ref: 'Rule' }), metric('TopicName', 'news')), { found: ['Here/Rule M Alarm'], watched: [] }],
  ['a rule and a metric without dimensions', sum(metric('RuleName', { Ref: 'Rule' }), { MetricName: 'N' }), { found: ['Here/Rule M Alarm'], watched: [] }],
  ['nothing of a name that nobody has', alarm(metric('QueueName', 'unknown')), NOTHING],
  ['nothing of a name that another kind of resource has', alarm(metric('QueueName', 'rule')), NOTHING],
  ['nothing in dimensions that only the deployment knows', alarm({ MetricName: 'M', Dimensions: { 'Fn::If': ['A', [], []] } }), NOTHING],
])('an alarm watches %s', (_what, resource, expected) => {
  expect(watchedIn(resource)).toEqual(expected);
});

describe('a name', () => {
  const twinIn = (origin: object, QueueName = 'queue'): Parameters<typeof templatesOf>[0] => [{ Twin: { Type: 'AWS::SQS::Queue', Properties: { QueueName } } }, origin];

  test('means the queue of the Region of the alarm', () => {
    expect(watchedIn(alarm(metric('QueueName', 'queue')), twinIn({ ...HERE, region: 'us-east-1', path: 'There' }))).toEqual(ON_QUEUE);
  });

  test('that two queues have means neither', () => {
    expect(watchedIn(alarm(metric('QueueName', 'queue')), twinIn({ ...HERE, path: 'Second' }))).toEqual(NOTHING);
  });
});

describe('of rules that are alike', () => {
  const ALIKE: Resources = {
    A: ruleTo(TOPIC),
    B: ruleTo(TOPIC),
    Queue: { Type: 'AWS::SQS::Queue' },
    OfA: alarm(metric('RuleName', { Ref: 'A' })),
    OfB: alarm(metric('RuleName', { Ref: 'B' })),
    OfQueue: alarm(metric('QueueName', getAtt('Queue', 'QueueName'))),
    OfNothing: alarm(metric('TopicName', 'news')),
  };

  function playedIn(resources: Resources): string[] {
    const app = templatesOf([resources]);
    const alike = new RulesAlike(app);
    return [...app.stacks[0].resources.values()].filter((resource) => alike.isPlayed(resource)).map(({ logicalId }) => logicalId);
  }

  test('the first is played with its alarms, and so is what watches none of the others alone', () => {
    expect(playedIn(ALIKE)).toEqual(['A', 'Queue', 'OfA', 'OfQueue', 'OfNothing']);
  });

  test('an alarm of another is played where it watches a queue besides', () => {
    const both = (rule: string) => sum(metric('RuleName', { Ref: rule }), metric('QueueName', getAtt('Queue', 'QueueName')));
    expect(playedIn({ ...ALIKE, OfA: both('A'), OfB: both('B') })).toEqual(['A', 'Queue', 'OfA', 'OfB', 'OfQueue', 'OfNothing']);
  });

  test.each<[string, Resources]>([
    ['an alarm in a stack condition', { OfB: { ...ALIKE.OfB, Condition: 'Live' } as Resources[string] }],
    ['another threshold', { OfB: alarm({ ...metric('RuleName', { Ref: 'B' }), Threshold: 2 }) }],
    ['a second alarm', { AlsoOfB: alarm(metric('RuleName', { Ref: 'B' }, 'N')) }],
    ['a condition', { B: { ...ALIKE.B, Condition: 'Live' } as Resources[string] }],
    ['another target', { B: ruleTo(`${TOPIC}2`) }],
    ['a role', { B: ruleTo(TOPIC, { RoleArn: 'arn:aws:iam::111111111111:role/r' }) }],
    ['another state', { B: ruleTo(TOPIC, { State: 'DISABLED' }) }],
    ['another bus', { B: ruleTo(TOPIC, { EventBusName: 'orders' }) }],
    ['no pattern', { B: ruleTo(TOPIC, { EventPattern: undefined }) }],
    ['a composite alarm beside it', { Composite: { Type: 'AWS::CloudWatch::CompositeAlarm' } }],
    ['a rule beside it that sends to what only the deployment knows', { Onwards: ruleTo({ 'Fn::ImportValue': 'x' }) }],
  ])('both are played where the other has %s', (_what, resources) => {
    expect(playedIn({ ...ALIKE, ...resources })).toEqual(expect.arrayContaining(['A', 'B']));
  });

  test.each<[string, Resources]>([
    ['another name of its alarm', { OfB: alarm({ ...metric('RuleName', { Ref: 'B' }), AlarmName: 'b', AlarmDescription: 'of b' }) }],
    ['another input', { B: ruleTo(TOPIC, {}, { Input: '1' }) }],
    ['another pattern', { B: ruleTo(TOPIC, { EventPattern: { source: ['aws.ecs'] } }) }],
  ])('one is played where the other has %s', (_what, resources) => {
    expect(playedIn({ ...ALIKE, ...resources })).not.toContain('B');
  });
});
