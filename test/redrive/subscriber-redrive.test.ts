import { Stack } from 'aws-cdk-lib';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as kms from 'aws-cdk-lib/aws-kms';
import { AwsService, ServiceEventBus, ServiceEventSubscriber, ServiceEventSubscriberProps, SubscriberRedrive } from 'cdk-service-events';
import { QueueMessage } from '../../src/redrive/handler/dead-letter';
import { recordIn } from '../../src/redrive/handler/records/record';
import { RecordQueue, RedeliverySummary, parseRedelivery, redeliver } from '../../src/redrive/handler/records/redelivery';
import { Replays, replayTemplate } from '../../src/redrive/handler/records/replays';
import { queueIn, resourcesOf, testStack } from '../support/test-app';

const SUBSCRIBER = 'arn:aws:events:eu-west-1:111111111111:subscriber/uploads/a1b2c3d4e5f6g7h8i9j0k1l2m';
const NOW = Date.parse('2026-11-20T12:00:00Z');
const DAY = 86_400_000;

function message(events: { eventId?: unknown; timestamp?: string }[], more: object = {}): QueueMessage {
  const body = JSON.stringify({ version: '1.0', subscriberArn: SUBSCRIBER, errorCode: 'THROTTLING', failedMessages: events, ...more });
  const messageId = JSON.stringify(events);
  return { messageId, receiptHandle: messageId, body, attributes: {}, sentAt: NOW };
}

const at = (milliseconds: number) => new Date(milliseconds).toISOString();
const event = (eventId: string, milliseconds = NOW - DAY) => ({ eventId, timestamp: at(milliseconds) });

/** A queue in memory: what is received is invisible until it is put back. */
class Queue implements RecordQueue {
  public readonly removed: string[] = [];
  public readonly released: string[] = [];
  public readonly visible: QueueMessage[];

  /** @param answers how many messages one answer holds at most, in turn */
  constructor(messages: QueueMessage[], private readonly answers: number[] = []) {
    this.visible = [...messages];
  }

  public async receive(atMost: number): Promise<QueueMessage[]> {
    return this.visible.splice(0, Math.min(atMost, this.answers.shift() ?? Infinity));
  }

  public async remove(receiptHandle: string): Promise<void> {
    this.removed.push(receiptHandle);
  }

  public async release(receiptHandles: string[]): Promise<void> {
    this.released.push(...receiptHandles);
  }
}

/** Replays that tell, look by look, how many events have been delivered and dropped. */
class ReplaysInMemory implements Replays {
  public started: { eventIds: string[]; window: { from: number; until: number } }[] = [];
  public stopped = 0;

  constructor(private readonly looks: [delivered: number, dropped: number][] = [], private readonly failure?: Error) {
  }

  public async start(eventIds: string[], window: { from: number; until: number }) {
    this.started.push({ eventIds, window });
    const stop = async () => { this.stopped += 1; };
    return {
      stop,
      count: async () => {
        if (this.failure) {
          throw this.failure;
        }
        const [delivered, dropped] = this.looks.length > 1 ? this.looks.shift()! : this.looks[0];
        return { delivered, dropped };
      },
    };
  }
}

/** Replays of which each has an end of its own: so many events delivered, and so many dropped. */
class ReplaysApart implements Replays {
  constructor(private readonly ends: [delivered: number, dropped: number][]) {
  }

  public async start() {
    const [delivered, dropped] = this.ends.shift()!;
    return { stop: async () => undefined, count: async () => ({ delivered, dropped }) };
  }
}

function clock(left = 900_000) {
  let now = NOW;
  return {
    now: () => now,
    millisecondsLeft: () => left,
    sleep: async (milliseconds: number) => {
      now += milliseconds;
      left -= milliseconds;
    },
  };
}

function run(queue: Queue, replays: Replays, dryRun = false, retentionDays: number | undefined = 7): Promise<RedeliverySummary> {
  return redeliver({ dryRun }, { subscriberArn: SUBSCRIBER, retentionDays }, queue, replays, clock());
}

describe('a record of what failed', () => {
  test('names the events and when the bus took them', () => {
    expect(recordIn(message([event('a'), event('b', NOW)]))).toEqual({
      subscriberArn: SUBSCRIBER, errorCode: 'THROTTLING', events: [{ eventId: 'a', at: NOW - DAY }, { eventId: 'b', at: NOW }],
    });
  });

  test.each<[string, QueueMessage]>([
    ['no JSON', { ...message([]), body: '{' }],
    ['null', { ...message([]), body: 'null' }],
    ['an event', { ...message([]), body: '{"source":"aws.s3","detail":{}}' }],
    ['no events', message([])],
    ['an event without an id', message([{ timestamp: at(NOW) }])],
    ['an event whose id is empty', message([{ eventId: '', timestamp: at(NOW) }])],
    ['one event with an id and one without', message([event('a'), { timestamp: at(NOW) }])],
    ['an event that is null', message([null as any])],
    ['events that are no list', message([], { failedMessages: { eventId: 'a' } })],
    ['a subscriber that is no text', message([event('a')], { subscriberArn: 7 })],
    ['an event without a time', message([{ eventId: 'a', timestamp: 'soon' }])],
  ])('is none with %s', (_what, wrong) => {
    expect(recordIn(wrong)).toBeUndefined();
  });

  test('that does not say why has an unknown reason', () => {
    expect(recordIn(message([event('a')], { errorCode: undefined }))).toMatchObject({ errorCode: 'UNKNOWN' });
  });
});

describe('the input', () => {
  test('is a dry run unless it says otherwise', () => {
    expect([{}, undefined, { dryRun: false }].map((input) => parseRedelivery(input).dryRun)).toEqual([true, true, false]);
  });

  test.each<[unknown, string]>([
    [{ dryRun: 'no' }, 'dryRun is "no": it must be true or false'],
    [{ dryRun: null }, 'dryRun is null'],
    [{ dryrun: false }, 'The input has dryrun, which is not known'],
    [{ limit: 3, dryRun: false }, 'The input has limit, which is not known'],
    ['false', 'The input is "false": give { "dryRun": false }'],
    [false, 'The input is false'],
    [0, 'The input is 0'],
    [[], 'The input is []'],
  ])('%j is refused', (input, why) => {
    expect(() => parseRedelivery(input)).toThrow(why);
  });
});

describe('a run', () => {
  test('that is dry does nothing, and says what it would do', async () => {
    const [queue, replays] = [new Queue([message([event('a', NOW - 2 * DAY), event('b')])]), new ReplaysInMemory()];
    expect(await run(queue, replays, true)).toMatchObject({
      dryRun: true, events: 2, delivered: 0, from: at(NOW - 2 * DAY), until: at(NOW - DAY), errorCodes: { THROTTLING: 1 }, removedRecords: 0,
    });
    expect(replays.started).toEqual([]);
    expect(queue.released).toHaveLength(1);
  });

  test('delivers each event once, and deletes the records when all have arrived', async () => {
    const messages = [message([event('a', NOW - 2 * DAY), event('b')]), message([event('b'), event('c')])];
    const [queue, replays] = [new Queue(messages), new ReplaysInMemory([[0, 0], [2, 0], [3, 0]])];
    expect(await run(queue, replays)).toMatchObject({ events: 3, delivered: 3, removedRecords: 2 });
    expect(replays.started).toEqual([{ eventIds: ['a', 'b', 'c'], window: { from: NOW - 2 * DAY, until: NOW - DAY } }]);
    expect(queue.removed).toEqual(messages.map(({ receiptHandle }) => receiptHandle));
    expect(queue.released).toEqual([]);
    expect(replays.stopped).toBe(1);
  });

  test.each<[string, [number, number][]]>([
    ['are dropped', [[1, 1]]], ['do not come in time', [[1, 0]]],
  ])('keeps all records where some events %s', async (_what, looks) => {
    const [queue, replays] = [new Queue([message([event('a'), event('b')])]), new ReplaysInMemory(looks)];
    expect(await run(queue, replays)).toMatchObject({ delivered: 1, removedRecords: 0, note: expect.stringContaining('stay in the queue') });
    expect(queue.removed).toEqual([]);
    expect(queue.released).toHaveLength(1);
    expect(replays.stopped).toBe(1);
  });

  test('that breaks off puts back what it has taken, and deletes its subscriber', async () => {
    const [queue, replays] = [new Queue([message([event('a')])]), new ReplaysInMemory([], new Error('no metrics'))];
    await expect(run(queue, replays)).rejects.toThrow('no metrics');
    expect(queue.released).toHaveLength(1);
    expect(replays.stopped).toBe(1);
  });

  test('leaves records of other subscribers, and what is no record', async () => {
    const other = message([event('x')], { subscriberArn: SUBSCRIBER.replace('uploads', 'other') });
    const [queue, replays] = [new Queue([other, { ...message([]), body: 'hello' }]), new ReplaysInMemory()];
    expect(await run(queue, replays)).toMatchObject({ events: 0, skipped: 2, note: 'There is nothing to deliver again.' });
    expect(queue.released).toHaveLength(2);
    expect(replays.started).toEqual([]);
  });

  test('leaves what the bus no longer has', async () => {
    const queue = new Queue([message([event('old', NOW - 8 * DAY)]), message([event('a')])]);
    expect(await run(queue, new ReplaysInMemory([[1, 0]]))).toMatchObject({ events: 1, expired: 1, removedRecords: 1 });
  });

  test('still has what is exactly as old as the bus keeps events', async () => {
    const [kept, gone] = [message([event('kept', NOW - 7 * DAY)]), message([event('gone', NOW - 7 * DAY - 1)])];
    expect(await run(new Queue([kept, gone]), new ReplaysInMemory(), true)).toMatchObject({ events: 1, expired: 1 });
  });

  test('leaves a record whole when the bus has lost one of its events', async () => {
    const queue = new Queue([message([event('old', NOW - 8 * DAY), event('new')])]);
    expect(await run(queue, new ReplaysInMemory())).toMatchObject({ events: 0, expired: 2, delivered: 0 });
    expect([queue.removed.length, queue.released.length]).toEqual([0, 1]);
  });

  test.each<[string, (n: number) => QueueMessage]>([
    ['of other subscribers', (n) => message([event(`x${n}`)], { subscriberArn: `${SUBSCRIBER}-other` })],
    ['of many events of other subscribers', (n) => message(Array.from({ length: 50 }, (_, m) => event(`x${n}-${m}`)), { subscriberArn: `${SUBSCRIBER}-other` })],
    ['that are none', (n) => ({ ...message([event(`x${n}`)]), body: 'hello' })],
    ['of what the bus no longer has', (n) => message([event(`x${n}`, NOW - 8 * DAY)])],
  ])('finds its own record behind many %s', async (_what, other) => {
    const queue = new Queue([...Array.from({ length: 150 }, (_, n) => other(n)), message([event('mine')])]);
    expect(await run(queue, new ReplaysInMemory([[1, 0]]))).toMatchObject({ events: 1, delivered: 1, removedRecords: 1 });
    expect(queue.released).toHaveLength(150);
  });

  test('ends when SQS has said three times in a row that there is nothing', async () => {
    const messages = Array.from({ length: 4 }, (_, n) => message([event(`e${n}`)]));
    expect(await run(new Queue(messages, [1, 0, 0, 1, 0, 0, 1, 0, 0, 0]), new ReplaysInMemory(), true)).toMatchObject({ events: 3 });
  });

  test('asks three times also where the first answers are empty', async () => {
    expect(await run(new Queue([message([event('a')])], [0, 0, 1]), new ReplaysInMemory(), true)).toMatchObject({ events: 1 });
    expect(await run(new Queue([message([event('a')])], [0, 0, 0, 1]), new ReplaysInMemory(), true)).toMatchObject({ events: 0 });
  });

  test.each([[99, 100], [100, 100]])('takes another record after one of %d events where that makes %d', async (count, events) => {
    const queue = new Queue([message(Array.from({ length: count }, (_, n) => event(`e${n}`))), message([event('last')])], [1, 1]);
    expect(await run(queue, new ReplaysInMemory(), true)).toMatchObject({ events });
    expect(queue.released).toHaveLength(count === 99 ? 2 : 1);
  });

  test('counts why the events were not delivered, and says when the bus took them only where there are any', async () => {
    const messages = ['THROTTLING', 'NO_PERMISSIONS', 'THROTTLING'].map((errorCode, n) => message([event(`e${n}`)], { errorCode }));
    expect(await run(new Queue(messages), new ReplaysInMemory(), true)).toMatchObject({ errorCodes: { THROTTLING: 2, NO_PERMISSIONS: 1 } });
    expect(Object.keys(await run(new Queue([]), new ReplaysInMemory(), true))).not.toEqual(expect.arrayContaining(['from']));
  });

  test('with too little time takes nothing', async () => {
    for (const [left, events] of [[90_000, 0], [90_001, 1]]) {
      const subscriber = { subscriberArn: SUBSCRIBER, retentionDays: 7 };
      expect(await redeliver({ dryRun: true }, subscriber, new Queue([message([event('a')])]), new ReplaysInMemory(), clock(left))).toMatchObject({ events });
    }
  });

  test('looks every twenty seconds whether the events have arrived, for as long as it can', async () => {
    const looks = jest.fn(async () => ({ delivered: 0, dropped: 0 }));
    const replays = { start: async () => ({ stop: async () => undefined, count: looks }) };
    await redeliver({ dryRun: false }, { subscriberArn: SUBSCRIBER }, new Queue([message([event('a')])]), replays, clock(190_000));
    expect(looks).toHaveBeenCalledTimes(5);
  });

  test('fills up with records that fit, and leaves those that do not', async () => {
    const sizes = [60, 50, 39, 1, 1];
    const messages = sizes.map((size, n) => message(Array.from({ length: size }, (_, m) => event(`e${n}-${m}`))));
    const queue = new Queue(messages);
    expect(await run(queue, new ReplaysInMemory([[100, 0]]))).toMatchObject({ events: 100, removedRecords: 3 });
    expect(queue.released).toEqual([messages[1], messages[4]].map(({ receiptHandle }) => receiptHandle));
  });

  test('does not make up for what one subscriber has not delivered by what another has delivered twice', async () => {
    const queue = new Queue([message(Array.from({ length: 150 }, (_, n) => event(`e${n}`)))]);
    expect(await run(queue, new ReplaysApart([[150, 0], [10, 40]]))).toMatchObject({ events: 150, delivered: 110, removedRecords: 0 });
    expect(queue.removed).toEqual([]);
  });

  test('does not judge where it is not known how long the bus keeps events', async () => {
    const queue = new Queue([message([event('old', NOW - 8 * DAY)])]);
    const summary = await redeliver({ dryRun: true }, { subscriberArn: SUBSCRIBER }, queue, new ReplaysInMemory(), clock());
    expect(summary).toMatchObject({ expired: 0, events: 1 });
  });

  test('takes a record of more events than fit by itself, through several subscribers at a time', async () => {
    const large = Array.from({ length: 250 }, (_, n) => event(`e${n}`, NOW - DAY + n));
    const queue = new Queue([message(large), message([event('other')])]);
    const replays = new ReplaysInMemory([[100, 0], [100, 0], [50, 0]]);
    expect(await run(queue, replays)).toMatchObject({ events: 250, delivered: 250, removedRecords: 1 });
    expect(replays.started.map(({ eventIds }) => eventIds.length)).toEqual([100, 100, 50]);
    expect(replays.started.map(({ window }) => window.from)).toEqual([NOW - DAY, NOW - DAY + 100, NOW - DAY + 200]);
    expect([replays.stopped, queue.removed.length, queue.released.length]).toEqual([3, 1, 1]);
  });

  test('deletes all of its subscribers when one of them fails', async () => {
    const replays = new ReplaysInMemory([], new Error('metrics are gone'));
    const queue = new Queue([message(Array.from({ length: 250 }, (_, n) => event(`e${n}`)))]);
    await expect(run(queue, replays)).rejects.toThrow('metrics are gone');
    expect([replays.stopped, queue.released.length]).toEqual([3, 1]);
  });

  test('takes as many events as fit into the filters of a subscriber', async () => {
    const ids = Array.from({ length: 130 }, (_, n) => `a1b2c3d4-5678-90ab-cdef-${String(n).padStart(12, '0')}`);
    const [queue, replays] = [new Queue(ids.map((id) => message([event(id)]))), new ReplaysInMemory([[100, 0]])];
    expect(await run(queue, replays)).toMatchObject({ events: 100, removedRecords: 100 });
    expect([queue.visible.length, queue.released.length]).toEqual([30, 0]);
    const template: any = replayTemplate({ eventBusArn: 'bus', name: 'redrive', properties: {} }, replays.started[0].eventIds, replays.started[0].window);
    expect(Buffer.byteLength(template.Resources.Redrive.Properties.FilterConfiguration.Filters[0].Pattern)).toBeLessThanOrEqual(4096);
  });
});

test('the subscriber of a replay starts at the first event and ends after the last', () => {
  const template: any = replayTemplate({ eventBusArn: 'bus', name: 'redrive-uploads', properties: { InvokeConfiguration: { TargetArn: 'queue' } } }, ['a'], { from: 1_500, until: 2_500 });
  expect(template.Resources.Redrive.Properties).toEqual({
    Name: 'redrive-uploads',
    EventBusArn: 'bus',
    InvokeConfiguration: { TargetArn: 'queue' },
    StartingPosition: 'POINT_IN_TIME',
    PointInTimeConfiguration: { PointType: 'TIMESTAMP', StartingPoint: 1, EndPoint: 3 },
    FilterConfiguration: { Filters: [{ Scope: 'SYSTEM_METADATA', Pattern: '{"aws:EventId":["a"]}' }] },
  });
});

describe('the construct', () => {
  let stack: Stack;
  beforeEach(() => {
    stack = testStack({ env: { account: '111111111111', region: 'eu-west-1' } });
  });

  function redrive(props: Partial<ServiceEventSubscriberProps> = {}, encryptionKey?: kms.IKey): SubscriberRedrive {
    const subscriber = new ServiceEventSubscriber(stack, 'Subscriber', {
      eventBus: new ServiceEventBus(stack, 'Bus', { encryptionKey }), service: AwsService.EC2, target: new targets.SqsQueue(queueIn(stack)), ...props,
    });
    return new SubscriberRedrive(stack, 'Redrive', { subscriber });
  }

  function statements(): any[] {
    const [, policy] = Object.entries(resourcesOf(stack, 'AWS::IAM::Policy')).find(([id]) => id.startsWith('Redrive'))!;
    return policy.Properties.PolicyDocument.Statement;
  }

  test('knows the queue, the bus and how the subscriber calls its target', () => {
    redrive();
    const fn = Object.values(resourcesOf(stack, 'AWS::Lambda::Function'))[0].Properties;
    expect(fn.Handler).toBe('redrive.deliverAgain');
    const known = JSON.stringify(fn.Environment.Variables.SUBSCRIBER);
    expect(known).toContain('\\"retentionDays\\":7');
    expect(known).toContain('InvokeConfiguration');
    expect(known).toContain('RoleArn');
  });

  test('names the second subscriber so that its role may make it', () => {
    redrive();
    const { Environment } = Object.values(resourcesOf(stack, 'AWS::Lambda::Function'))[0].Properties;
    expect(JSON.stringify(Environment.Variables.SUBSCRIBER)).toContain('\\"name\\":\\"redrive-');
  });

  test('may make one kind of subscriber, with the role of the first, and nothing else', () => {
    redrive();
    const passed = statements().find(({ Action }) => Action === 'iam:PassRole');
    expect(passed.Condition).toEqual({ StringEquals: { 'iam:PassedToService': 'events.amazonaws.com' } });
    expect(passed.Resource).toEqual({ 'Fn::GetAtt': [expect.stringContaining('SubscriberDeliveryRole'), 'Arn'] });
    const wide = statements().filter(({ Resource }) => Resource === '*').map(({ Action }) => Action);
    expect(wide).toEqual(['cloudwatch:GetMetricStatistics']);
    expect(JSON.stringify(statements().find(({ Action }) => Action === 'events:CreateSubscriber').Resource)).toContain('subscriber/redrive-*');
  });

  test('may use the key of the bus', () => {
    redrive({}, new kms.Key(stack, 'Key'));
    expect(statements().flatMap(({ Action }) => Action)).toContain('kms:Decrypt');
  });

  test('is refused for a subscriber without a queue', () => {
    expect(() => redrive({ delivery: { deadLetterQueueEnabled: false } })).toThrow('would have nothing to read');
  });
});
