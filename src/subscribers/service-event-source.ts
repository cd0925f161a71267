import { Resource, Stack, Token } from 'aws-cdk-lib';
import * as eventsv2 from 'aws-cdk-lib/aws-eventsv2';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { warnWhereBroughtTwice } from './brought-twice';
import { customEventBusArn } from './custom-event-bus';
import { EVENT_SOURCE_OPTIONS } from './event-bus-kinds';
import { chooseGuard, guardEventSource } from './event-source-delivery';
import { EventSourceDeliveryOptions } from './event-source-delivery-options';
import { eventSourcePattern, sourcesOf } from './event-source-pattern';
import { planEvents } from './planned-events';
import { describeAs, requireDescription, resourceName } from './resource-name';
import { DeliveryType } from '../catalog/delivery-type';
import { optionName } from '../catalog/option-spelling';
import { warnOfIdleOptions } from '../delivery/idle-options';
import { requireOptions } from '../delivery/options/require-options';
import { checkRegion } from '../regions/region-check';
import { coverageOf } from '../regions/region-coverage';
import { ServiceEventSelection } from '../rules/service-events/service-event-selection';

const RESERVED = /^aws\./;

/**
 * Which events of a service are brought to which bus.
 */
export interface ServiceEventSourceProps extends ServiceEventSelection {
  /**
   * The Custom Event Bus, of this or another account, in the same Region: a `ServiceEventBus`,
   * `ServiceEventBus.fromEventBusArn(...)`, or the construct of `AWS::EventsV2::EventBus`.
   *
   * The owner of a bus of another account must share it with this one (`EventBusAccess.EVENT_SOURCES`).
   */
  readonly eventBus: eventsv2.IEventBusRef;

  /**
   * The name of the event source. It must not begin with `aws.`. Another name, or another bus, makes another event source.
   *
   * @default - made from the place of the construct
   */
  readonly eventSourceName?: string;

  /**
   * What the event source is for, at most 512 characters.
   *
   * @default - names the service and the events
   */
  readonly description?: string;

  /**
   * What becomes of events that do not reach the bus.
   *
   * @default - the defaults of the scope (`DeliveryDefaults`), else they are kept in the dead-letter queue that the rules of
   * the stack share
   */
  readonly delivery?: EventSourceDeliveryOptions;
}

/**
 * Brings the events that a service sends in this account and Region to a Custom Event Bus.
 *
 * EventBridge makes a rule for it on the account's default event bus. What can never arrive is refused here, as a
 * `ServiceEventRule` refuses it, and what does not reach the bus is kept in a queue with alarms.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-event-sources.html
 */
export class ServiceEventSource extends Resource {
  /**
   * The ARN of the event source; of the first, for a service whose events have several sources.
   */
  public readonly eventSourceArn: string;

  /**
   * The queue that takes what does not reach the bus. There is none where it is switched off.
   */
  public readonly deadLetterQueue?: sqs.IQueue;

  /**
   * How firmly the events are promised to reach EventBridge. Of several kinds of events, the weakest.
   */
  public readonly deliveryType: DeliveryType;

  /**
   * Makes the event source.
   *
   * @throws when the service does not send one of the events, the filter can never match, the events do not name the resource,
   * they do not appear in this Region, or an option is outside what EventBridge accepts
   */
  constructor(scope: Construct, id: string, props: ServiceEventSourceProps) {
    super(scope, id);
    requireOptions(this, `event source '${this.node.path}'`, props, EVENT_SOURCE_OPTIONS);
    const { pattern, subject, promise } = planEvents(this, props, { enabled: true, fromHere: true });
    const sources = sourcesOf(this, props.service.serviceName, pattern);
    const eventBusArn = customEventBusArn(this, props.eventBus);
    requireDescription(this, props.description);
    this.requireName(props.eventSourceName);
    const { region } = Stack.of(this);
    if (!Token.isUnresolved(region)) {
      checkRegion(this, region, coverageOf(pattern, region), {
        what: 'event source',
        waysOut: 'with a bus of that Region, of which a subscriber can target this bus',
      });
    }

    warnWhereBroughtTwice(this, eventBusArn, pattern);
    this.deliveryType = promise.deliveryType;
    const guard = chooseGuard(this, promise, props.delivery);
    this.deadLetterQueue = guard.deadLetterQueue;
    warnOfIdleOptions(this, `event source '${this.node.path}'`, props.delivery, () => ({
      watched: guard.deadLetterQueue ? ['deadLetters', 'oldestDeadLetter'] : [], tellsOtherwise: false, hasFunction: false, hasOwnQueue: true,
    }));
    const name = resourceName(this, props.eventSourceName);
    const resources = sources.map((source, at) => new eventsv2.CfnEventSource(this, at === 0 ? 'Resource' : source, {
      name: at === 0 ? name : `${name}-${source.replace('aws.', '')}`,
      description: props.description ?? describeAs(subject),
      eventBusArn,
      configuration: {
        awsServiceEventsConfiguration: {
          awsService: source,
          pattern: eventSourcePattern(this, pattern),
          onFailureConfiguration: this.deadLetterQueue && { arn: this.deadLetterQueue.queueArn },
        },
      },
    }));
    // EventBridge may write to the queue before the first of them is there, so the others wait for that one.
    resources.slice(1).forEach((resource) => resource.addResourceDependency(resources[0]));
    guardEventSource(this, guard);
    this.eventSourceArn = resources[0].attrEventSourceArn;
  }

  private requireName(name: string | undefined): void {
    if (name !== undefined && RESERVED.test(name)) {
      throw new Error(`${optionName('eventSourceName')} of '${this.node.path}' is '${name}': names that begin with aws. belong to AWS. Choose another.`);
    }
  }
}
