import { DeadLetter, QueueMessage } from './dead-letter';

/** The first few of the messages that nobody can read are named. */
const NAMED_AT_MOST = 5;

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
  /** Written neither by EventBridge nor by AWS Lambda. */
  readonly unreadable: { readonly count: number; readonly messageIds: string[] };
  readonly groups: SummaryGroup[];
  readonly stoppedBecause: string;
}

/** Keeps count. */
export class SummaryBook {
  public stopped = 'of an error';
  private readonly groups = new Map<string, SummaryGroup>();
  private readonly unreadableIds: string[] = [];
  private skippedCount = 0;

  constructor(private readonly dryRun: boolean) {
  }

  public redriven(letter: DeadLetter): void {
    const group = this.groupOf(letter);
    group.redriven += 1;
    count(group.errorCodes, letter.errorCode);
  }

  public left(letter: DeadLetter, reason: string): void {
    const group = this.groupOf(letter);
    group.left += 1;
    count(group.errorCodes, letter.errorCode);
    count(group.reasons, reason);
  }

  public skipped(): void {
    this.skippedCount += 1;
  }

  public unreadable({ messageId }: QueueMessage): void {
    this.unreadableIds.push(messageId);
  }

  public get summary(): RedriveSummary {
    const groups = [...this.groups.values()];
    const total = (field: 'redriven' | 'left') => groups.reduce((sum, group) => sum + group[field], 0);
    return {
      dryRun: this.dryRun,
      redriven: total('redriven'),
      left: total('left'),
      skipped: this.skippedCount,
      unreadable: { count: this.unreadableIds.length, messageIds: this.unreadableIds.slice(0, NAMED_AT_MOST) },
      groups,
      stoppedBecause: this.stopped,
    };
  }

  private groupOf({ ruleArn, targetArn }: DeadLetter): SummaryGroup {
    const key = `${ruleArn} ${targetArn}`;
    let group = this.groups.get(key);
    if (!group) {
      group = { ruleArn, targetArn, errorCodes: {}, redriven: 0, left: 0, reasons: {} };
      this.groups.set(key, group);
    }
    return group;
  }
}

function count(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
