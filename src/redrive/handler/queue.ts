import {
  ChangeMessageVisibilityBatchCommand, DeleteMessageCommand, GetQueueAttributesCommand, Message, ReceiveMessageCommand, SQSClient,
} from '@aws-sdk/client-sqs';
import { Aws } from './aws';
import { QueueMessage } from './dead-letter';

/** The most that SQS gives and takes at once. */
export const BATCH = 10;
/** A short answer of SQS can be empty though the queue is not. */
export const EMPTY_ANSWERS = 3;
/** How many batches are put back at a time. */
const LANES = 5;
const ATTEMPTS = 3;
/** What it takes to answer when nothing more can be put back. */
const LEAST_MILLISECONDS = 2_000;
/** What one call takes until it is known better. */
const FIRST_GUESS_MILLISECONDS = 50;
/** One call that hangs says nothing of the others. */
const SLOW_CALL_MILLISECONDS = 1_000;
const WEIGHT_OF_LAST = 0.2;

/**
 * What SQS says of a queue. Its counts are approximate, and up to a minute old.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
 */
export interface QueueState {
  readonly visible: number;
  /** Taken by somebody, and not deleted. */
  readonly inFlight: number;
  /** After how many looks SQS moves a message on to another queue; none where it does not. */
  readonly maxReceiveCount?: number;
}

/** What could not be put back, and why. */
export interface Unreleased {
  readonly count: number;
  readonly reasons: string[];
}

/**
 * The queue with the dead letters.
 */
export class DeadLetterQueue {
  private callMilliseconds = FIRST_GUESS_MILLISECONDS;
  private readonly sqs: SQSClient;

  constructor(private readonly aws: Aws, private readonly url: string) {
    this.sqs = aws.client(SQSClient);
  }

  /** Takes some messages. They stay invisible to others until they are deleted or put back, or the function has ended. */
  public async receive(atMost: number): Promise<QueueMessage[]> {
    const startedAt = this.aws.clock.now();
    const { Messages: messages = [] } = await this.aws.call('ReceiveMessage', (options) => this.sqs.send(new ReceiveMessageCommand({
      QueueUrl: this.url,
      MaxNumberOfMessages: Math.min(atMost, BATCH),
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['SentTimestamp', 'SenderId'],
      VisibilityTimeout: Math.max(1, Math.ceil(this.aws.clock.millisecondsLeft() / 1000)),
      WaitTimeSeconds: 1,
    }), options), { repeatable: true });
    if (messages.length > 0) {
      const took = Math.min(SLOW_CALL_MILLISECONDS, this.aws.clock.now() - startedAt);
      this.callMilliseconds += (took - this.callMilliseconds) * WEIGHT_OF_LAST;
    }
    return messages.map(toQueueMessage);
  }

  public async remove(receiptHandle: string): Promise<void> {
    await this.aws.call('DeleteMessage', (options) => this.sqs.send(new DeleteMessageCommand({ QueueUrl: this.url, ReceiptHandle: receiptHandle }), options), { repeatable: true });
  }

  /** How long it takes to put messages back, were one batch to follow the other. */
  public releaseMilliseconds(count: number): number {
    return Math.ceil(count / BATCH) * this.callMilliseconds;
  }

  /** Lets others see messages again. What fails does not keep the others from being put back. */
  public async release(receiptHandles: string[]): Promise<Unreleased> {
    const batches = Array.from({ length: Math.ceil(receiptHandles.length / BATCH) }, (_, n) => receiptHandles.slice(n * BATCH, (n + 1) * BATCH));
    const reasons = new Set<string>();
    let count = 0;
    const lane = async () => {
      for (let batch = batches.shift(); batch; batch = batches.shift()) {
        const failed = await this.releaseBatch(batch);
        count += failed.count;
        failed.reasons.forEach((reason) => reasons.add(reason));
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    return { count, reasons: [...reasons] };
  }

  /** @throws FailedCall */
  public async look(): Promise<QueueState> {
    const { Attributes: attributes = {} } = await this.aws.call('GetQueueAttributes', (options) => this.sqs.send(new GetQueueAttributesCommand({
      QueueUrl: this.url, AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible', 'RedrivePolicy'],
    }), options), { repeatable: true });
    return {
      visible: Number(attributes.ApproximateNumberOfMessages ?? NaN),
      inFlight: Number(attributes.ApproximateNumberOfMessagesNotVisible ?? NaN),
      maxReceiveCount: maxReceiveCount(attributes.RedrivePolicy),
    };
  }

  private async releaseBatch(receiptHandles: string[]): Promise<Unreleased> {
    let left = receiptHandles;
    let reason = '';
    for (let attempt = 1; left.length > 0 && attempt <= ATTEMPTS; attempt += 1) {
      if (this.aws.clock.millisecondsLeft() < LEAST_MILLISECONDS) {
        return { count: left.length, reasons: [reason || 'the time was up'] };
      }
      try {
        const { Failed: failed = [] } = await this.ask(left);
        const ids = new Set(failed.map(({ Id }) => Number(Id)));
        reason = failed.map(({ Code, Message: message }) => `ChangeMessageVisibilityBatch: ${Code}${message ? `: ${message}` : ''}`).at(-1) ?? '';
        left = left.filter((_, n) => ids.has(n));
      } catch (error) {
        return { count: left.length, reasons: [(error as Error).message] };
      }
    }
    return { count: left.length, reasons: left.length > 0 ? [reason] : [] };
  }

  private ask(receiptHandles: string[]) {
    const entries = receiptHandles.map((receiptHandle, n) => ({ Id: `${n}`, ReceiptHandle: receiptHandle, VisibilityTimeout: 0 }));
    return this.aws.call('ChangeMessageVisibilityBatch', (options) => this.sqs.send(new ChangeMessageVisibilityBatchCommand({
      QueueUrl: this.url, Entries: entries,
    }), options), { repeatable: true });
  }
}

function toQueueMessage({ MessageId, ReceiptHandle, Body, Attributes, MessageAttributes = {} }: Message): QueueMessage {
  return {
    messageId: MessageId!,
    receiptHandle: ReceiptHandle!,
    body: Body ?? '',
    attributes: Object.fromEntries(Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue])),
    sentAt: Number(Attributes?.SentTimestamp),
    senderId: Attributes?.SenderId,
  };
}

function maxReceiveCount(redrivePolicy: string | undefined): number | undefined {
  try {
    const count = Number(JSON.parse(redrivePolicy ?? '{}').maxReceiveCount);
    return Number.isFinite(count) ? count : undefined;
  } catch {
    return undefined;
  }
}
