import { PhysicalName, RemovalPolicy } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { checkedTarget } from './checked-target';
import { FORWARDED, acknowledgeIntents } from './intent';
import { MeasuredRule } from './measured-rule';
import { GateOptions, passGate, passGateLate } from './pattern-gate';
import { asksForReadOnlyCalls } from './recorded-events/read-only-pattern';
import { requireGiven } from './require-rule-options';
import { requireBus } from './required-bus';
import { adviseOn } from './rule-advice';
import { nameRule } from './rule-name';
import { RulePlan } from './rule-plan';
import { ServiceRuleOptions } from './service-rule-options';
import { DeliveryType } from '../catalog/delivery-type';
import { optionName, optionPlace } from '../catalog/option-spelling';
import { PATTERN_CHARACTERS, RULE_DESCRIPTION_CHARACTERS, TARGETS_OF_RULE } from '../catalog/quotas';
import { ruleDimensions } from '../delivery/alarms/rule-metrics';
import { AppNotice } from '../delivery/app-notice';
import { warn } from '../delivery/construct-notices';
import { Delivery, deliveryFor } from '../delivery/delivery';
import { DeliveryGuard } from '../delivery/delivery-guard';
import { directTarget } from '../delivery/direct-target';
import { warnOfIdleOptions } from '../delivery/idle-options';
import { hasTargets } from '../delivery/one-level';
import { TARGET } from '../delivery/options/option-kinds';
import { isDisabled, matchReadOnlyCalls, withReadOnlyCalls } from '../delivery/rule-state';
import { ServiceEventArchive } from '../delivery/service-event-archive';
import { templateProperty } from '../delivery/template-properties';
import { patternSize } from '../pattern/algebra/pattern-size';
import { ServicePattern, toEventPattern } from '../pattern/algebra/service-pattern';
import { withSortedKeys } from '../pattern/algebra/sorted-keys';
import { placeRule } from '../regions/rule-placement';
import { withoutThirdHop } from '../regions/third-hop';


const EVENTS_CAN_GO_MISSING = new AppNotice('events-can-go-missing', (rules, count) =>
  `${rules} ${count > 1 ? 'are' : 'is'} on events that AWS delivers on a best effort basis. To notice a missing one, give ${optionPlace('delivery.expectEvery')} or ${optionPlace('delivery.reconcile')}.`);

/**
 * What the rules of this library have in common: they match what was planned, and guard what they deliver.
 *
 * @internal
 */
export abstract class ServiceRule extends MeasuredRule implements events.IRule {
  /**
   * The rule of the AWS CDK.
   */
  public readonly rule: events.Rule;

  /**
   * How firmly the events of this rule are promised to reach EventBridge. Of several kinds of events, the weakest.
   */
  public readonly deliveryType: DeliveryType;

  /**
   * Whether the events arrive through AWS CloudTrail, which needs a trail that records them.
   */
  public readonly viaCloudTrail: boolean;

  /**
   * The archive that keeps what this rule matches, where `delivery.archive` asks for one. Other rules share it.
   */
  public readonly archive?: events.CfnArchive;

  /** @internal */
  protected readonly _dimensions: Record<string, string>;

  private readonly guard: DeliveryGuard;
  private readonly forwarded: boolean;
  private readonly readOnlyCalls: boolean;
  private targetCount = 0;

  /**
   * @param planOf says what it is going to match
   */
  constructor(scope: Construct, id: string, options: ServiceRuleOptions, planOf: (rule: Construct) => RulePlan) {
    super(scope, id);
    const plan = planOf(this);
    const pattern = withSortedKeys({
      ...plan.pattern,
      ...(options.accounts && { account: options.accounts }),
      ...(options.excludeReplays && { 'replay-name': [{ exists: false }] }),
    });
    this.requireRightOptions(options);
    this.requireNoContradiction(plan.pattern, options);
    const resolved = this.stack.resolve(pattern) as ServicePattern;
    const gate: GateOptions = { intents: plan.intents ?? [], everyKind: plan.everyKind === true };
    passGate(this, resolved, gate);
    this.requireWithinSize(resolved);
    requireBus(this, options.eventBus, resolved.source);
    nameRule(this, options.ruleName, options.eventBus);
    const delivery = deliveryFor(this, plan.promise, options.delivery);
    const { eventBus, forwarded } = placeRule(this, pattern, { ...options, alarmActions: delivery.alarmActions }, {
      path: this.node.path, rule: () => this.rule, deliveryType: () => this.deliveryType,
    });

    this.forwarded = forwarded;
    this.deliveryType = delivery.deliveryType;
    this.viaCloudTrail = plan.viaCloudTrail;
    this.rule = new events.Rule(this, 'Rule', {
      // A target in another account or Region refers to the rule by a name that is known before deployment.
      ruleName: options.ruleName ?? PhysicalName.GENERATE_IF_NEEDED,
      description: options.description ?? shorten(describe(plan), RULE_DESCRIPTION_CHARACTERS),
      enabled: options.enabled,
      eventBus,
      eventPattern: toEventPattern(pattern),
    });
    this.node.defaultChild = this.rule.node.defaultChild;
    this.readOnlyCalls = (plan.readOnlyCalls ?? (plan.viaCloudTrail && asksForReadOnlyCalls(resolved))) && options.enabled !== false;
    passGateLate(this, this.rule.node.defaultChild as events.CfnRule, resolved, gate);
    if (this.readOnlyCalls) {
      matchReadOnlyCalls(this.rule);
    }
    this._dimensions = ruleDimensions(this.rule, eventBus?.eventBusName, options.ruleName);
    this.guard = new DeliveryGuard(this, {
      rule: this.rule,
      delivery,
      subject: plan.subject,
      enabled: options.enabled ?? true,
      eventBus,
      ruleName: options.ruleName,
    });

    for (const target of options.targets ?? []) {
      this.addTarget(target);
    }
    warnOfIdleOptions(this, `rule '${this.node.path}'`, options.delivery, () => this.guard.use && {
      ...this.guard.use, tellsOtherwise: this.guard.use.tellsOtherwise || forwarded,
    });
    this.watchForMissingEvents(delivery, plan, options.enabled ?? true);
    if (options.enabled !== false) {
      const isFed = options.eventBus !== undefined || options.eventRegions !== undefined;
      adviseOn(this, resolved, plan.viaCloudTrail, isFed);
    }
    this.archive = this.keepForReplays(delivery, pattern, { ...options, eventBus });
    if (options.enabled !== false && !this.archive && !delivery.expectEvery) {
      this.node.addValidation({ validate: () => this.warnWithoutReceiver() });
    }
    acknowledgeIntents(this, [...plan.intents ?? [], ...options.eventRegions ? FORWARDED : []]);
  }

  public get ruleArn(): string {
    return this.rule.ruleArn;
  }

  public get ruleName(): string {
    return this.rule.ruleName;
  }

  public get ruleRef(): events.RuleReference {
    return this.rule.ruleRef;
  }

  /**
   * The queue that takes what cannot be delivered. There is none before the rule has its first target, nor where it is
   * switched off.
   */
  public get deadLetterQueue(): sqs.IQueue | undefined {
    return this.guard.deadLetterQueue;
  }

  /**
   * The alarms of this rule. Those that it shares with other rules are not among them: those of its dead-letter queue, and
   * those of `DeliveryAlarms.shared()`.
   */
  public get alarms(): cloudwatch.Alarm[] {
    return this.guard.alarms;
  }

  /**
   * Sends the matched events to one more target.
   *
   * A dead-letter queue or retry policy that the target brings itself stays as it is.
   *
   * @param target the target
   * @throws when the rule has 5 targets already, the target has as many rules as its policy can hold, or forwarded events
   * would have to be forwarded again
   */
  public addTarget(target: events.IRuleTarget): void {
    requireGiven(this, 'target', target, TARGET);
    this.targetCount += 1;
    if (this.targetCount > TARGETS_OF_RULE) {
      throw new Error(`Rule '${this.node.path}' is given target number ${this.targetCount}, and EventBridge allows ${TARGETS_OF_RULE} a rule: make a second rule for the others, or send the events to a topic that all of them listen to.`);
    }
    const direct = directTarget(target, this);
    const name = target.constructor?.name ?? 'target';
    const guarded = this.guard.guard(checkedTarget(this.forwarded ? withoutThirdHop(direct, this) : direct, this, name));
    this.rule.addTarget(this.readOnlyCalls ? withReadOnlyCalls(guarded) : guarded);
  }

  public applyRemovalPolicy(policy: RemovalPolicy): void {
    this.rule.applyRemovalPolicy(policy);
  }

  /** A rule that nobody hears of is most often one whose targets got lost on the way. */
  private warnWithoutReceiver(): string[] {
    const resource = this.rule.node.defaultChild as events.CfnRule;
    if (this.targetCount === 0 && !this._isMeasured && !isDisabled(resource) && !hasTargets(resource, templateProperty(resource, 'Targets'))) {
      warn(this, 'rule-without-target', `Rule '${this.node.path}' has no target, no archive and no alarm when the template is written, so that nobody receives its events: give it a target, or acknowledge this where its metrics are all you want.`);
    }
    return [];
  }

  private watchForMissingEvents(delivery: Delivery, plan: RulePlan, enabled: boolean): void {
    if (delivery.reconcile) {
      const sweep = new events.Rule(this, 'Reconciliation', {
        description: shorten(`Finds what never arrived: ${plan.subject}`, RULE_DESCRIPTION_CHARACTERS),
        schedule: delivery.reconcile.schedule,
        enabled,
      });
      const guard = new DeliveryGuard(sweep, {
        rule: sweep,
        delivery: { ...delivery, expectEvery: undefined },
        subject: `the reconciliation of ${plan.subject}`,
        enabled,
      });
      sweep.addTarget(guard.guard(delivery.reconcile.target));
    }
    if (enabled && delivery.deliveryType !== DeliveryType.GUARANTEED && !delivery.expectEvery && !delivery.reconcile) {
      EVENTS_CAN_GO_MISSING.raise(this);
    }
  }

  private keepForReplays(delivery: Delivery, pattern: ServicePattern, options: ServiceRuleOptions): events.CfnArchive | undefined {
    if (options.excludeReplays && options.delivery?.archive) {
      throw new Error(`Rule '${this.node.path}' keeps its events in an archive and excludes replays, so that it would never get them back: leave out ${optionName('excludeReplays')} or ${optionPlace('delivery.archive')}.`);
    }
    return delivery.archive && !options.excludeReplays && (options.enabled ?? true)
      ? ServiceEventArchive.include({ rule: this, pattern, retention: delivery.archive, eventBus: options.eventBus })
      : undefined;
  }

  /** A pattern that was made elsewhere can say what the options say too. */
  private requireNoContradiction(pattern: ServicePattern, { accounts, excludeReplays }: ServiceRuleOptions): void {
    if (accounts && pattern.account) {
      throw new Error(`The event pattern of rule '${this.node.path}' names accounts itself: leave out account in the pattern, or the option accounts.`);
    }
    if (excludeReplays && pattern['replay-name']) {
      throw new Error(`The event pattern of rule '${this.node.path}' has a replay-name itself: leave it out of the pattern, or the option ${optionName('excludeReplays')}.`);
    }
  }

  private requireRightOptions({ accounts }: ServiceRuleOptions): void {
    if (accounts?.length === 0) {
      throw new Error(`${optionName('accounts')} of rule '${this.node.path}' is an empty list, which matches no event: name at least one account, or leave it out.`);
    }
  }

  private requireWithinSize(resolved: ServicePattern): void {
    const size = patternSize(resolved);
    if (size !== undefined && size > PATTERN_CHARACTERS) {
      throw new Error(`The event pattern of rule '${this.node.path}' has ${size} characters, and EventBridge allows ${PATTERN_CHARACTERS}: spread what it lists over several rules, or match a common prefix with events.Match.prefix(...).`);
    }
  }
}

function describe({ subject, needs = [] }: RulePlan): string {
  return needs.length > 0 ? `${subject}. Needs ${needs.join('; ')}.` : subject;
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
