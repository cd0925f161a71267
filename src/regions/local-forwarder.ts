import { Aspects, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { EventForwarder, ForwardedRule } from './event-forwarder';
import { ForwardedEventsBus } from './forwarded-events-bus';
import { RegionalAlarmActions } from './regional-alarm-actions';
import { AlarmActions } from '../delivery/alarms/alarm-actions';
import { deliveryFor } from '../delivery/delivery';
import { outermostStackOf } from '../delivery/outermost-stack';
import { ServicePattern } from '../pattern/algebra/service-pattern';

const ID = 'ServiceEventForwarder';
const FORWARDERS = new WeakMap<ForwardedEventsBus, LocalForwarder>();

/**
 * Sends events of the rules' own Region to the app's bus too, for rules whose other events come from elsewhere.
 *
 * It stands in the stack of the rules, whose topics and queues it can use.
 */
export class LocalForwarder extends EventForwarder {
  /**
   * The forwarder to a bus, made for the first rule that asks.
   */
  public static for(rule: IConstruct, bus: ForwardedEventsBus): LocalForwarder {
    let forwarder = FORWARDERS.get(bus);
    if (!forwarder) {
      forwarder = new LocalForwarder(Stack.of(rule), bus);
      FORWARDERS.set(bus, forwarder);
    }
    return forwarder;
  }

  private readonly actions: RegionalAlarmActions;

  private constructor(stack: Stack, bus: ForwardedEventsBus) {
    super(stack, ID, bus);
    this.actions = new RegionalAlarmActions(stack.region);
    Aspects.of(this).add({
      visit: (node) => node === this && this.build((deliveryType) =>
        deliveryFor(this, { deliveryType }, { alarmActions: this.actions.isEmpty ? undefined : this.actions.all })),
    });
  }

  public forward(rule: IConstruct, forwarded: ForwardedRule, patterns: ServicePattern[], actions?: AlarmActions): void {
    this.add(forwarded, patterns);
    this.actions.add(actions);
    const [own, first] = [outermostStackOf(rule), outermostStackOf(this)];
    if (own !== first && !dependsOn(first, own)) {
      own.addStackDependency(first, 'events are forwarded before a rule waits for them');
    }
  }
}

function dependsOn(stack: Stack, other: Stack): boolean {
  return stack.dependencies.some((dependency) => dependency === other || dependsOn(dependency, other));
}
