import { VirtualClock } from './simulator/virtual-clock';
import { Aws } from '../../src/redrive/handler/aws';
import { DeadLetterQueue } from '../../src/redrive/handler/queue';

interface Asked {
  readonly call: string;
  readonly input: any;
  readonly repeatable: boolean;
}

/** A queue that is asked through a client which answers as it is told, in turn; the last answer stays. */
function queueThat(...answers: (object | Error | ((input: any) => object | Promise<object>))[]) {
  const clock = new VirtualClock();
  clock.allow(60_000);
  const asked: Asked[] = [];
  const send = async ({ input }: any) => {
    const answer = answers.length > 1 ? answers.shift()! : answers[0];
    if (answer instanceof Error) {
      throw answer;
    }
    return typeof answer === 'function' ? answer(input) : answer;
  };
  const aws = {
    clock,
    client: () => ({
      send: (command: any) => {
        asked[asked.length - 1] = { ...asked[asked.length - 1], input: command.input };
        return send(command);
      },
    }),
    call: (call: string, ask: any, { repeatable }: any) => {
      asked.push({ call, repeatable, input: undefined });
      return ask({});
    },
  };
  return { queue: new DeadLetterQueue(aws as unknown as Aws, 'the-queue'), clock, asked };
}

const MESSAGE = { MessageId: 'm', ReceiptHandle: 'r', Body: 'text', Attributes: { SentTimestamp: '5', SenderId: 'AIDA' }, MessageAttributes: { RULE_ARN: { StringValue: 'rule' } } };
const handles = (count: number) => Array.from({ length: count }, (_, n) => `handle-${n}`);

describe('what is taken from a queue', () => {
  test.each([[1, 1], [9, 9], [10, 10], [11, 10], [500, 10]])('is, where %d may be taken, up to %d messages with all that is known of them', async (atMost, most) => {
    const { queue, asked } = queueThat({ Messages: [MESSAGE] });
    expect(await queue.receive(atMost)).toEqual([{
      messageId: 'm', receiptHandle: 'r', body: 'text', attributes: { RULE_ARN: 'rule' }, sentAt: 5, senderId: 'AIDA',
    }]);
    expect(asked).toEqual([{
      call: 'ReceiveMessage',
      repeatable: true,
      input: {
        QueueUrl: 'the-queue',
        MaxNumberOfMessages: most,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['SentTimestamp', 'SenderId'],
        VisibilityTimeout: 60,
        WaitTimeSeconds: 1,
      },
    }]);
  });

  test.each([[60_001, 61], [1_500, 2], [1_000, 1], [0, 1], [-5, 1]])('stays invisible for as long as the function runs: %d ms, %d s', async (left, seconds) => {
    const { queue, clock, asked } = queueThat({});
    clock.allow(left);
    expect(await queue.receive(10)).toEqual([]);
    expect(asked[0].input.VisibilityTimeout).toBe(seconds);
  });

  test('has no content, attributes or date where SQS gives none', async () => {
    const { queue } = queueThat({ Messages: [{ MessageId: 'm', ReceiptHandle: 'r' }] });
    expect(await queue.receive(10)).toEqual([{ messageId: 'm', receiptHandle: 'r', body: '', attributes: {}, sentAt: NaN, senderId: undefined }]);
  });
});

describe('how long it takes to put messages back', () => {
  test.each([[0, 0], [1, 50], [10, 50], [11, 100], [30, 150]])('is guessed at first: %d messages, %d ms', (count, milliseconds) => {
    expect(queueThat({}).queue.releaseMilliseconds(count)).toBe(milliseconds);
  });

  test('is learned from the calls that brought messages, a fifth from each', async () => {
    const { queue, clock } = queueThat(() => {
      clock.advance(100);
      return { Messages: [MESSAGE] };
    });
    await queue.receive(10);
    expect(queue.releaseMilliseconds(10)).toBe(60);
    await queue.receive(10);
    expect(queue.releaseMilliseconds(10)).toBe(68);
  });

  test('is not learned from a call that waited for messages in vain', async () => {
    const { queue, clock } = queueThat(() => {
      clock.advance(1_000);
      return { Messages: [] };
    });
    await queue.receive(10);
    expect(queue.releaseMilliseconds(10)).toBe(50);
  });

  test('is not a matter of one call that hung: it counts as a second', async () => {
    const { queue, clock } = queueThat(() => {
      clock.advance(9_000);
      return { Messages: [MESSAGE] };
    });
    await queue.receive(10);
    expect(queue.releaseMilliseconds(10)).toBe(240);
  });
});

describe('putting back', () => {
  test('makes messages visible at once, ten with a call', async () => {
    const { queue, asked } = queueThat({});
    expect(await queue.release(handles(25))).toEqual({ count: 0, reasons: [] });
    expect(asked.map(({ input: { Entries: entries } }) => entries.length)).toEqual([10, 10, 5]);
    expect(asked.flatMap(({ input: { Entries: entries } }) => entries.map(({ ReceiptHandle }: any) => ReceiptHandle))).toEqual(handles(25));
    expect(asked[0].input.Entries[1]).toEqual({ Id: '1', ReceiptHandle: 'handle-1', VisibilityTimeout: 0 });
    expect(asked.every(({ call, repeatable, input }) => call === 'ChangeMessageVisibilityBatch' && repeatable && input.QueueUrl === 'the-queue')).toBe(true);
  });

  test('of nothing asks for nothing', async () => {
    const { queue, asked } = queueThat({});
    expect(await queue.release([])).toEqual({ count: 0, reasons: [] });
    expect(asked).toEqual([]);
  });

  test('has five calls under way at most', async () => {
    let [running, most] = [0, 0];
    const { queue } = queueThat(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((done) => setImmediate(done));
      running -= 1;
      return {};
    });
    await queue.release(handles(120));
    expect([running, most]).toEqual([0, 5]);
  });

  test('asks three times for what SQS refuses, each time for that only, and says the last reason', async () => {
    const refuse = (...ids: string[]) => ({ Failed: ids.map((Id) => ({ Id, Code: 'Busy', Message: `for ${ids.length}` })) });
    const { queue, asked } = queueThat(refuse('1', '3', '4'), refuse('0', '2'), { Failed: [{ Id: '1', Code: 'Gone' }] });
    expect(await queue.release(handles(5))).toEqual({ count: 1, reasons: ['ChangeMessageVisibilityBatch: Gone'] });
    expect(asked.map(({ input: { Entries: entries } }) => entries.map(({ ReceiptHandle }: any) => ReceiptHandle))).toEqual([
      handles(5), ['handle-1', 'handle-3', 'handle-4'], ['handle-1', 'handle-4'],
    ]);
  });

  test('that succeeds in the end has no reason', async () => {
    const { queue } = queueThat({ Failed: [{ Id: '0', Code: 'Busy' }] }, {});
    expect(await queue.release(handles(2))).toEqual({ count: 0, reasons: [] });
  });

  test('says why, with the message of SQS where it gives one, and each reason once', async () => {
    const { queue } = queueThat({ Failed: [{ Id: '0', Code: 'Busy', Message: 'later' }] });
    expect(await queue.release(handles(20))).toEqual({ count: 2, reasons: ['ChangeMessageVisibilityBatch: Busy: later'] });
  });

  test('gives up a batch whose call fails, and not the others', async () => {
    const { queue, asked } = queueThat(new Error('denied'), {});
    expect(await queue.release(handles(15))).toEqual({ count: 10, reasons: ['denied'] });
    expect(asked).toHaveLength(2);
  });

  test.each([[2_000, 0, []], [1_999, 3, ['the time was up']]])('asks for nothing any more when less than two seconds are left: %d ms', async (left, count, reasons) => {
    const { queue, clock, asked } = queueThat({});
    clock.allow(left);
    expect(await queue.release(handles(3))).toEqual({ count, reasons });
    expect(asked).toHaveLength(count === 0 ? 1 : 0);
  });

  test('that ran out of time says what SQS had said', async () => {
    const { queue, clock } = queueThat(() => {
      clock.allow(1_000);
      return { Failed: [{ Id: '0', Code: 'Busy' }] };
    });
    expect(await queue.release(handles(3))).toEqual({ count: 1, reasons: ['ChangeMessageVisibilityBatch: Busy'] });
  });
});

describe('what SQS says of a queue', () => {
  test.each([
    [{ ApproximateNumberOfMessages: '7', ApproximateNumberOfMessagesNotVisible: '2', RedrivePolicy: '{"maxReceiveCount":"4"}' }, { visible: 7, inFlight: 2, maxReceiveCount: 4 }],
    [{ ApproximateNumberOfMessages: '0', ApproximateNumberOfMessagesNotVisible: '0' }, { visible: 0, inFlight: 0, maxReceiveCount: undefined }],
    [{ RedrivePolicy: 'no JSON' }, { visible: NaN, inFlight: NaN, maxReceiveCount: undefined }],
    [{ RedrivePolicy: '{"maxReceiveCount":"many"}' }, { visible: NaN, inFlight: NaN, maxReceiveCount: undefined }],
    [undefined, { visible: NaN, inFlight: NaN, maxReceiveCount: undefined }],
  ])('%j is %j', async (attributes, state) => {
    const { queue, asked } = queueThat({ Attributes: attributes });
    expect(await queue.look()).toEqual(state);
    expect(asked).toMatchObject([{ call: 'GetQueueAttributes', repeatable: true }]);
  });
});

test('a message is deleted by its receipt, which can be asked for twice', async () => {
  const { queue, asked } = queueThat({});
  await queue.remove('receipt');
  expect(asked).toEqual([{ call: 'DeleteMessage', repeatable: true, input: { QueueUrl: 'the-queue', ReceiptHandle: 'receipt' } }]);
});
