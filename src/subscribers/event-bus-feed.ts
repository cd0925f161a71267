import * as eventsv2 from 'aws-cdk-lib/aws-eventsv2';
import { ServicePattern } from '../pattern/algebra/service-pattern';

const FEED = new WeakMap<eventsv2.IEventBusRef, ServicePattern[]>();

/** Remembers what an event source of this app brings to a bus. */
export function recordEventSource(bus: eventsv2.IEventBusRef, pattern: ServicePattern): void {
  FEED.set(bus, [...feedOf(bus), pattern]);
}

/** What event sources of this app bring to a bus, as far as they have been made. */
export function feedOf(bus: eventsv2.IEventBusRef): ServicePattern[] {
  return FEED.get(bus) ?? [];
}
