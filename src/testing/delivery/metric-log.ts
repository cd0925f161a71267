import { once } from './once';

/** A metric of CloudWatch, with the account and Region in which it is counted. */
export interface MetricIdentity {
  readonly environment: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** A value that stays until something is done about it: how many messages a queue holds, and how old the oldest is. */
export interface Standing {
  readonly from: number;
  readonly until: number;
  /** By how much the value, an age, grows each second; 0 for a value of 1 that stays. */
  readonly perSecond: number;
}

/** What was counted of a metric. */
export interface MetricSeries extends MetricIdentity {
  readonly key: string;
  /** Seconds after the event arrived, and what was added. */
  readonly points: [at: number, value: number][];
  readonly standing: Standing[];
}

const TEXTS = new WeakMap<object, string>();

export function metricKey({ environment, namespace, metricName, dimensions }: MetricIdentity): string {
  const text = once(TEXTS, dimensions, () => Object.keys(dimensions).sort().map((name) => `${name}=${dimensions[name]}`).join(','));
  return `${environment}|${namespace}|${metricName}|${text}`;
}

/** What CloudWatch is told while an event is delivered. */
export class MetricLog {
  public readonly series = new Map<string, MetricSeries>();

  /** @returns the key of the metric */
  public count(identity: MetricIdentity, at: number, value = 1): string {
    const series = this.seriesOf(identity);
    series.points.push([at, value]);
    return series.key;
  }

  /**
   * @param valueOf what is added for which of the moments; 1 for each where it is left out
   * @returns the key of the metric
   */
  public countAt(identity: MetricIdentity, moments: readonly number[], since: number, valueOf: (at: number) => number = () => 1): string {
    const series = this.seriesOf(identity);
    for (let at = 0; at < moments.length; at += 1) {
      series.points.push([since + moments[at], valueOf(at)]);
    }
    return series.key;
  }

  /** @returns the key of the metric */
  public stand(identity: MetricIdentity, standing: Standing): string {
    const series = this.seriesOf(identity);
    series.standing.push(standing);
    return series.key;
  }

  private seriesOf(identity: MetricIdentity): MetricSeries {
    const key = metricKey(identity);
    return once(this.series, key, () => ({ ...identity, key, points: [], standing: [] }));
  }
}
