import { FailedEvent, FailureRecord, recordIn } from './record';
import { Replays, Window } from './replays';
import { Clock } from '../clock';
import { QueueMessage } from '../dead-letter';
import { BATCH, EMPTY_ANSWERS } from '../queue';

/** As many ids as fit into the filters of a subscriber, which have 4,096 bytes together. */
const MOST_EVENTS = 100;
/** Metrics come a few minutes late. */
const PAUSE_MILLISECONDS = 20_000;
/** What it takes to delete the subscriber and put messages back. */
const LEAST_MILLISECONDS = 90_000;
const DAY_MILLISECONDS = 86_400_000;

/** What is asked for. */
export interface RedeliveryRequest {
  readonly dryRun: boolean;
}

/** The queue with the records. */
export interface RecordQueue {
  receive(atMost: number): Promise<QueueMessage[]>;
  remove(receiptHandle: string): Promise<void>;
  release(receiptHandles: string[]): Promise<unknown>;
}

/** What is known of the subscriber. */
export interface RedeliveredSubscriber {
  readonly subscriberArn: string;
  /** How long the bus keeps events; none where that is not known. */
  readonly retentionDays?: number;
}

/** What a run has done. */
export interface RedeliverySummary {
  readonly dryRun: boolean;
  /** Events that are delivered again; in a dry run, that would be. */
  readonly events: number;
  readonly delivered: number;
  readonly from?: string;
  readonly until?: string;
  readonly errorCodes: Record<string, number>;
  /** Events that the bus no longer has. Their records stay in the queue. */
  readonly expired: number;
  /** Records of other subscribers, and messages that are no records. */
  readonly skipped: number;
  readonly removedRecords: number;
  readonly note: string;
}

interface Taken {
  readonly message: QueueMessage;
  readonly record: FailureRecord;
}

/**
 * @throws when the input is not understood
 */
export function parseRedelivery(input: unknown): RedeliveryRequest {
  const given = input ?? {};
  if (typeof given !== 'object' || Array.isArray(given)) {
    throw new Error(`The input is ${JSON.stringify(given)}: give { "dryRun": false } to deliver, or nothing to look.`);
  }
  const { dryRun = true, ...unknown } = given as Record<string, unknown>;
  if (typeof dryRun !== 'boolean') {
    throw new Error(`dryRun is ${JSON.stringify(dryRun)}: it must be true or false.`);
  }
  const names = Object.keys(unknown);
  if (names.length > 0) {
    throw new Error(`The input has ${names.join(', ')}, which is not known: give { "dryRun": false } to deliver, or nothing to look.`);
  }
  return { dryRun };
}

/**
 * Lets the bus deliver again what a subscriber could not: through a second subscriber, which takes the events of the records only,
 * starts at the earliest and ends after the latest.
 */
export async function redeliver(
  { dryRun }: RedeliveryRequest, subscriber: RedeliveredSubscriber, queue: RecordQueue, replays: Replays, clock: Clock,
): Promise<RedeliverySummary> {
  const messages = await takeAll(queue, subscriber, clock);
  const { taken, expired, skipped } = choose(messages, subscriber, clock);
  const events = [...new Map(taken.flatMap(({ record }) => record.events).map((failed) => [failed.eventId, failed])).values()];
  const removed: Taken[] = [];
  try {
    const window = windowOf(events);
    const delivered = dryRun ? 0 : await deliverAll(events, replays, clock);
    if (delivered >= events.length && !dryRun) {
      for (const one of taken) {
        await queue.remove(one.message.receiptHandle);
        removed.push(one);
      }
    }
    return {
      dryRun,
      events: events.length,
      delivered,
      ...(events.length > 0 && { from: new Date(window.from).toISOString(), until: new Date(window.until).toISOString() }),
      errorCodes: countOf(taken.map(({ record }) => record.errorCode)),
      expired,
      skipped,
      removedRecords: removed.length,
      note: noteOn(dryRun, events.length, delivered),
    };
  } finally {
    await queue.release(messages.filter((message) => !removed.some((one) => one.message === message)).map(({ receiptHandle }) => receiptHandle));
  }
}

/** Takes messages until their events are enough for a run. Those of other subscribers may share the queue, and count for nothing. */
async function takeAll(queue: RecordQueue, subscriber: RedeliveredSubscriber, clock: Clock): Promise<QueueMessage[]> {
  const messages: QueueMessage[] = [];
  let [events, empty] = [0, 0];
  while (events < MOST_EVENTS && empty < EMPTY_ANSWERS && clock.millisecondsLeft() > LEAST_MILLISECONDS) {
    const received = await queue.receive(BATCH);
    empty = received.length === 0 ? empty + 1 : 0;
    messages.push(...received);
    for (const message of received) {
      const found = judge(message, subscriber, clock);
      events += found.kind === 'due' ? found.record.events.length : 0;
    }
  }
  return messages;
}

interface Choice {
  readonly taken: Taken[];
  readonly expired: number;
  readonly skipped: number;
}

/** What a message is to a run: nothing of its own, a record of what the bus no longer has, or one of what it can deliver. */
type Judged = { readonly kind: 'foreign' } | { readonly kind: 'expired' | 'due'; readonly record: FailureRecord };

function judge(message: QueueMessage, { subscriberArn, retentionDays }: RedeliveredSubscriber, clock: Clock): Judged {
  const record = recordIn(message);
  if (!record || record.subscriberArn !== subscriberArn) {
    return { kind: 'foreign' };
  }
  const isExpired = retentionDays !== undefined && record.events.some(({ at }) => at < clock.now() - retentionDays * DAY_MILLISECONDS);
  return { kind: isExpired ? 'expired' : 'due', record };
}

/**
 * A record is taken whole, so that its message can be deleted when all of its events are delivered. One that names more events than
 * a subscriber's filters hold, as batches for streams do, is taken by itself.
 */
function choose(messages: QueueMessage[], subscriber: RedeliveredSubscriber, clock: Clock): Choice {
  const taken: Taken[] = [];
  let [expired, skipped, events] = [0, 0, 0];
  for (const message of messages) {
    const found = judge(message, subscriber, clock);
    if (found.kind === 'foreign') {
      skipped += 1;
      continue;
    }
    const { kind, record } = found;
    if (kind === 'expired') {
      expired += record.events.length;
    } else if (events === 0 || events + record.events.length <= MOST_EVENTS) {
      taken.push({ message, record });
      events += record.events.length;
    }
  }
  return { taken, expired, skipped };
}

function windowOf(events: FailedEvent[]): Window {
  const times = events.map(({ at }) => at);
  return { from: Math.min(...times), until: Math.max(...times) };
}

/** Through as many subscribers at a time as the ids need. Each is deleted before another's failure breaks the run off. */
async function deliverAll(events: FailedEvent[], replays: Replays, clock: Clock): Promise<number> {
  const parts = Array.from({ length: Math.ceil(events.length / MOST_EVENTS) }, (_, at) => events.slice(at * MOST_EVENTS, (at + 1) * MOST_EVENTS));
  const ended = await Promise.allSettled(parts.map((part) => deliver(part, replays, clock)));
  return ended.reduce((sum, result) => {
    if (result.status === 'rejected') {
      throw result.reason;
    }
    // What one counts too often says nothing of the others.
    return sum + result.value;
  }, 0);
}

async function deliver(events: FailedEvent[], replays: Replays, clock: Clock): Promise<number> {
  const replay = await replays.start(events.map(({ eventId }) => eventId), windowOf(events));
  try {
    let ended = { delivered: 0, dropped: 0 };
    while (ended.delivered + ended.dropped < events.length && clock.millisecondsLeft() > LEAST_MILLISECONDS) {
      await clock.sleep(PAUSE_MILLISECONDS);
      ended = await replay.count();
    }
    return Math.min(ended.delivered, events.length);
  } finally {
    await replay.stop();
  }
}

function noteOn(dryRun: boolean, events: number, delivered: number): string {
  if (events === 0) {
    return 'There is nothing to deliver again.';
  }
  if (dryRun) {
    return 'Nothing was done. Run it with { "dryRun": false } to deliver these events again.';
  }
  return delivered >= events ? 'All of these events were delivered again, and their records are deleted. Run it again for what is left in the queue.'
    : 'Not all of these events were delivered in time. Their records stay in the queue; a further run delivers all of them again, those too that have arrived.';
}

function countOf(names: string[]): Record<string, number> {
  return names.reduce<Record<string, number>>((counts, name) => ({ ...counts, [name]: (counts[name] ?? 0) + 1 }), {});
}
