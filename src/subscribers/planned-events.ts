import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { EventPromise } from '../delivery/delivery';
import { SERVICE } from '../delivery/options/option-kinds';
import { requireOption } from '../delivery/options/require-options';
import { ServicePattern } from '../pattern/algebra/service-pattern';
import { withSortedKeys } from '../pattern/algebra/sorted-keys';
import { newerThan } from '../rules/intent';
import { passGate } from '../rules/pattern-gate';
import { selectedEvents } from '../rules/service-events/selected-events';
import { ServiceEventSelection } from '../rules/service-events/service-event-selection';

/** The events that an event source brings or a subscriber takes. */
export interface PlannedEvents {
  /** As it stands in a template. */
  readonly pattern: ServicePattern;
  readonly subject: string;
  readonly promise: EventPromise;
}

interface PlanOptions {
  readonly enabled: boolean;
  /** Whether the events arise in the account and Region of the construct. */
  readonly fromHere: boolean;
}

/**
 * What a selection of a service's events comes to, checked as for a rule.
 *
 * @throws when the service does not send one of the events, the filter can never match, or the events do not name the resource
 */
export function planEvents(construct: Construct, selection: ServiceEventSelection, { enabled, fromHere }: PlanOptions): PlannedEvents {
  const what = fromHere ? 'event source' : 'subscriber';
  requireOption(`${what} '${construct.node.path}'`, 'service', selection.service, SERVICE);
  const { pattern, subject, promise, areNamed } = selectedEvents(construct, selection, { what, enabled, fromHere, meetsNeeds: fromHere });
  const resolved = withSortedKeys(Stack.of(construct).resolve(pattern));
  passGate(construct, resolved, {
    intents: newerThan(selection.service, selection.allowUnknown), everyKind: areNamed, what: fromHere ? 'Event source' : 'Subscriber',
  });
  return { pattern: resolved, subject, promise };
}
