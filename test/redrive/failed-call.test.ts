import { SQSClient } from '@aws-sdk/client-sqs';
import { VirtualClock } from './simulator/virtual-clock';
import { Aws } from '../../src/redrive/handler/aws';
import { FailedCall } from '../../src/redrive/handler/failed-call';

/** What the SDK throws. */
function thrown(name: string, status?: number, more: object = {}): Error {
  return Object.assign(new Error('because'), { name, ...(status && { $metadata: { httpStatusCode: status } }), ...more });
}

const judge = (error: unknown, repeatable = false) => {
  const { mayHaveArrived, worthRepeating } = new FailedCall('Send', error, repeatable);
  return { mayHaveArrived, worthRepeating };
};

describe('a call that has failed', () => {
  test.each([
    'BandwidthLimitExceeded', 'EC2ThrottledException', 'KMSThrottlingException', 'KmsThrottled', 'KMSThrottled', 'LimitExceededException', 'PriorRequestNotComplete',
    'ProvisionedThroughputExceededException', 'RequestLimitExceeded', 'RequestThrottled', 'RequestThrottledException', 'RequestTimeTooSkewed', 'SlowDown',
    'ThrottledException', 'Throttling', 'ThrottlingException', 'TooManyRequestsException', 'TransactionInProgressException',
  ])('because of %s has done nothing, and may succeed later', (name) => {
    for (const status of [400, 429, 500]) {
      expect(judge(thrown(name, status))).toEqual({ mayHaveArrived: false, worthRepeating: true });
    }
  });

  test.each(['EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'EMFILE', 'ENETUNREACH', 'ENOTFOUND'])('with %s has not reached anybody, and may do so later', (code) => {
    expect(judge(thrown('Error', undefined, { code }))).toEqual({ mayHaveArrived: false, worthRepeating: true });
  });

  test.each([
    [299, true, false], [300, false, false], [400, false, false], [403, false, false], [413, false, false], [429, false, true],
    [500, true, true], [502, true, true], [503, false, true], [504, true, true],
  ])(
    'with status %d: may have arrived %s, worth another attempt %s', (status, mayHaveArrived, worthRepeating) => {
      expect(judge(thrown('SomeException', status))).toEqual({ mayHaveArrived, worthRepeating });
    });

  test('without an answer may have arrived, and is repeated only where that does no harm', () => {
    for (const error of [thrown('TimeoutError'), thrown('Error', undefined, { code: 'ECONNRESET' }), thrown('InvalidChecksumError', 200)]) {
      expect(judge(error)).toEqual({ mayHaveArrived: true, worthRepeating: false });
      expect(judge(error, true)).toEqual({ mayHaveArrived: true, worthRepeating: true });
    }
  });

  test('that the SDK calls throttled is', () => {
    expect(judge(thrown('New', 400, { $retryable: { throttling: true } }))).toEqual({ mayHaveArrived: false, worthRepeating: true });
    expect(judge(thrown('New', 400, { $retryable: {} }))).toEqual({ mayHaveArrived: false, worthRepeating: false });
  });

  test('by a mistake of the program has not arrived', () => {
    expect(judge(new TypeError('x is not a function'), true)).toEqual({ mayHaveArrived: false, worthRepeating: false });
  });

  test.each([
    [thrown('AccessDenied', 403), 'Send: AccessDenied: because'],
    [Object.assign(thrown('Unknown', 418), { message: 'UnknownError' }), 'Send: status 418'],
    [Object.assign(thrown('Error'), { message: '', code: 'ECONNRESET' }), 'Send: ECONNRESET'],
    [Object.assign(thrown('Error'), { message: 'connect ECONNREFUSED', code: 'ECONNREFUSED' }), 'Send: connect ECONNREFUSED'],
    [Object.assign(thrown('Error'), { code: 'EPIPE' }), 'Send: because: EPIPE'],
    ['text', 'Send: text'],
    [undefined, 'Send: undefined'],
  ])('says what it was: %s', (error, message) => {
    expect(new FailedCall('Send', error, false).message).toBe(message);
  });

  test('has the code of the service', () => {
    expect(new FailedCall('Send', thrown('QueueDoesNotExist', 400), false).code).toBe('QueueDoesNotExist');
  });
});

describe('the clients of a run', () => {
  const clock = new VirtualClock();
  clock.allow(60_000);

  test('are one for each service and Region, which keeps few connections and waits for no answer for long', async () => {
    const aws = new Aws(clock);
    const client = aws.client(SQSClient, 'eu-west-1');
    expect(aws.client(SQSClient, 'eu-west-1')).toBe(client);
    expect(aws.client(SQSClient, 'us-east-1')).not.toBe(client);
    expect(await client.config.region()).toBe('eu-west-1');
    expect(await client.config.maxAttempts()).toBe(1);
    const { httpAgentProvider, httpsAgent, ...config } = await (client.config.requestHandler as any).configProvider;
    expect(config).toMatchObject({ connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true });
    expect({ maxSockets: httpsAgent.maxSockets, keepAlive: httpsAgent.keepAlive }).toEqual({ maxSockets: 5, keepAlive: true });
    expect((await httpAgentProvider()).maxSockets).toBe(5);
  });

  test('are closed with the run', () => {
    const aws = new Aws(clock);
    const client = aws.client(SQSClient, 'eu-west-1');
    const destroy = jest.spyOn(client, 'destroy');
    aws.close();
    expect(destroy).toHaveBeenCalledTimes(1);
    expect(aws.client(SQSClient, 'eu-west-1')).not.toBe(client);
  });

  test('ask three times, with a pause that grows', async () => {
    const aws = new Aws(clock);
    const attempts: number[] = [];
    const startedAt = clock.now();
    await expect(aws.call('Ask', async () => {
      attempts.push(clock.now() - startedAt);
      throw thrown('Throttling', 400);
    }, { repeatable: true })).rejects.toThrow('Ask: Throttling: because');
    expect(attempts).toEqual([0, 200, 600]);
  });

  test.each([[60_000, 10_000], [5_000, 4_000], [900, 1]])('wait with %d ms left for an answer for %d ms', async (left, patience) => {
    clock.allow(left);
    expect(await new Aws(clock).call('Ask', async ({ requestTimeout }) => requestTimeout, { repeatable: true })).toBe(patience);
  });

  test.each([['TimeoutError', 20_000, 3], ['TimeoutError', 19_999, 1], ['Throttling', 2_000, 3], ['Throttling', 1_999, 1]])(
    'after %s with %d ms left ask %d times', async (name, left, times) => {
      clock.allow(left);
      const ask = jest.fn(async () => {
        throw thrown(name);
      });
      await expect(new Aws(clock).call('Ask', ask, { repeatable: true, pause: async () => undefined })).rejects.toThrow();
      expect(ask).toHaveBeenCalledTimes(times);
    });
});
