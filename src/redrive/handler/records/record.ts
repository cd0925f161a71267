import { QueueMessage, parseObject } from '../dead-letter';

/** An event that a subscriber could not deliver, as its record names it. */
export interface FailedEvent {
  readonly eventId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What a subscriber could not deliver in one call. */
export interface FailureRecord {
  readonly subscriberArn: string;
  readonly errorCode: string;
  readonly events: FailedEvent[];
}

/**
 * Reads the record that EventBridge writes when a subscriber gives up; nothing where the message is none.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-retry.html
 */
export function recordIn({ body }: QueueMessage): FailureRecord | undefined {
  const { subscriberArn, errorCode, failedMessages } = parseObject(body) ?? {};
  if (typeof subscriberArn !== 'string' || !Array.isArray(failedMessages) || failedMessages.length === 0) {
    return undefined;
  }
  const events = failedMessages.map((failed) => ({ eventId: failed?.eventId, at: Date.parse(failed?.timestamp) }));
  const isWhole = events.every(({ eventId, at }) => typeof eventId === 'string' && eventId !== '' && !Number.isNaN(at));
  return isWhole ? { subscriberArn, errorCode: String(errorCode ?? 'UNKNOWN'), events } : undefined;
}
