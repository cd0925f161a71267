/**
 * How firmly AWS promises that an event reaches EventBridge.
 *
 * The promise covers the way from the service to EventBridge only. What happens on the way from EventBridge to a
 * target is up to the rule's retry policy and dead-letter queue, whatever the type.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/ref/event-delivery-level.html
 */
export enum DeliveryType {
  /**
   * The service successfully attempts delivery to EventBridge at least once. AWS's current word is "durable".
   */
  GUARANTEED = 'GUARANTEED',

  /**
   * The service attempts to send all events, and in some rare cases an event is not delivered.
   */
  BEST_EFFORT = 'BEST_EFFORT',

  /**
   * No document states a type. Treated as best effort, as AWS advises for services that are not listed.
   */
  UNSPECIFIED = 'UNSPECIFIED',
}
