import type { EventSourceHubProps } from './event-source-hub';
import type { EventSourceSpokeOptions, EventSourceSpokeProps } from './event-source-spoke';
import { SERVICES } from './forwarding-kinds';
import { OptionKinds, struct } from '../delivery/options/option-kind';
import { BOOLEAN } from '../delivery/options/option-kinds';
import { EVENT_BUS_OPTIONS, EVENT_SOURCE_OPTIONS, SHARE_OPTIONS, SOURCE_DELIVERY } from '../subscribers/event-bus-kinds';

/** What enters where a spoke is written as a template. */
export const SOURCE_SPOKE_OPTIONS: OptionKinds<EventSourceSpokeOptions> = {
  services: SERVICES,
  apiCallsOf: SERVICES,
  delivery: struct(SOURCE_DELIVERY),
};

/** What enters through a spoke of event sources. */
export const SOURCE_SPOKE_PROPS: OptionKinds<EventSourceSpokeProps> = { ...SOURCE_SPOKE_OPTIONS, eventBus: EVENT_SOURCE_OPTIONS.eventBus };

/** What enters through a hub of event sources. */
export const EVENT_SOURCE_HUB_OPTIONS: OptionKinds<EventSourceHubProps> = {
  ...EVENT_BUS_OPTIONS,
  ...SOURCE_SPOKE_OPTIONS,
  organizationArns: SHARE_OPTIONS.organizationArns,
  accounts: SHARE_OPTIONS.accounts,
  letSubscribe: BOOLEAN,
};
