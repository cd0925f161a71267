import { Duration, Stack } from 'aws-cdk-lib';
import { AlarmSeverity } from './alarm-severity';
import { ALARMS, SHARED_ALARMS } from '../options/alarm-kinds';
import { requireOptionsOf } from '../options/require-options';

/**
 * What may be changed about one of the alarms that watch a delivery.
 */
export interface DeliveryAlarmOptions {
  /**
   * Whether there is such an alarm.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * How urgent the alarm is, which decides the actions it gets.
   *
   * @default - as the delivery type of the rule's events calls for
   */
  readonly severity?: AlarmSeverity;

  /**
   * The value from which on the alarm fires. The alarm on the oldest message counts in seconds, all others count
   * events or messages.
   *
   * @default - each alarm's own
   */
  readonly threshold?: number;

  /**
   * How long one data point is.
   *
   * @default - each alarm's own
   */
  readonly period?: Duration;

  /**
   * How many of the latest data points are looked at.
   *
   * @default - each alarm's own
   */
  readonly evaluationPeriods?: number;

  /**
   * How many of these data points must reach the threshold.
   *
   * @default - each alarm's own; all of them when only `evaluationPeriods` is given
   */
  readonly datapointsToAlarm?: number;
}

/**
 * Which alarms watch the way of events from EventBridge to a rule's targets, and when they fire.
 */
export interface DeliveryAlarmsOptions {
  /**
   * An event was lost: its delivery failed, and the dead-letter queue could not take it either
   * (`InvocationsFailedToBeSentToDlq`).
   *
   * @default - 1 event within 1 minute; a page
   */
  readonly lost?: DeliveryAlarmOptions;

  /**
   * A delivery failed for good, after all retries or at once where retrying would not help (`FailedInvocations`).
   *
   * @default - 1 event within 5 minutes; a page for guaranteed events, else a ticket
   */
  readonly failed?: DeliveryAlarmOptions;

  /**
   * Deliveries are being retried: the target is broken or throttled, and nothing is lost yet
   * (`RetryInvocationAttempts`).
   *
   * @default - 3 retries within 15 minutes, in 2 of 3 such periods; a ticket
   */
  readonly retrying?: DeliveryAlarmOptions;

  /**
   * Events wait to be delivered by a subscriber of a Custom Event Bus (`ApproximateBacklogAge`, in milliseconds). Rules have no
   * such alarm.
   *
   * @default - 1 hour, or the same share of `maxEventAge` where that is shorter than a day, in 3 periods of 5 minutes; a ticket
   */
  readonly late?: DeliveryAlarmOptions;

  /**
   * A Lambda function has accepted events and not handled them (`AsyncEventsDropped`). One alarm a function, where
   * `captureHandlerFailures` is on. The rules of one function may differ in its `severity` only: each tells its own people.
   *
   * @default - 1 event within 5 minutes; a page for guaranteed events, else a ticket
   */
  readonly handlerFailed?: DeliveryAlarmOptions;

  /**
   * The dead-letter queue holds messages (`ApproximateNumberOfMessagesVisible`). One alarm a queue.
   *
   * @default - 1 message within 5 minutes; a ticket
   */
  readonly deadLetters?: DeliveryAlarmOptions;

  /**
   * The dead-letter queue is about to drop messages that nobody has taken (`ApproximateAgeOfOldestMessage`, in
   * seconds). One alarm a queue.
   *
   * @default - 10 of 14 days, or the same share of the queue's own retention period; a page
   */
  readonly oldestDeadLetter?: DeliveryAlarmOptions;
}

/**
 * The alarms that watch all rules of an account and Region, and where they are.
 */
export interface SharedDeliveryAlarmsOptions extends DeliveryAlarmsOptions {
  /**
   * The stacks that have the alarms, one for each account and Region. They tell those whom the `DeliveryDefaults` of that
   * stack name.
   *
   * @default - each stack with rules that share alarms has them, so that adding a stack changes no other; where there are
   * several in one account and Region, a notice says so
   */
  readonly stacks?: Stack[];
}

/**
 * The alarms that watch a delivery.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 */
export class DeliveryAlarms {
  /**
   * Alarms for every rule, and for every dead-letter queue.
   *
   * @param options what differs from the defaults
   * @returns alarms of each rule
   */
  public static perRule(options: DeliveryAlarmsOptions = {}): DeliveryAlarms {
    requireOptionsOf('DeliveryAlarms.perRule', options, ALARMS);
    return new DeliveryAlarms(options);
  }

  /**
   * A few alarms for all rules of an account and Region instead of some for every rule: each watches all rules there are,
   * those of other apps included, and names the rules that breach as its contributors. Alarms on silence and those of
   * dead-letter queues and handlers stay as they are.
   *
   * Set them once for the whole app. They cost less than alarms for every rule and say a little less: see the page on
   * operations.
   *
   * @param options what differs from the defaults, for all rules alike
   * @returns alarms for all rules of a Region
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Metrics_Insights_Alarm.html
   */
  public static shared(options: SharedDeliveryAlarmsOptions = {}): DeliveryAlarms {
    requireOptionsOf('DeliveryAlarms.shared', options, SHARED_ALARMS);
    return new DeliveryAlarms(options, true);
  }

  /**
   * No alarms, but the one on silence where `expectEvery` asks for it. The metrics of the rule are still there to be watched by other means.
   *
   * @returns no alarms
   */
  public static none(): DeliveryAlarms {
    return new DeliveryAlarms();
  }

  /** @internal */
  private constructor(public readonly _options?: SharedDeliveryAlarmsOptions, public readonly _shared: boolean = false) {
  }
}
