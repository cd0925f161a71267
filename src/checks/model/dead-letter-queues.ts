import { AppModel } from './app-model';
import { RuleModel, TargetModel } from './rule-model';
import { TemplateResource } from './stack-template';

/** A use of a queue as the dead-letter queue of a target. */
export interface DeadLetterUse {
  readonly rule: RuleModel;
  readonly target: TargetModel;
}

/** All uses of dead-letter queues by rules of the app that are active. */
export function deadLetterUses(app: AppModel): DeadLetterUse[] {
  return app.rules.flatMap((rule) => rule.targets
    .filter(({ deadLetterArn }) => deadLetterArn !== undefined)
    .map((target) => ({ rule, target })));
}

/** The queues of the app that rules use, each with its first use. */
export function deadLetterQueues(app: AppModel): Map<TemplateResource, DeadLetterUse> {
  const queues = new Map<TemplateResource, DeadLetterUse>();
  for (const use of deadLetterUses(app)) {
    const queue = use.target.deadLetterQueue;
    if (queue?.type === 'AWS::SQS::Queue' && !queues.has(queue)) {
      queues.set(queue, use);
    }
  }
  return queues;
}
