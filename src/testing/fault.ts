import type { Duration } from 'aws-cdk-lib';
import { optionName } from '../catalog/option-spelling';
import type { FaultName } from './delivery/fault-kinds';

/**
 * What a fault is about, and for how long.
 */
export interface FaultOptions {
  /**
   * What has the fault: a construct, a logical id, a place in the app (`Operations/Work`), a name, or an ARN. A rule stands for
   * all its targets.
   *
   * @default - everything on the way of the event that can have it
   */
  readonly of?: any;

  /**
   * After which time all is well again.
   *
   * @default - it stays
   */
  readonly lasts?: Duration;
}

/**
 * Something that breaks while an event is delivered.
 */
export class Fault {
  /**
   * The target answers that it is called too often. EventBridge tries again.
   *
   * @param options which target, and for how long
   * @returns the fault
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
   */
  public static targetThrottles(options: FaultOptions = {}): Fault {
    return new Fault('target-throttles', options);
  }

  /**
   * EventBridge has no permission to send to the target. It does not try again.
   *
   * @param options which target, and for how long
   * @returns the fault
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
   */
  public static targetRefuses(options: FaultOptions = {}): Fault {
    return new Fault('target-refuses', options);
  }

  /**
   * The target does not exist any more. EventBridge does not try again.
   *
   * @param options which target, and for how long
   * @returns the fault
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
   */
  public static targetIsGone(options: FaultOptions = {}): Fault {
    return new Fault('target-is-gone', options);
  }

  /**
   * The target does not answer in time. EventBridge tries again.
   *
   * @param options which target, and for how long
   * @returns the fault
   * @see https://repost.aws/knowledge-center/eventbridge-api-destination-target-failure
   */
  public static targetIsSlow(options: FaultOptions = {}): Fault {
    return new Fault('target-is-slow', options);
  }

  /**
   * The target takes no event of that size. That EventBridge does not try again is inferred.
   *
   * @param options which target
   * @returns the fault
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
   */
  public static eventIsTooLarge(options: FaultOptions = {}): Fault {
    return new Fault('event-is-too-large', options);
  }

  /**
   * The dead-letter queue does not exist any more.
   *
   * @param options which queue, and for how long
   * @returns the fault
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
   */
  public static deadLetterQueueIsGone(options: FaultOptions = {}): Fault {
    return new Fault('dead-letter-queue-is-gone', options);
  }

  /**
   * The policy of the dead-letter queue does not let EventBridge, or AWS Lambda, write.
   *
   * @param options which queue, and for how long
   * @returns the fault
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
   */
  public static deadLetterQueueRefuses(options: FaultOptions = {}): Fault {
    return new Fault('dead-letter-queue-refuses', options);
  }

  /**
   * The key of the dead-letter queue may not be used.
   *
   * @param options which queue, and for how long
   * @returns the fault
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
   */
  public static deadLetterQueueKeyRefuses(options: FaultOptions = {}): Fault {
    return new Fault('dead-letter-queue-key-refuses', options);
  }

  /**
   * A function accepts the event and fails on it. AWS Lambda tries again, twice unless told otherwise.
   *
   * @param options which function, and for how long
   * @returns the fault
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
   */
  public static handlerFails(options: FaultOptions = {}): Fault {
    return new Fault('handler-fails', options);
  }

  /**
   * What is in a Region cannot be reached from another one. That EventBridge tries again is inferred.
   *
   * @param options `of` names the Region (all of them where it is left out), `lasts` for how long
   * @returns the fault
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
   */
  public static regionIsCutOff(options: FaultOptions = {}): Fault {
    return new Fault('region-is-cut-off', options);
  }

  /**
   * What is in an account cannot be reached from another one. That EventBridge tries again is inferred.
   *
   * @param options `of` names the account (all of them where it is left out), `lasts` for how long
   * @returns the fault
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
   */
  public static accountIsCutOff(options: FaultOptions = {}): Fault {
    return new Fault('account-is-cut-off', options);
  }

  /**
   * Each fault once, of everything and for good.
   *
   * @returns the faults
   */
  public static each(): Fault[] {
    return [
      Fault.targetThrottles(), Fault.targetRefuses(), Fault.targetIsGone(), Fault.targetIsSlow(), Fault.eventIsTooLarge(),
      Fault.deadLetterQueueIsGone(), Fault.deadLetterQueueRefuses(), Fault.deadLetterQueueKeyRefuses(),
      Fault.handlerFails(), Fault.regionIsCutOff(), Fault.accountIsCutOff(),
    ];
  }

  /** @internal */
  public readonly _of?: any;
  /** @internal */
  public readonly _lastsSeconds?: number;

  private constructor(
    /**
     * What it is called on the command line and in reports, such as `target-is-gone`.
     */
    public readonly faultName: string,
    { of, lasts }: FaultOptions,
  ) {
    this._of = of;
    this._lastsSeconds = lasts === undefined ? undefined : secondsOf(faultName, lasts);
  }

  /** @internal */
  public get _kind(): FaultName {
    return this.faultName as FaultName;
  }
}

function secondsOf(faultName: string, lasts: Duration): number {
  if (typeof lasts?.toSeconds !== 'function' || lasts.isUnresolved()) {
    throw new Error(`${optionName('lasts')} of fault ${faultName} is ${String(lasts)}: give a Duration that is known, such as Duration.hours(1).`);
  }
  return lasts.toSeconds({ integral: false });
}
