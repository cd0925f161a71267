import { Check } from '../check';
import { CheckSeverity } from '../check-severity';
import { alarmsOn } from '../model/alarm-index';
import { deadLetterQueues } from '../model/dead-letter-queues';
import { originOf } from '../model/rule-origin';

export const deadLetterQueueWithoutAlarm: Check = {
  id: 'dead-letter-queue-without-alarm',
  group: 'loses events',
  summary: 'Rules use a dead-letter queue that no alarm of the app watches: what is in it expires unseen.',
  severity: CheckSeverity.WARNING,
  find: (app) => [...deadLetterQueues(app)]
    .filter(([queue, { rule }]) => rule.enabled && alarmsOn(queue, app).length === 0)
    .map(([queue, { rule }]) => ({
      resource: queue,
      location: 'Properties',
      value: queue.path,
      message: 'No alarm of this app watches this dead-letter queue of a rule: what is in it expires unseen.',
      fix: 'Make an alarm on ApproximateNumberOfMessagesVisible of the queue.',
      // What protection has passed by, since the target brings the queue, it would pass by again.
      inApp: originOf(rule)?.isGuarded ? undefined : 'ServiceEventProtection and the rules of this library do.',
    })),
};
