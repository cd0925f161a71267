import { Arn } from '../arn';
import { Attempt, Aws } from '../aws';
import { DeadLetter } from '../dead-letter';
import { RuleTarget } from '../rules';

/** What is to be sent where. */
export interface Delivery {
  readonly target: RuleTarget;
  readonly arn: Arn;
  /** What the rule makes of the event. */
  readonly payload: string;
  readonly letter: DeadLetter;
}

/**
 * A delivery of which nothing is left to do but to send it.
 */
export interface Dispatch {
  /** The operation, for the one who reads why it failed. */
  readonly call: string;
  /** Whether the target tells a second attempt from another delivery. */
  readonly repeatable: boolean;
  /** Comes back when the target has accepted, and throws when it has not. */
  readonly send: Attempt<void>;
  /** Asks whether the target exists and lets this function send, where that takes no permission besides. */
  readonly rehearse?: Attempt<void>;
  /** What differs from what EventBridge would have delivered. */
  readonly note?: string;
}

/** What the ways to send share during a run. */
export class DispatchContext {
  private readonly answers = new Map<string, unknown>();

  /**
   * @param account the account of the function; undefined where it is not known
   */
  constructor(public readonly aws: Aws, public readonly account: string | undefined) {
  }

  /** Asks once, and again only when that has failed. */
  public readonly once = async <T>(key: string, ask: () => Promise<T>): Promise<T> => {
    if (!this.answers.has(key)) {
      this.answers.set(key, await ask());
    }
    return this.answers.get(key) as T;
  };
}

/**
 * One way to send.
 *
 * @throws Refusal when there is nothing to send, or no way to send it
 */
export type Sender = (delivery: Delivery, context: DispatchContext) => Promise<Dispatch>;
