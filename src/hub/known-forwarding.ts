import { Stack, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { IConstruct } from 'constructs';
import { busKey } from './rules-of-app';
import { ServicePattern } from '../pattern/algebra/service-pattern';
import { coverageOf } from '../regions/region-coverage';

/** What the app forwards from one account and Region to an event bus. */
export interface KnownForwarding {
  readonly construct: IConstruct;
  readonly patterns: ServicePattern[];
  readonly readOnlyApiCalls: boolean;
}

const FORWARDINGS = new WeakMap<IConstruct, Map<string, KnownForwarding[]>>();
const TEMPLATES = new Map<string, ServicePattern[]>();

export function rememberForwarding(bus: events.IEventBus, forwarding: KnownForwarding): void {
  const { root } = forwarding.construct.node;
  const byBus = FORWARDINGS.get(root) ?? new Map<string, KnownForwarding[]>();
  FORWARDINGS.set(root, byBus);
  byBus.set(busKey(bus), [...byBus.get(busKey(bus)) ?? [], forwarding]);
}

/** A template of a spoke is part of no app, and goes to accounts and Regions that nothing names. */
export function rememberTemplate(bus: events.IEventBus, patterns: ServicePattern[]): void {
  TEMPLATES.set(busKey(bus), [...TEMPLATES.get(busKey(bus)) ?? [], ...patterns]);
}

/**
 * All that the app forwards to a bus. It is known when the app is synthesized.
 */
export function forwardingsTo(bus: events.IEventBus): KnownForwarding[] {
  return FORWARDINGS.get(bus.node.root)?.get(busKey(bus)) ?? [];
}

/**
 * The patterns of what arrives on a bus by what the app forwards, with the account and Region that it comes from where they
 * are known, and without what does not appear in that Region.
 */
export function arrivalsOn(bus: events.IEventBus): ServicePattern[] {
  return forwardingsTo(bus).flatMap(sentBy);
}

/** The patterns of what templates of spokes, which this program has written, forward to a bus. */
export function arrivalsByTemplate(bus: events.IEventBus): ServicePattern[] {
  return TEMPLATES.get(busKey(bus)) ?? [];
}

const SENT = new WeakMap<KnownForwarding, ServicePattern[]>();

function sentBy(forwarding: KnownForwarding): ServicePattern[] {
  const { account, region } = Stack.of(forwarding.construct);
  const known = SENT.get(forwarding);
  if (known) {
    return known;
  }
  const here = Token.isUnresolved(region) ? forwarding.patterns : forwarding.patterns.flatMap((pattern) => coverageOf(pattern, region).here);
  const from = { ...(!Token.isUnresolved(account) && { account: [account] }), ...(!Token.isUnresolved(region) && { region: [region] }) };
  const sent = here.map((pattern) => ({ ...pattern, ...from }));
  SENT.set(forwarding, sent);
  return sent;
}
