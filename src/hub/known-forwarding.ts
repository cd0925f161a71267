import * as events from 'aws-cdk-lib/aws-events';
import { IConstruct } from 'constructs';
import { busKey } from './rules-of-app';
import { ServicePattern } from '../pattern/algebra/service-pattern';

/** What the app forwards from one account and Region to an event bus. */
export interface KnownForwarding {
  readonly construct: IConstruct;
  readonly patterns: ServicePattern[];
  readonly readOnlyApiCalls: boolean;
}

const FORWARDINGS = new WeakMap<IConstruct, Map<string, KnownForwarding[]>>();

export function rememberForwarding(bus: events.IEventBus, forwarding: KnownForwarding): void {
  const { root } = forwarding.construct.node;
  const byBus = FORWARDINGS.get(root) ?? new Map<string, KnownForwarding[]>();
  FORWARDINGS.set(root, byBus);
  byBus.set(busKey(bus), [...byBus.get(busKey(bus)) ?? [], forwarding]);
}

/**
 * All that the app forwards to a bus. It is known when the app is synthesized.
 */
export function forwardingsTo(bus: events.IEventBus): KnownForwarding[] {
  return FORWARDINGS.get(bus.node.root)?.get(busKey(bus)) ?? [];
}
