import { CfnOutput } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { EventSourceSpoke, EventSourceSpokeOptions } from './event-source-spoke';
import { EVENT_SOURCE_HUB_OPTIONS } from './event-source-spoke-kinds';
import { optionName, optionPlace } from '../catalog/option-spelling';
import { requireOptions } from '../delivery/options/require-options';
import { listOf } from '../regions/region-check';
import { EventBusAccess } from '../subscribers/event-bus-access';
import { ServiceEventBus, ServiceEventBusProps } from '../subscribers/service-event-bus';

const DEFAULT_NAME = 'service-events';

/**
 * The Custom Event Bus of several accounts, and who may bring events to it.
 */
export interface EventSourceHubProps extends ServiceEventBusProps, EventSourceSpokeOptions {
  /**
   * The organization or organizational units whose accounts may bring events, by their ARNs, such as
   * `arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5`.
   *
   * @default - only the accounts that `accounts` lists
   */
  readonly organizationArns?: string[];

  /**
   * The accounts that may bring events.
   *
   * @default - only those of `organizationArns`
   */
  readonly accounts?: string[];

  /**
   * Whether these accounts may attach subscribers as well, with roles and targets of their own.
   *
   * @default false
   */
  readonly letSubscribe?: boolean;
}

/**
 * The place where events of AWS services from many accounts of a Region come together, on a Custom Event Bus.
 *
 * It lives in an account for security or operations. An `EventSourceSpoke` in each other account brings its events: no rule of yours
 * forwards, and a subscriber may send the events on to other event buses, since there is no third hop that EventBridge would refuse.
 * A `ServiceEventSubscriber` sees with `accounts` where events come from.
 *
 * The services of the hub's own account, which needs no spoke, are named in `services` and `apiCallsOf`.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-sharing.html
 */
export class EventSourceHub extends Construct {
  /**
   * The central event bus.
   */
  public readonly eventBus: ServiceEventBus;

  /**
   * Makes the bus and shares it, through AWS RAM. The ARN of the bus, which spokes need, is an output of the stack.
   *
   * @throws when nobody may bring events to the hub, or an option is outside what EventBridge accepts
   */
  constructor(scope: Construct, id: string, props: EventSourceHubProps) {
    super(scope, id);
    requireOptions(this, `hub '${this.node.path}'`, props, EVENT_SOURCE_HUB_OPTIONS);
    const { organizationArns, accounts, letSubscribe = false, services, apiCallsOf, delivery, ...ofBus } = props;
    if (!organizationArns?.length && !accounts?.length) {
      throw new Error(`Nobody may bring events to hub '${this.node.path}': name ${optionName('organizationArns')} or ${optionName('accounts')}.`);
    }
    this.requireEffect(props);
    this.eventBus = new ServiceEventBus(this, 'Bus', {
      eventBusName: DEFAULT_NAME, description: 'Events of AWS services from several accounts', ...ofBus,
    });
    this.eventBus.shareWith('Spokes', { access: EventBusAccess.EVENT_SOURCES, organizationArns, accounts });
    if (letSubscribe) {
      this.eventBus.shareWith('Subscribers', { access: EventBusAccess.SUBSCRIBE, organizationArns, accounts });
    }
    if (services || apiCallsOf) {
      new EventSourceSpoke(this, 'Own', { eventBus: this.eventBus, services, apiCallsOf, delivery });
    }
    new CfnOutput(this, 'EventBusArn', { value: this.eventBus.eventBusArn, description: 'The event bus of spokes in other accounts' });
  }

  private requireEffect({ services, apiCallsOf, delivery }: EventSourceHubProps): void {
    const idle = Object.entries(delivery ?? {}).filter(([, value]) => value !== undefined).map(([name]) => optionPlace(`delivery.${name}`));
    if (!services && !apiCallsOf && idle.length > 0) {
      throw new Error(`${listOf(idle, 'and')} of hub '${this.node.path}' ${idle.length === 1 ? 'has' : 'have'} no effect, since it brings no events of its own account: name ${optionName('services')} or ${optionName('apiCallsOf')}, or leave ${idle.length === 1 ? 'it' : 'them'} out. Spokes have options of their own.`);
    }
  }
}
