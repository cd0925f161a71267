import { Duration, Fn, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';

const DEFAULT_BUS = 'default';

/**
 * Whether a rule is on the default event bus.
 */
export function isDefaultBus(eventBusName: string = DEFAULT_BUS): boolean {
  return eventBusName === DEFAULT_BUS;
}

/**
 * The CloudWatch dimensions under which EventBridge counts what a rule does.
 *
 * Rules of the default bus are counted under their name, rules of another bus under both names. `Ref` of a rule on
 * another bus is `<bus>|<rule>`, so the name is taken from its ARN there.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 */
export function ruleDimensions(
  rule: Pick<events.IRule, 'ruleName' | 'ruleArn'>, eventBusName: string = DEFAULT_BUS, ruleName?: string,
): Record<string, string> {
  if (isDefaultBus(eventBusName)) {
    return { RuleName: rule.ruleName };
  }
  const name = ruleName && !Token.isUnresolved(ruleName) ? ruleName : Fn.select(2, Fn.split('/', rule.ruleArn));
  return { EventBusName: eventBusName, RuleName: name };
}

/**
 * A metric of the namespace AWS/Events.
 */
export function ruleMetric(
  metricName: string, dimensionsMap: Record<string, string>, options: cloudwatch.MetricOptions = {},
): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: 'AWS/Events',
    metricName,
    dimensionsMap,
    statistic: cloudwatch.Stats.SUM,
    period: Duration.minutes(5),
    ...options,
  });
}
