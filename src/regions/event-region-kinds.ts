import type { EventForwardingOptions } from './event-regions';
import { OptionKinds, holding, listOf, mapOf } from '../delivery/options/option-kind';
import { ALARM_ACTIONS, KNOWN_REGION } from '../delivery/options/option-kinds';

/** What enters where events are forwarded between Regions. */
export const EVENT_FORWARDING_OPTIONS: OptionKinds<EventForwardingOptions> = {
  alarmActions: mapOf(KNOWN_REGION, holding(ALARM_ACTIONS), 'it must be an object with Regions and their actions, such as { \'us-east-1\': { ticket: [...] } }'),
  regions: listOf(KNOWN_REGION, 'it must be a list of Regions, such as [\'us-east-1\']'),
};
