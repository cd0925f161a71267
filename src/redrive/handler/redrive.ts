import { Aws } from './aws';
import { DeadLetter, QueueMessage, likenessOf, readDeadLetter } from './dead-letter';
import { FailedCall } from './failed-call';
import { nextRun } from './next-run';
import { Pace } from './pace';
import { Knowledge, prepare } from './prepare';
import { BATCH, DeadLetterQueue, EMPTY_ANSWERS } from './queue';
import { Refusal } from './refusal';
import { RedriveRequest } from './request';
import { RedriveSummary, SummaryBook } from './summary';
import { Dispatch } from './targets/dispatch';
import { isWanted } from './wanted';

/** Enough for a target that does not answer, and for the summary, besides what it takes to put messages back. */
const RESERVE_MILLISECONDS = 22_000;
/** Putting back may take longer than looking. */
const RESERVE_FACTOR = 1.5;
/** SQS has at most 120,000 messages of a queue in flight. */
const HELD_AT_MOST = 110_000;
/** Whoever goes on sending what cannot be deleted sends it again with every run. */
const UNDELETED_AT_MOST = 10;
/** By how much the clocks of SQS and of the function may differ. */
const CLOCK_DIFFERENCE = 2_000;

type Outcome = 'redriven' | 'left' | 'skipped' | 'unreadable' | 'arrivedSince' | 'would be redriven';

/** A letter that was sent, and is still in the queue. */
interface Undeleted {
  readonly letter: DeadLetter;
  readonly dispatch: Dispatch;
  receiptHandle: string;
  error: Error;
}

/** Logs one letter, without the content of the event. */
export type Log = (line: Record<string, unknown>) => void;

/**
 * One run: takes the dead letters from a queue and sends each to its target again, as EventBridge would have. What a target
 * has accepted is deleted from the queue at once; everything else stays there.
 */
export class Redrive {
  private readonly book: SummaryBook;
  private readonly pace: Pace;
  private readonly startedAt: number;
  /** Receipts of the messages that go back, by their ids. The messages themselves are let go. */
  private readonly held = new Map<string, string>();
  private readonly deleted = new Set<string>();
  private readonly undeleted = new Map<string, Undeleted>();
  /** What was sent before the last messages were taken, so that these may be what has come back. */
  private readonly sentBefore = new Set<string>();
  private sentSince: string[] = [];
  /** Why a target takes nothing; undefined where nothing speaks against it. */
  private readonly rehearsed = new Map<string, string | undefined>();
  /** Messages that count against the limit. */
  private taken = 0;
  private notPutBack = 0;

  constructor(
    private readonly request: RedriveRequest,
    private readonly queue: DeadLetterQueue,
    private readonly knowledge: Knowledge,
    private readonly aws: Aws,
    private readonly log: Log,
  ) {
    this.book = new SummaryBook(request.dryRun);
    this.pace = new Pace(aws.clock, request.perSecond);
    this.startedAt = aws.clock.now();
  }

  /** Whatever happens, there is a summary. */
  public async run(): Promise<RedriveSummary> {
    await this.guarded('look at the queue', () => this.warn());
    await this.guarded('take the letters', async () => {
      this.book.stopped = await this.takeAll();
    });
    await this.guarded('delete what was sent', () => this.removeRest());
    await this.guarded('put back what stays', () => this.putBack());
    await this.guarded('count what remains', () => this.countRest());
    this.book.next = nextRun(this.request, this.book.summary);
    return this.book.summary;
  }

  private async guarded(what: string, step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      this.book.note(`Could not ${what}: ${(error as Error).message}`);
    }
  }

  private async warn(): Promise<void> {
    if (this.request.dryRun) {
      this.book.note('A dry run sends nothing, so that it cannot know whether a target takes events of that size. Whether a target still exists and lets this function send it knows of functions only, and of SQS queues that they exist.');
    }
    const { maxReceiveCount } = await this.queue.look();
    if (maxReceiveCount !== undefined) {
      this.book.note(`The queue has a redrive policy of its own: each run, a dry run too, counts as a look at every message, and after ${maxReceiveCount} of them SQS moves a message to another queue.`);
    }
  }

  private async takeAll(): Promise<string> {
    for (let empty = 0; empty < EMPTY_ANSWERS;) {
      const reason = this.reasonToStop();
      if (reason) {
        return reason;
      }
      this.sentSince.splice(0).forEach((likeness) => this.sentBefore.add(likeness));
      let messages: QueueMessage[];
      try {
        messages = await this.queue.receive(this.request.limit - this.taken);
      } catch (error) {
        return `the queue could not be read: ${(error as Error).message}`;
      }
      empty = messages.length === 0 ? empty + 1 : 0;
      for (const message of messages) {
        await this.takeOne(message);
      }
    }
    return NOTHING_MORE;
  }

  private reasonToStop(): string | undefined {
    if (this.taken >= this.request.limit) {
      return 'the limit is reached';
    }
    if (this.held.size >= HELD_AT_MOST) {
      return 'as many letters are held as SQS allows: run again for the rest';
    }
    if (this.undeleted.size >= UNDELETED_AT_MOST) {
      return 'what was sent could not be deleted from the queue: fix that before you go on';
    }
    return this.hasTime() ? undefined : OUT_OF_TIME;
  }

  /** Whether all that is held can be put back after the next letter. */
  private hasTime(): boolean {
    const reserve = RESERVE_MILLISECONDS + RESERVE_FACTOR * this.queue.releaseMilliseconds(this.held.size + BATCH);
    const wait = this.request.dryRun ? 0 : this.pace.wait;
    return this.aws.clock.millisecondsLeft() - wait > reserve;
  }

  private async takeOne(message: QueueMessage): Promise<void> {
    const { messageId, receiptHandle } = message;
    if (this.deleted.has(messageId)) {
      await this.guarded('delete what SQS handed out again', () => this.queue.remove(receiptHandle));
      return;
    }
    const undeleted = this.undeleted.get(messageId);
    if (undeleted) {
      undeleted.receiptHandle = receiptHandle;
      return;
    }
    const isKnown = this.held.has(messageId);
    this.held.set(messageId, receiptHandle);
    if (isKnown) {
      return;
    }
    if (!this.hasTime() || this.undeleted.size >= UNDELETED_AT_MOST) {
      this.book.untouched += 1;
      return;
    }
    await this.judge(message);
  }

  private async judge(message: QueueMessage): Promise<void> {
    const letter = readDeadLetter(message);
    if (typeof letter === 'string') {
      this.taken += 1;
      this.book.unreadable(message.messageId, letter);
      this.log({ outcome: 'unreadable' satisfies Outcome, messageId: message.messageId, reason: letter });
    } else if (!isWanted(letter, message, this.request, this.startedAt)) {
      this.book.skipped += 1;
      this.tell(letter, 'skipped');
    } else if (this.hasArrivedSince(letter, message)) {
      this.book.arrivedSince += 1;
      this.tell(letter, 'arrivedSince');
    } else {
      this.taken += 1;
      await this.handle(letter, message);
    }
  }

  /**
   * What is sent can fail at once and be in the queue again. Until something has been sent, nothing can; after that, what
   * was written since the run began, or just before and asks for the very same, is left to the next run.
   */
  private hasArrivedSince(letter: DeadLetter, { sentAt }: QueueMessage): boolean {
    return this.sentBefore.size > 0
      && (sentAt > this.startedAt || (sentAt > this.startedAt - CLOCK_DIFFERENCE && this.sentBefore.has(likenessOf(letter))));
  }

  private async handle(letter: DeadLetter, message: QueueMessage): Promise<void> {
    let dispatch: Dispatch;
    try {
      dispatch = await prepare(letter, this.request, this.knowledge);
    } catch (error) {
      const isKnown = error instanceof Refusal || error instanceof FailedCall;
      this.leave(letter, isKnown ? error.message : `the redrive does not know what to do with this letter: ${(error as Error).message}`);
      return;
    }
    if (this.request.dryRun) {
      const reason = await this.rehearse(letter.targetArn, dispatch);
      if (reason !== undefined) {
        this.leave(letter, reason);
        return;
      }
      this.book.redriven(letter, dispatch.note);
      this.tell(letter, 'would be redriven');
      return;
    }
    await this.send(letter, message, dispatch);
  }

  /** Why a target would not take anything, as far as it says without being sent something: asked once a target. */
  private async rehearse(targetArn: string, { call, rehearse }: Dispatch): Promise<string | undefined> {
    if (!this.rehearsed.has(targetArn)) {
      let reason: string | undefined;
      try {
        await (rehearse && this.aws.call(call, rehearse, { repeatable: true }));
      } catch (error) {
        reason = (error as Error).message;
      }
      this.rehearsed.set(targetArn, reason);
    }
    return this.rehearsed.get(targetArn);
  }

  private async send(letter: DeadLetter, { messageId, receiptHandle }: QueueMessage, dispatch: Dispatch): Promise<void> {
    const { call, repeatable } = dispatch;
    this.sentSince.push(likenessOf(letter));
    try {
      await this.pace.turn();
      await this.aws.call(call, dispatch.send, { repeatable, pause: () => this.pace.turn() });
    } catch (error) {
      const mayHaveArrived = error instanceof FailedCall && error.mayHaveArrived;
      this.leave(letter, mayHaveArrived ? `${error.message}. It may have arrived all the same` : (error as Error).message);
      return;
    }
    this.held.delete(messageId);
    try {
      await this.queue.remove(receiptHandle);
      this.hasRedriven(letter, dispatch);
    } catch (error) {
      this.undeleted.set(messageId, { letter, dispatch, receiptHandle, error: error as Error });
    }
  }

  private hasRedriven(letter: DeadLetter, { note }: Dispatch): void {
    this.deleted.add(letter.messageId);
    this.book.redriven(letter, note);
    this.tell(letter, 'redriven');
  }

  private leave(letter: DeadLetter, reason: string): void {
    this.book.left(letter, reason);
    this.tell(letter, 'left', reason);
  }

  /** What could not be deleted when it was sent. */
  private async removeRest(): Promise<void> {
    for (const undeleted of this.undeleted.values()) {
      const { letter, dispatch, receiptHandle } = undeleted;
      if (await this.canRemove(undeleted)) {
        this.hasRedriven(letter, dispatch);
      } else {
        this.held.set(letter.messageId, receiptHandle);
        const { message, mayHaveArrived } = undeleted.error as FailedCall;
        this.leave(letter, mayHaveArrived
          ? `sent, and perhaps not deleted from the queue, so that the next redrive may send it again: ${message}`
          : `sent, but not deleted from the queue, so that the next redrive sends it again: ${message}`);
      }
    }
  }

  private async canRemove(undeleted: Undeleted): Promise<boolean> {
    if (this.aws.clock.millisecondsLeft() < RESERVE_MILLISECONDS / 2) {
      return false;
    }
    try {
      await this.queue.remove(undeleted.receiptHandle);
      return true;
    } catch (error) {
      undeleted.error = error as Error;
      return false;
    }
  }

  private async putBack(): Promise<void> {
    const { count, reasons } = await this.queue.release([...this.held.values()]);
    this.notPutBack = count;
    if (count > 0) {
      const seconds = Math.ceil(this.aws.clock.millisecondsLeft() / 1000);
      this.book.note(`${count} letters could not be put back, and cannot be seen for another ${seconds} seconds: ${reasons.join('; ')}`);
    }
  }

  private async countRest(): Promise<void> {
    const { visible, inFlight } = await this.queue.look();
    this.book.remaining = { visible, inFlight };
    const others = inFlight - this.notPutBack;
    if (this.book.stopped === NOTHING_MORE && others > 0) {
      this.book.stopped = `${NOTHING_MORE}, and about ${others} messages are in flight: another reader may hold them`;
    } else if (this.book.stopped === NOTHING_MORE) {
      this.book.stopped = NOTHING_ELSE;
    }
  }

  private tell(letter: DeadLetter, outcome: Outcome, reason?: string): void {
    const { messageId, eventId, ruleArn, targetArn } = letter;
    this.log({ outcome, messageId, eventId, rule: ruleArn, target: targetArn, reason });
  }
}

const NOTHING_MORE = 'the queue gave nothing more';
const NOTHING_ELSE = 'the queue holds nothing else';
const OUT_OF_TIME = 'the time is up: invoke again for the rest';
