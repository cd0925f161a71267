import { RuleInTemplate, TargetOfRule } from '../../template/rule-in-template';
import { TemplateResource } from '../../template/template-resource';
import { Templates } from '../../template/templates';

/** A use of a queue as the dead-letter queue of a target. */
export interface DeadLetterUse {
  readonly rule: RuleInTemplate;
  readonly target: TargetOfRule;
}

/** All uses of dead-letter queues by rules of the app that are active. */
export function deadLetterUses(app: Templates): DeadLetterUse[] {
  return app.rules.flatMap((rule) => rule.targets
    .filter(({ deadLetterArn }) => deadLetterArn !== undefined)
    .map((target) => ({ rule, target })));
}

/** The queues of the app that rules use, each with its first use. */
export function deadLetterQueues(app: Templates): Map<TemplateResource, DeadLetterUse> {
  const queues = new Map<TemplateResource, DeadLetterUse>();
  for (const use of deadLetterUses(app)) {
    const queue = use.target.deadLetterQueue;
    if (queue?.type === 'AWS::SQS::Queue' && !queues.has(queue)) {
      queues.set(queue, use);
    }
  }
  return queues;
}
