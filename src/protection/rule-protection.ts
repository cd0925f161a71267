import { Fn, Token } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import { Construct, IConstruct } from 'constructs';
import { optionName } from '../catalog/option-spelling';
import { ruleDimensions } from '../delivery/alarms/rule-metrics';
import { warn } from '../delivery/construct-notices';
import { Delivery } from '../delivery/delivery';
import { Hop } from '../delivery/guarded-hop';
import { TargetDelivery, guardOverride, guardRendering, requireOtherQueue, withDelivery } from '../delivery/guarded-targets';
import { captureHandlerFailures } from '../delivery/handler-failures';
import { takeTargets } from '../delivery/late-targets';
import { targetsByNow } from '../delivery/one-level';
import { resourceWithArn } from '../delivery/resource-with-arn';
import { isDisabled } from '../delivery/rule-state';

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
export function protectRule(resource: events.CfnRule, subject: string, delivery: Delivery): void {
  const { targets: given } = resource;
  const hop = new Hop(resource, {
    delivery,
    enabled: !isDisabled(resource),
    alarmScope: new Construct(resource, ID),
    watched: (deadLetterQueueNames) => ({
      subject,
      path: resource.node.path,
      ruleName: resource.name,
      dimensions: ruleDimensions({ ruleName: resource.ref, ruleArn: resource.attrArn }, busName(resource), resource.name),
      deadLetterQueueNames,
    }),
  });
  const known = knownTargets(resource);
  takeTargets(hop, resource, given);
  requireOtherQueue(resource, known, hop.ownQueue);
  const ofHandlers = delivery.captureHandlerFailures ? captureFailures(resource, known, delivery, hop) : [];
  const protection: RuleProtection = { alarms: hop.alarms.length + ofHandlers.length, deadLetterQueues: 0, retryPolicies: 0 };
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

/** The targets that are known by now. */
function knownTargets(resource: events.CfnRule): events.CfnRule.TargetProperty[] {
  const targets = targetsByNow(resource, resource.targets);
  return Array.isArray(targets) ? targets : [];
}

/** Of a function that is not a construct of the CDK's second level, nothing but its resource is known. */
function captureFailures(resource: events.CfnRule, targets: events.CfnRule.TargetProperty[], delivery: Delivery, hop: Hop): cloudwatch.Alarm[] {
  return targets.flatMap(({ arn }) => {
    const called = typeof arn === 'string' ? resourceWithArn(arn) : undefined;
    const construct = called?.node.scope;
    if (called?.cfnResourceType === 'AWS::Lambda::Function' && construct?.node.defaultChild !== called) {
      warn(resource, 'handler-failures-of-resource',
        `${optionName('captureHandlerFailures')} has no effect on function '${called.node.path}', a target of rule '${resource.node.path}': it is made as a resource (CfnFunction). Give it a DestinationConfig on failure (CfnEventInvokeConfig), and acknowledge this warning.`);
      return [];
    }
    return captureHandlerFailures(construct, resource, hop, delivery);
  });
}

/** A rule can name its bus by its ARN; where it is known at deployment only, the rule's own ARN holds the name. */
function busName(resource: events.CfnRule): string | undefined {
  const { eventBusName: nameOrArn } = resource;
  return nameOrArn === undefined || !Token.isUnresolved(nameOrArn) ? nameOrArn?.split('/').pop() : Fn.select(1, Fn.split('/', resource.attrArn));
}
