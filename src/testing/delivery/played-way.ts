import { ErrorCode } from './fault-kinds';
import { PlayedQueue } from './played-queue';
import { PlayedRule, PlayedTarget } from './played-rule';
import { EventEnd } from '../event-end';

/** Something that happens on the way of an event. */
export interface Step {
  /** Seconds after the event arrived. */
  readonly at: number;
  readonly text: string;
}

/** A message in a queue that says what was not delivered. */
export interface Letter {
  /**
   * Written by EventBridge, with the event for a rule, or a record without it for a subscriber; by AWS Lambda for a destination on
   * failure, or by it for the dead-letter queue setting of a function.
   */
  readonly kind: 'delivery' | 'record' | 'invocation' | 'functionQueue';
  readonly queue: PlayedQueue;
  /** The rule or subscriber. */
  readonly ruleArn: string;
  readonly targetArn: string;
  readonly errorCode: string;
  readonly at: number;
  readonly sample: Record<string, any>;
}

/** One way that an event takes: through a rule to a target. */
export interface PlayedWay {
  readonly rule: PlayedRule;
  readonly target?: PlayedTarget;
  /** The buses that the event has come through, the one of the rule last. */
  readonly buses: string[];
  readonly steps: Step[];
  end: EventEnd;
  /** Seconds after the event arrived. */
  after: number;
  attempts: number;
  error?: ErrorCode | 'HANDLER_FAILED';
  /** Where it is kept. */
  queue?: PlayedQueue;
  /** Why it ended so. */
  why?: string;
  /** Metrics that say that something is wrong. */
  readonly troubles: Set<string>;
}
