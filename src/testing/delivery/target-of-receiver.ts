import { EventSourceInTemplate } from '../../template/event-source-in-template';
import { TargetOfRule } from '../../template/rule-in-template';
import { DEFAULT_RETRY, SubscriberInTemplate } from '../../template/subscriber-in-template';
import { TemplateValues } from '../../template/template-values';
import { Templates } from '../../template/templates';

/** The one target of a subscriber, as rules have theirs. */
export function targetOfSubscriber(subscriber: SubscriberInTemplate, values: TemplateValues): TargetOfRule {
  const { resource: { properties }, targetArn, targetText, target, onFailureArn, onFailureQueue } = subscriber;
  const { MaxRetryAttempts: attempts, MaxEventAgeInSeconds: age } = values.resolve(properties.RetryPolicy) ?? {};
  return {
    location: 'Properties.InvokeConfiguration',
    id: 'Target',
    arn: targetArn,
    arnText: targetText,
    resource: target,
    deadLetterArn: onFailureArn,
    deadLetterQueue: onFailureQueue,
    retryAttempts: numberOr(attempts, DEFAULT_RETRY.attempts),
    maxEventAgeSeconds: numberOr(age, DEFAULT_RETRY.ageSeconds),
    properties: properties.InvokeConfiguration ?? {},
  };
}

/** The bus of an event source, which is the target of the rule that EventBridge makes. */
export function targetOfSource(source: EventSourceInTemplate, { references }: Templates): TargetOfRule {
  const { resource: { properties: { EventBusArn: arn } }, bus, onFailureArn, onFailureQueue, stack } = source;
  return {
    location: 'Properties.EventBusArn',
    id: 'EventBus',
    arn,
    arnText: references.textOf(arn, stack),
    resource: bus,
    deadLetterArn: onFailureArn,
    deadLetterQueue: onFailureQueue,
    properties: {},
  };
}

function numberOr(value: unknown, usual: number): number {
  return value === undefined || Number.isNaN(Number(value)) ? usual : Number(value);
}
