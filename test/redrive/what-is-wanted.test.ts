import { VirtualClock } from './simulator/virtual-clock';
import { DeadLetter, QueueMessage, readDeadLetter } from '../../src/redrive/handler/dead-letter';
import { nextRun } from '../../src/redrive/handler/next-run';
import { Pace } from '../../src/redrive/handler/pace';
import { parseRequest } from '../../src/redrive/handler/request';
import { SummaryBook } from '../../src/redrive/handler/summary';
import { isWanted } from '../../src/redrive/handler/wanted';

const RULE = 'arn:aws:events:eu-west-1:111111111111:rule/mine';
const QUEUE = 'arn:aws:sqs:eu-west-1:111111111111:work';
const MINUTE = 60_000;

const message = (more: Partial<QueueMessage> = {}): QueueMessage => ({
  messageId: 'm', receiptHandle: 'r', body: '{"id":"e"}', attributes: { RULE_ARN: RULE, TARGET_ARN: QUEUE, ERROR_CODE: 'CODE' }, sentAt: 0, ...more,
});

describe('of two filters both must fit:', () => {
  test.each<[object, boolean]>([
    [{ rule: 'mine', target: 'work', errorCode: 'CODE', olderThanMinutes: 1, youngerThanMinutes: 2 }, true],
    [{ rule: 'other', target: 'work' }, false], [{ rule: 'mine', target: 'other' }, false], [{ rule: 'mine', errorCode: 'OTHER' }, false],
    [{ target: QUEUE, olderThanMinutes: 2 }, false], [{ errorCode: 'CODE', youngerThanMinutes: 1 }, false], [{ rule: RULE, youngerThanMinutes: 1 }, false],
  ])('%j: %s', (filter, expected) => {
    const letter = readDeadLetter(message()) as DeadLetter;
    expect(isWanted(letter, message({ sentAt: MINUTE }), parseRequest(filter), 2.5 * MINUTE)).toBe(expected);
  });
});

test.each([0, 1, 5_000])('a letter that is dated %d ms after the run began is as young as can be', (milliseconds) => {
  const letter = readDeadLetter(message()) as DeadLetter;
  expect(isWanted(letter, message({ sentAt: milliseconds }), parseRequest({ youngerThanMinutes: 0 }), 0)).toBe(true);
  expect(isWanted(letter, message({ sentAt: milliseconds }), parseRequest({ olderThanMinutes: 0 }), 0)).toBe(true);
});

describe('a message is', () => {
  test.each<[string, Partial<QueueMessage>, string]>([
    ['without a target', { attributes: { RULE_ARN: RULE } }, 'written neither by EventBridge nor by AWS Lambda'],
    ['without a rule', { attributes: { TARGET_ARN: QUEUE } }, 'written neither by EventBridge nor by AWS Lambda'],
    ['with a rule and without an event', { attributes: { RULE_ARN: RULE }, body: 'text' }, 'EventBridge\'s attributes, and no event in the body'],
    ['with text only', { attributes: {}, body: 'text' }, 'written neither by EventBridge nor by AWS Lambda'],
    ['with one attribute of a function\'s queue', { attributes: { ErrorCode: '200' }, body: '{}' }, 'written neither by EventBridge nor by AWS Lambda'],
    ['with two of them', { attributes: { ErrorCode: '200', RequestID: 'r' }, body: '{}' }, 'written neither by EventBridge nor by AWS Lambda'],
    ['with all of them', { attributes: { ErrorCode: '200', RequestID: 'r', ErrorMessage: '' }, body: '{}' }, 'written by the dead-letter queue setting of a function (DeadLetterConfig), which does not say which function: give it an on-failure destination instead'],
  ])('no letter %s', (_what, more, reason) => {
    expect(readDeadLetter(message(more))).toBe(reason);
  });

  test('a letter, whose code is not known where there is none', () => {
    expect(readDeadLetter(message({ attributes: { RULE_ARN: RULE, TARGET_ARN: QUEUE } }))).toEqual({
      kind: 'delivery', messageId: 'm', ruleArn: RULE, targetArn: QUEUE, errorCode: 'UNKNOWN', text: '{"id":"e"}', delivered: { id: 'e' }, eventId: 'e', foreignSender: undefined,
    });
  });

  test.each([['1', undefined], ['"e"', 'e'], ['null', undefined]])('a letter of an event with id %s: %s', (id, eventId) => {
    expect(readDeadLetter(message({ body: `{"id":${id}}` }))).toMatchObject({ eventId });
  });

  test.each<[string | undefined, string | undefined]>([
    [undefined, undefined], ['AIDAEXAMPLE', undefined], ['AROAEXAMPLE:session', 'AROAEXAMPLE:session'], ['111111111111', '111111111111'], ['11111111111', undefined],
  ])('a letter of sender %s, which is foreign: %s', (senderId, foreignSender) => {
    expect(readDeadLetter(message({ senderId }))).toMatchObject({ foreignSender });
  });

  test('a record of the latest version under the name of the function, with or without a condition and an event', () => {
    const functionArn = 'arn:aws:lambda:eu-west-1:111111111111:function:handler:$LATEST';
    const record = (content: object) => readDeadLetter(message({ attributes: {}, body: JSON.stringify(content) }));
    expect(record({ requestContext: { functionArn, condition: 'RetriesExhausted' }, requestPayload: { id: 'e' } })).toEqual({
      kind: 'invocation', messageId: 'm', targetArn: functionArn.slice(0, -8), errorCode: 'RetriesExhausted', text: '{"id":"e"}', eventId: 'e', foreignSender: undefined,
    });
    expect(record({ requestContext: { functionArn }, requestPayload: null })).toMatchObject({ errorCode: 'UNKNOWN', text: 'null', eventId: undefined });
  });
});

describe('the next run is needed for', () => {
  const environment = { ...process.env };
  beforeEach(() => Object.assign(process.env, { AWS_LAMBDA_FUNCTION_NAME: 'redrive', AWS_REGION: 'eu-west-1' }));
  afterEach(() => {
    process.env = environment;
  });
  const NOTHING = new SummaryBook(false).summary;

  test.each<[object, boolean]>([
    [{}, false], [{ left: 1 }, true], [{ arrivedSince: 1 }, true], [{ untouched: 1 }, true], [{ remaining: { visible: 1, inFlight: 0 } }, true],
    [{ left: 1, arrivedSince: 1, untouched: 2, remaining: { visible: 4, inFlight: 0 } }, true],
    [{ left: 1, untouched: 1 }, true], [{ arrivedSince: 1, untouched: 1 }, true], [{ untouched: 1, remaining: { visible: 1, inFlight: 0 } }, true],
    [{ remaining: { visible: 0, inFlight: 5 } }, false], [{ redriven: 3, skipped: 2 }, false],
    [{ dryRun: true, redriven: 1 }, true], [{ dryRun: true, left: 4, remaining: { visible: 4, inFlight: 0 } }, false],
  ])('%j: %s', (summary, expected) => {
    expect(nextRun(parseRequest({}), { ...NOTHING, ...summary }) !== undefined).toBe(expected);
  });
});

describe('the pace of a run', () => {
  test('does not hold up the first call, and keeps the others apart by what is left of the interval', async () => {
    const clock = new VirtualClock(1_000);
    const pace = new Pace(clock, 4);
    expect(pace.wait).toBe(0);
    await pace.turn();
    expect([clock.now(), pace.wait]).toEqual([1_000, 250]);
    clock.advance(100);
    expect(pace.wait).toBe(150);
    await pace.turn();
    expect(clock.now()).toBe(1_250);
    clock.advance(900);
    expect(pace.wait).toBe(0);
    await pace.turn();
    expect(clock.now()).toBe(2_150);
  });
});
