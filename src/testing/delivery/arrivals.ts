import type { PlayedApp, PlayedBus } from './played-app';

/** Where an event arrives. */
export interface Arrivals {
  readonly buses: PlayedBus[];
  /** What was assumed, for a person. */
  readonly note?: string;
}

/**
 * The default buses at which an event arrives: those of its account and Region, as far as the templates say where they go.
 * An app that has nothing in the account of the event is taken to be in it, since samples have an invented account; the same
 * holds for the Region.
 */
export function arrivalsOf({ buses }: PlayedApp, { account, region }: Record<string, any>): Arrivals {
  const defaults = [...buses.values()].filter(({ isDefault }) => isDefault);
  const inAccount = defaults.filter(({ stack }) => stack.account === undefined || stack.account === account);
  const ofAccount = inAccount.length > 0 ? inAccount : defaults;
  const inRegion = ofAccount.filter(({ stack }) => stack.region === undefined || stack.region === region);
  const found = inRegion.length > 0 ? inRegion : ofAccount;
  const places = [...new Set(found.map((bus) => `${bus.account} ${bus.region}`))];
  const isElsewhere = inAccount.length === 0 || inRegion.length === 0;
  return { buses: found, ...isElsewhere && found.length > 0 && { note: `taken as an event of ${places.join(', ')}, where the rules are` } };
}
