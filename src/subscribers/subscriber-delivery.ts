import { IConstruct } from 'constructs';
import { optionName, optionPlace } from '../catalog/option-spelling';
import { Delivery, EventPromise, deliveryFor } from '../delivery/delivery';
import { DeliveryOptions } from '../delivery/delivery-options';

/** What a rule can have and a subscriber has otherwise. */
const OTHERWISE: [option: keyof DeliveryOptions, instead: string][] = [
  ['archive', `the bus keeps events itself: set its ${optionName('retention')}`],
  ['captureHandlerFailures', `set ${optionName('waitForTarget')}, and failures of the function are tried again and recorded as well`],
  ['reconcile', 'make a schedule for the sweep'],
];

/**
 * How the events of a subscriber are delivered, by the same options and defaults as those of a rule.
 *
 * @throws when an option is one that subscribers do not have, or a value is outside what EventBridge accepts
 */
export function subscriberDelivery(subscriber: IConstruct, promise: EventPromise, options: DeliveryOptions = {}): Delivery {
  const wrong = OTHERWISE.find(([option]) => options[option] !== undefined && options[option] !== false);
  if (wrong) {
    throw new Error(`${optionPlace(`delivery.${wrong[0]}`)} of subscriber '${subscriber.node.path}' is for rules: ${wrong[1]}.`);
  }
  return deliveryFor(subscriber, promise, options);
}
