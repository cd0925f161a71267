import { VirtualClock } from './simulator/virtual-clock';
import { Aws } from '../../src/redrive/handler/aws';
import { DeadLetter, readDeadLetter } from '../../src/redrive/handler/dead-letter';
import { FailedCall } from '../../src/redrive/handler/failed-call';
import { DispatchContext } from '../../src/redrive/handler/targets/dispatch';
import { prepareDispatch, requireKnownKind } from '../../src/redrive/handler/targets/senders';

const NOW = 1_760_000_000_000;
const HOUR = 3_600_000;

interface Sending {
  readonly event?: object;
  readonly payload?: string;
  readonly parameters?: object;
  readonly account?: string;
  /** What each operation answers, or throws. */
  readonly answers?: Record<string, object | Error>;
}

/** Sends one event to a target, and gives what each operation was asked for. */
async function sendTo(arn: string, sending: Sending = {}) {
  const { event = { id: 'e', time: new Date(NOW).toISOString() }, parameters = {}, answers = {} } = sending;
  const { payload = JSON.stringify(event) } = sending;
  const account = 'account' in sending ? sending.account : '111111111111';
  const asked: [string, any][] = [];
  const send = async (command: any) => {
    const operation = command.constructor.name.replace('Command', '');
    asked.push([operation, command.input]);
    const answer = answers[operation] ?? {};
    if (answer instanceof Error) {
      throw answer;
    }
    return answer;
  };
  const aws = {
    clock: new VirtualClock(NOW),
    client: () => ({ send }),
    call: async (name: string, ask: any, { repeatable }: any) => {
      try {
        return await ask({});
      } catch (error) {
        throw new FailedCall(name, error, repeatable);
      }
    },
  } as unknown as Aws;
  const letter = readDeadLetter({
    messageId: 'message',
    receiptHandle: 'r',
    body: JSON.stringify(event),
    sentAt: NOW,
    attributes: { RULE_ARN: 'arn:aws:events:eu-west-1:111111111111:rule/mine', TARGET_ARN: arn },
  }) as DeadLetter;
  const delivery = { target: { Arn: arn, ...parameters }, arn: requireKnownKind(arn), payload, letter };
  const dispatch = await prepareDispatch(delivery, new DispatchContext(aws, account));
  await dispatch.send({ requestTimeout: 1 });
  return asked;
}

const last = async (...given: Parameters<typeof sendTo>) => (await sendTo(...given)).at(-1)![1];

describe('a log group takes', () => {
  const GROUP = 'arn:aws:logs:eu-west-1:111111111111:log-group:/events:*';
  const at = (milliseconds: number) => ({ event: { id: 'e', time: new Date(NOW + milliseconds).toISOString() } });

  test.each([-14 * 24 * HOUR, 0, 2 * HOUR])('an event of %d ms from now', async (milliseconds) => {
    expect(await last(GROUP, at(milliseconds))).toMatchObject({ logGroupName: '/events', logStreamName: 'redrive', logEvents: [{ timestamp: NOW + milliseconds }] });
  });

  test.each([-14 * 24 * HOUR - 1, 2 * HOUR + 1])('no event of %d ms from now', async (milliseconds) => {
    await expect(sendTo(GROUP, at(milliseconds))).rejects.toThrow('CloudWatch Logs takes no events that are older than 14 days, or more than 2 hours ahead');
  });

  test('no event whose time is not known', async () => {
    await expect(sendTo(GROUP, { event: { id: 'e' } })).rejects.toThrow('CloudWatch Logs takes no events');
  });

  test('an event in a stream that is there already, and none where there can be no stream', async () => {
    const thrown = (name: string) => Object.assign(new Error('because'), { name, $metadata: { httpStatusCode: 400 } });
    expect(await last(GROUP, { answers: { CreateLogStream: thrown('ResourceAlreadyExistsException') } })).toMatchObject({ logEvents: [{}] });
    await expect(sendTo(GROUP, { answers: { CreateLogStream: thrown('ResourceNotFoundException') } })).rejects.toThrow('CreateLogStream: ResourceNotFoundException: because');
  });

  test('an event, unless it says otherwise', async () => {
    await expect(sendTo(GROUP, { answers: { PutLogEvents: { rejectedLogEventsInfo: { tooOldLogEventEndIndex: 1 } } } }))
      .rejects.toThrow('CloudWatch Logs takes no events of that age: {"tooOldLogEventEndIndex":1}');
  });
});

describe('a stream takes', () => {
  const STREAM = 'arn:aws:kinesis:eu-west-1:111111111111:stream/stream';
  const by = (PartitionKeyPath: string, detail: unknown, id: unknown = 'e') => ({ event: { id, detail }, parameters: { KinesisParameters: { PartitionKeyPath } } });

  test.each<[string, unknown, unknown, string]>([
    ['the longest key', 'x'.repeat(256), 'e', 'x'.repeat(256)],
    ['false', false, 'e', 'false'], ['zero', 0, 'e', '0'], ['a list', [1], 'e', '[1]'], ['null', null, 'e', 'null'],
    ['empty text, by the id of the event', '', 'e', 'e'], ['empty text of an event without an id, by that of the letter', '', null, 'message'],
  ])('%s', async (_what, detail, id, key) => {
    expect((await last(STREAM, by('$.detail', detail, id))).PartitionKey).toBe(key);
  });

  test('no key of 257 characters', async () => {
    await expect(sendTo(STREAM, by('$.detail', 'x'.repeat(257)))).rejects.toThrow('longer than 256 characters');
  });
});

describe('a queue is found', () => {
  const QUEUE = 'arn:aws:sqs:eu-west-1:111111111111:work';

  test.each<[string, string, Sending, string]>([
    ['where SQS says that it is', QUEUE, { answers: { GetQueueUrl: { QueueUrl: 'https://queue.example/work' } } }, 'https://queue.example/work'],
    ['where its ARN says that it is, when SQS says nothing', QUEUE, {}, 'https://sqs.eu-west-1.amazonaws.com/111111111111/work'],
    ['where its ARN says that it is, when SQS may not be asked', QUEUE, { answers: { GetQueueUrl: Object.assign(new Error('no'), { name: 'AccessDenied' }) } }, 'https://sqs.eu-west-1.amazonaws.com/111111111111/work'],
    ['in another account', QUEUE, { account: '222222222222' }, 'https://sqs.eu-west-1.amazonaws.com/111111111111/work'],
    ['in China', 'arn:aws-cn:sqs:cn-north-1:111111111111:work', { account: '222222222222' }, 'https://sqs.cn-north-1.amazonaws.com.cn/111111111111/work'],
  ])('%s', async (_where, arn, sending, url) => {
    expect((await last(arn, sending)).QueueUrl).toBe(url);
  });

  test.each(['AWS.SimpleQueueService.NonExistentQueue', 'QueueDoesNotExist'])('or not, which SQS says as %s', async (name) => {
    await expect(sendTo(QUEUE, { answers: { GetQueueUrl: Object.assign(new Error('no'), { name }) } })).rejects.toThrow('the queue does not exist');
  });

  test('whether it is one of this account is asked where this account is not known', async () => {
    expect((await sendTo(QUEUE, { account: undefined })).map(([operation]) => operation)).toEqual(['GetQueueUrl', 'SendMessage']);
  });
});

describe('a bus takes', () => {
  const BUS = 'arn:aws:events:eu-west-1:111111111111:event-bus/orders';
  const EVENT = { 'id': 'e', 'source': 'my.app', 'detail-type': 'Kind', 'detail': {}, 'time': '2026-01-01T00:00:00Z', 'account': '111111111111', 'region': 'eu-west-1' };
  const put = (event: unknown, answer: object = { Entries: [{ EventId: '1' }] }, account?: string) => last(BUS, { payload: JSON.stringify(event), answers: { PutEvents: answer }, ...(account && { account }) });

  test.each<[string, object]>([
    ['a whole event', EVENT], ['one that does not say of which account', { ...EVENT, account: undefined }], ['one that does not say of which Region', { ...EVENT, region: undefined }],
  ])('%s', async (_what, event) => {
    expect(await put(event)).toMatchObject({ Entries: [{ Source: 'my.app', DetailType: 'Kind', Detail: '{}', Time: new Date('2026-01-01T00:00:00Z') }] });
  });

  test('an event of any account where it is not known which account this is', async () => {
    const aws = { clock: new VirtualClock(NOW) } as unknown as Aws;
    const letter = readDeadLetter({ messageId: 'm', receiptHandle: 'r', body: '{}', sentAt: NOW, attributes: { RULE_ARN: 'r', TARGET_ARN: BUS } }) as DeadLetter;
    const payload = JSON.stringify({ ...EVENT, account: '999999999999' });
    const delivery = { target: { Arn: BUS }, arn: requireKnownKind(BUS), payload, letter };
    expect(await prepareDispatch(delivery, new DispatchContext(aws, undefined))).toMatchObject({ call: 'PutEvents', repeatable: false });
    await expect(prepareDispatch(delivery, new DispatchContext(aws, '111111111111'))).rejects.toThrow('an event of account 999999999999');
  });

  test.each<[string, unknown]>([
    ['nothing', null], ['text', 'text'], ['no source', { ...EVENT, source: 1 }], ['no kind', { ...EVENT, 'detail-type': undefined }], ['no detail', { ...EVENT, detail: null }],
    ['text as detail', { ...EVENT, detail: 'text' }], ['no time', { ...EVENT, time: 'soon' }],
  ])('nothing with %s', async (_what, event) => {
    await expect(put(event)).rejects.toThrow('the input that the rule makes of this event is not an event, which is all that a bus takes');
  });

  test.each<[string, object, object]>([
    ['InternalFailure', { Entries: [{ ErrorCode: 'InternalFailure', ErrorMessage: 'later' }] }, { name: 'InternalFailure', message: 'later', $metadata: { httpStatusCode: 500 } }],
    ['MalformedDetail', { Entries: [{ ErrorCode: 'MalformedDetail', ErrorMessage: 'no' }] }, { name: 'MalformedDetail', message: 'no', $metadata: { httpStatusCode: 400 } }],
    ['nothing', {}, { name: 'Error', message: 'the answer names no event', $metadata: { httpStatusCode: undefined } }],
  ])('no event of which it says %s', async (_what, answer, error) => {
    await expect(put(EVENT, answer)).rejects.toMatchObject(error);
  });
});

describe('a function takes', () => {
  const FUNCTION = 'arn:aws:lambda:eu-west-1:111111111111:function:handler';

  test('what it answers with status 202', async () => {
    expect(await last(FUNCTION, { answers: { Invoke: { StatusCode: 202 } } })).toMatchObject({ FunctionName: FUNCTION, InvocationType: 'Event' });
  });

  test.each([200, 203, undefined])('nothing that it answers with status %s', async (StatusCode) => {
    await expect(sendTo(FUNCTION, { answers: { Invoke: { StatusCode } } })).rejects.toThrow(`AWS Lambda answered with status ${StatusCode} instead of 202`);
  });
});

test('an execution has a name of 56 characters, which only another letter, target or input changes', async () => {
  const MACHINE = 'arn:aws:states:eu-west-1:111111111111:stateMachine:machine';
  const { name } = await last(MACHINE, { payload: '{}' });
  expect(name).toMatch(/^redrive-[0-9a-f]{48}$/);
  expect((await last(MACHINE, { payload: '{}' })).name).toBe(name);
  expect((await last(MACHINE, { payload: '[]' })).name).not.toBe(name);
  expect((await last(`${MACHINE}2`, { payload: '{}' })).name).not.toBe(name);
});
