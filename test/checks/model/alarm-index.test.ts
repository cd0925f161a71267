import { alarmsOn, watchedBy } from '../../../src/checks/model/alarm-index';
import { HERE, Resources, getAtt, ruleTo, templatesOf } from '../../support/found-in-templates';

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
