import { CfnResource } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct, IConstruct } from 'constructs';
import { shownQueue } from './alarms/alarm-description';
import { DeliveryAlarms } from './alarms/delivery-alarms';
import { RuleAlarms, WatchedRule } from './alarms/rule-alarms';
import { SharedAlarms } from './alarms/shared-alarms';
import { stopWatching } from './alarms/shared-watch';
import { letEventBridgeWrite } from './dead-letters/dead-letter-access';
import { DeadLetterAlarms } from './dead-letters/dead-letter-alarms';
import { queueWithArn } from './dead-letters/queue-with-arn';
import { ServiceEventDeadLetterQueue } from './dead-letters/service-event-dead-letter-queue';
import { Delivery } from './delivery';
import { inheritCondition } from './inherited-condition';

export interface HopOptions {
  readonly delivery: Delivery;
  readonly enabled: boolean;
  /** The construct below which the alarms are made. */
  readonly alarmScope: Construct;
  readonly watched: (deadLetterQueueNames: () => string[]) => WatchedRule;
}

/**
 * What guards one hop, of the rule itself or of a rule that CDK makes for it in another account or Region: dead-letter queues
 * that EventBridge can write to, and alarms. Both are made as soon as there is a target that needs them.
 */
export class Hop {
  public readonly alarms: cloudwatch.Alarm[] = [];
  public readonly delivery: Delivery;
  private readonly queueNames: (() => string)[] = [];
  private readonly broughtQueues = new Set<string>();
  private own?: sqs.IQueue;
  private brought?: sqs.IQueue;
  private ruleAlarms?: RuleAlarms;
  private isOff = false;

  /**
   * @param rule the rule, or its resource
   */
  constructor(private readonly rule: IConstruct, private readonly options: HopOptions) {
    const chosen = options.enabled ? options.delivery.alarms ?? DeliveryAlarms.perRule() : DeliveryAlarms.none();
    this.delivery = { ...options.delivery, alarms: chosen };
    if (chosen._options && chosen._shared) {
      SharedAlarms.watch(rule, options.watched(() => []).dimensions.EventBusName === undefined, this.delivery, chosen._options);
    }
  }

  /** The queue of the rule, or the first that a target brings. */
  public get deadLetterQueue(): sqs.IQueue | undefined {
    return this.own ?? this.brought;
  }

  /** The queue for targets that bring none. */
  public get ownQueue(): sqs.IQueue | undefined {
    return this.own;
  }

  /** Takes care of a target that is known at deployment only: it can be watched. */
  public takeUnknown(): void {
    this.makeAlarms();
  }

  /**
   * Takes care of a target.
   *
   * @param queueArn the dead-letter queue that it brings; nothing where it brings none
   */
  public take(queueArn?: string): void {
    if (queueArn === undefined) {
      this.needQueue();
    } else {
      this.watchBrought(queueArn);
    }
    this.makeAlarms();
  }

  /** Takes care of a target as it is written by now, which may have been given the queue of the rule before. */
  public takeWritten(queueArn?: string): void {
    if (queueArn === undefined || !this.isOwn(queueArn)) {
      this.take(queueArn);
    }
  }

  /** A rule that is switched off late is as one that has been from the start: it keeps its queue and needs no alarms. */
  public switchOff(): void {
    this.isOff = true;
    this.alarms.splice(0);
    this.ruleAlarms?.node.scope?.node.tryRemoveChild(this.ruleAlarms.node.id);
    stopWatching(this.rule);
  }

  /** The queue of the rule, made where it needs one for the first time; nothing where it is not to have any. */
  public needQueue(): sqs.IQueue | undefined {
    const { delivery } = this;
    if (!this.own && delivery.deadLetterQueueEnabled) {
      this.own = delivery.deadLetterQueue ?? ServiceEventDeadLetterQueue.forStackOf(this.rule, delivery.deadLetterEncryptionKey);
      const { own } = this;
      const isBrought = [own.node.path, own.queueArn].some((key) => this.broughtQueues.has(key));
      letEventBridgeWrite(own, this.rule);
      if (!isBrought) {
        this.queueNames.push(() => shownQueue(own));
      }
      this.watch(own);
    }
    return this.own;
  }

  private watchBrought(arn: string): void {
    const queue = queueWithArn(arn);
    const key = queue ? queue.node.path : arn;
    if (this.broughtQueues.has(key)) {
      return;
    }
    this.broughtQueues.add(key);
    if (queue instanceof sqs.Queue && !queue.fifo) {
      letEventBridgeWrite(queue, this.rule);
    }
    if (this.isOwn(arn)) {
      return;
    }
    if (!queue) {
      this.queueNames.push(() => arn.split(':').pop()!);
      return;
    }
    this.brought ??= queue;
    this.queueNames.push(() => shownQueue(queue));
    this.watch(queue);
  }

  private isOwn(arn: string): boolean {
    const queue = queueWithArn(arn);
    return queue ? queue === this.own : arn === this.own?.queueArn;
  }

  private watch(queue: sqs.IQueue): void {
    if (this.delivery.alarms?._options && !this.isOff) {
      DeadLetterAlarms.ensure(queue, this.rule, this.delivery);
    }
  }

  private makeAlarms(): void {
    const { _options: options, _shared: isShared } = this.delivery.alarms!;
    if (!options || isShared || this.isOff) {
      return;
    }
    this.ruleAlarms ??= new RuleAlarms(this.options.alarmScope, 'Alarms', this.options.watched(() => this.queueNames.map((name) => name())), this.delivery, options);
    const made = [...this.queueNames.length > 0 ? this.ruleAlarms.watchLosses() : [], ...this.ruleAlarms.watchFailures()];
    this.alarms.push(...made);
    const { rule } = this;
    inheritCondition(this.ruleAlarms, (CfnResource.isCfnResource(rule) ? rule : rule.node.defaultChild) as CfnResource);
  }
}
