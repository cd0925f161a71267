import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as eventsv2 from 'aws-cdk-lib/aws-eventsv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { customEventBusArn } from './custom-event-bus';
import { deliveryRole } from './delivery-role';
import { SUBSCRIBER_OPTIONS } from './event-bus-kinds';
import { MeasuredSubscriber } from './measured-subscriber';
import { planEvents } from './planned-events';
import { Redelivery, eventsKeptBy, redeliveryOf } from './redelivery';
import { fingerprint, replaceWith } from './replacement-id';
import { describeAs, requireDescription, resourceName } from './resource-name';
import { ServiceEventSubscriberProps } from './service-event-subscriber-props';
import { batchOf } from './subscriber-batch';
import { subscriberDeadLetterQueue } from './subscriber-dead-letters';
import { subscriberDelivery } from './subscriber-delivery';
import { filtersOf, renderFilters } from './subscriber-filters';
import { SubscriberInvocation, invocationOf } from './subscriber-invocation';
import { SubscriberLog, logConfiguration } from './subscriber-log';
import { followOthers } from './subscriber-order';
import { SubscriberStartingPosition } from './subscriber-starting-position';
import { watchSubscriber } from './watched-subscriber';
import { DeliveryType } from '../catalog/delivery-type';
import { optionAs, optionName } from '../catalog/option-spelling';
import { inform } from '../delivery/construct-notices';
import { warnOfIdleOptions } from '../delivery/idle-options';
import { requireOptions } from '../delivery/options/require-options';

/**
 * Takes the events of a service from a Custom Event Bus, and delivers them to one target.
 *
 * Only events that AWS itself brought to the bus match: the service is taken from what EventBridge wrote, which no publisher can
 * forge. Deliveries are tried again for a day, what fails for good is recorded in a queue, and alarms tell of it.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-subscribers.html
 */
export class ServiceEventSubscriber extends MeasuredSubscriber {
  /**
   * The ARN of the subscriber. It ends in an identifier that EventBridge makes.
   */
  public readonly subscriberArn: string;

  /**
   * The name of the subscriber.
   */
  public readonly subscriberName: string;

  /**
   * The role with which EventBridge calls the target and writes to the dead-letter queue.
   */
  public readonly deliveryRole: iam.IRole;

  /**
   * The queue that takes a record of each event that could not be delivered. There is none where it is switched off.
   */
  public readonly deadLetterQueue?: sqs.IQueue;

  /**
   * How firmly the events are promised to reach EventBridge. Of several kinds of events, the weakest.
   */
  public readonly deliveryType: DeliveryType;

  /**
   * The alarms of this subscriber. Those that it shares with other subscribers are not among them.
   */
  public readonly alarms: cloudwatch.Alarm[];

  /** @internal */
  public readonly _redelivery: Redelivery;

  /** @internal */
  protected readonly _eventBusArn: string;

  /**
   * Makes the subscriber, its role, a dead-letter queue and alarms.
   *
   * @throws when the service does not send one of the events, the filter can never match or is one that subscribers do not take,
   * the target is none that a subscriber can call, or an option is outside what EventBridge accepts
   */
  constructor(scope: Construct, id: string, props: ServiceEventSubscriberProps) {
    super(scope, id);
    requireOptions(this, `subscriber '${this.node.path}'`, props, SUBSCRIBER_OPTIONS);
    const enabled = props.enabled ?? true;
    const fifo = props.fifo ?? false;
    const position = props.startingPosition ?? SubscriberStartingPosition.LATEST;
    this._eventBusArn = customEventBusArn(this, props.eventBus);
    const { pattern, subject, promise } = planEvents(this, props, { enabled, fromHere: false });
    const filters = renderFilters(this, filtersOf(pattern, props));
    requireDescription(this, props.description);
    const delivery = subscriberDelivery(this, promise, props.delivery);
    const invocation = invocationOf(this, props.target, { fifo, waitForTarget: props.waitForTarget ?? false });
    this.requireOtherBus(invocation);
    this.deliveryType = delivery.deliveryType;
    this.deadLetterQueue = subscriberDeadLetterQueue(this, delivery, { fifo, eventsKept: eventsKeptBy(props.eventBus) });
    warnOfIdleOptions(this, `subscriber '${this.node.path}'`, props.delivery, () => (!enabled ? undefined : {
      watched: ['lost', 'retrying', 'late', ...this.deadLetterQueue ? ['failed', 'deadLetters', 'oldestDeadLetter'] as const : []],
      tellsOtherwise: delivery.expectEvery !== undefined,
      hasFunction: false,
      hasOwnQueue: true,
    }));
    this.deliveryRole = deliveryRole(this, { ...invocation, deadLetterQueue: this.deadLetterQueue });

    const version = fingerprint(this, {
      bus: this._eventBusArn, target: invocation.target.arn, fifo, position: { ...position },
    });
    const ownName = resourceName(this, props.subscriberName);
    this.subscriberName = props.subscriberName === undefined ? `${ownName}-${version}` : ownName;
    const invokeConfiguration = {
      TargetArn: invocation.target.arn, RoleArn: this.deliveryRole.roleArn, ...invocation.parameters,
    };
    const transformer = this.transformer(props, invocation);
    const batchConfiguration = batchOf(this, invocation.kind, props);
    this._redelivery = redeliveryOf(this._eventBusArn, props.eventBus, { invokeConfiguration, transformer, batchConfiguration });
    const resource = new eventsv2.CfnSubscriber(this, 'Resource', {
      name: this.subscriberName,
      description: props.description ?? describeAs(subject),
      eventBusArn: this._eventBusArn,
      filterConfiguration: { filters },
      type: fifo ? 'FIFO' : 'UNORDERED',
      startingPosition: position._position,
      pointInTimeConfiguration: position._pointInTime,
      state: enabled ? 'RUNNING' : 'STOPPED',
      resumePosition: props.skipBacklog ? 'LATEST' : undefined,
      transformer,
      batchConfiguration,
      retryPolicy: { maxRetryAttempts: delivery.retryAttempts, maxEventAgeInSeconds: delivery.maxEventAge.toSeconds() },
      onFailureConfiguration: this.deadLetterQueue && { arn: this.deadLetterQueue.queueArn },
      logConfiguration: props.logging && logConfiguration(props.logging),
      // Newer versions of the AWS CDK require what the oldest does not know, and what is overridden below.
      ...{ invokeConfiguration: { targetArn: invocation.target.arn, roleArn: this.deliveryRole.roleArn } },
    });
    resource.addPropertyOverride('InvokeConfiguration', invokeConfiguration);
    resource.node.addDependency(this.deliveryRole);
    this.subscriberArn = resource.attrSubscriberArn;
    if (props.subscriberName === undefined) {
      replaceWith(resource, version);
    } else {
      this.tellOfReplacement();
    }
    followOthers(resource, props.eventBus);
    if (props.logging) {
      new SubscriberLog(this, 'Log', this.subscriberArn, version, props.logging);
    }
    this.alarms = watchSubscriber(this, {
      subject,
      name: this.subscriberName,
      path: this.node.path,
      deadLetterQueueName: this.deadLetterQueue?.queueName,
      metric: (metricName, options) => this.metric(metricName, options),
    }, delivery, enabled);
  }

  private requireOtherBus({ target: { arn } }: SubscriberInvocation): void {
    if (arn === this._eventBusArn) {
      throw new Error(`Subscriber '${this.node.path}' sends the events of its bus back to that bus, where EventBridge takes them for a loop: give another target.`);
    }
  }

  private transformer(
    { withMetadata }: ServiceEventSubscriberProps, { expression }: SubscriberInvocation,
  ): eventsv2.CfnSubscriber.TransformerProperty | undefined {
    if (withMetadata && expression !== undefined) {
      throw new Error(`Subscriber '${this.node.path}' has ${optionName('withMetadata')}, and its target has an input of its own: leave out one of the two.`);
    }
    return withMetadata ? { type: 'WITH_METADATA' }
      : expression === undefined ? undefined : { type: 'JSONATA', jsonataConfiguration: { expression } };
  }

  private tellOfReplacement(): void {
    inform(this, 'replaced-subscriber',
      `Subscriber '${this.node.path}' has a name of its own. When its ${optionName('eventBus')}, ${optionName('target')}, ${optionName('fifo')}, ${optionName('startingPosition')} or name changes, AWS CloudFormation deletes it before it makes the new one, and what is published in between is missed: leave out ${optionName('subscriberName')} to have both for a while, or give the new one ${optionAs('startingPosition', 'SubscriberStartingPosition.at(...)')} from before the deployment. Acknowledge this notice if that is known.`);
  }
}
