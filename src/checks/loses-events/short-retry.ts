import { DeliveryType } from '../../catalog/delivery-type';
import { promiseOfPattern } from '../../rules/service-events/event-promises';
import { Check, atEachServiceRule } from '../check';
import { CheckSeverity } from '../check-severity';
import { oneProblem } from '../model/targets-of-problem';

const SECONDS = 600;

export const shortRetry: Check = {
  id: 'short-retry',
  group: 'loses events',
  summary: 'Events whose arrival is guaranteed are not tried again after a failed delivery, or for less than ten minutes.',
  severity: CheckSeverity.WARNING,
  find: atEachServiceRule(({ pattern, targets }) => {
    const short = targets.filter(({ retryAttempts, maxEventAgeSeconds }) => retryAttempts === 0 || (maxEventAgeSeconds ?? SECONDS) < SECONDS);
    return short.length === 0 || promiseOfPattern(pattern!).deliveryType !== DeliveryType.GUARANTEED ? [] : oneProblem(
      short,
      {
        value: short.map(({ retryAttempts, maxEventAgeSeconds }) => (retryAttempts === 0 ? retryAttempts : maxEventAgeSeconds)).join(', '),
        message: 'AWS guarantees that these events arrive, and a target is not tried again after a failed delivery, or for a short time only.',
        fix: 'Leave the retry policy out (185 times within 24 hours), or give at least 10 minutes.',
      },
      'RetryPolicy',
    );
  }),
};
