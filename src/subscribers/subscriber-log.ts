import { ArnFormat, Names, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { SubscriberLogLevel, SubscriberLogging } from './subscriber-logging';

const PREFIX = '/aws/vendedlogs/';
/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliverySource.html */
const NAME_CHARACTERS = 60;

/** The setting of the subscriber itself. */
export function logConfiguration({ level = SubscriberLogLevel.ERROR, includePayload = false }: SubscriberLogging): object {
  return { level, includePayload: includePayload ? 'FULL' : 'ON_ERROR_ONLY' };
}

/**
 * Brings the log of a subscriber to a log group. Without it the subscriber logs nothing, whatever its own setting.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-observability.html
 */
export class SubscriberLog extends Construct {
  /**
   * @param suffix changes with the subscriber, of which a source of logs is made anew
   */
  constructor(
    scope: Construct, id: string, subscriberArn: string, suffix: string, { level = SubscriberLogLevel.ERROR, logGroup }: SubscriberLogging,
  ) {
    super(scope, id);
    const name = `${Names.uniqueResourceName(this, { maxLength: NAME_CHARACTERS - suffix.length - 1, separator: '-' })}-${suffix}`;
    const group = logGroup ?? new logs.LogGroup(this, 'Group', {
      logGroupName: `${PREFIX}${Names.uniqueResourceName(this, { maxLength: 200, separator: '-' })}`,
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const source = new logs.CfnDeliverySource(this, 'Source', { name, resourceArn: subscriberArn, logType: `${level}_LOGS` });
    const destination = new logs.CfnDeliveryDestination(this, 'Destination', {
      name,
      destinationResourceArn: Stack.of(this).formatArn({
        service: 'logs', resource: 'log-group', resourceName: group.logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    });
    const delivery = new logs.CfnDelivery(this, 'Delivery', { deliverySourceName: name, deliveryDestinationArn: destination.attrArn });
    delivery.addResourceDependency(source);
  }
}
