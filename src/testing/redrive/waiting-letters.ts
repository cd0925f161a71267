import { Letter } from '../delivery/played-way';

interface Waiting {
  readonly id: string;
  readonly letter: Letter;
  receipt: string;
  invisibleUntil: number;
}

/** Messages of a dead-letter queue, as Amazon SQS hands them out. */
export class WaitingLetters {
  private waiting: Waiting[];
  private receipts = 0;

  /**
   * @param since the moment, in milliseconds, from which the times of the letters count
   */
  constructor(letters: readonly Letter[], private readonly since: number, private readonly now: () => number) {
    this.waiting = letters.map((letter, at) => ({ id: `message-${at + 1}`, letter, receipt: '', invisibleUntil: -Infinity }));
  }

  /** What is in the queue. */
  public get letters(): Letter[] {
    return this.waiting.map(({ letter }) => letter);
  }

  public get attributes(): Record<string, string> {
    const visible = this.waiting.filter(({ invisibleUntil }) => invisibleUntil <= this.now()).length;
    return { ApproximateNumberOfMessages: String(visible), ApproximateNumberOfMessagesNotVisible: String(this.waiting.length - visible) };
  }

  public receive(most: number, seconds: number): any[] | undefined {
    const seen = this.waiting.filter(({ invisibleUntil }) => invisibleUntil <= this.now()).slice(0, most);
    return seen.length === 0 ? undefined : seen.map((message) => {
      this.receipts += 1;
      message.receipt = `receipt-${this.receipts}`;
      message.invisibleUntil = this.now() + seconds * 1000;
      return describe(message, this.since);
    });
  }

  public remove(receipt: string): object {
    this.waiting = this.waiting.filter((message) => message.receipt !== receipt);
    return {};
  }

  public release(entries: { Id: string; ReceiptHandle: string; VisibilityTimeout: number }[]): object {
    for (const { ReceiptHandle: receipt, VisibilityTimeout: seconds } of entries) {
      const message = this.waiting.find((candidate) => candidate.receipt === receipt);
      if (message) {
        message.invisibleUntil = this.now() + seconds * 1000;
      }
    }
    return { Successful: entries.map(({ Id }) => ({ Id })), Failed: [] };
  }
}

function describe({ id, receipt, letter: waiting }: Waiting, since: number): object {
  // A sample may lack what every event has.
  const letter = { ...waiting, sample: { time: new Date(since).toISOString(), ...waiting.sample } };
  const { kind, sample, ruleArn, targetArn, errorCode, at } = letter;
  const isDelivery = kind === 'delivery' || kind === 'record';
  const attributes: Record<string, string> = kind === 'record' ? { SUBSCRIBER_ARN: ruleArn, TARGET_ARN: targetArn, ERROR_CODE: errorCode } : isDelivery
    ? { RULE_ARN: ruleArn, TARGET_ARN: targetArn, ERROR_CODE: errorCode, ERROR_MESSAGE: errorCode }
    : kind === 'functionQueue' ? { RequestID: 'request', ErrorCode: '200', ErrorMessage: 'failed' } : {};
  const functionName = targetArn.split(':')[6];
  return {
    MessageId: id,
    ReceiptHandle: receipt,
    Body: JSON.stringify(kind === 'invocation' ? recordOf(letter) : kind === 'record' ? failureRecordOf(letter, since) : sample),
    Attributes: { SentTimestamp: String(since + at * 1000), SenderId: isDelivery ? 'AIDAEVENTBRIDGE' : `AROAFUNCTION:${functionName}` },
    MessageAttributes: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }])),
  };
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function recordOf({ targetArn, errorCode, sample }: Letter): object {
  return {
    version: '1.0',
    requestContext: { requestId: 'request', functionArn: `${targetArn}:$LATEST`, condition: errorCode, approximateInvokeCount: 3 },
    requestPayload: sample,
    responsePayload: { errorMessage: 'failed' },
  };
}

/**
 * The time of an event is that of its arrival on the bus.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-retry.html
 */
function failureRecordOf({ ruleArn, targetArn, errorCode, sample }: Letter, since: number): object {
  return {
    version: '1.0',
    subscriberArn: ruleArn,
    targetArn,
    errorCode,
    failedMessages: [{ eventId: sample.id, timestamp: new Date(since).toISOString() }],
  };
}
