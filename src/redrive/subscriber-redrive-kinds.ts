import type { SubscriberRedriveProps } from './subscriber-redrive';
import { OptionKinds } from '../delivery/options/option-kind';
import { instanceOf } from '../delivery/options/option-kinds';
import { ServiceEventSubscriber } from '../subscribers/service-event-subscriber';

/** What enters through the redrive of a subscriber. */
export const SUBSCRIBER_REDRIVE_OPTIONS: OptionKinds<SubscriberRedriveProps> = {
  subscriber: instanceOf(ServiceEventSubscriber, 'give a ServiceEventSubscriber of this app'),
};
