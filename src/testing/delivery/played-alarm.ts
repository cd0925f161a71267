import { metricExpression } from './metric-expression';
import { MetricLog, MetricSeries, metricKey } from './metric-log';
import { toldByAlarm } from './told-by-alarm';
import { constructName } from '../../template/construct-name';
import { TemplateResource } from '../../template/template-resource';
import { TemplateValues } from '../../template/template-values';

/** How many data points CloudWatch looks back for beyond those that it evaluates, as its page shows it for three of them. */
const BEYOND = 2;

const COMPARISONS: Record<string, (value: number, threshold: number) => boolean> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
};

/** Data points by the number of their period; a period without one is missing. */
type DataPoints = Map<number, number>;

/** The data points of one time series, and the metrics that they come from. */
interface Line {
  readonly data: DataPoints;
  readonly keys: string[];
}

/** Which data points decide, where a value stays as it is for days, or only grows. */
interface Focus {
  readonly period: number;
  readonly until: number;
  readonly threshold: number;
  /** How many periods have to follow the one in which the threshold may be reached. */
  readonly periods: number;
}

/** Gives the time series that an alarm watches: several where a query of Metrics Insights groups them. */
type Reader = (log: MetricLog, focus: Focus) => Line[];

/** An alarm that has gone into ALARM. */
export interface Raised {
  readonly alarm: Pick<PlayedAlarm, 'name' | 'metric' | 'tells' | 'alarmName'>;
  /** Seconds after the event arrived, where a period began with it. */
  readonly after: number;
  /** The metrics that did it. */
  readonly keys: string[];
}

/**
 * An alarm of CloudWatch, as it stands in a template.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export class PlayedAlarm {
  /** Metrics whose data points it is worth evaluating for; nothing where it watches a whole namespace. */
  public readonly keys: string[];
  /** What it watches of all resources at once: environment, namespace, metric and the names of the dimensions. */
  public readonly query?: string;
  public readonly name: string;
  public readonly metric: string;
  /** Whom it tells, by construct or ARN. */
  public readonly tells: string[];
  private readonly properties: Record<string, any>;
  private readonly read: Reader;
  private readonly period: number;

  constructor(
    private readonly resource: TemplateResource, private readonly values: TemplateValues, environment: string, told: (action: unknown) => string,
  ) {
    this.name = constructName(resource);
    this.properties = values.resolve(resource.properties);
    this.tells = toldByAlarm(resource, values, told);
    const watched = watchedBy(this.properties, environment);
    this.keys = watched.keys;
    this.query = watched.query;
    this.metric = watched.metric;
    this.read = watched.read;
    this.period = watched.period;
  }

  /** What composite alarms call it. */
  public get alarmName(): string {
    return String(this.values.ref(this.resource.logicalId));
  }

  /** When it goes into ALARM; nothing where it does not. */
  public raisedBy(log: MetricLog, until: number): Raised | undefined {
    const { EvaluationPeriods: periods = 1, DatapointsToAlarm: needed = periods, Threshold: threshold } = this.properties;
    const compare = COMPARISONS[this.properties.ComparisonOperator];
    if (!compare) {
      return undefined;
    }
    const evaluation = { periods: Number(periods), needed: Number(needed), missing: this.properties.TreatMissingData ?? 'missing' };
    const focus = { period: this.period, until, threshold: Number(threshold), periods: evaluation.periods };
    const found = this.read(log, focus).flatMap(({ data, keys }): Raised[] => {
      const at = firstAlarm(data, evaluation, (value) => compare(value, Number(threshold)));
      return at === undefined ? [] : [{ alarm: this, after: (at + 1) * this.period, keys }];
    });
    const after = Math.min(...found.map((raised) => raised.after));
    return found.length === 0 ? undefined : { alarm: this, after, keys: found.flatMap(({ keys }) => keys) };
  }
}

interface Watched {
  readonly keys: string[];
  readonly query?: string;
  readonly metric: string;
  readonly read: Reader;
  readonly period: number;
}

function watchedBy(properties: Record<string, any>, environment: string): Watched {
  const { Metrics: metrics, MetricName: metricName, Period: period = 60, Statistic: statistic, ExtendedStatistic: extended } = properties;
  if (!Array.isArray(metrics)) {
    return ofMetric(keyOf(properties, environment), metricName, statistic ?? extended ?? 'Average', Number(period));
  }
  const returned = metrics.find(({ ReturnData: isReturned }) => isReturned !== false && isReturned !== 'false');
  const stat = metrics.find(({ MetricStat: some }) => some)?.MetricStat;
  const length = Number(returned?.Period ?? returned?.MetricStat?.Period ?? stat?.Period ?? 60);
  if (returned?.MetricStat) {
    const { Metric: metric, Stat: ofPeriod } = returned.MetricStat;
    return ofMetric(keyOf(metric, accountOf(returned, environment)), metric?.MetricName, ofPeriod, length);
  }
  return ofQuery(String(returned?.Expression), environment, length) ?? ofExpression(metrics, String(returned?.Expression), environment, length);
}

function ofMetric(key: string, metric: string, statistic: string, period: number): Watched {
  return { keys: [key], metric, period, read: (log, focus) => [{ data: dataOf(log.series.get(key), statistic, focus), keys: [key] }] };
}

const QUERY = /^\s*SELECT\s+(\w+)\(([\w.-]+)\)\s+FROM\s+SCHEMA\("([^"]+)"((?:\s*,\s*[\w" ]+)*)\)(.*)$/is;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html */
function ofQuery(expression: string, environment: string, period: number): Watched | undefined {
  const [, statistic, metricName, namespace, names = '', rest = ''] = QUERY.exec(expression) ?? [];
  if (statistic === undefined || /\bWHERE\b/i.test(rest)) {
    return undefined;
  }
  const dimensions = names.split(',').map((name) => name.replace(/["\s]/g, '')).filter((name) => name !== '').sort();
  const query = queryKey(environment, namespace, metricName, dimensions);
  return {
    keys: [],
    query,
    metric: metricName,
    period,
    read: (log, focus) => [...log.series.values()].filter((series) => queryOf(series) === query)
      .map((series) => ({ data: dataOf(series, statistic, focus), keys: [series.key] })),
  };
}

function ofExpression(metrics: any[], expression: string, environment: string, period: number): Watched {
  const inputs = metrics.filter(({ MetricStat: stat }) => stat).map((metric) => ({
    id: String(metric.Id),
    key: keyOf(metric.MetricStat.Metric, accountOf(metric, environment)),
    stat: metric.MetricStat.Stat,
    name: metric.MetricStat.Metric?.MetricName,
  }));
  const evaluate = metricExpression(expression);
  const keys = inputs.map(({ key }) => key);
  return {
    keys,
    period,
    metric: inputs.map(({ name }) => name).join(', '),
    read: (log, focus) => {
      const lines = new Map(inputs.map(({ id, key, stat }) => [id, dataOf(log.series.get(key), stat, focus)]));
      const data: DataPoints = new Map();
      for (const at of new Set([...lines.values()].flatMap((line) => [...line.keys()]))) {
        const value = evaluate?.((id) => lines.get(id)?.get(at));
        if (value !== undefined) {
          data.set(at, value);
        }
      }
      return [{ data, keys }];
    },
  };
}

function keyOf({ MetricName: metricName, Namespace: namespace, Dimensions: dimensions }: any, environment: string): string {
  return metricKey({
    environment,
    namespace,
    metricName,
    dimensions: Object.fromEntries((Array.isArray(dimensions) ? dimensions : []).map(({ Name, Value }) => [Name, String(Value)])),
  });
}

/** An alarm can watch a metric of another account. */
function accountOf({ AccountId: account }: any, environment: string): string {
  return account === undefined ? environment : `${account} ${environment.split(' ')[1]}`;
}

/** What a query takes: metrics with just these dimensions. */
export function queryOf({ environment, namespace, metricName, dimensions }: MetricSeries): string {
  return queryKey(environment, namespace, metricName, Object.keys(dimensions).sort());
}

function queryKey(environment: string, namespace: string, metricName: string, dimensions: string[]): string {
  return `${environment}|${namespace}|${metricName}|${dimensions.join(',')}`;
}

function dataOf(series: MetricSeries | undefined, statistic: string, { period, until, threshold, periods }: Focus): DataPoints {
  const data: DataPoints = new Map();
  const counts = new Map<number, number>();
  const isMean = /^average$/i.test(statistic);
  for (const [at, value] of series?.points ?? []) {
    const bucket = Math.floor(at / period);
    const before = data.get(bucket) ?? 0;
    data.set(bucket, /^(samplecount|count)$/i.test(statistic) ? before + 1 : /^sum$/i.test(statistic) || isMean ? before + value : Math.max(before, value));
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  if (isMean) {
    data.forEach((sum, bucket) => data.set(bucket, sum / counts.get(bucket)!));
  }
  for (const { from, until: end, perSecond } of series?.standing ?? []) {
    const last = Math.min(end, until);
    const first = Math.floor((from + (perSecond > 0 ? Math.max(0, threshold / perSecond - period) : 0)) / period);
    for (let bucket = first; bucket * period < last && bucket <= first + periods; bucket += 1) {
      const value = perSecond > 0 ? (Math.min((bucket + 1) * period, end) - from) * perSecond : 1;
      data.set(bucket, Math.max(value, data.get(bucket) ?? value));
    }
  }
  return data;
}

interface Evaluation {
  readonly periods: number;
  readonly needed: number;
  readonly missing: string;
}

/** The number of the period after which the alarm is in ALARM. */
function firstAlarm(data: DataPoints, { periods, needed, missing }: Evaluation, breaches: (value: number) => boolean): number | undefined {
  const buckets = [...data.keys()].sort((one, other) => one - other);
  const seen = new Set<number>();
  for (const bucket of buckets) {
    if (!breaches(data.get(bucket)!)) {
      continue;
    }
    for (let at = bucket; at < bucket + periods + BEYOND; at += 1) {
      if (!seen.has(at)) {
        seen.add(at);
        if (isInAlarm(data, at, { periods, needed, missing }, breaches)) {
          return at;
        }
      }
    }
  }
  return undefined;
}

/** The tables of CloudWatch's page on missing data, the rule about premature alarms included. One of the data points that it looks back for breaches. */
function isInAlarm(data: DataPoints, at: number, { periods, needed, missing }: Evaluation, breaches: (value: number) => boolean): boolean {
  const real: { age: number; isBreach: boolean }[] = [];
  for (let age = 0; age < periods + BEYOND && real.length < periods; age += 1) {
    const value = data.get(at - age);
    if (value !== undefined) {
      real.push({ age, isBreach: breaches(value) });
    }
  }
  const breaching = real.filter(({ isBreach }) => isBreach);
  const filled = periods - real.length;
  if (filled === 0 || missing === 'notBreaching') {
    return breaching.length >= needed;
  }
  if (missing === 'breaching') {
    return breaching.length + filled >= needed;
  }
  return missing === 'missing' && (breaching.length >= needed
    || (breaching.length === real.length && breaching[breaching.length - 1].age + 1 >= needed));
}
