import { TemplateResource } from '../../template/template-resource';
import { Templates } from '../../template/templates';
import { Check } from '../check';
import { CheckSeverity } from '../check-severity';
import { deadLetterQueues } from '../model/dead-letter-queues';
import { verdictOf } from '../model/policies';

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html */
const ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'];

export const deadLetterQueueKey: Check = {
  id: 'dead-letter-queue-key',
  group: 'loses events',
  summary: 'The dead-letter queue is encrypted with a key of the app whose policy does not let EventBridge use it.',
  severity: CheckSeverity.ERROR,
  find: (app) => [...deadLetterQueues(app)].flatMap(([queue, { rule }]) => {
    const key = keyOf(queue, app);
    const statements = key?.properties.KeyPolicy?.Statement;
    return !key || ACTIONS.every((action) => verdictOf(statements, action, rule, key, app) !== 'denied') ? [] : [{
      resource: queue,
      location: 'Properties.KmsMasterKeyId',
      value: key.path,
      message: `Dead-letter queue '${queue.path}' of rule '${rule.path}' is encrypted with key '${key.path}', whose policy does not let EventBridge use it: nothing can be written to the queue.`,
      fix: `Allow events.amazonaws.com to do ${ACTIONS.join(' and ')} in the key's policy, without naming a rule (that makes a cycle), or let this library attach the queue: it does so.`,
    }];
  }),
};

function keyOf(queue: TemplateResource, app: Templates): TemplateResource | undefined {
  const key = app.referred(queue.properties.KmsMasterKeyId, queue);
  return key?.type === 'AWS::KMS::Alias' ? app.referred(key.properties.TargetKeyId, key) : key?.type === 'AWS::KMS::Key' ? key : undefined;
}
