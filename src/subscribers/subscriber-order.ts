import { CfnResource } from 'aws-cdk-lib';
import * as eventsv2 from 'aws-cdk-lib/aws-eventsv2';

const LAST = new WeakMap<eventsv2.IEventBusRef, Map<unknown, CfnResource>>();

/**
 * Lets a subscriber wait for the one before it on the same bus in the same stack: EventBridge makes one at a time on a bus, and
 * refuses a second meanwhile.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-subscribers.html
 */
export function followOthers(subscriber: CfnResource, bus: eventsv2.IEventBusRef): void {
  const byStack = LAST.get(bus) ?? new Map<unknown, CfnResource>();
  LAST.set(bus, byStack);
  const before = byStack.get(subscriber.stack);
  if (before) {
    subscriber.addResourceDependency(before);
  }
  byStack.set(subscriber.stack, subscriber);
}
