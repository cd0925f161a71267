import { RulesAlike } from '../../../src/checks/report/rules-alike';
import { Resources, getAtt, ruleTo, templatesOf } from '../../support/found-in-templates';

const metric = (Name: string, Value: unknown, MetricName = 'M') => ({ MetricName, Dimensions: [{ Name, Value }] });
const alarm = (Properties: object) => ({ Type: 'AWS::CloudWatch::Alarm', Properties });
const sum = (...metrics: object[]) => alarm({ Metrics: [{ Expression: 'a + b' }, ...metrics.map((Metric) => ({ MetricStat: { Metric } }))] });
const TOPIC = 'arn:aws:sns:eu-west-1:111111111111:news';

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
