import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as eventsv2 from 'aws-cdk-lib/aws-eventsv2';
import { SubscriberLogging } from './subscriber-logging';
import { SubscriberStartingPosition } from './subscriber-starting-position';
import { DeliveryOptions } from '../delivery/delivery-options';
import { ServiceEventSelection } from '../rules/service-events/service-event-selection';

/**
 * Which events of a service a subscriber takes from a Custom Event Bus, and where it delivers them.
 *
 * Another `eventBus`, `target`, `fifo`, `startingPosition` or `subscriberName` makes another subscriber. The new one is there
 * before the old one goes, so that no event is missed; events in between are delivered twice.
 */
export interface ServiceEventSubscriberProps extends ServiceEventSelection {
  /**
   * The Custom Event Bus, of this or another account, in the same Region: a `ServiceEventBus`,
   * `ServiceEventBus.fromEventBusArn(...)`, or the construct of `AWS::EventsV2::EventBus`.
   *
   * The owner of a bus of another account must share it with this one (`EventBusAccess.SUBSCRIBE`).
   */
  readonly eventBus: eventsv2.IEventBusRef;

  /**
   * What the events are delivered to: one target, as rules have them, or a `UniversalTarget`.
   *
   * A function, state machine or API is called once for each event, unless `maxBatchSize` says otherwise.
   */
  readonly target: events.IRuleTarget;

  /**
   * The name of the subscriber.
   *
   * With a name of your own, a change of what makes another subscriber deletes the old one before the new one is there, and
   * what is published in between is missed.
   *
   * @default - made from the place of the construct and of what makes another subscriber
   */
  readonly subscriberName?: string;

  /**
   * What the subscriber is for, at most 512 characters.
   *
   * @default - names the service and the events
   */
  readonly description?: string;

  /**
   * Whether the subscriber delivers. One that does not keeps its place on the bus, and goes on from there when it delivers
   * again, for as long as the bus keeps the events. It has no alarms.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * Whether a subscriber that delivers again leaves out what was published in between.
   *
   * @default false
   */
  readonly skipBacklog?: boolean;

  /**
   * Where a new subscriber starts on the bus.
   *
   * @default SubscriberStartingPosition.LATEST
   */
  readonly startingPosition?: SubscriberStartingPosition;

  /**
   * Whether the events of a group are delivered in the order in which they were published. An event that cannot be delivered
   * holds up the later ones of its group for as long as it is tried again.
   *
   * @default false
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-ordering.html
   */
  readonly fifo?: boolean;

  /**
   * How many events one call of the target may bring. More than one arrive as a list.
   *
   * @default - 1 for functions, state machines and HTTP endpoints; as many as one call can bring for queues, topics and streams,
   * which get each event as a message of its own
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-batching.html
   */
  readonly maxBatchSize?: number;

  /**
   * How long a call waits for more events, up to 5 minutes.
   *
   * @default - not at all
   */
  readonly maxBatchingWindow?: Duration;

  /**
   * Whether a delivery counts only when the function has returned, or the Express state machine has ended, within 30 seconds. Its
   * own failures are tried again and recorded then, as those of the call.
   *
   * @default false
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-target-lambda.html
   */
  readonly waitForTarget?: boolean;

  /**
   * Whether the target gets the event together with what EventBridge knows of it: `Data`, `Metadata` and `SystemMetadata`.
   *
   * @default false
   */
  readonly withMetadata?: boolean;

  /**
   * Only events from these accounts, on a bus that several accounts feed.
   *
   * @default - events from any account that brings them to the bus
   */
  readonly accounts?: string[];

  /**
   * Leaves out events that are read from the past of the bus.
   *
   * @default false
   */
  readonly excludeReplays?: boolean;

  /**
   * A log of what becomes of each event.
   *
   * @default - none
   */
  readonly logging?: SubscriberLogging;

  /**
   * How the events are delivered.
   *
   * @default - the defaults of the scope (`DeliveryDefaults`), else 185 retries within 24 hours or the useful life of the events,
   * a dead-letter queue that the stack's subscribers share, and alarms
   */
  readonly delivery?: DeliveryOptions;
}
