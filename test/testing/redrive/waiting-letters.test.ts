import { Letter } from '../../../src/testing/delivery/played-way';
import { WaitingLetters } from '../../../src/testing/redrive/waiting-letters';

const SINCE = Date.UTC(2026, 0, 1);
const SAMPLE = { id: 'e-1', source: 'aws.batch', time: '2025-12-31T00:00:00Z' };
const letter = (more: Partial<Letter> = {}): Letter => ({
  kind: 'delivery', queue: {} as Letter['queue'], ruleArn: 'arn:rule', targetArn: 'arn:aws:lambda:eu-west-1:111111111111:function:handler', errorCode: 'NO_RESOURCE', at: 30, sample: SAMPLE, ...more,
});

let now = 0;
const waiting = (...letters: Letter[]) => new WaitingLetters(letters, SINCE, () => now);
beforeEach(() => {
  now = 1_000;
});

describe('messages of a queue', () => {
  test('are handed out as many as are asked for, in their order, and not again before their time is over', () => {
    const queue = waiting(letter(), letter(), letter());
    expect(queue.receive(2, 10)!.map(({ MessageId }) => MessageId)).toEqual(['message-1', 'message-2']);
    expect(queue.attributes).toEqual({ ApproximateNumberOfMessages: '1', ApproximateNumberOfMessagesNotVisible: '2' });
    expect(queue.receive(10, 10)!.map(({ MessageId }) => MessageId)).toEqual(['message-3']);
    expect(queue.receive(10, 10)).toBeUndefined();
    now += 9_999;
    expect(queue.receive(10, 10)).toBeUndefined();
    expect(queue.attributes).toEqual({ ApproximateNumberOfMessages: '0', ApproximateNumberOfMessagesNotVisible: '3' });
    now += 1;
    expect(queue.attributes).toEqual({ ApproximateNumberOfMessages: '3', ApproximateNumberOfMessagesNotVisible: '0' });
    expect(queue.receive(10, 10)).toHaveLength(3);
    expect(queue.letters).toHaveLength(3);
  });

  test('are removed by the receipt that they were handed out with last', () => {
    const queue = waiting(letter(), letter({ at: 60 }));
    const [{ ReceiptHandle: first }] = queue.receive(1, 0)!;
    const [{ ReceiptHandle: again }, { ReceiptHandle: other }] = queue.receive(2, 0)!;
    expect(new Set([first, again, other]).size).toBe(3);
    expect(queue.remove(first)).toEqual({});
    expect(queue.letters).toHaveLength(2);
    queue.remove(again);
    expect(queue.letters.map(({ at }) => at)).toEqual([60]);
  });

  test('are released by their receipt', () => {
    const queue = waiting(letter(), letter());
    const [{ ReceiptHandle: receipt }] = queue.receive(2, 600)!;
    expect(queue.release([{ Id: 'a', ReceiptHandle: receipt, VisibilityTimeout: 5 }, { Id: 'b', ReceiptHandle: 'unknown', VisibilityTimeout: 0 }]))
      .toEqual({ Successful: [{ Id: 'a' }, { Id: 'b' }], Failed: [] });
    now += 4_999;
    expect(queue.receive(10, 0)).toBeUndefined();
    now += 1;
    expect(queue.receive(10, 0)!.map(({ MessageId }) => MessageId)).toEqual(['message-1']);
  });
});

describe('a message is', () => {
  const sent = (one: Letter) => {
    const { Body, Attributes, MessageAttributes } = waiting(one).receive(1, 0)![0];
    const attributes = Object.fromEntries(Object.entries<any>(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]));
    return { body: JSON.parse(Body), sender: Attributes.SenderId, at: Number(Attributes.SentTimestamp), attributes };
  };
  const AT = SINCE + 30_000;

  test('the event that a rule did not deliver', () => {
    expect(sent(letter())).toEqual({
      body: SAMPLE, sender: 'AIDAEVENTBRIDGE', at: AT, attributes: { RULE_ARN: 'arn:rule', TARGET_ARN: letter().targetArn, ERROR_CODE: 'NO_RESOURCE', ERROR_MESSAGE: 'NO_RESOURCE' },
    });
  });

  test('the event with the time of its arrival, where it lacks one', () => {
    expect(sent(letter({ sample: { id: 'e-1' } })).body).toEqual({ id: 'e-1', time: new Date(SINCE).toISOString() });
  });

  test('the record of a subscriber', () => {
    expect(sent(letter({ kind: 'record' }))).toEqual({
      body: { version: '1.0', subscriberArn: 'arn:rule', targetArn: letter().targetArn, errorCode: 'NO_RESOURCE', failedMessages: [{ eventId: 'e-1', timestamp: new Date(SINCE).toISOString() }] },
      sender: 'AIDAEVENTBRIDGE',
      at: AT,
      attributes: { SUBSCRIBER_ARN: 'arn:rule', TARGET_ARN: letter().targetArn, ERROR_CODE: 'NO_RESOURCE' },
    });
  });

  test('what a function with a queue of its own failed on', () => {
    expect(sent(letter({ kind: 'functionQueue' }))).toEqual({
      body: SAMPLE, sender: 'AROAFUNCTION:handler', at: AT, attributes: { RequestID: 'request', ErrorCode: '200', ErrorMessage: 'failed' },
    });
  });

  test('the record of a function with a destination', () => {
    const { body, sender, attributes } = sent(letter({ kind: 'invocation', errorCode: 'RetriesExhausted' }));
    expect(body).toMatchObject({ requestContext: { functionArn: `${letter().targetArn}:$LATEST`, condition: 'RetriesExhausted', approximateInvokeCount: 3 }, requestPayload: SAMPLE });
    expect([sender, attributes]).toEqual(['AROAFUNCTION:handler', {}]);
  });
});
