import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { SharedSubscriberAlarms } from './shared-subscriber-alarms';
import { SubscriberAlarms, WatchedSubscriber, defineSubscriberSilence } from './subscriber-alarms';
import { DeliveryAlarms } from '../delivery/alarms/delivery-alarms';
import { Delivery } from '../delivery/delivery';

/**
 * Makes the alarms of a subscriber, or lets those that all subscribers share watch it.
 *
 * @returns the alarms that are its own
 */
export function watchSubscriber(scope: Construct, subscriber: WatchedSubscriber, delivery: Delivery, enabled: boolean): cloudwatch.Alarm[] {
  const chosen = delivery.alarms ?? DeliveryAlarms.perRule();
  const silence = enabled && delivery.expectEvery ? [defineSubscriberSilence(scope, subscriber, delivery.expectEvery, delivery)] : [];
  if (!enabled || !chosen._options) {
    return silence;
  }
  if (chosen._shared) {
    SharedSubscriberAlarms.watch(scope, delivery, chosen._options);
    return silence;
  }
  return [...silence, ...new SubscriberAlarms(scope, 'Alarms', subscriber, delivery, chosen._options).alarms];
}
