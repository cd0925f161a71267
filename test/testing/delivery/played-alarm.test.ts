import { StackTemplate } from '../../../src/template/stack-template';
import { TemplateValues } from '../../../src/template/template-values';
import { MetricLog } from '../../../src/testing/delivery/metric-log';
import { PlayedAlarm } from '../../../src/testing/delivery/played-alarm';

const ENVIRONMENT = '111111111111 eu-west-1';
const DAY = 86_400;

function alarmOf(properties: object): PlayedAlarm {
  const stack = new StackTemplate({ Resources: { Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { ComparisonOperator: 'GreaterThanOrEqualToThreshold', ...properties } } } });
  return new PlayedAlarm(stack.resources.get('Alarm')!, new TemplateValues(stack, {}), ENVIRONMENT, String);
}

function metric(metricName: string, dimensions: Record<string, string> = { RuleName: 'mine' }) {
  return { environment: ENVIRONMENT, namespace: 'AWS/Events', metricName, dimensions };
}

const FAILED = { Namespace: 'AWS/Events', MetricName: 'FailedInvocations', Dimensions: [{ Name: 'RuleName', Value: 'mine' }], Statistic: 'Sum', Period: 60 };

/** The state after the last of five data points: X breaches, 0 does not, - is missing. */
function stateAfter(points: string, EvaluationPeriods: number, DatapointsToAlarm: number, TreatMissingData: string): string {
  const log = new MetricLog();
  points.split(' ').forEach((point, at) => {
    if (point !== '-') {
      log.count(metric('FailedInvocations'), at * 60, point === 'X' ? 5 : 0);
    }
  });
  const raised = alarmOf({ ...FAILED, Threshold: 1, EvaluationPeriods, DatapointsToAlarm, TreatMissingData }).raisedBy(log, DAY);
  return raised !== undefined && raised.after <= 5 * 60 ? 'ALARM' : 'not';
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html */
describe('missing data is treated as the tables of CloudWatch say', () => {
  test.each([
    ['0 - X - X', 'not', 'not', 'not', 'not'],
    ['0 - - - -', 'not', 'not', 'not', 'not'],
    ['0 X X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['- - X - -', 'ALARM', 'not', 'ALARM', 'not'],
  ])('three of three: %s', (points, missing, ignore, breaching, notBreaching) => {
    expect(['missing', 'ignore', 'breaching', 'notBreaching'].map((treatment) => stateAfter(points, 3, 3, treatment)))
      .toEqual([missing, ignore, breaching, notBreaching]);
  });

  test.each([
    ['0 - X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['0 0 X 0 X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['0 - X - -', 'not', 'not', 'ALARM', 'not'],
    ['- - - X -', 'ALARM', 'not', 'ALARM', 'not'],
  ])('two of three: %s', (points, missing, ignore, breaching, notBreaching) => {
    expect(['missing', 'ignore', 'breaching', 'notBreaching'].map((treatment) => stateAfter(points, 3, 2, treatment)))
      .toEqual([missing, ignore, breaching, notBreaching]);
  });
});

describe('what an alarm watches', () => {
  const once = (name: string, at = 0) => {
    const log = new MetricLog();
    log.count(metric(name), at);
    return log;
  };
  const ofMath = (Expression: string) => alarmOf({
    Threshold: 1,
    EvaluationPeriods: 1,
    Metrics: [
      { Id: 'sum', Expression },
      ...['FailedInvocations', 'DeadLetterInvocations'].map((MetricName, at) => ({
        Id: `m${at}`, ReturnData: false, MetricStat: { Metric: { ...FAILED, MetricName }, Stat: 'Sum', Period: 300 },
      })),
    ],
  });

  test('can be a sum, in which what is missing counts as nothing', () => {
    expect(ofMath('m0 + m1').raisedBy(once('DeadLetterInvocations', 700), DAY)).toMatchObject({ after: 900 });
    expect(ofMath('FILL(m0, 0) + FILL(m1, 0)').raisedBy(once('FailedInvocations'), DAY)).toMatchObject({ after: 300 });
    expect(ofMath('MAX([m0, m1])').raisedBy(once('FailedInvocations'), DAY)).toMatchObject({ after: 300 });
    expect(ofMath('m0 - m0 * 1').raisedBy(once('FailedInvocations'), DAY)).toBeUndefined();
  });

  test('is left alone where its expression is not understood', () => {
    expect(ofMath('ANOMALY_DETECTION_BAND(m0)').raisedBy(once('FailedInvocations'), DAY)).toBeUndefined();
    expect(ofMath('m0 +').raisedBy(once('FailedInvocations'), DAY)).toBeUndefined();
  });

  test('can be a query over all rules, each of which is a line of its own', () => {
    const query = (expression: string) => alarmOf({ Threshold: 2, EvaluationPeriods: 1, Metrics: [{ Id: 'q', Expression: expression, Period: 300 }] });
    const expression = 'SELECT SUM(FailedInvocations) FROM SCHEMA("AWS/Events", RuleName) GROUP BY RuleName ORDER BY SUM() DESC';
    const log = new MetricLog();
    log.count(metric('FailedInvocations', { RuleName: 'one' }), 0);
    log.count(metric('FailedInvocations', { RuleName: 'other' }), 0);
    log.count(metric('FailedInvocations', { EventBusName: 'bus', RuleName: 'other' }), 0, 5);
    expect(query(expression).raisedBy(log, DAY)).toBeUndefined();
    log.count(metric('FailedInvocations', { RuleName: 'other' }), 10);
    expect(query(expression).raisedBy(log, DAY)).toMatchObject({ after: 300 });
    expect(query(`${expression.replace('GROUP', "WHERE RuleName = 'one' GROUP")}`).raisedBy(log, DAY)).toBeUndefined();
  });

  test('can be the age of a message, which grows until it is dropped', () => {
    const log = new MetricLog();
    const queue = { environment: ENVIRONMENT, namespace: 'AWS/SQS', metricName: 'ApproximateAgeOfOldestMessage', dimensions: { QueueName: 'dead' } };
    log.stand(queue, { from: 100, until: 100 + 4 * DAY, perSecond: 1 });
    const older = (Threshold: number) => alarmOf({
      Namespace: 'AWS/SQS', MetricName: queue.metricName, Dimensions: [{ Name: 'QueueName', Value: 'dead' }], Statistic: 'Maximum', Period: 3600, EvaluationPeriods: 1, Threshold,
    }).raisedBy(log, 14 * DAY);
    expect(older(2 * DAY)!.after).toBe(2 * DAY + 3600);
    expect(older(5 * DAY)).toBeUndefined();
  });

  test('is of its own account and Region alone', () => {
    const elsewhere = { ...metric('FailedInvocations'), environment: '222222222222 eu-west-1' };
    const log = new MetricLog();
    log.count(elsewhere, 0);
    expect(alarmOf({ ...FAILED, Threshold: 1, EvaluationPeriods: 1 }).raisedBy(log, DAY)).toBeUndefined();
  });
});

test('an alarm without actions, or with actions switched off, tells nobody', () => {
  expect(alarmOf(FAILED).tells).toEqual([]);
  expect(alarmOf({ ...FAILED, AlarmActions: ['arn:aws:sns:eu-west-1:111111111111:tickets'] }).tells).toEqual(['arn:aws:sns:eu-west-1:111111111111:tickets']);
  expect(alarmOf({ ...FAILED, ActionsEnabled: false, AlarmActions: ['arn:aws:sns:eu-west-1:111111111111:tickets'] }).tells).toEqual([]);
});
