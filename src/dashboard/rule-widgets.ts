import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { IConstruct } from 'constructs';
import { WatchedRules } from './watched-rules';
import { ServiceRule } from '../rules/service-rule';

/** CloudWatch's grid is 24 units wide. */
const GRAPH = { width: 8, height: 6 };
const ALARMS_A_WIDGET = 100;
const ALARMS_A_LINE = 6;
const RULES_A_GRAPH = 50;

/** The graphs, each a line for every rule. */
const GRAPHS: [title: string, metric: (rule: ServiceRule, options: cloudwatch.MetricOptions) => cloudwatch.IMetric][] = [
  ['Matched', (rule, options) => rule.metricTriggeredRules(options)],
  ['Delivered', (rule, options) => rule.metricSuccessfulInvocationAttempts(options)],
  ['End-to-end latency, retries included (ms)', (rule, options) => rule.metricIngestionToInvocationSuccessLatency(options)],
  ['Retried', (rule, options) => rule.metricRetryInvocationAttempts(options)],
  ['Failed for good', (rule, options) => rule.metricFailedInvocations(options)],
  ['Dead-lettered', (rule, options) => rule.metricInvocationsSentToDlq(options)],
  ['Lost: the dead-letter queue could not take them', (rule, options) => rule.metricInvocationsFailedToBeSentToDlq(options)],
];

/** How many metrics a rule takes up on a dashboard. */
export const METRICS_A_RULE = GRAPHS.length;

/**
 * The widgets that show rules: the state of the alarms on top, then the way of the events.
 */
export function ruleWidgets(watched: WatchedRules, scope: IConstruct, period: Duration): cloudwatch.IWidget {
  const groups = chunks(watched.rules, RULES_A_GRAPH);
  const graphs = groups.flatMap((rules, at) => GRAPHS.map(([title, metric]) => new cloudwatch.GraphWidget({
    ...GRAPH,
    title: groups.length > 1 ? `${title} (${at + 1} of ${groups.length})` : title,
    left: rules.map((rule) => metric(rule, { label: labelOf(rule, scope), period })),
    leftYAxis: { min: 0, showUnits: false },
  })));
  if (watched.deadLetterQueues.length > 0) {
    graphs.push(queueGraph(watched.deadLetterQueues, scope, period));
  }
  return new cloudwatch.Column(...alarmWidgets(watched.alarms), new cloudwatch.Row(...graphs));
}

function alarmWidgets(alarms: cloudwatch.Alarm[]): cloudwatch.IWidget[] {
  const groups = chunks(alarms, ALARMS_A_WIDGET);
  return groups.map((group, at) => new cloudwatch.AlarmStatusWidget({
    title: groups.length > 1 ? `Alarms (${at + 1} of ${groups.length})` : 'Alarms',
    alarms: group,
    width: 24,
    height: 1 + Math.ceil(group.length / ALARMS_A_LINE),
    sortBy: cloudwatch.AlarmStatusWidgetSortBy.STATE_UPDATED_TIMESTAMP,
  }));
}

function queueGraph(queues: sqs.IQueue[], scope: IConstruct, period: Duration): cloudwatch.GraphWidget {
  return new cloudwatch.GraphWidget({
    ...GRAPH,
    title: 'Waiting in dead-letter queues',
    left: queues.map((queue) => queue.metricApproximateNumberOfMessagesVisible({ label: labelOf(queue, scope), period, statistic: 'Maximum' })),
    leftYAxis: { min: 0, showUnits: false },
  });
}

/** The path below the scope, for the eyes of people. */
function labelOf(construct: IConstruct, scope: IConstruct): string {
  const { path } = construct.node;
  const prefix = `${scope.node.path}/`;
  return path.startsWith(prefix) ? path.slice(prefix.length) : path;
}

function chunks<T>(items: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
}
