import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { EventSourceDeliveryOptions } from './event-source-delivery-options';
import { DeliveryAlarms } from '../delivery/alarms/delivery-alarms';
import { SharedAlarms } from '../delivery/alarms/shared-alarms';
import { DeadLetterWriter, letEventBridgeWrite } from '../delivery/dead-letters/dead-letter-access';
import { DeadLetterAlarms } from '../delivery/dead-letters/dead-letter-alarms';
import { ServiceEventDeadLetterQueue } from '../delivery/dead-letters/service-event-dead-letter-queue';
import { Delivery, EventPromise, deliveryFor } from '../delivery/delivery';

const EVENT_SOURCES: DeadLetterWriter = {
  what: 'event source',
  sid: 'AllowEventSources',
  conditions: (stack) => ({ StringEquals: { 'aws:SourceAccount': stack.account } }),
};

/** What guards the way to the bus. */
export interface EventSourceGuard {
  readonly delivery: Delivery;
  /** None where it is switched off. */
  readonly deadLetterQueue?: sqs.IQueue;
}

/**
 * Chooses the queue and the alarms of an event source.
 */
export function chooseGuard(source: Construct, promise: EventPromise, options: EventSourceDeliveryOptions = {}): EventSourceGuard {
  const delivery = deliveryFor(source, promise, options);
  const deadLetterQueue = delivery.deadLetterQueueEnabled
    ? delivery.deadLetterQueue ?? ServiceEventDeadLetterQueue.forStackOf(source, delivery.deadLetterEncryptionKey)
    : undefined;
  return { delivery, deadLetterQueue };
}

/**
 * Lets EventBridge write to the queue, before the event source is made, and makes the alarms.
 *
 * @param source the event source, its resource included
 */
export function guardEventSource(source: Construct, { delivery, deadLetterQueue }: EventSourceGuard): void {
  const chosen = delivery.alarms ?? DeliveryAlarms.perRule();
  if (deadLetterQueue) {
    letEventBridgeWrite(deadLetterQueue, source, EVENT_SOURCES);
  }
  if (deadLetterQueue && chosen._options) {
    DeadLetterAlarms.ensure(deadLetterQueue, source, delivery);
  }
  if (chosen._options && chosen._shared) {
    SharedAlarms.watch(source, true, delivery, chosen._options);
  }
}
