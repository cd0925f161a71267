import { EventEnd } from './event-end';

/**
 * One way that an event takes: through a rule to a target, through an event source to a Custom Event Bus, or through a subscriber of
 * one to its target.
 */
export interface DeliveryWay {
  /**
   * Where the rule, event source or subscriber stands in the app.
   */
  readonly rule: string;

  /**
   * The buses that the event has come through; the last is that of the rule or subscriber.
   */
  readonly eventBuses: string[];

  /**
   * Where the target stands in the app, or its ARN where no template has it.
   *
   * @default - the rule has no target
   */
  readonly target?: string;

  /**
   * Where the way ends.
   */
  readonly end: EventEnd;

  /**
   * Seconds from the event's arrival to the end of the way.
   */
  readonly afterSeconds: number;

  /**
   * How often the delivery was tried.
   */
  readonly attempts: number;

  /**
   * The error for which the event was given up: a code of EventBridge as the dead letter has it, or `HANDLER_FAILED` for a function
   * that has accepted it.
   *
   * @default - it was delivered
   */
  readonly errorCode?: string;

  /**
   * The queue that keeps the event, or the record of it for a subscriber: where it stands in the app, or its ARN.
   *
   * @default - none does
   */
  readonly deadLetterQueue?: string;

  /**
   * Why the event was not delivered, or not kept.
   *
   * @default - it was delivered
   */
  readonly reason?: string;

  /**
   * Whether an alarm tells somebody of what went wrong.
   */
  readonly isTold: boolean;
}

/**
 * An alarm that goes into ALARM.
 */
export interface RaisedAlarm {
  /**
   * Where the alarm stands in the app.
   */
  readonly alarm: string;

  /**
   * What it watches.
   */
  readonly metricName: string;

  /**
   * Seconds from the event's arrival until the alarm goes off, where the event comes at the beginning of a period.
   */
  readonly afterSeconds: number;

  /**
   * Whom it tells: where the actions stand in the app, or their ARNs.
   */
  readonly tells: string[];
}

/**
 * A metric that is counted up while an event is delivered.
 */
export interface MovedMetric {
  /**
   * Such as `AWS/Events`.
   */
  readonly namespace: string;

  /**
   * Such as `FailedInvocations`.
   */
  readonly metricName: string;

  /**
   * What it is about. What only a deployment can know is a stand-in.
   */
  readonly dimensions: { [name: string]: string };

  /**
   * How much was counted; of what stands in a queue, how many messages.
   */
  readonly sum: number;

  /**
   * Seconds from the event's arrival to the first count.
   */
  readonly afterSeconds: number;
}

/**
 * What became of an event.
 */
export interface DeliveryOutcome {
  /**
   * The worst end of its ways.
   */
  readonly end: EventEnd;

  /**
   * The ways that it took.
   */
  readonly ways: DeliveryWay[];

  /**
   * The alarms that go off, the first one first.
   */
  readonly alarms: RaisedAlarm[];

  /**
   * The metrics that are counted up.
   */
  readonly metrics: MovedMetric[];

  /**
   * The archives that keep it.
   */
  readonly archives: string[];

  /**
   * The Custom Event Buses that keep it, for as long as each keeps its events.
   */
  readonly keptOn: string[];

  /**
   * All this as a text for people.
   */
  readonly trace: string;
}
