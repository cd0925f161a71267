import { Aspects, IAspect, Stage, TagManager } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { IConstruct } from 'constructs';
import { keepEvents } from './protected-archive';
import { protectRule } from './rule-protection';
import { optionName } from '../catalog/option-spelling';
import { isDefaultBus } from '../delivery/alarms/rule-metrics';
import { warn } from '../delivery/construct-notices';
import { deliveryFor } from '../delivery/delivery';
import { defaultsFor, nearer } from '../delivery/delivery-defaults';
import { CommonDeliveryOptions } from '../delivery/delivery-options';
import { isGuarded } from '../delivery/guarded-targets';
import { DeliveryUse, warnOfIdleOptions, watchedOfRule } from '../delivery/idle-options';
import { hasTargets } from '../delivery/one-level';
import { COMMON_DELIVERY, OF_ONE_RULE } from '../delivery/options/delivery-kinds';
import { requireOptions, requireScope } from '../delivery/options/require-options';
import { isDisabled } from '../delivery/rule-state';
import { finalProperty } from '../delivery/template-properties';
import { withoutReferences } from '../pattern/algebra/literal-part';
import { branchesOf } from '../pattern/algebra/pattern-branches';
import { ServicePattern } from '../pattern/algebra/service-pattern';
import { isOnServiceEvents, mayMatchServiceEvents } from '../pattern/algebra/service-sources';
import { readPattern } from '../pattern/matcher/read-pattern';
import { warnOfPattern } from '../rules/pattern-gate';
import { promiseOfPattern } from '../rules/service-events/event-promises';

/** After the aspects that tag and change constructs, and before those that only read. */
const PRIORITY = 800;

/**
 * How the rules are protected that were made without this library.
 */
export interface ServiceEventProtectionOptions extends CommonDeliveryOptions {
}

/**
 * Dead-letter queue, retry policy and alarms for rules on AWS service events that were made without this library.
 */
export class ServiceEventProtection {
  /**
   * The tag with which a rule, or all rules below a construct, opt out: `Tags.of(rule).add(ServiceEventProtection.TAG, 'off')`.
   */
  public static readonly TAG = 'cdk-service-events:protection';

  /**
   * The value of the tag that opts out.
   */
  public static readonly OFF = 'off';

  /**
   * The protection of everything below the given scope.
   *
   * @param scope an app, a stage, or any construct
   * @returns what protects the rules of that scope
   */
  public static of(scope: IConstruct): ServiceEventProtection {
    requireScope('ServiceEventProtection.of', scope);
    return new ServiceEventProtection(scope);
  }

  private constructor(private readonly scope: IConstruct) {
  }

  /**
   * Protects every rule on AWS service events below the scope that lacks protection, at synthesis, so that rules and
   * targets made later are reached as well. Stages below the scope are reached when they exist by now.
   *
   * What a target brings itself stays. Rules of this library are protected already. A second call reaches the stages
   * made since the first, and changes nothing more.
   *
   * @param options how events are delivered, with what is not given taken from `DeliveryDefaults`
   */
  public apply(options: ServiceEventProtectionOptions = {}): void {
    requireOptions(this.scope, 'ServiceEventProtection.apply', options, COMMON_DELIVERY, OF_ONE_RULE);
    const given = APPLIED.get(this.scope);
    if (given && Object.values(options).some((value) => value !== undefined)) {
      throw new Error(`ServiceEventProtection is applied to '${this.scope.node.path || 'the app'}' a second time, with options: give all options in the first call. A second call without options reaches the stages that have been made since.`);
    }
    requireEffect(options);
    APPLIED.set(this.scope, given ?? options);
    if (!given) {
      warnOfIdleOptions(this.scope, 'ServiceEventProtection.apply', options, () => useOf(this.scope, options));
      this.scope.node.addValidation({ validate: () => warnOfUnreached(this.scope) });
    }
    for (const root of [this.scope, ...stagesBelow(this.scope)]) {
      if (!VISITED.has(root)) {
        VISITED.add(root);
        Aspects.of(root).add(new ProtectRules(), { priority: PRIORITY });
      }
    }
  }
}

/** The options that were given at a scope, and where rules are looked for. */
const APPLIED = new WeakMap<IConstruct, ServiceEventProtectionOptions>();
const VISITED = new WeakSet<IConstruct>();

/** Whether protection was asked for anywhere in the construct's app: on one of its scopes, or on one above its stage. */
export function isProtectionWanted(construct: IConstruct): boolean {
  return construct.node.scopes.some((scope) => APPLIED.has(scope));
}

/** Whether a rule has opted out. */
export function hasOptedOut(rule: events.CfnRule): boolean {
  return TagManager.of(rule)?.tagValues()[ServiceEventProtection.TAG] === ServiceEventProtection.OFF;
}

/** What holds for a rule: for each option the nearest scope that gives it. */
function optionsFor(rule: IConstruct): ServiceEventProtectionOptions {
  return rule.node.scopes.reduce<ServiceEventProtectionOptions>((farther, scope) => nearer(farther, APPLIED.get(scope) ?? {}), {});
}

class ProtectRules implements IAspect {
  public visit(node: IConstruct): void {
    const pattern = unguardedPatternOf(node);
    if (pattern) {
      const rule = node as events.CfnRule;
      warnOfPattern(rule, pattern);
      const known = withoutReferences(pattern);
      const delivery = deliveryFor(rule, promiseOfPattern(known), optionsFor(rule));
      protectRule(rule, subjectOf(known), delivery);
      if (delivery.archive && !isDisabled(rule)) {
        keepEvents(rule, known, delivery.archive);
      }
    }
  }
}

/**
 * @throws when an option can have no effect on any rule
 */
function requireEffect({ alarms, alarmActions }: ServiceEventProtectionOptions): void {
  if (alarms && !alarms._options && Object.values(alarmActions ?? {}).some((actions) => actions?.length)) {
    throw new Error(`${optionName('alarmActions')} of ServiceEventProtection.apply has no effect, since DeliveryAlarms.none() makes no alarms that could tell them: leave out one of the two.`);
  }
}

/** What the protected rules have in common: nobody knows whether there are functions, and queues of their own, among their targets. */
function useOf(scope: IConstruct, options: ServiceEventProtectionOptions): DeliveryUse {
  const { deadLetterQueueEnabled = true, captureHandlerFailures = false } = nearer(defaultsFor(scope), options);
  return { watched: watchedOfRule(deadLetterQueueEnabled, captureHandlerFailures), tellsOtherwise: false, hasFunction: true, hasOwnQueue: true };
}

/** The pattern of a rule on service events that nothing guards; nothing for any other construct. */
function unguardedPatternOf(node: IConstruct): ServicePattern | undefined {
  if (!events.CfnRule.isCfnRule(node) || isGuarded(node) || hasOptedOut(node)) {
    return undefined;
  }
  const pattern = patternOf(node);
  return pattern && isForProtection(pattern, node) && hasTargets(node, node.targets) ? pattern : undefined;
}

/** CDK Pipelines synthesizes a stage as soon as it is added: what is asked for later does not reach it. */
function warnOfUnreached(scope: IConstruct): string[] {
  const rules = [...new Set(stagesBelow(scope).flatMap((stage) => stage.node.findAll()))].filter((node) => unguardedPatternOf(node));
  if (rules.length > 0) {
    warn(scope, 'unprotected-stage', `ServiceEventProtection does not reach rules of stages that are synthesized already: ${rules.map(({ node }) => node.path).join(', ')}. CDK Pipelines synthesizes a stage as soon as it is added. Call ServiceEventProtection.of(this).apply() at the end of the constructor of the stage.`);
  }
  return [];
}

function stagesBelow(scope: IConstruct): IConstruct[] {
  return scope.node.children.flatMap((child) => [...(Stage.isStage(child) ? [child] : []), ...stagesBelow(child)]);
}

/** The pattern as it will stand in the template, which other aspects may have changed by now; none where it is known at deployment only. */
function patternOf(rule: events.CfnRule): ServicePattern | undefined {
  return readPattern(finalProperty(rule, 'EventPattern', rule.eventPattern));
}

/** Events of AWS services arrive on the default event bus; on others, where somebody forwards them. */
function isForProtection(pattern: ServicePattern, rule: events.CfnRule): boolean {
  const bus = finalProperty(rule, 'EventBusName', rule.eventBusName);
  return bus === undefined || (typeof bus === 'string' && isDefaultBus(bus)) ? mayMatchServiceEvents(pattern) : isOnServiceEvents(pattern);
}

function subjectOf(pattern: ServicePattern): string {
  const branches = branchesOf(pattern);
  const names = [...branches.flatMap(({ source }) => source ?? []), ...branches.flatMap(({ 'detail-type': detailType }) => detailType ?? [])];
  return [...new Set(names.filter((name) => typeof name === 'string'))].join(', ') || 'AWS services';
}
