import { wildcardIn } from '../../pattern/algebra/wildcard-in';
import { subscribersOf } from '../../template/subscriber-in-template';
import { Check } from '../check';
import { CheckSeverity } from '../check-severity';

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-filtering.html */
export const subscriberWildcard: Check = {
  id: 'subscriber-wildcard',
  group: 'never matches',
  summary: 'The filter of a subscriber has a wildcard, which EventBridge refuses.',
  severity: CheckSeverity.ERROR,
  find: (app) => subscribersOf(app).flatMap(({ resource, filters }) => filters.flatMap(({ location, pattern }) => {
    const path = wildcardIn(pattern);
    return path === undefined ? [] : [{
      resource,
      location,
      value: path,
      message: `The filter of the subscriber has a wildcard in '${path}', and subscribers take none: EventBridge refuses it.`,
      fix: 'Match a prefix, a suffix or several values, or let the event source match the wildcard, which takes them.',
    }];
  })),
};
