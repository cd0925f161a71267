import { Stack, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { ForwardedRule } from './event-forwarder';
import { EventForwardingOptions } from './event-regions';
import { ForwardedEventsBus } from './forwarded-events-bus';
import { ForwarderStack } from './forwarder-stack';
import { LocalForwarder } from './local-forwarder';
import { describe, listOf } from './region-check';
import { ElsewhereEvents, RegionCoverage, coverageOf } from './region-coverage';
import { requireRegionalHop } from './regional-hop';
import { optionName } from '../catalog/option-spelling';
import { partitionOf } from '../catalog/partitions';
import { AlarmActions } from '../delivery/alarms/alarm-actions';
import { warn } from '../delivery/construct-notices';
import { withoutReferences } from '../pattern/algebra/literal-part';
import { hasReference } from '../pattern/algebra/pattern-size';
import { ServicePattern } from '../pattern/algebra/service-pattern';

/**
 * @throws when forwarding does not go with what else the rule is given
 */
export function requireForwardable(rule: Construct, region: string, eventBus?: events.IEventBus): void {
  const refuse = (why: string) => new Error(`The events of rule '${rule.node.path}' cannot be forwarded: ${why}`);
  if (eventBus) {
    throw refuse(`the rule is given an ${optionName('eventBus')}, and forwarded events arrive on a bus that the app makes for them. Leave ${optionName('eventBus')} out, or use EventRegions.alreadyForwarded() where something else forwards the events to that bus.`);
  }
  if (Token.isUnresolved(region)) {
    throw refuse(`the Region of stack '${Stack.of(rule).node.path}' is not known. Give the stack an env with a region, such as env: { region: 'eu-west-1' }.`);
  }
}

/** The Regions for which actions can be used, by the object that holds them. */
const USED = new WeakMap<object, Set<string>>();

/** Whether the same source's events are forwarded as a whole, from the same Regions. */
function isPartOfAnother({ source, row, regions }: ElsewhereEvents, all: ElsewhereEvents[]): boolean {
  return row.pattern !== undefined && all.some((other) => other.row.pattern === undefined && other.source === source && other.row.t === row.t
    && regions.every((region) => other.regions.includes(region)));
}

/**
 * The forwarding of one rule's events.
 */
export class RuleForwarding {
  constructor(
    private readonly rule: Construct,
    private readonly region: string,
    private readonly pattern: ServicePattern,
    private readonly coverage: RegionCoverage,
    private readonly options: EventForwardingOptions,
    private readonly isLenient: boolean,
  ) {
  }

  /**
   * Has the events forwarded, and returns the bus on which they arrive: none where the rule sees them all already.
   *
   * @param ownActions the alarm actions of the rule itself
   * @throws when it is not known from where
   */
  public forward(forwarded: ForwardedRule, ownActions?: AlarmActions): events.IEventBus | undefined {
    const needed = this.patternsByRegion();
    const own = needed.get(this.region);
    needed.delete(this.region);
    if (needed.size === 0) {
      return undefined;
    }
    for (const region of needed.keys()) {
      requireRegionalHop(this.rule, `The events of rule '${this.rule.node.path}'`, region, this.region);
    }
    this.warnOfUnusedActions([...needed.keys(), this.region]);
    const bus = ForwardedEventsBus.for(this.rule);
    for (const [region, patterns] of needed) {
      ForwarderStack.for(this.rule, region).forward(this.rule, forwarded, patterns, bus, this.options.alarmActions?.[region]);
    }
    if (own) {
      LocalForwarder.for(this.rule, bus).forward(this.rule, forwarded, own, this.options.alarmActions?.[this.region] ?? ownActions);
    }
    return events.EventBus.fromEventBusName(this.rule, 'ForwardedEvents', bus.busName);
  }

  /** What is to be forwarded from where, the rule's own Region included. */
  private patternsByRegion(): Map<string, ServicePattern[]> {
    const { regions } = this.options;
    if (hasReference(this.pattern.source)) {
      throw new Error(`The events of rule '${this.rule.node.path}' cannot be forwarded: the source of its pattern is known at deployment only. Write the source out, such as 'aws.iam'.`);
    }
    if (regions) {
      this.warnOfRegionsWithout(regions.filter((region) => partitionOf(region) === partitionOf(this.region)));
      return new Map(regions.map((region) => [region, [withoutReferences(this.pattern)]]));
    }
    const { elsewhere, here, unknown } = this.coverage;
    if (unknown && this.isLenient) {
      return new Map();
    }
    if (unknown) {
      throw new Error(`The events of rule '${this.rule.node.path}' cannot be forwarded: the catalogue does not tie them to any Region. Name the Regions in which they appear, EventRegions.forward({ regions: [...] }), or leave ${optionName('eventRegions')} out if they appear in ${this.region}.`);
    }
    const needed = new Map<string, ServicePattern[]>();
    for (const { regions: others, pattern } of elsewhere.filter((part) => !isPartOfAnother(part, elsewhere))) {
      for (const region of others) {
        needed.set(region, [...needed.get(region) ?? [], withoutReferences(pattern)]);
      }
    }
    return here.length > 0 ? needed.set(this.region, here.map(withoutReferences)) : needed;
  }

  /** The user knows better where the events appear, unless a page says that they do not appear there. */
  private warnOfRegionsWithout(regions: string[]): void {
    for (const region of regions) {
      const { here, elsewhere } = coverageOf(this.pattern, region);
      if (here.length === 0 && elsewhere.length > 0) {
        warn(this.rule, 'forwarded-from-nowhere',
          `${optionName('regions')} of EventRegions.forward of rule '${this.rule.node.path}' names ${region}, where its events do not appear: ${elsewhere.map(describe).join('; ')}. Leave ${optionName('regions')} out for what the catalogue says, or acknowledge this warning if you know that they appear there.`);
      }
    }
  }

  /** One object of options may serve several rules, each of which needs some of the Regions. */
  private warnOfUnusedActions(regions: string[]): void {
    const { alarmActions } = this.options;
    if (!alarmActions) {
      return;
    }
    const isFirst = !USED.has(alarmActions);
    const used = USED.get(alarmActions) ?? new Set<string>();
    USED.set(alarmActions, used);
    regions.forEach((region) => used.add(region));
    if (isFirst) {
      this.rule.node.addValidation({ validate: () => this.sayUnused(Object.keys(alarmActions).filter((region) => !used.has(region))) });
    }
  }

  private sayUnused(regions: string[]): string[] {
    if (regions.length > 0) {
      warn(this.rule, 'unused-alarm-actions',
        `${optionName('alarmActions')} of EventRegions.forward of rule '${this.rule.node.path}' has actions for ${listOf(regions, 'and')}, from where no event is forwarded: leave them out, or acknowledge this warning.`);
    }
    return [];
  }
}
