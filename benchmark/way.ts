import { Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as sqs from 'aws-cdk-lib/aws-sqs';

/** One way to make guarded rules. */
export interface Way {
  readonly name: string;
  /** What the way takes from its libraries; naming it loads it. */
  readonly uses: unknown[];
  /** Makes rules in a stack, rule n with the target queue n. */
  readonly makeRules: (stack: Stack, targets: sqs.Queue[]) => void;
}

/** Events of a service that guarantees them. */
export const EVENT_PATTERN = { source: ['aws.batch'], detailType: ['Batch Job State Change'] };
export const RETRY_ATTEMPTS = 185;
export const MAX_EVENT_AGE = Duration.hours(24);
export const RETENTION = Duration.days(14);

export interface AlarmFacts {
  readonly id: string;
  readonly metricName: string;
  readonly statistic: string;
  readonly period: Duration;
  readonly threshold: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
}

/** The alarms of every rule, and of every dead-letter queue: the same in every way. */
export const RULE_ALARMS: AlarmFacts[] = [
  { id: 'Lost', metricName: 'InvocationsFailedToBeSentToDlq', statistic: 'Sum', period: Duration.minutes(1), threshold: 1, evaluationPeriods: 1, datapointsToAlarm: 1 },
  { id: 'Failed', metricName: 'FailedInvocations', statistic: 'Sum', period: Duration.minutes(5), threshold: 1, evaluationPeriods: 1, datapointsToAlarm: 1 },
  { id: 'Retrying', metricName: 'RetryInvocationAttempts', statistic: 'Sum', period: Duration.minutes(15), threshold: 3, evaluationPeriods: 3, datapointsToAlarm: 2 },
];
export const QUEUE_ALARMS: AlarmFacts[] = [
  { id: 'NotEmpty', metricName: 'ApproximateNumberOfMessagesVisible', statistic: 'Maximum', period: Duration.minutes(5), threshold: 1, evaluationPeriods: 1, datapointsToAlarm: 1 },
  { id: 'Oldest', metricName: 'ApproximateAgeOfOldestMessage', statistic: 'Maximum', period: Duration.hours(1), threshold: 864_000, evaluationPeriods: 1, datapointsToAlarm: 1 },
];

export function ruleMetric(ruleName: string, { metricName, statistic, period }: AlarmFacts): cloudwatch.Metric {
  return new cloudwatch.Metric({ namespace: 'AWS/Events', metricName, dimensionsMap: { RuleName: ruleName }, statistic, period });
}

export function queueMetric(queue: sqs.IQueue, { metricName, statistic, period }: AlarmFacts): cloudwatch.Metric {
  return queue.metric(metricName, { statistic, period });
}
