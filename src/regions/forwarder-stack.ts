import { Aspects, Duration } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { EventForwarder, ForwardedRule } from './event-forwarder';
import { ForwardedEventsBus } from './forwarded-events-bus';
import { RegionalAlarmActions } from './regional-alarm-actions';
import { SupportStack, supportId } from './support-stack';
import { AlarmActions } from '../delivery/alarms/alarm-actions';
import { DeliveryDefaults, defaultsFor } from '../delivery/delivery-defaults';
import { outermostStackOf } from '../delivery/outermost-stack';
import { stageOf } from '../delivery/stage-of';
import { ServicePattern } from '../pattern/algebra/service-pattern';

const RETRY_ATTEMPTS = 185;
const MAX_EVENT_AGE = Duration.hours(24);

/**
 * The stack that forwards events from a Region in which they appear, for all rules of a stack.
 */
export class ForwarderStack extends SupportStack {
  /**
   * The stack for a rule, made for the first one that asks.
   */
  public static for(rule: IConstruct, region: string): ForwarderStack {
    const id = supportId('ServiceEventForwarder', outermostStackOf(rule), region);
    return stageOf(rule).node.tryFindChild(id) as ForwarderStack | undefined ?? new ForwarderStack(rule, id, region);
  }

  private readonly actions: RegionalAlarmActions;
  private readonly forwarders = new Map<ForwardedEventsBus, EventForwarder>();
  private built = false;

  private constructor(rule: IConstruct, id: string, region: string) {
    const stack = outermostStackOf(rule);
    super(stack, id, region, `${stack.region}-events-from-${region}`, `Forwards AWS events that appear in ${region} to the Regions of the rules on them`);
    this.actions = new RegionalAlarmActions(region);
    Aspects.of(this).add({ visit: (node) => node === this && this.build() });
    this.node.addValidation({ validate: () => this.requireBuilt() });
  }

  /**
   * Adds to what is forwarded to a bus. The bus is deployed first, and the rule's stack last.
   */
  public forward(rule: IConstruct, forwarded: ForwardedRule, patterns: ServicePattern[], bus: ForwardedEventsBus, actions?: AlarmActions): void {
    let forwarder = this.forwarders.get(bus);
    if (!forwarder) {
      forwarder = new EventForwarder(this, `To-${bus.region}`, bus);
      this.forwarders.set(bus, forwarder);
      this.addStackDependency(bus, 'an event bus exists before events are forwarded to it');
    }
    forwarder.add(forwarded, patterns);
    this.actions.add(actions);
    outermostStackOf(rule).addStackDependency(this, 'events are forwarded before a rule waits for them');
  }

  /** A stack that is made during synthesis may come too late. */
  private requireBuilt(): string[] {
    return this.built ? [] : [
      `'${this.node.path}' is made during synthesis: make rules whose events are forwarded before the app is synthesized.`,
    ];
  }

  /** What the defaults name is of other Regions: a queue, a key or a topic there cannot be used here. */
  private build(): void {
    if (this.built) {
      return;
    }
    this.built = true;
    const alarmActions = this.actions.all;
    DeliveryDefaults.of(this).set({ alarmActions });
    for (const forwarder of this.forwarders.values()) {
      const { alarms } = defaultsFor(forwarder);
      forwarder.build((deliveryType) => ({
        deliveryType,
        deadLetterQueueEnabled: true,
        retryAttempts: RETRY_ATTEMPTS,
        maxEventAge: MAX_EVENT_AGE,
        alarmActions,
        alarms,
      }));
    }
  }
}
