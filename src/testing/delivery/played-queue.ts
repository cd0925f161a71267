import { constructName } from '../../template/construct-name';
import { TemplateResource } from '../../template/template-resource';
import { TemplateValues } from '../../template/template-values';

/**
 * The largest message that a queue takes.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html
 */
export const MESSAGE_BYTES = 1_048_576;
const USUAL = { retentionSeconds: 345_600, messageBytes: MESSAGE_BYTES };

/** A queue that keeps what could not be delivered. */
export interface PlayedQueue {
  readonly name: string;
  readonly arn: string;
  /** What CloudWatch counts it under. */
  readonly queueName: string;
  readonly environment: string;
  readonly retentionSeconds: number;
  readonly messageBytes: number;
  readonly isFifo: boolean;
  /** Nothing for a queue that no template has. */
  readonly resource?: TemplateResource;
}

export function playedQueue(resource: TemplateResource, values: TemplateValues, environment: string): PlayedQueue {
  const { properties, logicalId } = resource;
  const numberOf = (value: unknown, usual: number) => {
    const number = Number(values.resolve(value));
    return value === undefined || Number.isNaN(number) ? usual : number;
  };
  const arn = String(values.attribute(logicalId, 'Arn'));
  return {
    name: constructName(resource),
    arn,
    queueName: arn.split(':').pop()!,
    environment,
    retentionSeconds: numberOf(properties.MessageRetentionPeriod, USUAL.retentionSeconds),
    messageBytes: numberOf(properties.MaximumMessageSize, USUAL.messageBytes),
    isFifo: String(values.resolve(properties.FifoQueue)) === 'true',
    resource,
  };
}

/** A queue that another app makes: whatever EventBridge writes there is taken to arrive. */
export function queueElsewhere(arn: string): PlayedQueue {
  const [, , , region = '', account = '', queueName = arn] = arn.split(':');
  return { name: arn, arn, queueName, environment: `${account} ${region}`, isFifo: arn.endsWith('.fifo'), ...USUAL };
}
