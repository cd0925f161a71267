import { Stack, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { Forwarding } from './forwarding';
import { SPOKE_OPTIONS } from './forwarding-kinds';
import { ForwardingOptions } from './forwarding-options';
import { warnOfRules } from './quota-warnings';
import { rulesOfApp } from './rules-of-app';
import { spokeTemplate } from './spoke-template';
import { environmentKey } from '../delivery/environment-key';
import { requireOptions } from '../delivery/options/require-options';
import { shown } from '../delivery/options/shown';
import { EventPatternRule } from '../rules/service-events/event-pattern-rule';

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_EventBus.html */
const BUS_ARN = /^arn:[a-z-]+:events:[a-z0-9-]+:\d{12}:event-bus\/[A-Za-z0-9._/-]{1,256}$/;

/**
 * Which events an account and Region forwards, and where to.
 */
export interface ServiceEventSpokeProps extends ForwardingOptions {
  /**
   * The event bus of the hub: `hub.bus`, or `events.EventBus.fromEventBusArn(...)` where the hub is part of another app.
   */
  readonly hubBus: events.IEventBus;
}

/**
 * Forwards events of an account and Region to a hub.
 *
 * One is needed in each account and Region that has something to tell. It makes as few rules as the length of their patterns
 * allows, one role for them, and guards the hop with a dead-letter queue, retries and alarms.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
export class ServiceEventSpoke extends Construct {
  /**
   * The spoke as an AWS CloudFormation template without assets, which needs no bootstrapped environment: for StackSets, that
   * bring it to all accounts and Regions of an organization.
   *
   * @param hubBusArn the ARN of the hub's event bus
   * @param options which events are forwarded (resources of this app cannot be part of them)
   * @returns the template, as JSON text
   * @throws when the ARN is not that of an event bus
   */
  public static template(hubBusArn: string, options: ForwardingOptions): string {
    if (typeof hubBusArn !== 'string' || !BUS_ARN.test(hubBusArn)) {
      throw new Error(`hubBusArn is ${shown(hubBusArn)}: a template stands alone, so it needs the ARN of the hub's event bus in full, such as arn:aws:events:eu-west-1:111122223333:event-bus/service-events.`);
    }
    return spokeTemplate('ServiceEventSpoke', (stack) => new ServiceEventSpoke(stack, 'Spoke', {
      ...options, hubBus: events.EventBus.fromEventBusArn(stack, 'Hub', hubBusArn),
    }));
  }

  /**
   * The rules that forward.
   */
  public readonly rules: EventPatternRule[];

  /**
   * Makes the rules that forward.
   *
   * @throws when there is nothing to forward, or the hub is in this very account and Region
   */
  constructor(scope: Construct, id: string, props: ServiceEventSpokeProps) {
    super(scope, id);
    requireOptions(this, `spoke '${this.node.path}'`, props, SPOKE_OPTIONS);
    if (!props.hubBus) {
      throw new Error(`hubBus of spoke '${this.node.path}' is ${shown(props.hubBus)}: give the event bus of the hub, such as hub.bus or events.EventBus.fromEventBusArn(...).`);
    }
    this.requireElsewhere(props.hubBus);
    this.rules = new Forwarding(this, 'Forward', props.hubBus, props).rules;
    this.node.addValidation({ validate: () => this.countRules() });
  }

  private requireElsewhere(hub: events.IEventBus): void {
    const here = Stack.of(this);
    const isKnown = [hub.env.account, hub.env.region, here.account, here.region].every((name) => !Token.isUnresolved(name));
    const isHere = Stack.of(hub) === here && !isImported(hub);
    if (isHere || (isKnown && hub.env.account === here.account && hub.env.region === here.region)) {
      throw new Error(`Spoke '${this.node.path}' is in the account and Region of its hub, '${hub.node.path}': the hub forwards the events of its own account and Region itself. Name the services in services and apiCallsOf of the hub.`);
    }
  }

  private countRules(): string[] {
    const here = environmentKey(this);
    const rules = rulesOfApp(this).filter(({ eventBus, rule }) => eventBus === undefined && environmentKey(rule) === here);
    warnOfRules(this, rules, 'the default event bus');
    return [];
  }
}

function isImported(bus: events.IEventBus): boolean {
  return !(bus.node.defaultChild instanceof events.CfnEventBus);
}
