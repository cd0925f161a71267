import { IResolveContext, Lazy } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Delivery } from './delivery';

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
      return rendered && guard(rendered);
    },
  });
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
