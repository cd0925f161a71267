import { DeliveryType } from '../../catalog/delivery-type';
import { promiseOfPattern } from '../../rules/service-events/event-promises';
import { subscribersOf } from '../../template/subscriber-in-template';
import { Check } from '../check';
import { CheckSeverity } from '../check-severity';

const SECONDS = 600;

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-retry.html */
export const subscriberShortRetry: Check = {
  id: 'subscriber-short-retry',
  group: 'loses events',
  summary: 'A subscriber gives events whose arrival is guaranteed up after less than ten minutes, as it does by default (5 retries within 5 minutes).',
  severity: CheckSeverity.WARNING,
  find: (app) => subscribersOf(app).filter(({ delivers, pattern }) => delivers && pattern !== undefined).flatMap((subscriber) => {
    const { resource, pattern, retryAttempts, maxEventAgeSeconds } = subscriber;
    const isShort = retryAttempts === 0 || (maxEventAgeSeconds ?? SECONDS) < SECONDS;
    return promiseOfPattern(pattern!).deliveryType !== DeliveryType.GUARANTEED || !isShort ? [] : [{
      resource,
      location: resource.properties.RetryPolicy === undefined ? 'Properties' : 'Properties.RetryPolicy',
      value: retryAttempts === 0 ? retryAttempts : maxEventAgeSeconds,
      message: `AWS guarantees that these events arrive, and the subscriber ${retryAttempts === 0 ? 'never tries again' : `tries for ${maxEventAgeSeconds} seconds only`}.`,
      fix: 'Set RetryPolicy to 185 attempts within 86,400 seconds, as rules have it.',
      inApp: 'A ServiceEventSubscriber does.',
    }];
  }),
};
