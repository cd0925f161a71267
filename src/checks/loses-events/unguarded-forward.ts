import { optionName } from '../../catalog/option-spelling';
import { Check, atEachRule } from '../check';
import { CheckSeverity } from '../check-severity';
import { isInOtherEnvironment } from '../model/forwarding';
import { oneProblem } from '../model/targets-of-problem';

export const unguardedForward: Check = {
  id: 'unguarded-forward',
  group: 'loses events',
  summary: 'Events are forwarded to a bus in another account or Region, and the first hop has no dead-letter queue; CDK adds such a target by itself for a target there.',
  severity: CheckSeverity.WARNING,
  find: atEachRule((rule) => (rule.enabled ? oneProblem(
    rule.targets.filter((target) => target.deadLetterArn === undefined && isInOtherEnvironment(target, rule)),
    {
      message: 'A target forwards to an event bus in another account or Region without a dead-letter queue: what is refused there is gone.',
      fix: 'Give the target a DeadLetterConfig with a standard queue whose policy lets events.amazonaws.com do sqs:SendMessage.',
      inApp: `ServiceEventProtection.of(app).apply() guards the hop; a rule of this library does by itself. With targets.EventBus, give ${optionName('deadLetterQueue')}.`,
    },
  ) : [])),
};
