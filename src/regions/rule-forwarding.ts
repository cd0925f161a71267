import { Stack, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { ForwardedRule } from './event-forwarder';
import { EventForwardingOptions } from './event-regions';
import { ForwardedEventsBus } from './forwarded-events-bus';
import { ForwarderStack } from './forwarder-stack';
import { LocalForwarder } from './local-forwarder';
import { ElsewhereEvents, RegionCoverage } from './region-coverage';
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
    throw refuse('the rule is given an eventBus, and forwarded events arrive on a bus that the app makes for them. Leave eventBus out, or use EventRegions.alreadyForwarded() where something else forwards the events to that bus.');
  }
  if (Token.isUnresolved(region)) {
    throw refuse(`the Region of stack '${Stack.of(rule).node.path}' is not known. Give the stack an env with a region, such as env: { region: 'eu-west-1' }.`);
  }
}

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
    this.requireKnownPartition();
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
      this.requireSamePartition(regions);
      return new Map(regions.map((region) => [region, [withoutReferences(this.pattern)]]));
    }
    const { elsewhere, here, unknown } = this.coverage;
    if (unknown && this.isLenient) {
      return new Map();
    }
    if (unknown) {
      throw new Error(`The events of rule '${this.rule.node.path}' cannot be forwarded: the catalogue does not tie them to any Region. Name the Regions in which they appear, as in EventRegions.forward({ regions: ['us-east-1'] }), or leave eventRegions out if they appear in ${this.region}.`);
    }
    const needed = new Map<string, ServicePattern[]>();
    for (const { regions: others, pattern } of elsewhere.filter((part) => !isPartOfAnother(part, elsewhere))) {
      for (const region of others) {
        needed.set(region, [...needed.get(region) ?? [], withoutReferences(pattern)]);
      }
    }
    return here.length > 0 ? needed.set(this.region, here.map(withoutReferences)) : needed;
  }

  private requireKnownPartition(): void {
    const { rule, region } = this;
    const partition = partitionOf(region);
    if (partition === 'aws-cn') {
      throw new Error(`The events of rule '${rule.node.path}' cannot be forwarded: the rule is in ${region}, and Amazon EventBridge is not known to send events between the Regions of China. Put the rule in the Region in which the events appear.`);
    }
    if (partition !== 'aws') {
      warn(rule, 'forwarding-in-partition',
        `The events of rule '${rule.node.path}' are forwarded to ${region}: the documentation does not say whether Amazon EventBridge sends events between Regions of the partition ${partition}. Try it before you rely on it, then acknowledge this warning.`);
    }
  }

  private requireSamePartition(regions: string[]): void {
    const partition = partitionOf(this.region);
    const foreign = regions.find((region) => partitionOf(region) !== partition);
    if (foreign) {
      throw new Error(`The events of rule '${this.rule.node.path}' cannot be forwarded from ${foreign} (${partitionOf(foreign)}) to ${this.region} (${partition}): an account belongs to one partition. Name Regions of ${partition}.`);
    }
  }
}
