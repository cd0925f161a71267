import { Aspects, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { optionName } from '../catalog/option-spelling';
import { WatchedRule, defineSilenceAlarm } from './alarms/rule-alarms';
import { ruleDimensions } from './alarms/rule-metrics';
import { rememberLetters } from './dead-letters/letter-loops';
import { rememberTarget } from './dead-letters/target-with-arn';
import { Delivery } from './delivery';
import { DirectTargetConfig } from './direct-target';
import { Hop } from './guarded-hop';
import { TargetDelivery, guardOverride, guardRendering, markGuarded, withDelivery } from './guarded-targets';
import { captureHandlerFailures, captureHandlerFailuresElsewhere, deliveryAt, isFunction } from './handler-failures';
import { DeliveryUse, watchedOfRule } from './idle-options';
import { inheritCondition } from './inherited-condition';
import { knownToDiffer } from './known-to-differ';
import { takeTargets } from './late-targets';
import { hasTargets, targetsByNow } from './one-level';
import { requireHopInStage } from './require-hop-in-stage';
import { isDisabled } from './rule-state';
import { SendingRole } from './sending-role';
import { countRuleOf } from './target-limits';

/** After the aspects that change rules. */
const PRIORITY = 800;

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
  /** The rule is made while the app is synthesized, and nobody changes it any more. */
  readonly isFinal?: boolean;
}

/**
 * Gives every target of a rule a dead-letter queue and a retry policy, and the rule its alarms.
 *
 * For a target in another account or Region, CDK makes a second rule there and binds the same target to it, and
 * lets the first rule forward to that account's event bus. All three are guarded.
 */
export class DeliveryGuard {
  private readonly hops = new Map<events.IRule, Hop>();
  private readonly roles = new Map<string, SendingRole>();
  private silence: cloudwatch.Alarm[] = [];
  /** Switched off by an escape hatch. */
  private isOff = false;
  private hasFunction = false;

  /**
   * @param scope the construct below which the alarms are made
   * @param guarded the rule
   */
  constructor(private readonly scope: Construct, private readonly guarded: GuardedRule) {
    const resource = guarded.rule.node.defaultChild as events.CfnRule;
    const { targets } = resource;
    guardRendering(resource, (rendered) => this.withOwnDelivery(rendered));
    if (guarded.delivery.expectEvery && guarded.enabled) {
      this.silence = [defineSilenceAlarm(scope, this.watched(guarded.rule, () => []), guarded.delivery.expectEvery, guarded.delivery)];
      this.silence.forEach((alarm) => inheritCondition(alarm, resource));
    }
    if (!guarded.isFinal) {
      Aspects.of(resource).add({ visit: () => this.followTemplate(resource, targets) }, { priority: PRIORITY });
    }
  }

  /** Targets may have been added to the rule of the CDK, and the rule be switched off, without this library. */
  private followTemplate(resource: events.CfnRule, targets: unknown): void {
    if (!this.isOff && isDisabled(resource)) {
      this.isOff = true;
      this.silence.forEach((alarm) => alarm.node.scope?.node.tryRemoveChild(alarm.node.id));
      this.silence = [];
      this.hops.forEach((hop) => hop.switchOff());
    }
    if (hasTargets(resource, targets)) {
      const hop = this.hopOf(this.guarded.rule);
      takeTargets(hop, resource, targets);
      this.sendWithRole(resource, targetsByNow(resource, targets));
      guardOverride(resource, (rendered) => this.withOwnDelivery(rendered));
    }
  }

  /** The event bus of another account needs a role, which CDK does not give to the target by which it forwards. */
  private sendWithRole(resource: events.CfnRule, targets: unknown): void {
    for (const { id, arn, roleArn } of Array.isArray(targets) ? targets : []) {
      const bus = arn && roleArn === undefined ? busElsewhere(arn, resource) : undefined;
      if (bus && !this.roles.has(id)) {
        this.roles.set(id, new SendingRole(this.scope, `SendingRole${bus}`, arn));
      }
    }
  }

  /** CDK adds the forwarding target to the rule without binding one, and others may do so too. */
  private withOwnDelivery<T extends TargetDelivery>(rendered: T[]): T[] {
    const hop = this.hops.get(this.guarded.rule);
    return hop ? rendered.map((target) => withDelivery(this.withRole(target), this.guarded.delivery, hop.ownQueue)) : rendered;
  }

  private withRole<T extends TargetDelivery & { readonly id?: string }>(target: T): T {
    const role = this.roles.get(target.id ?? '');
    return role ? { ...target, roleArn: role.roleArn } : target;
  }

  /**
   * The queue of the rule itself; none until it has a target.
   */
  public get deadLetterQueue(): sqs.IQueue | undefined {
    return this.hops.get(this.guarded.rule)?.deadLetterQueue;
  }

  /** Whether the failures of functions are kept. */
  private get keepsHandlerFailures(): boolean {
    return this.guarded.delivery.captureHandlerFailures === true;
  }

  /** What there is to watch; nothing where the rule delivers nothing. */
  public get use(): DeliveryUse | undefined {
    const hop = this.isOff || !this.guarded.enabled ? undefined : this.hops.get(this.guarded.rule);
    return hop && {
      watched: watchedOfRule(hop.deadLetterQueue !== undefined, this.keepsHandlerFailures && this.hasFunction),
      tellsOtherwise: this.silence.length > 0,
      hasFunction: this.hasFunction,
      hasOwnQueue: hop.ownQueue !== undefined,
    };
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
        const config: DirectTargetConfig = target.bind(rule, id);
        requireHopInStage(config.targetResource, rule);
        const hop = this.hopOf(rule);
        hop.take(config.deadLetterConfig?.arn);
        countRuleOf(config.targetResource, rule);
        if (config.targetResource) {
          rememberTarget(config.arn, config.targetResource);
          if (hop.deadLetterQueue && !config.deadLetterConfig) {
            rememberLetters(rule, config.targetResource, hop.deadLetterQueue);
          }
        }
        this.hasFunction ||= isFunction(config.targetResource) || isFunction(config.calledDirectly);
        if (hop.delivery.captureHandlerFailures) {
          hop.alarms.push(...config.calledDirectly ? captureHandlerFailuresElsewhere(config.calledDirectly, rule, hop.delivery)
            : captureHandlerFailures(config.targetResource, rule, hop, hop.delivery));
        }
        const guarded = withDelivery(config, this.guarded.delivery, hop.ownQueue);
        this.requireOtherQueue(guarded);
        return guarded;
      },
    };
  }

  /**
   * What a queue does not take cannot go to the same queue.
   */
  private requireOtherQueue({ arn, deadLetterConfig }: events.RuleTargetConfig): void {
    if ((deadLetterConfig as events.CfnRule.DeadLetterConfigProperty | undefined)?.arn === arn) {
      throw new Error(`A target of rule '${this.scope.node.path}' is a queue that is its own dead-letter queue: an event that it does not take would be gone. Leave ${optionName('deadLetterQueue')} out for the queue that the stack shares, or give another queue.`);
    }
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
    const { delivery } = this.guarded;
    const enabled = this.guarded.enabled && !this.isOff;
    const isFirst = rule === this.guarded.rule;
    markGuarded(rule.node.defaultChild as events.CfnRule);
    return new Hop(rule, {
      enabled,
      // A rule that CDK makes elsewhere goes by the defaults there: its queue and alarm actions cannot be this rule's.
      delivery: isFirst ? delivery : { ...delivery, ...deliveryAt(rule) },
      alarmScope: isFirst ? this.scope : rule as unknown as Construct,
      watched: (deadLetterQueueNames) => this.watched(rule, deadLetterQueueNames),
    });
  }

  private watched(rule: events.IRule, deadLetterQueueNames: () => string[]): WatchedRule {
    const { subject, eventBus, ruleName } = this.guarded;
    const isFirst = rule === this.guarded.rule;
    return {
      subject,
      path: this.scope.node.path,
      ruleName: isFirst ? ruleName : undefined,
      dimensions: isFirst ? ruleDimensions(rule, eventBus?.eventBusName, ruleName) : ruleDimensions(rule),
      deadLetterQueueNames,
    };
  }
}

/** The account of an event bus that is in another one than the rule. */
function busElsewhere(arn: string, rule: events.CfnRule): string | undefined {
  const { account } = Stack.of(rule);
  const text = JSON.stringify(Stack.of(rule).resolve(arn));
  const [, other] = /:events:[a-z0-9-]+:(\d{12}):event-bus\//.exec(text) ?? [];
  return knownToDiffer(other, account) ? other : undefined;
}
