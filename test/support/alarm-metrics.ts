/** What one metric of an alarm is, whether the alarm is on it alone or on the sum of several. */
export interface AlarmMetric {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: { Name: string; Value: any }[];
  readonly Period: number;
  readonly Statistic: string;
}

export function metricsOf({ Metrics, ...alarm }: any): AlarmMetric[] {
  const stats = (Metrics ?? []).filter(({ MetricStat }: any) => MetricStat).map(({ MetricStat }: any) => MetricStat);
  return Metrics ? stats.map(({ Metric, Period, Stat }: any) => ({ ...Metric, Period, Statistic: Stat })) : [alarm];
}
