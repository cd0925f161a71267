import { Resource } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { ruleMetric } from '../delivery/alarms/rule-metrics';

/**
 * The metrics that EventBridge keeps of a rule.
 *
 * @internal
 */
export abstract class MeasuredRule extends Resource {
  /**
   * The CloudWatch dimensions under which EventBridge counts what the rule does.
   *
   * @internal
   */
  protected abstract readonly _dimensions: Record<string, string>;

  /**
   * Whether somebody has asked for a metric of the rule, such as an alarm.
   *
   * @internal
   */
  protected _isMeasured = false;

  /**
   * A metric of this rule in the namespace AWS/Events.
   *
   * @param metricName as EventBridge names it
   * @param options the sum over 5 minutes unless they say otherwise
   * @returns the metric
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
   */
  public metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    this._isMeasured = true;
    return ruleMetric(metricName, this._dimensions, options);
  }

  /**
   * How many events have matched the rule.
   *
   * @param options the sum over 5 minutes unless they say otherwise
   * @returns the metric
   */
  public metricTriggeredRules(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('TriggeredRules', options);
  }

  /**
   * How often a target was called, retries included.
   *
   * @param options the sum over 5 minutes unless they say otherwise
   * @returns the metric
   */
  public metricInvocationAttempts(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('InvocationAttempts', options);
  }

  /**
   * How often a target has accepted an event.
   *
   * @param options the sum over 5 minutes unless they say otherwise
   * @returns the metric
   */
  public metricSuccessfulInvocationAttempts(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('SuccessfulInvocationAttempts', options);
  }

  /**
   * How often a delivery was tried again.
   *
   * @param options the sum over 5 minutes unless they say otherwise
   * @returns the metric
   */
  public metricRetryInvocationAttempts(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('RetryInvocationAttempts', options);
  }

  /**
   * How many deliveries have failed for good, whether or not a dead-letter queue took them.
   *
   * @param options the sum over 5 minutes unless they say otherwise
   * @returns the metric
   */
  public metricFailedInvocations(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('FailedInvocations', options);
  }

  /**
   * How many events went to the dead-letter queue.
   *
   * @param options the sum over 5 minutes unless they say otherwise
   * @returns the metric
   */
  public metricInvocationsSentToDlq(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('InvocationsSentToDlq', options);
  }

  /**
   * How many events were lost, since the dead-letter queue could not take them.
   *
   * @param options the sum over 5 minutes unless they say otherwise
   * @returns the metric
   */
  public metricInvocationsFailedToBeSentToDlq(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('InvocationsFailedToBeSentToDlq', options);
  }

  /**
   * How often the rule ran late, because the account used up its quota of invocations.
   *
   * @param options the sum over 5 minutes unless they say otherwise
   * @returns the metric
   */
  public metricThrottledRules(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('ThrottledRules', options);
  }

  /**
   * Milliseconds from the arrival of an event at EventBridge to its acceptance by a target, retries included.
   *
   * @param options the average over 5 minutes unless they say otherwise
   * @returns the metric
   */
  public metricIngestionToInvocationSuccessLatency(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('IngestionToInvocationSuccessLatency', { statistic: cloudwatch.Stats.AVERAGE, ...options });
  }
}
