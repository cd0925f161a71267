import { Duration, Fn } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

const NAMESPACE = 'AWS/EventsV2';

/** A bus, as its metrics may name it. */
export interface NamedBus {
  readonly eventBusArn: string;
  readonly eventBusName: string;
}

/**
 * What CloudWatch counts of a subscriber.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-observability.html
 */
export function subscriberMetric(
  metricName: string, dimensions: { readonly EventBus: string; readonly Subscriber: string }, options: cloudwatch.MetricOptions = {},
): cloudwatch.Metric {
  return metric(metricName, { ...dimensions }, options);
}

/**
 * What CloudWatch counts of the events that are published to a bus.
 *
 * The user guide says of a subscriber's metrics that `EventBus` is the ARN of the bus, and shows the bus's name for those of
 * the bus itself. Both are added up, of which one has no data.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-observability.html
 */
export function busMetric(
  metricName: string, { eventBusArn, eventBusName }: NamedBus, options: cloudwatch.MetricOptions = {},
): cloudwatch.MathExpression {
  const { label = metricName, color, period = Duration.minutes(5), ...rest } = options;
  return new cloudwatch.MathExpression({
    expression: 'FILL(byArn, 0) + FILL(byName, 0)',
    usingMetrics: {
      byArn: metric(metricName, { EventBus: eventBusArn }, { ...rest, period }),
      byName: metric(metricName, { EventBus: eventBusName }, { ...rest, period }),
    },
    label,
    color,
    period,
  });
}

/** The name of a bus, as its ARN has it. */
export function eventBusNameOf(eventBusArn: string): string {
  return Fn.select(1, Fn.split('/', eventBusArn));
}

function metric(metricName: string, dimensionsMap: Record<string, string>, options: cloudwatch.MetricOptions): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: NAMESPACE,
    metricName,
    dimensionsMap,
    statistic: cloudwatch.Stats.SUM,
    period: Duration.minutes(5),
    ...options,
  });
}
