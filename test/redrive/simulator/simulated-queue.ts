import { createHash, randomUUID } from 'node:crypto';
import { AwsError } from './aws-error';
import { VirtualClock } from './virtual-clock';

const DEDUPLICATION_MILLISECONDS = 5 * 60_000;
/** The most messages that SQS gives or takes at once, and the longest that it hides one. */
export const BATCH = 10;
const LONGEST_INVISIBLE_SECONDS = 43_200;

export interface SimulatedMessage {
  readonly id: string;
  readonly body: string;
  readonly attributes: Record<string, string>;
  readonly sentAt: number;
  readonly senderId?: string;
  readonly group?: string;
  /** Until when it cannot be seen. */
  invisibleUntil: number;
  receipt?: string;
  receiveCount: number;
}

export interface SendOptions {
  readonly attributes?: Record<string, string>;
  readonly senderId?: string;
  readonly sentAt?: number;
  readonly group?: string;
  readonly deduplicationId?: string;
}

/**
 * A queue of Amazon SQS, as far as a redrive can tell it from the real one.
 */
export class SimulatedQueue {
  public messages: SimulatedMessage[] = [];
  /** Where messages go after so many looks. */
  public redrivePolicy?: { readonly maxReceiveCount: number; readonly queue: SimulatedQueue };
  /** How many messages one answer holds at most, in turn; SQS may give fewer than there are, and none. */
  public answers: number[] = [];
  private readonly deduplicated = new Map<string, number>();

  constructor(private readonly clock: VirtualClock, public readonly arn: string, public readonly url: string) {
  }

  public get isFifo(): boolean {
    return this.arn.endsWith('.fifo');
  }

  /** @returns nothing when a FIFO queue has had it before */
  public send(body: string, options: SendOptions = {}): SimulatedMessage | undefined {
    const { attributes = {}, senderId, sentAt = this.clock.now(), group, deduplicationId } = options;
    if (deduplicationId !== undefined && !this.isFifo) {
      throw new AwsError('InvalidParameterValue', 'The request include parameter that is not valid for this queue type');
    }
    if (this.isFifo && (group === undefined || deduplicationId === undefined)) {
      throw new AwsError('MissingParameter', 'The request must contain the parameter MessageGroupId.');
    }
    const before = deduplicationId === undefined ? undefined : this.deduplicated.get(deduplicationId);
    if (before !== undefined && this.clock.now() - before < DEDUPLICATION_MILLISECONDS) {
      return undefined;
    }
    if (deduplicationId !== undefined) {
      this.deduplicated.set(deduplicationId, this.clock.now());
    }
    const message = { id: randomUUID(), body, attributes, senderId, sentAt, group, invisibleUntil: 0, receiveCount: 0 };
    this.messages.push(message);
    return message;
  }

  public receive(atMost: number, invisibleSeconds: number): SimulatedMessage[] {
    if (!(Number.isInteger(atMost) && atMost >= 1 && atMost <= BATCH)) {
      throw new AwsError('InvalidParameterValue', `Value ${atMost} for parameter MaxNumberOfMessages is invalid.`);
    }
    if (!(Number.isInteger(invisibleSeconds) && invisibleSeconds >= 0 && invisibleSeconds <= LONGEST_INVISIBLE_SECONDS)) {
      throw new AwsError('InvalidParameterValue', `Value ${invisibleSeconds} for parameter VisibilityTimeout is invalid.`);
    }
    const now = this.clock.now();
    const most = Math.min(atMost, this.answers.shift() ?? Infinity);
    const seen = this.messages.filter(({ invisibleUntil }) => invisibleUntil <= now).slice(0, most);
    const { redrivePolicy: policy } = this;
    const stays = seen.filter((message) => {
      message.receiveCount += 1;
      if (policy && message.receiveCount > policy.maxReceiveCount) {
        this.messages.splice(this.messages.indexOf(message), 1);
        policy.queue.messages.push(message);
        return false;
      }
      message.invisibleUntil = now + invisibleSeconds * 1000;
      message.receipt = randomUUID();
      return true;
    });
    return stays;
  }

  /** Deleting what is gone is no error. */
  public remove(receipt: string): void {
    this.messages = this.messages.filter((message) => message.receipt !== receipt);
  }

  public changeVisibility(receipt: string, seconds: number): void {
    const message = this.messages.find((candidate) => candidate.receipt === receipt);
    if (!message) {
      throw new AwsError('InvalidParameterValue', `Value ${receipt} for parameter ReceiptHandle is invalid.`);
    }
    message.invisibleUntil = this.clock.now() + seconds * 1000;
  }

  public get visible(): SimulatedMessage[] {
    return this.messages.filter(({ invisibleUntil }) => invisibleUntil <= this.clock.now());
  }

  public get counts() {
    return { visible: this.visible.length, inFlight: this.messages.length - this.visible.length };
  }
}

export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
