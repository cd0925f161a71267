import type { EventSourceSpokeOptions, EventSourceSpokeProps } from './event-source-spoke';
import { SERVICES } from './forwarding-kinds';
import { OptionKinds, struct } from '../delivery/options/option-kind';
import { EVENT_SOURCE_OPTIONS, SOURCE_DELIVERY } from '../subscribers/event-bus-kinds';

/** What enters where a spoke is written as a template. */
export const SOURCE_SPOKE_OPTIONS: OptionKinds<EventSourceSpokeOptions> = {
  services: SERVICES,
  apiCallsOf: SERVICES,
  delivery: struct(SOURCE_DELIVERY),
};

/** What enters through a spoke of event sources. */
export const SOURCE_SPOKE_PROPS: OptionKinds<EventSourceSpokeProps> = { ...SOURCE_SPOKE_OPTIONS, eventBus: EVENT_SOURCE_OPTIONS.eventBus };
