import { DeadLetter } from './dead-letter';

/** A function answers with 6 MB at most, and nobody reads more than this. */
const MOST = { groups: 100, reasons: 10, codes: 30, named: 5, lines: 20, characters: 500 };
const OTHERS = 'other reasons, which the log names';
const OTHER_CODES = 'OTHER';
const OTHER_TARGETS = 'other targets, which the log names';
/** What makes a reason one of its own: ids of requests, events and messages. */
const IDS = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
/** Shorter ones are words, too. */
const SHORTEST_ID = 8;

/**
 * What came of the dead letters of one rule and target.
 */
export interface SummaryGroup {
  /** None for an invocation that a function did not manage. */
  readonly ruleArn?: string;
  readonly targetArn: string;
  readonly errorCodes: Record<string, number>;
  /** Accepted by the target; in a dry run, what would be sent. */
  redriven: number;
  left: number;
  /** Why they were left. */
  readonly reasons: Record<string, number>;
  /** The id of a message for each reason. */
  readonly examples: Record<string, string>;
  /** What differs from what EventBridge would have delivered. */
  readonly notes: string[];
}

/**
 * How many messages the queue holds after the run, as SQS counts them: approximately.
 */
export interface Remaining {
  readonly visible: number;
  readonly inFlight: number;
}

/**
 * What a redrive has done.
 */
export interface RedriveSummary {
  readonly dryRun: boolean;
  readonly redriven: number;
  readonly left: number;
  /** Not what the request asks for. */
  readonly skipped: number;
  /** Written to the queue after the run had begun to send, so that they may be what it has sent. */
  readonly arrivedSince: number;
  /** Taken from the queue, and put back without a look at them. */
  readonly untouched: number;
  /** Written neither by EventBridge nor by AWS Lambda, or without what it takes to send them. */
  readonly unreadable: { readonly count: number; readonly messageIds: string[]; readonly reasons: Record<string, number> };
  readonly groups: SummaryGroup[];
  readonly stoppedBecause: string;
  /** What went wrong with the run itself, and what to know about it. */
  readonly notes: string[];
  /** None where SQS did not say. */
  readonly remaining?: Remaining;
  /** The command for the next run; none when there is nothing left to do. */
  readonly next?: string;
}

/** Keeps count. */
export class SummaryBook {
  public stopped = 'of an error';
  public remaining?: Remaining;
  public next?: string;
  public skipped = 0;
  public arrivedSince = 0;
  public untouched = 0;
  private readonly groups = new Map<string, SummaryGroup>();
  private readonly unreadableIds: string[] = [];
  private readonly unreadableReasons: Record<string, number> = {};
  private unreadableCount = 0;
  private readonly lines = new Set<string>();

  constructor(private readonly dryRun: boolean) {
  }

  public redriven(letter: DeadLetter, note?: string): void {
    const group = this.groupOf(letter);
    group.redriven += 1;
    count(group.errorCodes, letter.errorCode, MOST.codes, OTHER_CODES);
    if (note && !group.notes.includes(note)) {
      group.notes.push(note);
    }
  }

  public left(letter: DeadLetter, why: string): void {
    const group = this.groupOf(letter);
    group.left += 1;
    count(group.errorCodes, letter.errorCode, MOST.codes, OTHER_CODES);
    const reason = count(group.reasons, reasonOf(letter, why), MOST.reasons, OTHERS);
    group.examples[reason] ??= letter.messageId;
  }

  public unreadable(messageId: string, why: string): void {
    this.unreadableCount += 1;
    count(this.unreadableReasons, why, MOST.reasons, OTHERS);
    if (this.unreadableIds.length < MOST.named) {
      this.unreadableIds.push(messageId);
    }
  }

  /** A line about the run itself. */
  public note(text: string): void {
    if (this.lines.size < MOST.lines) {
      this.lines.add(cut(text.replace(IDS, '...')));
    }
  }

  public get summary(): RedriveSummary {
    const groups = [...this.groups.values()];
    const total = (field: 'redriven' | 'left') => groups.reduce((sum, group) => sum + group[field], 0);
    return {
      dryRun: this.dryRun,
      redriven: total('redriven'),
      left: total('left'),
      skipped: this.skipped,
      arrivedSince: this.arrivedSince,
      untouched: this.untouched,
      unreadable: { count: this.unreadableCount, messageIds: this.unreadableIds, reasons: this.unreadableReasons },
      groups,
      stoppedBecause: this.stopped,
      notes: [...this.lines],
      ...(this.remaining && { remaining: this.remaining }),
      ...(this.next && { next: this.next }),
    };
  }

  private groupOf(letter: DeadLetter): SummaryGroup {
    const isFull = this.groups.size >= MOST.groups && !this.groups.has(keyOf(letter));
    const key = isFull ? OTHER_TARGETS : keyOf(letter);
    let group = this.groups.get(key);
    if (!group) {
      const { ruleArn, targetArn } = isFull ? { ruleArn: undefined, targetArn: OTHER_TARGETS } : letter;
      group = {
        ruleArn: ruleArn && cut(ruleArn), targetArn: cut(targetArn), errorCodes: {}, redriven: 0, left: 0, reasons: {}, examples: {}, notes: [],
      };
      this.groups.set(key, group);
    }
    return group;
  }
}

function keyOf({ ruleArn, targetArn }: DeadLetter): string {
  return `${ruleArn} ${targetArn}`;
}

/** One reason for all letters that are left for it. */
function reasonOf({ messageId, eventId }: DeadLetter, why: string): string {
  const withoutIds = [messageId, eventId].reduce<string>((text, id) => (id && id.length >= SHORTEST_ID ? text.replaceAll(id, '...') : text), why);
  return cut(withoutIds.replace(IDS, '...'));
}

function cut(text: string): string {
  return text.length > MOST.characters ? `${text.slice(0, MOST.characters - 3)}...` : text;
}

/** @returns the name that was counted */
function count(counts: Record<string, number>, given: string, most: number, others: string): string {
  const name = cut(given);
  const counted = Object.hasOwn(counts, name) || Object.keys(counts).length < most ? name : others;
  Object.defineProperty(counts, counted, {
    value: (Object.hasOwn(counts, counted) ? counts[counted] : 0) + 1, configurable: true, enumerable: true,
  });
  return counted;
}
