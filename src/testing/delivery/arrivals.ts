import type { PlayedApp } from './played-app';
import type { PlayedBus } from './played-bus';
import { coverageOf } from '../../regions/region-coverage';

/** Where an event arrives. */
export interface Arrivals {
  readonly buses: PlayedBus[];
  /** What was assumed, for a person. */
  readonly note?: string;
}

/**
 * The default buses at which an event arrives: those of its account and Region, as far as the templates say where they go.
 * An app that has nothing in the account of the event is taken to be in it, since samples have an invented account; the same
 * holds for the Region, unless such events are known not to appear where the rules are.
 */
export function arrivalsOf({ buses }: PlayedApp, sample: Record<string, any>): Arrivals {
  const { account, region } = sample;
  const defaults = [...buses.values()].filter(({ kind }) => kind === 'default');
  const inAccount = defaults.filter(({ stack }) => stack.account === undefined || stack.account === account);
  const ofAccount = inAccount.length > 0 ? inAccount : defaults;
  const inRegion = ofAccount.filter(({ stack }) => stack.region === undefined || stack.region === region);
  const found = inRegion.length > 0 ? inRegion : ofAccount.filter((bus) => mayAppearIn(sample, bus.region));
  if (found.length === 0 && ofAccount.length > 0) {
    const regions = [...new Set(ofAccount.map((bus) => bus.region))];
    return { buses: [], note: `such an event appears in ${region}, and not in ${regions.join(', ')}, where the rules are` };
  }
  const places = [...new Set(found.map((bus) => `${bus.account} ${bus.region}`))];
  const isElsewhere = inAccount.length === 0 || inRegion.length === 0;
  return { buses: found, ...isElsewhere && found.length > 0 && { note: `taken as an event of ${places.join(', ')}, where the rules are` } };
}

function mayAppearIn({ source, 'detail-type': detailType, detail }: Record<string, any>, region: string): boolean {
  const { eventSource, eventName } = detail ?? {};
  const call = typeof eventName === 'string' && typeof eventSource === 'string' ? { detail: { eventSource: [eventSource], eventName: [eventName] } } : {};
  return coverageOf({ 'source': [source], 'detail-type': [detailType], ...call }, region).here.length > 0;
}
