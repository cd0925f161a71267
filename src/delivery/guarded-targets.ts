import { IResolveContext, Lazy, Tokenization } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { IConstruct } from 'constructs';
import { Delivery } from './delivery';
import { overrideOf, replaceOverride } from './template-properties';
import { optionName } from '../catalog/option-spelling';
import { isReference } from '../pattern/matcher/matcher';

/** The part of a target that says how events are delivered. */
export type TargetDelivery = Pick<events.RuleTargetConfig, 'deadLetterConfig' | 'retryPolicy'>;

const GUARDED = new WeakSet<events.CfnRule>();

/** Says that the rule's targets are taken care of. */
export function markGuarded(resource: events.CfnRule): void {
  GUARDED.add(resource);
}

export function isGuarded(resource: events.CfnRule): boolean {
  return GUARDED.has(resource);
}

/**
 * Changes the targets of a rule when it renders, those included that nobody has bound.
 *
 * The targets are resolved there, and not before: references to other stacks are found in what a rule renders, and
 * targets can be added until then.
 */
export function guardRendering<T extends TargetDelivery>(resource: events.CfnRule, guard: (targets: T[]) => T[]): void {
  markGuarded(resource);
  const targets = resource.targets;
  resource.targets = Lazy.uncachedAny({
    produce: (context: IResolveContext) => {
      const rendered = context.resolve(targets) as T[] | undefined;
      return rendered && throughConditions(rendered, guard);
    },
  });
}

/** Changes the targets that an override gives, where one does: what is overridden by now stands in the template. */
export function guardOverride<T extends TargetDelivery>(resource: events.CfnRule, guard: (targets: T[]) => T[]): void {
  const targets = overrideOf(resource, 'Targets');
  if (Array.isArray(targets) || isReference(targets) || Tokenization.isResolvable(targets)) {
    replaceOverride(resource, 'Targets', Lazy.uncachedAny({
      produce: (context: IResolveContext) => {
        const rendered = context.resolve(targets);
        return Array.isArray(rendered) ? rendered.map((target) => throughConditions(target, guard)) : throughConditions(rendered, guard);
      },
    }));
  }
}

/**
 * @throws when a target is the dead-letter queue, which would have to take what it has refused
 */
export function requireOtherQueue(rule: IConstruct, targets: readonly events.CfnRule.TargetProperty[], queue: sqs.IQueue | undefined): void {
  if (queue && targets.some(({ arn, deadLetterConfig }) => arn === queue.queueArn && !deadLetterConfig)) {
    throw new Error(`Queue '${queue.node.path}' is a target of rule '${rule.node.path}' and its ${optionName('deadLetterQueue')}, so that it would have to take what it has refused: use another dead-letter queue, or none, and the stack's shared queue is used.`);
  }
}

/** How the CDK spells what a condition chooses from: as AWS CloudFormation does. */
interface SpelledDelivery {
  readonly DeadLetterConfig?: { readonly Arn: string };
  readonly RetryPolicy?: { readonly MaximumRetryAttempts?: number; readonly MaximumEventAgeInSeconds?: number };
}

/** A condition can choose between lists of targets, or between targets: each of what it chooses from is guarded. */
function throughConditions<T extends TargetDelivery>(rendered: any, guard: (targets: T[]) => T[]): any {
  if (Array.isArray(rendered)) {
    const plain = guard(rendered.filter((target) => !isReference(target)));
    let next = 0;
    return rendered.map((target) => (isReference(target) ? throughConditions(target, guard) : plain[next++]));
  }
  if (Array.isArray(rendered?.['Fn::If'])) {
    const [condition, ...choices] = rendered['Fn::If'];
    return {
      'Fn::If': [condition, ...choices.map((choice: any) => (Array.isArray(choice)
        ? choice.map((target) => throughConditions(target, guard)) : throughConditions(choice, guard)))],
    };
  }
  return isReference(rendered) ? rendered : spelled(guard([unspelled(rendered)])[0], rendered);
}

function unspelled<T extends TargetDelivery>({ DeadLetterConfig, RetryPolicy }: SpelledDelivery): T {
  return {
    deadLetterConfig: DeadLetterConfig && { arn: DeadLetterConfig.Arn },
    retryPolicy: RetryPolicy && {
      maximumRetryAttempts: RetryPolicy.MaximumRetryAttempts,
      maximumEventAgeInSeconds: RetryPolicy.MaximumEventAgeInSeconds,
    },
  } as T;
}

function spelled({ deadLetterConfig, retryPolicy }: TargetDelivery, target: object): object {
  const { maximumRetryAttempts, maximumEventAgeInSeconds } = retryPolicy as events.CfnRule.RetryPolicyProperty;
  return {
    ...target,
    ...(deadLetterConfig && { DeadLetterConfig: { Arn: (deadLetterConfig as events.CfnRule.DeadLetterConfigProperty).arn } }),
    RetryPolicy: { MaximumRetryAttempts: maximumRetryAttempts, MaximumEventAgeInSeconds: maximumEventAgeInSeconds },
  };
}

/**
 * The target, with a dead-letter queue and a retry policy. What it brings itself stays.
 */
export function withDelivery<T extends TargetDelivery>(target: T, delivery: Delivery, deadLetterQueue: sqs.IQueue | undefined): T {
  return {
    ...target,
    deadLetterConfig: target.deadLetterConfig ?? (deadLetterQueue && { arn: deadLetterQueue.queueArn }),
    retryPolicy: {
      maximumRetryAttempts: delivery.retryAttempts,
      maximumEventAgeInSeconds: delivery.maxEventAge.toSeconds(),
      ...withoutUndefined(target.retryPolicy),
    },
  };
}

function withoutUndefined<T extends object>(value: T | undefined): Partial<T> {
  return Object.fromEntries(Object.entries(value ?? {}).filter(([, entry]) => entry !== undefined)) as Partial<T>;
}
