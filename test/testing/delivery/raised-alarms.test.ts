import { testing } from 'cdk-service-events';
import { ANYBODY, BATCH_EVENT as EVENT, Resources, getAtt, ruleTo } from '../../support/found-in-templates';

const { DeliveryTester, Fault } = testing;
const HERE = { account: '111111111111', region: 'eu-west-1' };
const QUEUE = 'arn:aws:sqs:eu-west-1:111111111111:work';
const PAGE = 'arn:aws:sns:eu-west-1:111111111111:page';
const DAY = 86_400;

const watched = (Namespace: string, MetricName: string, Name: string, Value: unknown) => ({ Namespace, MetricName, Dimensions: [{ Name, Value }] });
const ofRule = (metricName: string, rule = 'Rule') => watched('AWS/Events', metricName, 'RuleName', { Ref: rule });
const ofLetters = (metricName: string) => watched('AWS/SQS', metricName, 'QueueName', getAtt('Letters', 'QueueName'));
const alarm = (properties: object): Resources[string] => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: { Statistic: 'Maximum', Period: 60, EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold', AlarmActions: [PAGE], ...properties },
});
const composite = (AlarmRule: string, properties: object = {}): Resources[string] => ({
  Type: 'AWS::CloudWatch::CompositeAlarm', Properties: { AlarmRule, AlarmActions: [PAGE], ...properties },
});

const APP: Resources = {
  Letters: { Type: 'AWS::SQS::Queue', Properties: { MessageRetentionPeriod: 14 * DAY } },
  Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Letters' }], PolicyDocument: ANYBODY } },
  Rule: ruleTo(QUEUE, {}, { DeadLetterConfig: { Arn: getAtt('Letters') } }),
};
const deliver = (resources: Resources, ...faults: testing.Fault[]) =>
  DeliveryTester.fromTemplates([{ template: { Resources: { ...APP, ...resources } }, ...HERE }]).deliver(EVENT, { faults });
const raised = (resources: Resources, ...faults: testing.Fault[]) => deliver(resources, ...faults).alarms.map((one) => [one.alarm, one.afterSeconds]);

describe('alarms', () => {
  test('are told of in the order in which they go off, composite ones among them', () => {
    const SLOW = alarm({ ...ofLetters('ApproximateAgeOfOldestMessage'), Threshold: 3600 });
    const QUICK = alarm({ ...ofRule('FailedInvocations'), AlarmName: 'quick' });
    const MIDDLE = alarm({ ...ofLetters('ApproximateNumberOfMessagesVisible'), Period: 300 });
    const expected = [['Quick', 60], ['Any', 60], ['Middle', 300], ['Slow', 3600]];
    expect(raised({ Slow: SLOW, Middle: MIDDLE, Quick: QUICK, Any: composite('ALARM(quick)') }, Fault.targetIsGone())).toEqual(expected);
    expect(raised({ Any: composite('ALARM(quick)'), Quick: QUICK, Middle: MIDDLE, Slow: SLOW }, Fault.targetIsGone())).toEqual(expected);
  });

  test('that watch composite ones go off when those do, though a later alarm is over its threshold too', () => {
    const app: Resources = {
      Quick: alarm({ ...ofRule('FailedInvocations'), AlarmName: 'quick' }),
      Slow: alarm({ ...ofLetters('ApproximateAgeOfOldestMessage'), Threshold: 3600, AlarmName: 'slow' }),
      One: composite('ALARM(quick)', { AlarmName: 'one' }),
      Two: composite('ALARM(slow) OR ALARM(one)'),
    };
    expect(raised(app, Fault.targetIsGone())).toEqual([['Quick', 60], ['One', 60], ['Two', 60], ['Slow', 3600]]);
  });

  test('are waited for as long as SQS keeps a message at most', () => {
    // The letter is written after a day, so that it would be there a day longer.
    const app = (Threshold: number): Resources => ({ Old: alarm({ ...ofLetters('ApproximateAgeOfOldestMessage'), Threshold }) });
    expect([raised(app(13 * DAY), Fault.targetThrottles()), raised(app(13 * DAY + 1), Fault.targetThrottles())]).toEqual([[['Old', 14 * DAY]], []]);
  });
});

describe('somebody is told of an event', () => {
  const told = (resources: Resources, ...faults: testing.Fault[]) => deliver(resources, ...faults).ways.map(({ isTold }) => isTold);

  test.each<[string, Resources, boolean]>([
    ['by an alarm on what went wrong', { Failed: alarm(ofRule('FailedInvocations')) }, true],
    ['by an alarm on several metrics, one of which went wrong', {
      Sum: alarm({
        Metrics: [{ Id: 'e', Expression: 'a + b' }, ...[ofRule('Invocations'), ofRule('FailedInvocations')].map((Metric, at) => ({ Id: 'ab'[at], ReturnData: false, MetricStat: { Metric, Stat: 'Sum', Period: 60 } }))],
      }),
    }, true],
    ['not by an alarm on what goes right as well', { Any: alarm(ofRule('Invocations')) }, false],
    ['not by an alarm that has no action', { Failed: alarm({ ...ofRule('FailedInvocations'), AlarmActions: [] }) }, false],
    ['not by an alarm that does not go off', { Failed: alarm({ ...ofRule('FailedInvocations'), Threshold: 2 }) }, false],
  ])('%s', (_how, resources, isTold) => {
    expect(told(resources, Fault.targetIsGone())).toEqual([isTold]);
  });

  test('where an alarm is on its own rule', () => {
    expect(told({ Other: ruleTo(QUEUE), Failed: alarm(ofRule('FailedInvocations')) }, Fault.targetIsGone())).toEqual([true, false]);
  });
});
