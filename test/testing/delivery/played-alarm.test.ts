import { StackTemplate } from '../../../src/template/stack-template';
import { TemplateValues } from '../../../src/template/template-values';
import { MetricLog } from '../../../src/testing/delivery/metric-log';
import { PlayedAlarm } from '../../../src/testing/delivery/played-alarm';

const ENVIRONMENT = '111111111111 eu-west-1';
const DAY = 86_400;
const METRIC = metric('FailedInvocations');
const WATCHED = { Namespace: 'AWS/Events', MetricName: 'FailedInvocations', Dimensions: [{ Name: 'RuleName', Value: 'mine' }] };
const FAILED = { ...WATCHED, Statistic: 'Sum', Period: 60 };

function alarmOf(properties: object): PlayedAlarm {
  const stack = new StackTemplate({ Resources: { Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { ComparisonOperator: 'GreaterThanOrEqualToThreshold', EvaluationPeriods: 1, ...properties } } } });
  return new PlayedAlarm(stack.resources.get('Alarm')!, new TemplateValues(stack, {}), ENVIRONMENT, String);
}

function metric(metricName: string, dimensions: Record<string, string> = { RuleName: 'mine' }) {
  return { environment: ENVIRONMENT, namespace: 'AWS/Events', metricName, dimensions };
}

/** A count at so many seconds, of so much. */
function logOf(counts: [at: number, value: number][], identity = METRIC): MetricLog {
  const log = new MetricLog();
  counts.forEach(([at, value]) => log.count(identity, at, value));
  return log;
}

const raised = (properties: object, log: MetricLog) => alarmOf({ ...FAILED, Threshold: 1, ...properties }).raisedBy(log, DAY)?.after;

describe('what is compared of a period is', () => {
  const TWO: [number, number][] = [[0, 2], [30, 4]];

  test.each<[string, object, number, number]>([
    ['the sum', { Statistic: 'Sum' }, 6, 7],
    ['the sum, in any case', { Statistic: 'SUM' }, 6, 7],
    ['the largest', { Statistic: 'Maximum' }, 4, 5],
    ['the mean', { Statistic: 'Average' }, 3, 4],
    ['the mean, where nothing is said', { Statistic: undefined }, 3, 4],
    ['how many there are', { Statistic: 'SampleCount' }, 2, 3],
    ['the largest, for a percentile', { Statistic: undefined, ExtendedStatistic: 'p99' }, 4, 5],
  ])('%s', (_what, properties, reached, missed) => {
    const over = (Threshold: number) => raised({ ...properties, Threshold }, logOf(TWO));
    expect([over(reached), over(missed)]).toEqual([60, undefined]);
  });

  test('of its own counts', () => {
    expect(raised({ Threshold: 6 }, logOf([[0, 2], [60, 4]]))).toBeUndefined();
    expect(raised({ Threshold: 4 }, logOf([[0, 2], [60, 4]]))).toBe(120);
    expect(raised({ Threshold: 6, Period: 120 }, logOf([[0, 2], [60, 4]]))).toBe(120);
  });

  test('in the order of time, in whichever order it was counted', () => {
    expect(raised({}, logOf([[130, 1], [70, 1], [200, 1]]))).toBe(120);
    expect(raised({ EvaluationPeriods: 2 }, logOf([[190, 1], [130, 1], [70, 1]]))).toBe(180);
  });

  test('of a minute, where no period is said, and of one of them', () => {
    expect(raised({ Period: undefined }, logOf([[70, 1]]))).toBe(120);
    expect(raised({ EvaluationPeriods: undefined }, logOf([[70, 1]]))).toBe(120);
  });
});

test.each<[string, number, boolean[]]>([
  ['GreaterThanOrEqualToThreshold', 5, [false, true, true]],
  ['GreaterThanThreshold', 5, [false, false, true]],
  ['LessThanOrEqualToThreshold', 5, [true, true, false]],
  ['LessThanThreshold', 5, [true, false, false]],
  ['LessThanLowerOrGreaterThanUpperThreshold', 5, [false, false, false]],
])('%s of %d compares 4, 5 and 6', (ComparisonOperator, Threshold, expected) => {
  expect([4, 5, 6].map((value) => raised({ ComparisonOperator, Threshold }, logOf([[0, value]])) !== undefined)).toEqual(expected);
});

describe('an alarm watches', () => {
  const data = (more: object, MetricStat: object = { Metric: WATCHED, Stat: 'Sum', Period: 300 }) => ({ Id: 'm', MetricStat, ...more });

  test('a metric among its data, that which it returns', () => {
    const of = (...Metrics: object[]) => alarmOf({ Threshold: 1, Metrics });
    const other = { ...WATCHED, MetricName: 'Invocations' };
    expect(of(data({})).raisedBy(logOf([[0, 1]]), DAY)).toMatchObject({ after: 300 });
    expect(of(data({ ReturnData: false }, { Metric: other, Stat: 'Sum', Period: 60 }), data({})).metric).toBe('FailedInvocations');
    expect(of(data({ ReturnData: 'false' }, { Metric: other, Stat: 'Sum', Period: 60 }), data({})).metric).toBe('FailedInvocations');
    expect(of(data({ ReturnData: false })).raisedBy(logOf([[0, 1]]), DAY)).toBeUndefined();
  });

  test('a metric of another account', () => {
    const there = { ...METRIC, environment: '222222222222 eu-west-1' };
    const alarm = alarmOf({ Threshold: 1, Metrics: [data({ AccountId: '222222222222' })] });
    expect([alarm.raisedBy(logOf([[0, 1]], there), DAY)?.after, alarm.raisedBy(logOf([[0, 1]]), DAY)]).toEqual([300, undefined]);
  });

  test('metrics of other accounts in an expression, by name', () => {
    const there = { ...METRIC, environment: '222222222222 eu-west-1' };
    const alarm = alarmOf({ Threshold: 1, Metrics: [{ Id: 'e', Expression: 'a + b' }, data({ Id: 'a', ReturnData: false }), data({ Id: 'b', ReturnData: false, AccountId: '222222222222' })] });
    expect([alarm.raisedBy(logOf([[0, 1]], there), DAY)?.after, alarm.raisedBy(logOf([[0, 1]]), DAY)?.after]).toEqual([300, 300]);
    expect(alarm.metric).toBe('FailedInvocations, FailedInvocations');
    expect(alarm.keys).toHaveLength(2);
  });

  test('with the period of the expression, else of its first metric, else of a minute', () => {
    const second = data({ Id: 'n', ReturnData: false }, { Metric: WATCHED, Stat: 'Sum', Period: 600 });
    const of = (period: number | undefined, ofMetric: number | undefined) => alarmOf({
      Threshold: 1, Metrics: [{ Id: 'e', Expression: 'm * 1', Period: period }, data({ ReturnData: false }, { Metric: WATCHED, Stat: 'Sum', Period: ofMetric }), second],
    }).raisedBy(logOf([[0, 1]]), DAY)?.after;
    expect([of(120, 300), of(undefined, 300), of(undefined, undefined)]).toEqual([120, 300, 60]);
  });

  test.each<[string, boolean]>([
    ['SELECT SUM(FailedInvocations) FROM SCHEMA("AWS/Events", RuleName)', true],
    ['select sum(FailedInvocations) from schema("AWS/Events", "RuleName") group by RuleName', true],
    ['SELECT SUM(FailedInvocations) FROM SCHEMA("AWS/Events", RuleName, EventBusName)', false],
    ['SELECT SUM(Invocations) FROM SCHEMA("AWS/Events", RuleName)', false],
    ['SELECT SUM(FailedInvocations) FROM SCHEMA("AWS/SQS", RuleName)', false],
    ['SELECT SUM(FailedInvocations) FROM SCHEMA("AWS/Events")', false],
  ])('all of %s', (Expression, isRaised) => {
    const alarm = alarmOf({ Threshold: 1, Metrics: [{ Id: 'q', Expression, Period: 60 }] });
    expect(alarm.raisedBy(logOf([[0, 1]]), DAY) !== undefined).toBe(isRaised);
    expect(alarm.keys).toEqual([]);
  });

  test('of several series that are over the threshold all, from the first on', () => {
    const log = logOf([[130, 5]]);
    log.count({ ...METRIC, dimensions: { RuleName: 'other' } }, 70, 5);
    const raisedAlarm = alarmOf({ Threshold: 1, Metrics: [{ Id: 'q', Expression: 'SELECT SUM(FailedInvocations) FROM SCHEMA("AWS/Events", RuleName)', Period: 60 }] }).raisedBy(log, DAY);
    expect(raisedAlarm).toMatchObject({ after: 120, keys: [expect.stringContaining('mine'), expect.stringContaining('other')] });
  });
});

describe('what stays as it is', () => {
  const QUEUE = { environment: ENVIRONMENT, namespace: 'AWS/SQS', metricName: 'ApproximateNumberOfMessagesVisible', dimensions: { QueueName: 'dead' } };
  const stands = (from: number, until: number, perSecond: number) => {
    const log = new MetricLog();
    log.stand(QUEUE, { from, until, perSecond });
    return log;
  };
  const goesOff = (log: MetricLog, properties: object = {}, until = 14 * DAY) => alarmOf({
    Namespace: 'AWS/SQS', MetricName: QUEUE.metricName, Dimensions: [{ Name: 'QueueName', Value: 'dead' }], Statistic: 'Maximum', Period: 300, Threshold: 1, ...properties,
  }).raisedBy(log, until)?.after;

  test('is there in every period until it is gone', () => {
    expect(goesOff(stands(700, 4 * DAY, 0))).toBe(900);
    expect(goesOff(stands(299, 4 * DAY, 0))).toBe(300);
    expect(goesOff(stands(299, 4 * DAY, 1))).toBe(300);
    expect(goesOff(stands(700, 4 * DAY, 0), { EvaluationPeriods: 3 })).toBe(1500);
    expect(goesOff(stands(700, 800, 0), { EvaluationPeriods: 3, TreatMissingData: 'notBreaching' })).toBeUndefined();
    expect(goesOff(stands(700, 1300, 0), { EvaluationPeriods: 3, TreatMissingData: 'notBreaching' })).toBe(1500);
  });

  test('is not there any more in the period that begins when it is gone', () => {
    expect(goesOff(stands(0, 600, 0), { EvaluationPeriods: 3, TreatMissingData: 'notBreaching' })).toBeUndefined();
    expect(goesOff(stands(0, 601, 0), { EvaluationPeriods: 3, TreatMissingData: 'notBreaching' })).toBe(900);
  });

  test('several times counts once, and where it grows as the oldest', () => {
    const log = stands(0, DAY, 0);
    log.stand(QUEUE, { from: 0, until: DAY, perSecond: 0 });
    expect(goesOff(log, { Threshold: 2 })).toBeUndefined();
    const ages = stands(0, DAY, 1);
    ages.stand(QUEUE, { from: 300, until: DAY, perSecond: 1 });
    expect([goesOff(ages, { Threshold: 600 }), goesOff(ages, { Threshold: 900 })]).toEqual([600, 900]);
    const later = stands(0, DAY, 1);
    later.stand(QUEUE, { from: 400, until: DAY, perSecond: 1 });
    expect(goesOff(later, { Threshold: 600, EvaluationPeriods: 2 })).toBe(900);
  });

  test('and grows is over a threshold for as many periods as are asked for', () => {
    expect(goesOff(stands(100, DAY, 1), { Threshold: 600, EvaluationPeriods: 3 })).toBe(1500);
    expect(goesOff(stands(0, DAY, 1), { Threshold: 600, EvaluationPeriods: 3, ComparisonOperator: 'GreaterThanThreshold' })).toBe(1500);
  });

  test('counts as one', () => {
    expect(goesOff(stands(0, DAY, 0), { Threshold: 2 })).toBeUndefined();
  });

  test('and grows reaches a threshold in its time', () => {
    expect(goesOff(stands(0, DAY, 1), { Threshold: 600 })).toBe(600);
    expect(goesOff(stands(0, DAY, 1), { Threshold: 601 })).toBe(900);
    expect(goesOff(stands(0, DAY, 1000), { Threshold: 600_000 })).toBe(600);
    expect(goesOff(stands(0, 500, 1), { Threshold: 501 })).toBeUndefined();
    expect(goesOff(stands(0, 500, 1), { Threshold: 500 })).toBe(600);
  });

  test('is looked at no longer than anybody waits', () => {
    expect(goesOff(stands(0, 30 * DAY, 1), { Threshold: 20 * DAY })).toBeUndefined();
    expect(goesOff(stands(DAY, 30 * DAY, 0), {}, DAY)).toBeUndefined();
  });
});

test('an alarm is called by its name, or what stands for it, and tells what its action is', () => {
  expect(alarmOf({ AlarmName: 'mine', ...WATCHED })).toMatchObject({ name: 'Alarm', alarmName: 'mine', metric: 'FailedInvocations', tells: [] });
});

/** The state after the last of some data points: X breaches, 0 does not, - is missing. */
function stateAfter(points: string, EvaluationPeriods: number, DatapointsToAlarm: number, TreatMissingData: string): string {
  const log = new MetricLog();
  const all = points.split(' ');
  all.forEach((point, at) => {
    if (point !== '-') {
      log.count(metric('FailedInvocations'), at * 60, point === 'X' ? 5 : 0);
    }
  });
  const after = raised({ EvaluationPeriods, DatapointsToAlarm, TreatMissingData }, log);
  return after !== undefined && after <= all.length * 60 ? 'ALARM' : 'not';
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

test.each<[string, number, string, string]>([
  ['X 0 0 X', 2, 'notBreaching', 'not'], ['0 X 0 X', 2, 'notBreaching', 'ALARM'], ['0 X', 1, 'missing', 'ALARM'], ['0 X', 2, 'missing', 'not'], ['- - X -', 3, 'missing', 'not'], ['- - X -', 2, 'missing', 'ALARM'],
])('of three data points, %s, %d over the threshold are wanted, with what is missing %s: %s', (points, needed, missing, state) => {
  expect(stateAfter(points, 3, needed, missing)).toBe(state);
});

test.each([['X X - - X', 'ALARM'], ['X X - - - X', 'not']])('of three data points, %s, none is more than two periods older than those that are evaluated: %s', (points, state) => {
  expect(stateAfter(points, 3, 3, 'notBreaching')).toBe(state);
});

describe('what an alarm watches', () => {
  const once = (name: string, at = 0) => {
    const log = new MetricLog();
    log.count(metric(name), at);
    return log;
  };
  const ofMath = (Expression: string) => alarmOf({
    Threshold: 1,
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
    const query = (expression: string) => alarmOf({ Threshold: 2, Metrics: [{ Id: 'q', Expression: expression, Period: 300 }] });
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
      Namespace: 'AWS/SQS', MetricName: queue.metricName, Dimensions: [{ Name: 'QueueName', Value: 'dead' }], Statistic: 'Maximum', Period: 3600, Threshold,
    }).raisedBy(log, 14 * DAY);
    expect(older(2 * DAY)!.after).toBe(2 * DAY + 3600);
    expect(older(5 * DAY)).toBeUndefined();
  });

  test('is of its own account and Region alone', () => {
    const elsewhere = { ...metric('FailedInvocations'), environment: '222222222222 eu-west-1' };
    const log = new MetricLog();
    log.count(elsewhere, 0);
    expect(alarmOf({ ...FAILED, Threshold: 1 }).raisedBy(log, DAY)).toBeUndefined();
  });
});

test('an alarm without actions, or with actions switched off, tells nobody', () => {
  expect(alarmOf(FAILED).tells).toEqual([]);
  expect(alarmOf({ ...FAILED, AlarmActions: ['arn:aws:sns:eu-west-1:111111111111:tickets'] }).tells).toEqual(['arn:aws:sns:eu-west-1:111111111111:tickets']);
  expect(alarmOf({ ...FAILED, ActionsEnabled: false, AlarmActions: ['arn:aws:sns:eu-west-1:111111111111:tickets'] }).tells).toEqual([]);
});
