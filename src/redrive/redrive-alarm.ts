import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmDefinition } from '../delivery/alarms/alarm-definition';
import { AlarmSeverity } from '../delivery/alarms/alarm-severity';

/**
 * The alarm of a redrive that has broken off. What it could not send is no error of the function.
 */
export function redriveFailed(fn: lambda.IFunction): AlarmDefinition {
  return {
    id: 'Failed',
    description: `REDRIVE FAILED: function ${fn.functionName} (${fn.node.path}) has not understood its input, or has ended without a summary. No event is lost: what it had taken from the queue can be seen again when its time is up. Read its log, and run it again.`,
    severity: AlarmSeverity.TICKET,
    threshold: 1,
    period: Duration.minutes(5),
    evaluationPeriods: 1,
    metric: (period) => fn.metricErrors({ period, statistic: cloudwatch.Stats.SUM }),
  };
}
