import * as events from 'aws-cdk-lib/aws-events';
import { DeliveryOptions } from '../delivery/delivery-options';
import { EventRegions } from '../regions/event-regions';

/**
 * What all rules on the events of AWS services have in common.
 */
export interface ServiceRuleOptions {
  /**
   * What the matched events are sent to, at most 5 targets. More can be added with `addTarget`.
   *
   * @default - none
   */
  readonly targets?: events.IRuleTarget[];

  /**
   * The name of the rule.
   *
   * @default - made by AWS CloudFormation
   */
  readonly ruleName?: string;

  /**
   * What the rule is for, at most 512 characters.
   *
   * @default - names the service and the events
   */
  readonly description?: string;

  /**
   * Whether the rule is active. An inactive rule has no alarms.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * The event bus that the rule watches.
   *
   * AWS services send their events to the default event bus; another bus receives them only when a rule on the default
   * bus forwards them to it.
   *
   * @default - the default event bus of the account and Region
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event.html
   */
  readonly eventBus?: events.IEventBus;

  /**
   * How the rule gets at events that appear in other Regions than its own.
   *
   * @default - not at all: where the Region of the stack is known, a rule that can never match is an error, and one that
   * sees only some of its events a warning
   */
  readonly eventRegions?: EventRegions;

  /**
   * Only events from these accounts match, on a bus that several accounts feed.
   *
   * @default - events from any account that the bus receives them from
   */
  readonly accounts?: string[];

  /**
   * Leaves out events that are replayed from an archive.
   *
   * A replayed event carries the name of the replay in its field `replay-name`. Handlers for which it makes a difference
   * whether an event is new, and which do not look for that field, are spared replays by this.
   *
   * @default false
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive.html
   */
  readonly excludeReplays?: boolean;

  /**
   * How the events are delivered.
   *
   * @default - the defaults of the scope (`DeliveryDefaults`), else a dead-letter queue that the stack's rules share, 185
   * retries within 24 hours, and alarms
   */
  readonly delivery?: DeliveryOptions;
}
