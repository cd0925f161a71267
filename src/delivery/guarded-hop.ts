import { CfnResource } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct, IConstruct } from 'constructs';
import { DeliveryAlarms } from './alarms/delivery-alarms';
import { RuleAlarms, WatchedRule } from './alarms/rule-alarms';
import { SharedAlarms } from './alarms/shared-alarms';
import { letEventBridgeWrite } from './dead-letters/dead-letter-access';
import { DeadLetterAlarms } from './dead-letters/dead-letter-alarms';
import { ServiceEventDeadLetterQueue } from './dead-letters/service-event-dead-letter-queue';
import { Delivery } from './delivery';
import { inheritCondition } from './inherited-condition';

/** What guards one hop: the rule itself, or a rule that CDK makes for it in another account or Region. */
export interface Hop {
  readonly delivery: Delivery;
  readonly deadLetterQueue?: sqs.IQueue;
  readonly alarms: cloudwatch.Alarm[];
}

interface HopOptions {
  readonly delivery: Delivery;
  readonly enabled: boolean;
  /** Every target brings a dead-letter queue of its own, so the rule needs none. */
  readonly targetsHaveQueues?: boolean;
  /** The construct below which the alarms are made. */
  readonly alarmScope: Construct;
  readonly watched: (deadLetterQueue: sqs.IQueue | undefined) => WatchedRule;
}

/**
 * Makes what a rule's deliveries need: a dead-letter queue that EventBridge can write to, and the alarms.
 *
 * @param rule the rule, or its resource
 */
export function guardHop(rule: IConstruct, { delivery, enabled, alarmScope, watched, targetsHaveQueues = false }: HopOptions): Hop {
  const deadLetterQueue = delivery.deadLetterQueueEnabled && !targetsHaveQueues
    ? delivery.deadLetterQueue ?? ServiceEventDeadLetterQueue.forStackOf(rule, delivery.deadLetterEncryptionKey)
    : undefined;
  if (deadLetterQueue) {
    letEventBridgeWrite(deadLetterQueue, rule);
  }
  const chosen = enabled ? delivery.alarms ?? DeliveryAlarms.perRule() : DeliveryAlarms.none();
  const options = chosen._options;
  if (!options) {
    return { delivery: { ...delivery, alarms: chosen }, deadLetterQueue, alarms: [] };
  }
  if (deadLetterQueue) {
    DeadLetterAlarms.ensure(deadLetterQueue, rule, delivery);
  }
  const watchedRule = watched(deadLetterQueue);
  if (chosen._shared) {
    SharedAlarms.watch(rule, watchedRule.dimensions.EventBusName === undefined, delivery, options);
    return { delivery, deadLetterQueue, alarms: [] };
  }
  const ruleAlarms = new RuleAlarms(alarmScope, 'Alarms', watchedRule, delivery, options);
  const { alarms } = ruleAlarms;
  inheritCondition(ruleAlarms, (CfnResource.isCfnResource(rule) ? rule : rule.node.defaultChild) as CfnResource);
  return { delivery, deadLetterQueue, alarms };
}
