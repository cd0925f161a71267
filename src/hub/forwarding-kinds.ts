import type { ForwardingOptions } from './forwarding-options';
import type { ServiceEventHubProps } from './service-event-hub';
import type { ServiceEventSpokeProps } from './service-event-spoke';
import { COMMON_DELIVERY } from '../delivery/options/delivery-kinds';
import { OptionKinds, leaf, listOf, struct } from '../delivery/options/option-kind';
import { ACCOUNT, BOOLEAN, BUS, SERVICE, nameLike } from '../delivery/options/option-kinds';

export const SERVICES = listOf(SERVICE, 'it must be a list of services, such as [AwsService.GUARDDUTY]');

export const FORWARDING_OPTIONS: OptionKinds<ForwardingOptions> = {
  services: SERVICES,
  apiCallsOf: SERVICES,
  readOnlyApiCalls: BOOLEAN,
  expectedEventsPerSecond: leaf((value) => typeof value === 'number' && Number.isFinite(value) && value >= 0, { advice: 'it must be a number, 0 or more', token: true }),
  delivery: struct(COMMON_DELIVERY),
};

/** What enters through a hub. */
export const HUB_OPTIONS: OptionKinds<ServiceEventHubProps> = {
  ...FORWARDING_OPTIONS,
  organizationId: nameLike(/^o-[a-z0-9]{10,32}$/, 'it must look like o-a1b2c3d4e5'),
  accounts: listOf(ACCOUNT, 'it must be a list of account ids, such as [\'111122223333\']'),
  eventBusName: nameLike(/^(?!default$|aws\.)[.\-_A-Za-z0-9]{1,256}$/, 'a name has 1 to 256 letters, digits, dots, hyphens and underscores, and is not default'),
};

/** What enters through a spoke. */
export const SPOKE_OPTIONS: OptionKinds<ServiceEventSpokeProps> = { ...FORWARDING_OPTIONS, hubBus: BUS };
