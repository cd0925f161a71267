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
  /** Whether the value is the age of what stands there, in seconds; else it is 1. */
  readonly ages: boolean;
}

/** What was counted of a metric. */
export interface MetricSeries extends MetricIdentity {
  readonly key: string;
  /** Seconds after the event arrived, and what was added. */
  readonly points: [at: number, value: number][];
  readonly standing: Standing[];
}

export function metricKey({ environment, namespace, metricName, dimensions }: MetricIdentity): string {
  const names = Object.keys(dimensions);
  return `${environment}|${namespace}|${metricName}|${(names.length > 1 ? names.sort() : names).map((name) => `${name}=${dimensions[name]}`).join(',')}`;
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

  /** @returns the key of the metric */
  public stand(identity: MetricIdentity, standing: Standing): string {
    const series = this.seriesOf(identity);
    series.standing.push(standing);
    return series.key;
  }

  private seriesOf(identity: MetricIdentity): MetricSeries {
    const key = metricKey(identity);
    let series = this.series.get(key);
    if (!series) {
      series = { ...identity, key, points: [], standing: [] };
      this.series.set(key, series);
    }
    return series;
  }
}
