import { Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { Forwarding } from './forwarding';
import { FORWARDING_OPTIONS, SPOKE_OPTIONS } from './forwarding-kinds';
import { ForwardingOptions } from './forwarding-options';
import { requireHubElsewhere } from './hub-elsewhere';
import { forwardingsTo, rememberTemplate } from './known-forwarding';
import { warnOfRules } from './quota-warnings';
import { rulesOfApp } from './rules-of-app';
import { spokeTemplate } from './spoke-template';
import { optionName } from '../catalog/option-spelling';
import { environmentKey } from '../delivery/environment-key';
import { BUS_ARN, problemOfArn } from '../delivery/options/arn-kind';
import { requireOptions, requireOptionsOf } from '../delivery/options/require-options';
import { shown } from '../delivery/options/shown';
import { EventPatternRule } from '../rules/service-events/event-pattern-rule';

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
    const wrong = typeof hubBusArn !== 'string' || Token.isUnresolved(hubBusArn) ? `give an ARN such as ${BUS_ARN.example}` : problemOfArn(hubBusArn, BUS_ARN);
    if (wrong) {
      throw new Error(`hubBusArn is ${shown(hubBusArn)}: a template stands alone, so it needs the ARN of the hub's event bus in full: ${wrong}.`);
    }
    requireOptionsOf('ServiceEventSpoke.template', options, FORWARDING_OPTIONS);
    if (options.expectedEventsPerSecond !== undefined) {
      throw new Error(`${optionName('expectedEventsPerSecond')} of ServiceEventSpoke.template has no effect, since a template gives no warnings: leave it out, or make a ServiceEventSpoke in a stack of the account and Region.`);
    }
    return spokeTemplate('ServiceEventSpoke', (stack) => {
      const hubBus = events.EventBus.fromEventBusArn(stack, 'Hub', hubBusArn);
      new ServiceEventSpoke(stack, 'Spoke', { ...options, hubBus });
      rememberTemplate(hubBus, forwardingsTo(hubBus).flatMap(({ patterns }) => patterns));
    });
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
      throw new Error(`${optionName('hubBus')} of spoke '${this.node.path}' is ${shown(props.hubBus)}: give the event bus of the hub, such as hub.bus or events.EventBus.fromEventBusArn(...).`);
    }
    requireHubElsewhere(this, props.hubBus);
    this.rules = new Forwarding(this, 'Forward', props.hubBus, props).rules;
    this.node.addValidation({ validate: () => this.countRules() });
  }

  private countRules(): string[] {
    const here = environmentKey(this);
    const rules = rulesOfApp(this).filter(({ eventBus, rule }) => eventBus === undefined && environmentKey(rule) === here);
    warnOfRules(this, rules, 'the default event bus');
    return [];
  }
}
