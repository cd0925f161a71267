import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { IConstruct } from 'constructs';
import { WatchedDeliveries } from './watched-deliveries';
import { ServiceRule } from '../rules/service-rule';
import { ServiceEventSubscriber } from '../subscribers/service-event-subscriber';

/** CloudWatch's grid is 24 units wide. */
const GRAPH = { width: 8, height: 6 };
const ALARMS_A_WIDGET = 100;
const ALARMS_A_LINE = 6;
const LINES_A_GRAPH = 50;

/** A graph, with a line for each of what it shows. */
type Graph<T> = [title: string, metric: (one: T, options: cloudwatch.MetricOptions) => cloudwatch.IMetric];

const RULE_GRAPHS: Graph<ServiceRule>[] = [
  ['Matched', (rule, options) => rule.metricTriggeredRules(options)],
  ['Delivered', (rule, options) => rule.metricSuccessfulInvocationAttempts(options)],
  ['End-to-end latency, retries included (ms)', (rule, options) => rule.metricIngestionToInvocationSuccessLatency(options)],
  ['Retried', (rule, options) => rule.metricRetryInvocationAttempts(options)],
  ['Failed for good', (rule, options) => rule.metricFailedInvocations(options)],
  ['Dead-lettered', (rule, options) => rule.metricInvocationsSentToDlq(options)],
  ['Lost: the dead-letter queue could not take them', (rule, options) => rule.metricInvocationsFailedToBeSentToDlq(options)],
];

const SUBSCRIBER_GRAPHS: Graph<ServiceEventSubscriber>[] = [
  ['Subscribers: matched', (subscriber, options) => subscriber.metricMatchedEvents(options)],
  ['Subscribers: delivered', (subscriber, options) => subscriber.metricDeliveredEvents(options)],
  ['Subscribers: latency (ms)', (subscriber, options) => subscriber.metricLatency(options)],
  ['Subscribers: age of what waits (ms)', (subscriber, options) => subscriber.metricBacklogAge(options)],
  ['Subscribers: retried', (subscriber, options) => subscriber.metricRetries(options)],
  ['Subscribers: failed, with a record', (subscriber, options) => subscriber.metricDeadLetters(options)],
  ['Subscribers: failed, without a record', (subscriber, options) => subscriber.metricFailedDeadLetters(options)],
  ['Subscribers: dropped, since there is no queue', (subscriber, options) => subscriber.metricDroppedEvents(options)],
];

/** How many metrics a dashboard would have. */
export function metricsOn({ rules, subscribers, deadLetterQueues }: WatchedDeliveries): number {
  return rules.length * RULE_GRAPHS.length + subscribers.length * SUBSCRIBER_GRAPHS.length + deadLetterQueues.length;
}

/**
 * The widgets that show rules and subscribers: the state of the alarms on top, then the way of the events.
 */
export function deliveryWidgets(watched: WatchedDeliveries, scope: IConstruct, period: Duration): cloudwatch.IWidget {
  const graphs = [...graphsOf(watched.rules, RULE_GRAPHS, scope, period), ...graphsOf(watched.subscribers, SUBSCRIBER_GRAPHS, scope, period)];
  if (watched.deadLetterQueues.length > 0) {
    graphs.push(queueGraph(watched.deadLetterQueues, scope, period));
  }
  return new cloudwatch.Column(...alarmWidgets(watched.alarms), new cloudwatch.Row(...graphs));
}

function graphsOf<T extends IConstruct>(all: T[], graphs: Graph<T>[], scope: IConstruct, period: Duration): cloudwatch.GraphWidget[] {
  const groups = chunks(all, LINES_A_GRAPH);
  return groups.flatMap((group, at) => graphs.map(([title, metric]) => new cloudwatch.GraphWidget({
    ...GRAPH,
    title: groups.length > 1 ? `${title} (${at + 1} of ${groups.length})` : title,
    left: group.map((one) => metric(one, { label: labelOf(one, scope), period })),
    leftYAxis: { min: 0, showUnits: false },
  })));
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
