import { Stack, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { ForwardedRule } from './event-forwarder';
import { EventRegions } from './event-regions';
import { checkRegion } from './region-check';
import { coverageOf } from './region-coverage';
import { RuleForwarding, requireForwardable } from './rule-forwarding';
import { AlarmActions } from '../delivery/alarms/alarm-actions';
import { ServicePattern } from '../pattern/algebra/service-pattern';

const DEFAULT_BUS = 'default';

/** What a rule wants of its Region. */
export interface PlacementOptions {
  readonly eventBus?: events.IEventBus;
  readonly eventRegions?: EventRegions;
  /** The alarm actions of the rule itself. */
  readonly alarmActions?: AlarmActions;
}

/** Where a rule gets its events. */
export interface RulePlacement {
  /** The bus that the rule watches, where it is not the default event bus. */
  readonly eventBus?: events.IEventBus;
  /** Whether events have come from another Region or bus already when they reach the rule. */
  readonly forwarded: boolean;
}

/**
 * Checks that the rule can see its events in its Region, or has them forwarded to it.
 *
 * @throws when the rule can never match where it is, or its events cannot be forwarded
 */
export function placeRule(rule: Construct, pattern: ServicePattern, options: PlacementOptions, forwarded: ForwardedRule): RulePlacement {
  const { eventBus, eventRegions } = options;
  const forwarding = eventRegions?._forwarding;
  const { region } = Stack.of(rule);
  if (forwarding) {
    requireForwardable(rule, region, eventBus);
  }
  // A bus of the user's own has the events that somebody sends to it, wherever they appeared.
  if (eventBus && eventBus.eventBusName !== DEFAULT_BUS) {
    return { eventBus, forwarded: eventRegions !== undefined };
  }
  if (Token.isUnresolved(region)) {
    return { eventBus, forwarded: false };
  }
  const resolved = Stack.of(rule).resolve(pattern) as ServicePattern;
  const coverage = coverageOf(resolved, region);
  if (!eventRegions) {
    checkRegion(rule, region, coverage);
  }
  if (!forwarding) {
    return { eventBus, forwarded: eventRegions !== undefined && coverage.elsewhere.length > 0 };
  }
  const bus = new RuleForwarding(rule, region, resolved, coverage, forwarding, eventRegions!._isLenient).forward(forwarded, options.alarmActions);
  return { eventBus: bus, forwarded: bus !== undefined };
}
