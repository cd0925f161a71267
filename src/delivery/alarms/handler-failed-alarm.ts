import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AlarmDefinition } from './alarm-definition';
import { shownPath } from './alarm-description';
import { AlarmSeverity } from './alarm-severity';
import { DeliveryType } from '../../catalog/delivery-type';
import { Delivery } from '../delivery';

/**
 * The alarm of a function that did not manage to handle an event.
 *
 * @param records the queue that keeps the records; none where the function brings its own place for them
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export function handlerFailed(fn: lambda.IFunction, records: sqs.IQueue | undefined, delivery: Delivery): AlarmDefinition {
  const whereTheyAre = records
    ? `A record of each, with the event (requestPayload) and the error (responsePayload), is in queue ${records.queueName}.`
    : 'They are where the function\'s own on-failure destination or dead-letter queue leads.';
  return {
    id: 'HandlerFailed',
    description: `HANDLER FAILED: function ${fn.functionName} (${shownPath(fn.node.path)}) accepted events and did not handle them, after all tries. ${whereTheyAre} Fix the function, then send the events again.`,
    severity: delivery.deliveryType === DeliveryType.GUARANTEED ? AlarmSeverity.PAGE : AlarmSeverity.TICKET,
    threshold: 1,
    period: Duration.minutes(5),
    evaluationPeriods: 1,
    metric: (period) => fn.metric('AsyncEventsDropped', { period, statistic: cloudwatch.Stats.SUM }),
  };
}
