import { StackTemplate } from '../../../src/template/stack-template';
import { TemplateValues } from '../../../src/template/template-values';
import { MetricLog } from '../../../src/testing/delivery/metric-log';
import { PlayedAlarm } from '../../../src/testing/delivery/played-alarm';

const ENVIRONMENT = '111111111111 eu-west-1';
const DAY = 86_400;
const METRIC = { environment: ENVIRONMENT, namespace: 'AWS/Events', metricName: 'FailedInvocations', dimensions: { RuleName: 'mine' } };
const WATCHED = { Namespace: 'AWS/Events', MetricName: 'FailedInvocations', Dimensions: [{ Name: 'RuleName', Value: 'mine' }] };

function alarmOf(properties: object): PlayedAlarm {
  const stack = new StackTemplate({ Resources: { Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { ComparisonOperator: 'GreaterThanOrEqualToThreshold', EvaluationPeriods: 1, ...properties } } } });
  return new PlayedAlarm(stack.resources.get('Alarm')!, new TemplateValues(stack, {}), ENVIRONMENT, String);
}

/** A count at so many seconds, of so much. */
function logOf(counts: [at: number, value: number][], metric: Parameters<MetricLog['count']>[0] = METRIC): MetricLog {
  const log = new MetricLog();
  counts.forEach(([at, value]) => log.count(metric, at, value));
  return log;
}
const raised = (properties: object, log: MetricLog) => alarmOf({ ...WATCHED, Statistic: 'Sum', Period: 60, Threshold: 1, ...properties }).raisedBy(log, DAY)?.after;

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

  test('of a minute, where no period is said', () => {
    expect(raised({ Period: undefined }, logOf([[70, 1]]))).toBe(120);
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
    expect(of(data({ ReturnData: false }, { Metric: other, Stat: 'Sum', Period: 60 })).metric).toBe('Invocations');
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

  test('with the period of the expression, else of its metrics, else of a minute', () => {
    const of = (period: number | undefined, ofMetric: number | undefined) => alarmOf({
      Threshold: 1, Metrics: [{ Id: 'e', Expression: 'm * 1', Period: period }, data({ ReturnData: false }, { Metric: WATCHED, Stat: 'Sum', Period: ofMetric })],
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
  expect(alarmOf({ AlarmName: 'mine', ...WATCHED })).toMatchObject({ name: 'Alarm', names: ['mine'], metric: 'FailedInvocations', tells: [] });
});
