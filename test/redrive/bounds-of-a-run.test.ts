import { VirtualClock } from './simulator/virtual-clock';
import { Aws } from '../../src/redrive/handler/aws';
import { QueueMessage } from '../../src/redrive/handler/dead-letter';
import { Knowledge } from '../../src/redrive/handler/prepare';
import { DeadLetterQueue } from '../../src/redrive/handler/queue';
import { Redrive } from '../../src/redrive/handler/redrive';
import { parseRequest } from '../../src/redrive/handler/request';

const unreadable = (n: number): QueueMessage => ({ messageId: `m${n}`, receiptHandle: `r${n}`, body: '', attributes: {}, sentAt: 0 });

/** A run over messages that nobody can read, on a queue that gives them ten at a time and takes no time. */
function runOver(count: number, input: object, { milliseconds = Infinity, inFlight = 0, release = 0 } = {}) {
  const clock = new VirtualClock();
  clock.allow(milliseconds);
  let given = 0;
  const asked: number[] = [];
  const released: string[][] = [];
  const queue = {
    receive: async (atMost: number) => {
      asked.push(atMost);
      const some = Math.min(10, atMost, count - given);
      given += some;
      return Array.from({ length: some }, (_, n) => unreadable(given - some + n));
    },
    remove: async () => undefined,
    release: async (receipts: string[]) => {
      released.push(receipts);
      return { count: 0, reasons: [] };
    },
    releaseMilliseconds: (held: number) => held * release,
    look: async () => ({ visible: count - given, inFlight }),
  };
  const [asQueue, asAws] = [queue as unknown as DeadLetterQueue, { clock } as unknown as Aws];
  const redrive = new Redrive(parseRequest(input), asQueue, {} as Knowledge, asAws, () => undefined);
  return { run: () => redrive.run(), asked, released };
}

describe('a run', () => {
  test('asks for no more than what the limit leaves', async () => {
    const { run, asked } = runOver(100, { limit: 25 });
    expect(await run()).toMatchObject({ unreadable: { count: 25 }, stoppedBecause: 'the limit is reached' });
    expect(asked).toEqual([25, 15, 5]);
  });

  test('holds no more than 110,000 letters, of the 120,000 that SQS allows', async () => {
    const { run, released } = runOver(110_020, { limit: 1_000_000 });
    expect(await run()).toMatchObject({ unreadable: { count: 110_000 }, stoppedBecause: 'as many letters are held as SQS allows: run again for the rest' });
    expect(released.map((receipts) => receipts.length)).toEqual([110_000]);
  });

  // 22 seconds, and half as much again as it takes to put back what is held, this letter and a batch.
  test.each([[22_150, 0, 0], [22_151, 0, 10], [22_165, 0, 10], [22_166, 1, 9], [22_180, 1, 9], [22_181, 2, 8]])(
    'looks only at letters that it has the time to put back: %d ms, %d letters, %d untouched', async (milliseconds, count, untouched) => {
      const { run, released } = runOver(10, {}, { milliseconds, release: 10 });
      expect(await run()).toMatchObject({ unreadable: { count }, untouched, stoppedBecause: 'the time is up: invoke again for the rest' });
      expect(released[0]).toHaveLength(count + untouched);
    });

  test('that ends for another reason does not speak of messages that another reader holds', async () => {
    const { run } = runOver(10, { limit: 5 }, { inFlight: 7 });
    expect(await run()).toMatchObject({ stoppedBecause: 'the limit is reached', remaining: { visible: 5, inFlight: 7 } });
  });

  test('that got nothing more says whether another reader may hold messages', async () => {
    expect(await runOver(5, {}, { inFlight: 1 }).run()).toMatchObject({
      stoppedBecause: 'the queue gave nothing more, and about 1 messages are in flight: another reader may hold them',
    });
    expect(await runOver(5, {}).run()).toMatchObject({ stoppedBecause: 'the queue holds nothing else' });
  });

  test('asks three times in a row before it takes a queue for empty', async () => {
    const { run, asked } = runOver(3, {});
    await run();
    expect(asked).toHaveLength(1 + 3);
  });
});
