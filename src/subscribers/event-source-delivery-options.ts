import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AlarmActions } from '../delivery/alarms/alarm-actions';
import { DeliveryAlarms } from '../delivery/alarms/delivery-alarms';

/**
 * What becomes of events that do not reach the bus.
 */
export interface EventSourceDeliveryOptions {
  /**
   * The queue that takes events which could not be brought to the bus.
   *
   * It must be a standard queue in the account and Region of the event source. EventBridge is given leave to write to it.
   *
   * @default - the queue that the rules of the stack share
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-event-sources.html
   */
  readonly deadLetterQueue?: sqs.IQueue;

  /**
   * Whether events that could not be brought to the bus are kept in a dead-letter queue. Without one they are gone.
   *
   * @default true
   */
  readonly deadLetterQueueEnabled?: boolean;

  /**
   * Where the alarms go.
   *
   * @default - the actions in the defaults of the scope (`DeliveryDefaults`)
   */
  readonly alarmActions?: AlarmActions;

  /**
   * Which alarms there are. EventBridge chooses the name of the rule that it makes for the event source, so the rule's own
   * failures show only in alarms on all rules of the account and Region, `DeliveryAlarms.shared()`.
   *
   * @default - the alarms in the defaults of the scope (`DeliveryDefaults`), else those of the dead-letter queue
   */
  readonly alarms?: DeliveryAlarms;
}
