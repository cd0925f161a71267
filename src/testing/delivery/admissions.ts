import { ErrorCode } from './fault-kinds';
import { PlayedQueue } from './played-queue';
import { PlayedRule, PlayedTarget } from './played-rule';

/** Why something is refused whatever the faults are, since the templates say so. */
export interface Refused {
  readonly error: ErrorCode;
  /** The end of a sentence: "no policy of 'Work' lets events.amazonaws.com do sqs:SendMessage". */
  readonly why: string;
}

/** What the templates say about who may send where. */
export interface Admissions {
  /** Why a target takes nothing from a rule; nothing where it does, or that is known at deployment only. */
  toTarget(rule: PlayedRule, target: PlayedTarget): Refused | undefined;
  /** Why a dead-letter queue takes nothing from a rule. */
  toQueue(rule: PlayedRule, queue: PlayedQueue): Refused | undefined;
  /** Why a queue takes no records of a function's failures. */
  fromFunction(target: PlayedTarget, queue: PlayedQueue): Refused | undefined;
}
