import { Duration, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct, IConstruct } from 'constructs';
import { DeliveryAlarms } from '../delivery/alarms/delivery-alarms';
import { DeadLetterAlarms } from '../delivery/dead-letters/dead-letter-alarms';
import { deadLetterQueueIn } from '../delivery/dead-letters/dead-letter-queue';
import { Delivery } from '../delivery/delivery';
import { knownToDiffer } from '../delivery/known-to-differ';

const ID = 'SubscriberDeadLetterQueue';
const RECORDS = 'holds records of events that subscribers of a Custom Event Bus could not deliver. They say which subscriber and target (SUBSCRIBER_ARN, TARGET_ARN) and why (ERROR_CODE, ERROR_MESSAGE), and hold no events: those are on the bus for as long as it keeps them. Fix the target, deliver the events again, then delete the messages.';

/** What matters of a subscriber to its queue. */
export interface RecordedSubscriber {
  /** Whether it keeps the order of events. */
  readonly fifo: boolean;
  /** For how long its bus keeps events; undefined where it is not known. */
  readonly eventsKept?: Duration;
}

/**
 * The queue of a subscriber: its own, else the one that all subscribers of the stack share, a FIFO queue for those that keep
 * the order.
 *
 * Its messages say which events were not delivered, and hold none of them, so they have a queue apart from that of rules.
 *
 * @throws when the subscriber cannot write to the queue
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-retry.html
 */
export function subscriberDeadLetterQueue(
  subscriber: Construct, delivery: Delivery, { fifo, eventsKept }: RecordedSubscriber,
): sqs.IQueue | undefined {
  if (!delivery.deadLetterQueueEnabled) {
    return undefined;
  }
  const queue = delivery.deadLetterQueue ?? sharedQueue(subscriber, fifo, delivery.deadLetterEncryptionKey);
  requireUsable(queue, subscriber, fifo);
  if ((delivery.alarms ?? DeliveryAlarms.perRule())._options) {
    DeadLetterAlarms.ensure(queue, subscriber, delivery, { contents: RECORDS, eventsKept });
  }
  return queue;
}

function sharedQueue(subscriber: IConstruct, fifo: boolean, encryptionKey: kms.IKey | undefined): sqs.IQueue {
  const stack = Stack.of(subscriber);
  const id = fifo ? `${ID}Fifo` : ID;
  const existing = stack.node.tryFindChild(id) as sqs.Queue | undefined;
  return existing ?? deadLetterQueueIn(stack, id, encryptionKey, { fifo, of: 'subscribers of a Custom Event Bus' });
}

function requireUsable(queue: sqs.IQueue, subscriber: IConstruct, fifo: boolean): void {
  const refuse = (why: string) => new Error(`Queue '${queue.node.path}' cannot be the dead-letter queue of subscriber '${subscriber.node.path}': ${why}`);
  if (fifo && !queue.fifo) {
    throw refuse('the subscriber keeps the order of events (fifo), and its queue must too. Use a FIFO queue.');
  }
  if (!fifo && queue.fifo) {
    throw refuse('it is a FIFO queue, and the subscriber does not order its events into groups. Use a standard queue, or set fifo on the subscriber.');
  }
  const [there, here] = [queue.env.region, Stack.of(subscriber).region];
  if (knownToDiffer(there, here)) {
    throw refuse(`the queue is in ${there} and the subscriber in ${here}. Use a queue in ${here}, or none, and the queue that the stack's subscribers share is used.`);
  }
}
