import { letterAdmissionOf } from '../../template/permissions/target-admissions';
import { Templates } from '../../template/templates';
import { Check, Problem } from '../check';
import { CheckSeverity } from '../check-severity';
import { DeadLetterUse, deadLetterUses } from '../model/dead-letter-queues';
import { originOf } from '../model/rule-origin';

export const deadLetterQueuePolicy: Check = {
  id: 'dead-letter-queue-policy',
  group: 'loses events',
  summary: 'No policy of the dead-letter queue lets EventBridge write for the rule; a warning for a queue whose policy another app writes.',
  severity: CheckSeverity.ERROR,
  find: (app) => deadLetterUses(app).flatMap((use) => problemOf(use, app)),
};

function problemOf({ rule, target }: DeadLetterUse, app: Templates): Problem[] {
  const queue = target.deadLetterQueue;
  const at = { resource: rule.resource, location: `${target.location}.DeadLetterConfig`, value: target.id };
  if (!queue) {
    // The library says so itself, with the statement that is missing.
    const origin = originOf(rule);
    const isSaid = origin !== undefined && origin.isGuarded && !origin.protection;
    return isSaid || !app.references.textOf(target.deadLetterArn, rule.stack) ? [] : [{
      ...at,
      message: `The dead-letter queue of target '${target.id}' is made elsewhere, and this app cannot write its policy.`,
      fix: 'Let its policy allow events.amazonaws.com to do sqs:SendMessage for the ARN of the rule, then acknowledge this.',
      severity: CheckSeverity.WARNING,
    }];
  }
  return letterAdmissionOf(rule, target, app)?.verdict !== 'refused' ? [] : [{
    ...at,
    message: `No policy of dead-letter queue '${queue.path}' lets EventBridge write to it for this rule: what target '${target.id}' does not accept is gone.`,
    fix: 'Add a statement that allows events.amazonaws.com to do sqs:SendMessage where aws:SourceArn is the ARN of the rule.',
    inApp: 'Where this library chooses the queue, it writes one statement for all rules.',
  }];
}
