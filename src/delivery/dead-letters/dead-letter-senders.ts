import * as sqs from 'aws-cdk-lib/aws-sqs';
import { IConstruct } from 'constructs';

/**
 * A target of which undelivered events, or failed invocations, end in a dead-letter queue.
 */
export interface DeadLetterSender {
  /** None where the function itself sends what it did not manage. */
  readonly ruleArn?: string;
  readonly targetArn: string;
  /** The target, where it is a resource that the app knows. */
  readonly target?: IConstruct;
}

type Listener = (sender: DeadLetterSender) => void;

const SENDERS = new WeakMap<sqs.IQueue, DeadLetterSender[]>();
const LISTENERS = new WeakMap<sqs.IQueue, Listener[]>();

/**
 * Remembers what writes to a queue.
 */
export function addSender(queue: sqs.IQueue, sender: DeadLetterSender): void {
  SENDERS.set(queue, [...sendersTo(queue), sender]);
  LISTENERS.get(queue)?.forEach((listener) => listener(sender));
}

/**
 * What writes to a queue, as far as it has been made.
 */
export function sendersTo(queue: sqs.IQueue): DeadLetterSender[] {
  return SENDERS.get(queue) ?? [];
}

/**
 * Tells of everything that writes to a queue, also of what is made later.
 */
export function onSenderTo(queue: sqs.IQueue, listener: Listener): void {
  sendersTo(queue).forEach(listener);
  LISTENERS.set(queue, [...LISTENERS.get(queue) ?? [], listener]);
}
