import { Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { Construct, IConstruct } from 'constructs';
import { ruleDimensions } from '../delivery/alarms/rule-metrics';
import { Delivery } from '../delivery/delivery';
import { guardHop } from '../delivery/guarded-hop';
import { TargetDelivery, guardRendering, withDelivery } from '../delivery/guarded-targets';
import { oneLevelOf } from '../delivery/one-level';

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
export function protectRule(resource: events.CfnRule, subject: string, given: Delivery): void {
  const delivery = withOtherQueue(resource, given);
  const targetsHaveQueues = haveQueues(resource);
  const { deadLetterQueue, alarms } = guardHop(resource, {
    delivery,
    targetsHaveQueues,
    enabled: resource.state !== 'DISABLED',
    alarmScope: new Construct(resource, ID),
    watched: (queue) => ({
      subject,
      path: resource.node.path,
      dimensions: ruleDimensions({ ruleName: resource.ref, ruleArn: resource.attrArn }, busName(resource.eventBusName), resource.name),
      deadLetterQueueName: targetsHaveQueues ? 'of the target' : queue?.queueName,
    }),
  });
  const protection: RuleProtection = { alarms: alarms.length, deadLetterQueues: 0, retryPolicies: 0 };
  PROTECTIONS.set(resource, protection);
  guardRendering<TargetDelivery>(resource, (targets) => {
    protection.deadLetterQueues = deadLetterQueue ? targets.filter(({ deadLetterConfig }) => !deadLetterConfig).length : 0;
    protection.retryPolicies = targets.filter(({ retryPolicy }) =>
      retryPolicy?.maximumEventAgeInSeconds === undefined || retryPolicy.maximumRetryAttempts === undefined).length;
    return targets.map((target) => withDelivery(target, delivery, deadLetterQueue));
  });
}

/** What a queue does not take cannot go to the same queue: a rule with that target has the queue of its stack. */
function withOtherQueue(resource: events.CfnRule, delivery: Delivery): Delivery {
  const queue = delivery.deadLetterQueue?.queueArn;
  const targets = oneLevelOf(resource.targets, resource);
  const isTarget = queue !== undefined && Array.isArray(targets) && targets.some((target) => !Token.isUnresolved(target) && target.arn === queue);
  return isTarget ? { ...delivery, deadLetterQueue: undefined } : delivery;
}

function haveQueues(resource: events.CfnRule): boolean {
  const targets = oneLevelOf(resource.targets, resource);
  return Array.isArray(targets) && targets.length > 0
    && targets.every((target) => !Token.isUnresolved(target) && target.deadLetterConfig !== undefined);
}

/** A rule can name its bus by its ARN. */
function busName(nameOrArn: string | undefined): string | undefined {
  return nameOrArn === undefined || Token.isUnresolved(nameOrArn) ? nameOrArn : nameOrArn.split('/').pop();
}
