import { Fn, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { Construct, IConstruct } from 'constructs';
import { ruleDimensions } from '../delivery/alarms/rule-metrics';
import { Delivery } from '../delivery/delivery';
import { Hop } from '../delivery/guarded-hop';
import { TargetDelivery, guardOverride, guardRendering, withDelivery } from '../delivery/guarded-targets';
import { queuesOfTargets, targetsByNow } from '../delivery/one-level';
import { finalProperty } from '../delivery/template-properties';

const ID = 'ServiceEventProtection';

/**
 * What a rule that was made without this library was given.
 */
export interface RuleProtection {
  readonly alarms: number;
  /** Targets that had none; known once the rule has rendered. */
  deadLetterQueues: number;
  /** Targets that had none, or only half of one; known once the rule has rendered. */
  retryPolicies: number;
}

const PROTECTIONS = new WeakMap<IConstruct, RuleProtection>();

/** What the rule was given, where it was given anything. */
export function protectionOf(resource: IConstruct): RuleProtection | undefined {
  return PROTECTIONS.get(resource);
}

/**
 * Gives a rule what it lacks.
 *
 * @param subject the service and events, as a person on call would name them
 */
export function protectRule(resource: events.CfnRule, subject: string, wanted: Delivery): void {
  const delivery = withOtherQueue(resource, wanted);
  const { targets: given } = resource;
  const hop = new Hop(resource, {
    delivery,
    enabled: finalProperty(resource, 'State', resource.state) !== 'DISABLED',
    alarmScope: new Construct(resource, ID),
    watched: (deadLetterQueueNames) => ({
      subject,
      path: resource.node.path,
      dimensions: ruleDimensions({ ruleName: resource.ref, ruleArn: resource.attrArn }, busName(resource), resource.name),
      deadLetterQueueNames,
    }),
  });
  queuesOfTargets(targetsByNow(resource, given), resource).forEach((arn) => hop.take(arn));
  const protection: RuleProtection = { alarms: hop.alarms.length, deadLetterQueues: 0, retryPolicies: 0 };
  PROTECTIONS.set(resource, protection);
  const guard = (targets: TargetDelivery[]) => {
    protection.deadLetterQueues = hop.ownQueue ? targets.filter(({ deadLetterConfig }) => !deadLetterConfig).length : 0;
    protection.retryPolicies = targets.filter(({ retryPolicy }) =>
      retryPolicy?.maximumEventAgeInSeconds === undefined || retryPolicy.maximumRetryAttempts === undefined).length;
    return targets.map((target) => withDelivery(target, delivery, hop.ownQueue));
  };
  guardRendering<TargetDelivery>(resource, guard);
  guardOverride<TargetDelivery>(resource, guard);
}

/** What a queue does not take cannot go to the same queue: a rule with that target has the queue of its stack. */
function withOtherQueue(resource: events.CfnRule, delivery: Delivery): Delivery {
  const queue = delivery.deadLetterQueue?.queueArn;
  const targets = targetsByNow(resource, resource.targets);
  const isTarget = queue !== undefined && Array.isArray(targets) && targets.some((target) => !Token.isUnresolved(target) && target.arn === queue);
  return isTarget ? { ...delivery, deadLetterQueue: undefined } : delivery;
}

/** A rule can name its bus by its ARN; where it is known at deployment only, the rule's own ARN holds the name. */
function busName(resource: events.CfnRule): string | undefined {
  const { eventBusName: nameOrArn } = resource;
  return nameOrArn === undefined || !Token.isUnresolved(nameOrArn) ? nameOrArn?.split('/').pop() : Fn.select(1, Fn.split('/', resource.attrArn));
}
