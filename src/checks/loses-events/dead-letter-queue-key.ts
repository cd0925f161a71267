import { KEY_ACTIONS } from '../../catalog/target-access';
import { keyOfResource } from '../../template/permissions/key-of-resource';
import { Permissions } from '../../template/permissions/permissions';
import { Check } from '../check';
import { CheckSeverity } from '../check-severity';
import { deadLetterQueues } from '../model/dead-letter-queues';

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html */
export const deadLetterQueueKey: Check = {
  id: 'dead-letter-queue-key',
  group: 'loses events',
  summary: 'The dead-letter queue is encrypted with a key of the app whose policy does not let EventBridge use it.',
  severity: CheckSeverity.ERROR,
  find: (app) => [...deadLetterQueues(app)].flatMap(([queue, { rule }]) => {
    const key = keyOfResource(queue, app);
    const permissions = Permissions.in(app);
    return !key || KEY_ACTIONS.every((action) => permissions.ask(permissions.ruleCaller(rule), action, key).verdict !== 'refused') ? [] : [{
      resource: queue,
      location: 'Properties.KmsMasterKeyId',
      value: key.path,
      message: `Dead-letter queue '${queue.path}' of rule '${rule.path}' is encrypted with key '${key.path}', whose policy does not let EventBridge use it: nothing can be written to the queue.`,
      fix: `Allow events.amazonaws.com to do ${KEY_ACTIONS.join(' and ')} in the key's policy, without naming a rule (that makes a cycle).`,
      inApp: 'Where this library attaches the queue, it does so.',
    }];
  }),
};
