import { Resource } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { subscriberMetric } from './event-bus-metrics';

/**
 * The metrics that EventBridge keeps of a subscriber.
 *
 * @internal
 */
export abstract class MeasuredSubscriber extends Resource {
  /**
   * The ARN of the subscriber. It ends in an identifier that EventBridge makes.
   */
  public abstract readonly subscriberArn: string;

  /** @internal */
  protected abstract readonly _eventBusArn: string;

  /**
   * A metric of this subscriber in the namespace AWS/EventsV2.
   *
   * @param metricName as EventBridge names it
   * @param options the sum over 5 minutes unless they say otherwise
   * @returns the metric
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-observability.html
   */
  public metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return subscriberMetric(metricName, { EventBus: this._eventBusArn, Subscriber: this.subscriberArn }, options);
  }

  /**
   * How many events have matched.
   *
   * @returns the metric
   */
  public metricMatchedEvents(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('FilterMatched', options);
  }

  /**
   * How many events the target has accepted.
   *
   * @returns the metric
   */
  public metricDeliveredEvents(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('EventsDelivered', options);
  }

  /**
   * How often a delivery was tried again.
   *
   * @returns the metric
   */
  public metricRetries(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('RetryInvocationAttempts', { statistic: cloudwatch.Stats.SAMPLE_COUNT, ...options });
  }

  /**
   * How many records of events that could not be delivered were written to the dead-letter queue.
   *
   * @returns the metric
   */
  public metricDeadLetters(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('OnFailureDestinationDelivered', options);
  }

  /**
   * How many records could not be written to the dead-letter queue.
   *
   * @returns the metric
   */
  public metricFailedDeadLetters(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('OnFailureDestinationFailed', options);
  }

  /**
   * How many events were dropped, since there was no dead-letter queue.
   *
   * @returns the metric
   */
  public metricDroppedEvents(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('EventsDropped', options);
  }

  /**
   * How old the oldest event is that is not delivered yet, in milliseconds.
   *
   * @returns the metric
   */
  public metricBacklogAge(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('ApproximateBacklogAge', { statistic: cloudwatch.Stats.MAXIMUM, ...options });
  }

  /**
   * How long the way from the bus to the end of the call took, in milliseconds.
   *
   * @returns the metric
   */
  public metricLatency(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('IngestionToInvocationEndTime', { statistic: cloudwatch.Stats.AVERAGE, ...options });
  }
}
