import { Check, atEachServiceRule } from '../check';
import { CheckSeverity } from '../check-severity';
import { isInOtherEnvironment } from '../model/forwarding';
import { originOf } from '../model/rule-origin';
import { oneProblem } from '../model/targets-of-problem';

export const noDeadLetterQueue: Check = {
  id: 'no-dead-letter-queue',
  group: 'loses events',
  summary: 'A target without a dead-letter queue: events that it does not accept are gone.',
  severity: CheckSeverity.WARNING,
  // Where protection has not reached a rule, that is what is said of it.
  find: atEachServiceRule((rule) => (rule.enabled && !originOf(rule)?.lacksProtection ? oneProblem(
    rule.targets.filter((target) => target.deadLetterArn === undefined && !isInOtherEnvironment(target, rule)),
    {
      message: 'A target has no dead-letter queue: an event that it does not accept within the retries is gone.',
      fix: 'Give the target a DeadLetterConfig with a standard queue whose policy lets events.amazonaws.com do sqs:SendMessage.',
      inApp: 'ServiceEventProtection.of(app).apply() gives every rule one; a rule of this library has it by itself.',
    },
  ) : [])),
};
