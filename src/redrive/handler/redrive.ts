import { DeadLetter, QueueMessage, readDeadLetter } from './dead-letter';
import { RedriveRequest } from './request';
import { RedriveSummary, SummaryBook } from './summary';
import { InputOfTarget, targetInput } from '../../pattern/input/target-input';

/** A short answer of SQS can be empty though the queue is not. */
const EMPTY_ANSWERS = 3;
/** Enough to put back what has been taken, and to tell. */
const RESERVE_MILLISECONDS = 30_000;

/**
 * A target as the EventBridge API returns it.
 */
export interface RuleTarget extends InputOfTarget {
  readonly Arn: string;
  readonly SqsParameters?: { readonly MessageGroupId?: string };
  readonly KinesisParameters?: { readonly PartitionKeyPath?: string };
}

/**
 * What a redrive needs of the world.
 */
export interface RedrivePorts {
  /** Takes some messages; they stay invisible to others until they are removed or released. */
  receive(atMost: number): Promise<QueueMessage[]>;
  remove(message: QueueMessage): Promise<void>;
  release(messages: QueueMessage[]): Promise<void>;
  /** Nothing when there is no such rule any more. */
  targetsOf(ruleArn: string): Promise<RuleTarget[] | undefined>;
  /** Whether there is a way to send to such a target; else why not. */
  refusalOf(target: RuleTarget, letter: DeadLetter): string | undefined;
  /** Comes back when the target has accepted, and throws when it has not. */
  deliver(target: RuleTarget, payload: string, letter: DeadLetter): Promise<void>;
  millisecondsLeft(): number;
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** What is to be sent where. */
interface Delivery {
  readonly target: RuleTarget;
  readonly payload: string;
}

/**
 * Takes the dead letters from a queue and sends each to its target again, as EventBridge would have. What a target has
 * accepted is deleted from the queue; everything else stays there.
 */
export async function redrive(request: RedriveRequest, ports: RedrivePorts): Promise<RedriveSummary> {
  const book = new SummaryBook(request.dryRun);
  const left: QueueMessage[] = [];
  try {
    book.stopped = await forEachMessage(request, ports, async (message) => {
      const wasRemoved = await handle(message, request, ports, book);
      if (!wasRemoved) {
        left.push(message);
      }
    });
  } finally {
    await ports.release(left);
  }
  return book.summary;
}

async function forEachMessage(request: RedriveRequest, ports: RedrivePorts, handleOne: (message: QueueMessage) => Promise<void>): Promise<string> {
  let taken = 0;
  for (let empty = 0; empty < EMPTY_ANSWERS;) {
    if (taken >= request.limit) {
      return 'the limit is reached';
    }
    if (ports.millisecondsLeft() < RESERVE_MILLISECONDS) {
      return 'the time is up: invoke again for the rest';
    }
    const messages = await ports.receive(request.limit - taken);
    empty = messages.length === 0 ? empty + 1 : 0;
    taken += messages.length;
    for (const message of messages) {
      await handleOne(message);
    }
  }
  return 'the queue holds nothing else';
}

/** Whether the message has left the queue. */
async function handle(message: QueueMessage, request: RedriveRequest, ports: RedrivePorts, book: SummaryBook): Promise<boolean> {
  const letter = readDeadLetter(message);
  if (!letter) {
    book.unreadable(message);
    return false;
  }
  if (!isWanted(letter, message, request, ports.now())) {
    book.skipped();
    return false;
  }
  let delivery: Delivery;
  try {
    delivery = await plan(letter, ports);
  } catch (error) {
    book.left(letter, messageOf(error));
    return false;
  }
  if (request.dryRun) {
    book.redriven(letter);
    return false;
  }
  return send(message, letter, delivery, request, ports, book);
}

async function send(
  message: QueueMessage, letter: DeadLetter, { target, payload }: Delivery, request: RedriveRequest, ports: RedrivePorts, book: SummaryBook,
): Promise<boolean> {
  const startedAt = ports.now();
  try {
    await ports.deliver(target, payload, letter);
  } catch (error) {
    book.left(letter, messageOf(error));
    return false;
  } finally {
    await ports.sleep(Math.max(0, 1000 / request.perSecond - (ports.now() - startedAt)));
  }
  try {
    await ports.remove(message);
    book.redriven(letter);
    return true;
  } catch (error) {
    book.left(letter, `sent, but not deleted from the queue, so that the next redrive sends it again: ${messageOf(error)}`);
    return false;
  }
}

/** @throws when the dead letter cannot be sent again */
async function plan(letter: DeadLetter, ports: RedrivePorts): Promise<Delivery> {
  const target = letter.kind === 'delivery' ? await targetOf(letter.ruleArn, letter.targetArn, ports) : { Arn: letter.targetArn };
  const refusal = ports.refusalOf(target, letter);
  if (refusal) {
    throw new Error(refusal);
  }
  const payload = letter.kind === 'delivery'
    ? targetInput(target, letter.delivered, { ruleArn: letter.ruleArn })
    : JSON.stringify(letter.payload);
  return { target, payload };
}

async function targetOf(ruleArn: string, targetArn: string, ports: RedrivePorts): Promise<RuleTarget> {
  const all = await ports.targetsOf(ruleArn);
  if (!all) {
    throw new Error('the rule is gone');
  }
  const fitting = all.filter(({ Arn: arn }) => arn === targetArn);
  if (fitting.length === 0) {
    throw new Error('the rule has no such target any more');
  }
  if (new Set(fitting.map(whatItGets)).size > 1) {
    throw new Error(`the rule has this target ${fitting.length} times with different input, and a dead letter does not say which was meant`);
  }
  return fitting[0];
}

function whatItGets({ Input, InputPath, InputTransformer, SqsParameters, KinesisParameters }: RuleTarget): string {
  return JSON.stringify([Input, InputPath, InputTransformer, SqsParameters, KinesisParameters]);
}

function isWanted(letter: DeadLetter, { sentAt }: QueueMessage, request: RedriveRequest, now: number): boolean {
  const { rule, errorCodes, olderThanMinutes = 0, youngerThanMinutes = Infinity } = request;
  const minutes = (now - sentAt) / 60_000;
  return (rule === undefined || letter.ruleArn === rule || letter.ruleArn?.split('/').at(-1) === rule)
    && (errorCodes === undefined || errorCodes.includes(letter.errorCode))
    && minutes >= olderThanMinutes && minutes <= youngerThanMinutes;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
