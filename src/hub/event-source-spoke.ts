import { CfnParameter, Stack, Token } from 'aws-cdk-lib';
import * as eventsv2 from 'aws-cdk-lib/aws-eventsv2';
import { Construct } from 'constructs';
import { apiCallPatternOf } from './api-call-pattern';
import { SOURCE_SPOKE_OPTIONS, SOURCE_SPOKE_PROPS } from './event-source-spoke-kinds';
import { noticeNotBrought } from './not-brought-notice';
import { spokeTemplate } from './spoke-template';
import { AwsService } from '../catalog/aws-service';
import { API_CALL_VIA_CLOUDTRAIL } from '../catalog/cloudtrail-detail-types';
import { optionName } from '../catalog/option-spelling';
import { requireOptions, requireOptionsOf } from '../delivery/options/require-options';
import { ServicePattern } from '../pattern/algebra/service-pattern';
import { coverageOf } from '../regions/region-coverage';
import { requireBusArn } from '../subscribers/custom-event-bus';
import { EventSourceDeliveryOptions } from '../subscribers/event-source-delivery-options';
import { ServiceEventBus } from '../subscribers/service-event-bus';
import { ServiceEventSource } from '../subscribers/service-event-source';

/**
 * Which events an account and Region brings to a shared bus.
 */
export interface EventSourceSpokeOptions {
  /**
   * The services whose events are brought: all that each sends itself, or its API calls through CloudTrail where it sends none.
   *
   * @default - none
   */
  readonly services?: AwsService[];

  /**
   * The services whose API calls, as CloudTrail records them, are brought; calls that only read are not.
   *
   * @default - none
   */
  readonly apiCallsOf?: AwsService[];

  /**
   * What becomes of events that do not reach the bus.
   *
   * @default - they are kept in the dead-letter queue that the rules of the stack share
   */
  readonly delivery?: EventSourceDeliveryOptions;
}

/**
 * Which events an account and Region brings to which bus.
 */
export interface EventSourceSpokeProps extends EventSourceSpokeOptions {
  /**
   * The Custom Event Bus: a `ServiceEventBus` of this account, or `ServiceEventBus.fromEventBusArn(...)` for one that is shared with
   * this account (`EventBusAccess.EVENT_SOURCES`). It is in the same Region.
   */
  readonly eventBus: eventsv2.IEventBusRef;
}

/**
 * Brings events of an account and Region to a Custom Event Bus that several accounts share, one event source for each service.
 *
 * No rule of yours forwards, and the bus may send the events on: there is no third hop that EventBridge would refuse.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-sharing.html
 */
export class EventSourceSpoke extends Construct {
  /**
   * The spoke as an AWS CloudFormation template without assets, which needs no bootstrapped environment: for StackSets, that
   * bring it to all accounts of an organization.
   *
   * @param eventBusArn the ARN of the bus
   * @param options which events are brought
   * @returns the template, as JSON text
   * @throws when the ARN is not that of a Custom Event Bus
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/what-is-cfnstacksets.html
   */
  public static template(eventBusArn: string, options: EventSourceSpokeOptions): string {
    if (Token.isUnresolved(eventBusArn)) {
      throw new Error('eventBusArn is known at deployment only: a template stands alone, so it needs the ARN of the bus in full.');
    }
    requireBusArn(eventBusArn, 'eventBusArn');
    requireOptionsOf('EventSourceSpoke.template', options, SOURCE_SPOKE_OPTIONS);
    return spokeTemplate('EventSourceSpoke', (stack) => new EventSourceSpoke(stack, 'Spoke', {
      ...options, eventBus: ServiceEventBus.fromEventBusArn(stack, 'Bus', eventBusArn),
    }));
  }

  /**
   * As `template`, with the ARN of the bus as the parameter `EventBusArn`: the ARN ends in an identifier that EventBridge makes, so
   * that a stack with the hub and the stack set gives the parameter a value when it is deployed.
   *
   * @param options which events are brought
   * @returns the template, as JSON text
   * @throws when there is nothing to bring
   */
  public static templateWithParameter(options: EventSourceSpokeOptions): string {
    requireOptionsOf('EventSourceSpoke.templateWithParameter', options, SOURCE_SPOKE_OPTIONS);
    return spokeTemplate('EventSourceSpoke', (stack) => {
      const parameter = new CfnParameter(stack, 'EventBusArn', {
        description: 'The ARN of the Custom Event Bus to which events are brought',
        allowedPattern: '^arn:[a-z-]+:events:[a-z0-9-]+:\\d{12}:event-busv2/.+$',
      });
      return new EventSourceSpoke(stack, 'Spoke', { ...options, eventBus: ServiceEventBus.fromEventBusArn(stack, 'Bus', parameter.valueAsString) });
    });
  }

  /**
   * The event sources, one for each service.
   */
  public readonly eventSources: ServiceEventSource[];

  /**
   * Makes an event source for each service.
   *
   * @throws when there is nothing to bring
   */
  constructor(scope: Construct, id: string, props: EventSourceSpokeProps) {
    super(scope, id);
    requireOptions(this, `spoke '${this.node.path}'`, props, SOURCE_SPOKE_PROPS);
    const { services = [], apiCallsOf = [], eventBus, delivery } = props;
    if (services.length + apiCallsOf.length === 0) {
      throw new Error(`'${this.node.path}' brings nothing: name at least one service in ${optionName('services')} or ${optionName('apiCallsOf')}.`);
    }
    this.requireOnce('services', services);
    this.requireOnce('apiCallsOf', apiCallsOf);
    const wanted = [
      ...services.map((service) => ({ service, detailTypes: undefined, pattern: service._defaultPattern, id: service._slug })),
      ...apiCallsOf.map((service) => ({ service, detailTypes: [API_CALL_VIA_CLOUDTRAIL], pattern: apiCallPatternOf(service, 'brought'), id: `${service._slug}-calls` })),
    ];
    const here = wanted.filter(({ pattern }) => this.appearsHere(pattern));
    this.eventSources = here.map(({ service, detailTypes, id: sourceId }) => new ServiceEventSource(this, sourceId, {
      eventBus, service, detailTypes, delivery,
    }));
    noticeNotBrought(this, wanted.filter((one) => !here.includes(one)).map(({ service }) => service.serviceName));
  }

  private requireOnce(option: string, services: AwsService[]): void {
    const twice = services.find((service, at) => services.findIndex((other) => other._slug === service._slug) < at);
    if (twice) {
      throw new Error(`${optionName(option)} of spoke '${this.node.path}' names ${twice.serviceName} twice: name it once.`);
    }
  }

  /** A spoke is the same in every Region, and has nothing to bring where a service's events do not appear. */
  private appearsHere(pattern: ServicePattern): boolean {
    const { region } = Stack.of(this);
    const { here, elsewhere } = Token.isUnresolved(region) ? { here: [pattern], elsewhere: [] } : coverageOf(pattern, region);
    return here.length > 0 || elsewhere.length === 0;
  }
}
