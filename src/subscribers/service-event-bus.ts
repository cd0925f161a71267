import { Duration, IResource, Lazy, RemovalPolicy, Resource, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as eventsv2 from 'aws-cdk-lib/aws-eventsv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { requireBusArn } from './custom-event-bus';
import { EventBusAlarms } from './event-bus-alarms';
import { letEventBridgeUse, letOthersUse } from './event-bus-key';
import { EVENT_BUS_OPTIONS, SHARE_OPTIONS } from './event-bus-kinds';
import { busMetric, eventBusNameOf } from './event-bus-metrics';
import { EventBusShare, sharedPrincipals } from './event-bus-share';
import { EventBusShareOptions } from './event-bus-share-options';
import { requireDescription, resourceName } from './resource-name';
import { optionName } from '../catalog/option-spelling';
import { CUSTOM_EVENT_BUS } from '../catalog/quotas';
import { AlarmActions } from '../delivery/alarms/alarm-actions';
import { comparable } from '../delivery/alarms/comparable-options';
import { DeliveryAlarms } from '../delivery/alarms/delivery-alarms';
import { problemOfKey } from '../delivery/dead-letters/usable-key';
import { requireOption, requireOptions } from '../delivery/options/require-options';

const RETENTION_DAYS = CUSTOM_EVENT_BUS.retentionDays;

/**
 * A Custom Event Bus, made in this app or imported.
 */
export interface IServiceEventBus extends IResource, eventsv2.IEventBusRef {
  /**
   * The ARN of the bus. It ends in an identifier that EventBridge makes.
   *
   * @attribute
   */
  readonly eventBusArn: string;

  /**
   * The name of the bus.
   *
   * @attribute
   */
  readonly eventBusName: string;

  /**
   * Lets somebody publish events to the bus.
   *
   * @param grantee who may
   * @returns the grant
   */
  grantPutEvents(grantee: iam.IGrantable): iam.Grant;
}

/**
 * How a Custom Event Bus keeps, encrypts and shares its events.
 */
export interface ServiceEventBusProps {
  /**
   * The name of the bus. Another name makes another bus, without the events of the first.
   *
   * @default - made from the place of the construct
   */
  readonly eventBusName?: string;

  /**
   * What the bus is for, at most 512 characters.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * How long the bus keeps events, 1 to 365 days. A subscriber can start as far back, be paused for as long, and events that
   * were not delivered can be sent again for as long.
   *
   * @default - 7 days
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-create.html
   */
  readonly retention?: Duration;

  /**
   * The key that encrypts what the bus keeps. Its policy lets EventBridge use it for this bus.
   *
   * @default - a key that AWS owns
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-encryption.html
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * What happens to the bus, and all that it keeps, when it is taken out of the app.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * Where the alarms of the bus go.
   *
   * @default - the actions in the defaults of the scope (`DeliveryDefaults`)
   */
  readonly alarmActions?: AlarmActions;

  /**
   * Whether the bus has alarms of its own, on calls that could not publish and on calls that were throttled:
   * `DeliveryAlarms.none()` for none.
   *
   * @default - the alarms in the defaults of the scope (`DeliveryDefaults`)
   */
  readonly alarms?: DeliveryAlarms;
}

abstract class EventBusBase extends Resource implements IServiceEventBus {
  public abstract readonly eventBusArn: string;
  public abstract readonly eventBusName: string;

  public get eventBusRef(): eventsv2.EventBusReference {
    return { eventBusArn: this.eventBusArn };
  }

  public grantPutEvents(grantee: iam.IGrantable): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions: ['events:PutEvents', 'events:PutRawEvents'], resourceArns: [this.eventBusArn] });
  }
}

/**
 * A Custom Event Bus: it keeps the events that it takes, and gives them to its subscribers.
 *
 * `ServiceEventSource` brings it the events of AWS services, `ServiceEventSubscriber` delivers them.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-what-is.html
 */
export class ServiceEventBus extends EventBusBase {
  /**
   * A bus of another stack, app or account.
   *
   * @param scope the scope of the construct
   * @param id the id of the construct
   * @param eventBusArn the whole ARN, which cannot be made from the name
   * @returns the bus
   * @throws when it is not the ARN of a Custom Event Bus
   */
  public static fromEventBusArn(scope: Construct, id: string, eventBusArn: string): IServiceEventBus {
    requireBusArn(eventBusArn, `eventBusArn of '${id}'`);
    class Imported extends EventBusBase {
      public readonly eventBusArn = eventBusArn;
      public readonly eventBusName = eventBusNameOf(eventBusArn);
    }
    return new Imported(scope, id, { environmentFromArn: eventBusArn });
  }

  public readonly eventBusArn: string;
  public readonly eventBusName: string;

  /**
   * The alarms of the bus itself.
   */
  public readonly alarms: cloudwatch.Alarm[];

  /** @internal */
  public readonly _encryptionKey?: kms.IKey;

  /** @internal */
  public readonly _retentionDays?: number;

  private readonly policy = new iam.PolicyDocument();

  /**
   * Makes the bus.
   *
   * @throws when an option is outside what EventBridge accepts
   */
  constructor(scope: Construct, id: string, props: ServiceEventBusProps = {}) {
    super(scope, id);
    requireOptions(this, `event bus '${this.node.path}'`, props, EVENT_BUS_OPTIONS);
    requireDescription(this, props.description);
    this.requireUsableKey(props.encryptionKey);
    this.requireEffect(props.alarms);
    const name = resourceName(this, props.eventBusName);
    const retentionDays = this.retentionDays(props.retention);
    const resource = new eventsv2.CfnEventBus(this, 'Resource', {
      name,
      description: props.description,
      storageConfiguration: { retentionPeriodInDays: retentionDays },
      encryptionConfiguration: props.encryptionKey && { kmsKeyIdentifier: props.encryptionKey.keyArn },
    });
    resource.applyRemovalPolicy(props.removalPolicy ?? RemovalPolicy.RETAIN);
    this.eventBusArn = resource.attrEventBusArn;
    this.eventBusName = name;
    this._encryptionKey = props.encryptionKey;
    this._retentionDays = Token.isUnresolved(retentionDays) ? undefined : retentionDays;
    if (props.encryptionKey) {
      letEventBridgeUse(props.encryptionKey, this, name);
    }
    this.alarms = new EventBusAlarms(this, 'Alarms', this, props).alarms;
  }

  /**
   * Shares the bus with other accounts, through AWS RAM. Their subscribers, event sources, roles and targets are theirs.
   *
   * @param id what tells the shares of a bus apart
   * @param options with whom, and what for
   * @throws when nobody is named, or what is named is no account or organization
   */
  public shareWith(id: string, options: EventBusShareOptions): void {
    const share = `share '${id}' of event bus '${this.node.path}'`;
    requireOptions(this, share, options, SHARE_OPTIONS);
    requireOption(share, 'access', options.access, SHARE_OPTIONS.access);
    new EventBusShare(this, id, this, options);
    if (this._encryptionKey) {
      letOthersUse(this._encryptionKey, this, this.eventBusName, sharedPrincipals(this, options));
    }
  }

  /**
   * Adds a statement to the policy of the bus: a denial, or what no share expresses. EventBridge refuses a policy that lets
   * everybody in.
   *
   * @param statement the statement (its resource is the bus unless it names one)
   * @returns whether the statement was added, and what to depend on
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-sharing.html
   */
  public addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    if (statement.resources.length === 0 && statement.notResources.length === 0) {
      statement.addResources(this.eventBusArn);
    }
    const existing = this.node.tryFindChild('Policy');
    this.policy.addStatements(statement);
    const resource = existing ?? new eventsv2.CfnResourcePolicy(this, 'Policy', {
      eventBusArn: this.eventBusArn,
      policyDocument: Lazy.any({ produce: () => this.policy.toJSON() }),
    });
    return { statementAdded: true, policyDependable: resource };
  }

  /**
   * A metric of the events that are published to the bus, those that event sources bring included.
   *
   * @param metricName such as `PublishEventsEntryCount`
   * @param options how it is shown and added up
   * @returns the metric
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-observability.html
   */
  public metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.MathExpression {
    return busMetric(metricName, this, options);
  }

  /**
   * Events that were published.
   *
   * @returns the metric
   */
  public metricPublishedEvents(options?: cloudwatch.MetricOptions): cloudwatch.MathExpression {
    return this.metric('PublishEventsEntryCount', options);
  }

  /**
   * Events that could not be published, though the call itself was accepted.
   *
   * @returns the metric
   */
  public metricFailedEvents(options?: cloudwatch.MetricOptions): cloudwatch.MathExpression {
    return this.metric('PublishEventsFailedEntriesCount', options);
  }

  /**
   * Calls that EventBridge refused because there were too many.
   *
   * @returns the metric
   */
  public metricThrottledCalls(options?: cloudwatch.MetricOptions): cloudwatch.MathExpression {
    return this.metric('PublishEventsApproximateThrottledCallCount', options);
  }

  private requireUsableKey(key: kms.IKey | undefined): void {
    const problem = key && problemOfKey(key, this.stack.region);
    if (problem) {
      throw new Error(`${optionName('encryptionKey')} of event bus '${this.node.path}' cannot be used: ${problem}.`);
    }
  }

  private requireEffect(alarms: DeliveryAlarms | undefined): void {
    if (alarms?._options && comparable(alarms._options) !== '{}') {
      throw new Error(`${optionName('alarms')} of event bus '${this.node.path}' has options, which its alarms do not have: give DeliveryAlarms.none() for no alarms, or leave ${optionName('alarms')} out. Those of subscribers and event sources have options.`);
    }
  }

  private retentionDays(retention: Duration | undefined): number {
    if (retention === undefined) {
      return RETENTION_DAYS.usual;
    }
    if (retention.isUnresolved()) {
      return retention.toDays();
    }
    const days = retention.toSeconds() / 86_400;
    if (!Number.isInteger(days) || days < RETENTION_DAYS.min || days > RETENTION_DAYS.max) {
      throw new Error(`${optionName('retention')} of event bus '${this.node.path}' is ${retention.toHumanString()}: it must be whole days, from ${RETENTION_DAYS.min} to ${RETENTION_DAYS.max}.`);
    }
    return days;
  }
}
