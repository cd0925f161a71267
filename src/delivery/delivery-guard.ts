import { IResolveContext, Lazy } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { letEventBridgeWrite } from './dead-letter-access';
import { DeadLetterAlarms } from './dead-letter-alarms';
import { Delivery } from './delivery';
import { DeliveryAlarms } from './delivery-alarms';
import { defaultsFor } from './delivery-defaults';
import { RuleAlarms, WatchedRule, defineSilenceAlarm } from './rule-alarms';
import { ruleDimensions } from './rule-metrics';
import { ServiceEventDeadLetterQueue } from './service-event-dead-letter-queue';
import { countRuleOf } from './target-limits';

/**
 * The rule whose deliveries are guarded.
 */
export interface GuardedRule {
  readonly rule: events.Rule;
  readonly delivery: Delivery;
  /** The service and events, as a person on call would name them. */
  readonly subject: string;
  readonly enabled: boolean;
  readonly eventBus?: events.IEventBus;
  readonly ruleName?: string;
}

/** What guards one hop: the rule itself, or a rule that CDK makes for it in another account or Region. */
interface Hop {
  readonly deadLetterQueue?: sqs.IQueue;
  readonly alarms: cloudwatch.Alarm[];
}

/**
 * Gives every target of a rule a dead-letter queue and a retry policy, and the rule its alarms.
 *
 * For a target in another account or Region, CDK makes a second rule over there and binds the same target to it, and
 * lets the first rule forward to that account's event bus. All three are guarded.
 */
export class DeliveryGuard {
  private readonly hops = new Map<events.IRule, Hop>();
  private silence: cloudwatch.Alarm[] = [];

  /**
   * @param scope the construct below which the alarms are made
   * @param guarded the rule
   */
  constructor(private readonly scope: Construct, private readonly guarded: GuardedRule) {
    this.guardRendering();
    if (guarded.delivery.expectEvery && guarded.enabled) {
      this.silence = [defineSilenceAlarm(scope, this.watched(guarded.rule, undefined), guarded.delivery.expectEvery, guarded.delivery)];
    }
  }

  /**
   * The queue of the rule itself; none until it has a target.
   */
  public get deadLetterQueue(): sqs.IQueue | undefined {
    return this.hops.get(this.guarded.rule)?.deadLetterQueue;
  }

  /**
   * All alarms, those of other hops included.
   */
  public get alarms(): cloudwatch.Alarm[] {
    return [...this.silence, ...[...this.hops.values()].flatMap(({ alarms }) => alarms)];
  }

  /**
   * The target, with what guards its deliveries. What the target brings itself stays.
   */
  public guard(target: events.IRuleTarget): events.IRuleTarget {
    return {
      bind: (boundTo, id) => {
        const rule = boundTo as events.IRule;
        const hop = this.hopOf(rule);
        const config = target.bind(rule, id);
        countRuleOf(config.targetResource, rule);
        return { ...config, ...this.deliveryConfig(config, hop) };
      },
    };
  }

  private deliveryConfig(target: Pick<events.RuleTargetConfig, 'deadLetterConfig' | 'retryPolicy'>, hop: Hop) {
    const { retryAttempts, maxEventAge } = this.guarded.delivery;
    return {
      deadLetterConfig: target.deadLetterConfig ?? (hop.deadLetterQueue && { arn: hop.deadLetterQueue.queueArn }),
      retryPolicy: {
        maximumRetryAttempts: retryAttempts,
        maximumEventAgeInSeconds: maxEventAge.toSeconds(),
        ...withoutUndefined(target.retryPolicy),
      },
    };
  }

  private hopOf(rule: events.IRule): Hop {
    let hop = this.hops.get(rule);
    if (!hop) {
      hop = this.makeHop(rule);
      this.hops.set(rule, hop);
    }
    return hop;
  }

  private makeHop(rule: events.IRule): Hop {
    const { enabled } = this.guarded;
    const isFirst = rule === this.guarded.rule;
    // A rule that CDK makes elsewhere goes by the defaults over there: its queue and alarm actions cannot be this rule's.
    const delivery = isFirst ? this.guarded.delivery : { ...this.guarded.delivery, ...elsewhere(rule) };
    const deadLetterQueue = delivery.deadLetterQueueEnabled
      ? delivery.deadLetterQueue ?? ServiceEventDeadLetterQueue.forStackOf(rule, delivery.deadLetterEncryptionKey)
      : undefined;
    if (deadLetterQueue) {
      letEventBridgeWrite(deadLetterQueue, rule);
    }
    const options = (delivery.alarms ?? DeliveryAlarms.perRule())._options;
    if (!options || !enabled) {
      return { deadLetterQueue, alarms: [] };
    }
    if (deadLetterQueue) {
      DeadLetterAlarms.ensure(deadLetterQueue, delivery);
    }
    const scope = isFirst ? this.scope : rule as unknown as Construct;
    const { alarms } = new RuleAlarms(scope, 'Alarms', this.watched(rule, deadLetterQueue), delivery, options);
    return { deadLetterQueue, alarms };
  }

  private watched(rule: events.IRule, deadLetterQueue: sqs.IQueue | undefined): WatchedRule {
    const { subject, eventBus, ruleName } = this.guarded;
    const isFirst = rule === this.guarded.rule;
    return {
      subject,
      path: this.scope.node.path,
      dimensions: isFirst ? ruleDimensions(rule, eventBus, ruleName) : ruleDimensions(rule),
      deadLetterQueueName: deadLetterQueue?.queueName,
    };
  }

  /**
   * CDK adds the forwarding target to the rule without binding one, so its guard is put on when the rule renders.
   * The targets are resolved there, and not before: references to other stacks are found in what a rule renders.
   */
  private guardRendering(): void {
    const resource = this.guarded.rule.node.defaultChild as events.CfnRule;
    const targets = resource.targets;
    resource.targets = Lazy.uncachedAny({
      produce: (context: IResolveContext) => {
        const rendered = context.resolve(targets) as events.RuleTargetConfig[] | undefined;
        const hop = this.hops.get(this.guarded.rule);
        return hop ? rendered?.map((target) => ({ ...target, ...this.deliveryConfig(target, hop) })) : rendered;
      },
    });
  }
}

function elsewhere(rule: events.IRule): Partial<Delivery> {
  const { deadLetterQueue, deadLetterEncryptionKey, alarmActions } = defaultsFor(rule);
  return { deadLetterQueue, deadLetterEncryptionKey, alarmActions };
}

function withoutUndefined<T extends object>(value: T | undefined): Partial<T> {
  return Object.fromEntries(Object.entries(value ?? {}).filter(([, entry]) => entry !== undefined)) as Partial<T>;
}
