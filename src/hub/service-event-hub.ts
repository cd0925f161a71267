import { Aws, PhysicalName, Stack, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct, IConstruct } from 'constructs';
import { Forwarding } from './forwarding';
import { HUB_OPTIONS } from './forwarding-kinds';
import { ForwardingOptions } from './forwarding-options';
import { checkHub } from './hub-check';
import { warnNear } from './quota-warnings';
import { DeliveryType } from '../catalog/delivery-type';
import { EVENTBRIDGE } from '../catalog/eventbridge-principal';
import { optionName, optionPlace } from '../catalog/option-spelling';
import { BUS_POLICY_CHARACTERS, QUEUE_POLICY } from '../catalog/quotas';
import { DeliveryAlarms } from '../delivery/alarms/delivery-alarms';
import { warn } from '../delivery/construct-notices';
import { DeadLetterAlarms } from '../delivery/dead-letters/dead-letter-alarms';
import { deadLetterQueueIn } from '../delivery/dead-letters/dead-letter-queue';
import { deliveryFor } from '../delivery/delivery';
import { defaultsFor } from '../delivery/delivery-defaults';
import { environmentKey } from '../delivery/environment-key';
import { requireOptions } from '../delivery/options/require-options';
import { listOf } from '../regions/region-check';
import { documentSize } from '../template/document-size';

const DEFAULT_NAME = 'service-events';
const HUBS = new WeakMap<IConstruct, { hub: ServiceEventHub; name: string }[]>();

/**
 * The central event bus of several accounts and Regions, and who may send to it.
 */
export interface ServiceEventHubProps extends ForwardingOptions {
  /**
   * The organization whose accounts may send events, such as `o-a1b2c3d4e5`.
   *
   * @default - only the accounts that `accounts` lists
   */
  readonly organizationId?: string;

  /**
   * The accounts that may send events.
   *
   * @default - only those of `organizationId`
   */
  readonly accounts?: string[];

  /**
   * The name of the event bus. Spokes know the bus by its ARN, so it does not change by itself.
   *
   * @default service-events
   */
  readonly eventBusName?: string;
}

/**
 * The place where events of AWS services from many accounts and Regions come together.
 *
 * It lives in an account for security or operations. A `ServiceEventSpoke` in each account and Region forwards to it, and
 * rules on its bus see the events with the account and Region that they come from. Events that have been forwarded cannot be
 * forwarded again, which EventBridge does not deliver, so a rule on the hub that targets another event bus is an error.
 *
 * The services of the hub's own account and Region, which needs no spoke, are named in `services` and `apiCallsOf`.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
export class ServiceEventHub extends Construct {
  /**
   * The central event bus.
   */
  public readonly bus: events.EventBus;

  /**
   * A queue for events that could not be forwarded. Rules of spokes in the Region of the hub may write to it; spokes use a
   * queue of their own unless `delivery` names another.
   */
  public readonly deadLetterQueue: sqs.Queue;

  /**
   * Makes the bus, its policy and a dead-letter queue.
   *
   * @throws when nobody may send to the hub, or its policies would be longer than AWS allows
   */
  constructor(scope: Construct, id: string, props: ServiceEventHubProps) {
    super(scope, id);
    requireOptions(this, `hub '${this.node.path}'`, props, HUB_OPTIONS);
    this.requireSenders(props);
    this.requireEffect(props);
    this.requireOwnName(props.eventBusName ?? DEFAULT_NAME);

    this.bus = new events.EventBus(this, 'Bus', {
      eventBusName: props.eventBusName ?? DEFAULT_NAME,
      description: 'Events of AWS services from other accounts and Regions',
    });
    // A spoke in another account names the queue before it is made.
    const { deadLetterEncryptionKey } = defaultsFor(this);
    this.deadLetterQueue = deadLetterQueueIn(this, 'DeadLetterQueue', deadLetterEncryptionKey, { queueName: PhysicalName.GENERATE_IF_NEEDED });
    const delivery = deliveryFor(this, { deliveryType: DeliveryType.UNSPECIFIED }, props.delivery);
    if ((delivery.alarms ?? DeliveryAlarms.perRule())._options) {
      DeadLetterAlarms.ensure(this.deadLetterQueue, this, delivery);
    }
    this.letSendersIn(props);
    if (props.services || props.apiCallsOf) {
      new Forwarding(this, 'Own', this.bus, props);
    }
    this.node.addValidation({ validate: () => checkHub(this, props.organizationId === undefined ? props.accounts : undefined) });
  }

  private letSendersIn({ organizationId, accounts }: ServiceEventHubProps): void {
    const statements: iam.PolicyStatement[] = [];
    const ruleArn = (account: string) => `arn:${Aws.PARTITION}:events:${Stack.of(this).region}:${account}:rule/*`;
    if (organizationId) {
      statements.push(this.busStatement('Organization', [new iam.StarPrincipal()], { StringEquals: { 'aws:PrincipalOrgID': organizationId } }));
      this.letEventBridgeWrite('Organization', { StringEquals: { 'aws:SourceOrgID': organizationId }, ArnLike: { 'aws:SourceArn': ruleArn('*') } });
    }
    if (accounts?.length) {
      statements.push(this.busStatement('Accounts', accounts.map((account) => new iam.AccountPrincipal(account))));
      this.letEventBridgeWrite('Accounts', { ArnLike: { 'aws:SourceArn': accounts.map(ruleArn) } });
    }
    statements.forEach((statement) => this.bus.addToResourcePolicy(statement));
    const characters = statements.reduce((sum, statement) => sum + this.lengthOf(statement), 0);
    if (characters > BUS_POLICY_CHARACTERS) {
      throw new Error(`The policy of event bus '${this.bus.node.path}' has ${characters} characters, and EventBridge allows ${BUS_POLICY_CHARACTERS}: name the organization (${optionName('organizationId')}) instead of its accounts.`);
    }
    warnNear(this, 'bus-policy', characters, BUS_POLICY_CHARACTERS, `Characters of the policy of event bus '${this.bus.node.path}'`,
      'Name the organization instead of its accounts');
  }

  private busStatement(sid: string, principals: iam.IPrincipal[], conditions?: object): iam.PolicyStatement {
    return new iam.PolicyStatement({ sid, principals, actions: ['events:PutEvents'], resources: [this.bus.eventBusArn], conditions: conditions as any });
  }

  private letEventBridgeWrite(sid: string, conditions: object): void {
    const statement = new iam.PolicyStatement({
      sid: `Forwarding${sid}`,
      principals: [new iam.ServicePrincipal(EVENTBRIDGE)],
      actions: ['sqs:SendMessage'],
      resources: [this.deadLetterQueue.queueArn],
      conditions: conditions as any,
    });
    const characters = this.lengthOf(statement);
    if (characters > QUEUE_POLICY.bytes) {
      warn(this, 'dead-letter-queue-policy',
        `The policy of dead-letter queue '${this.deadLetterQueue.node.path}' would have ${characters} characters, and Amazon SQS allows ${QUEUE_POLICY.bytes}, so it lets no rule of the listed accounts write. Spokes use queues of their own, so acknowledge this warning, or name the organization (${optionName('organizationId')}) instead of its accounts.`);
      return;
    }
    this.deadLetterQueue.addToResourcePolicy(statement);
  }

  private lengthOf(statement: iam.PolicyStatement): number {
    return documentSize(Stack.of(this).resolve(statement.toStatementJson()));
  }

  /** An event bus is known by its name, in its account and Region. */
  private requireOwnName(name: string): void {
    const hubs = HUBS.get(this.node.root) ?? [];
    HUBS.set(this.node.root, hubs);
    const other = hubs.find((one) => one.name === name && environmentKey(one.hub) === environmentKey(this));
    if (other && !Token.isUnresolved(name)) {
      throw new Error(`Hubs '${other.hub.node.path}' and '${this.node.path}' are in one account and Region, and both have an event bus called '${name}': give one of them another ${optionName('eventBusName')}.`);
    }
    hubs.push({ hub: this, name });
  }

  private requireSenders({ organizationId, accounts = [] }: ServiceEventHubProps): void {
    if (!organizationId && accounts.length === 0) {
      throw new Error(`Nobody may send events to hub '${this.node.path}': name an organization (${optionName('organizationId')}) or ${optionName('accounts')}.`);
    }
  }

  /** Without services of the hub's own, nothing is forwarded here. */
  private requireEffect({ services, apiCallsOf, readOnlyApiCalls, expectedEventsPerSecond, delivery = {} }: ServiceEventHubProps): void {
    const ofQueue = ['alarmActions', 'alarms'];
    const idle = [
      ...readOnlyApiCalls ? ['readOnlyApiCalls'] : [],
      ...expectedEventsPerSecond === undefined ? [] : ['expectedEventsPerSecond'],
      ...Object.entries(delivery).filter(([name, value]) => value !== undefined && !ofQueue.includes(name)).map(([name]) => `delivery.${name}`),
    ];
    if (!services && !apiCallsOf && idle.length > 0) {
      throw new Error(`${listOf(idle.map(optionPlace), 'and')} of hub '${this.node.path}' ${idle.length === 1 ? 'has' : 'have'} no effect, since it forwards no events of its own account and Region: name ${optionName('services')} or ${optionName('apiCallsOf')}, or leave ${idle.length === 1 ? 'it' : 'them'} out. Spokes have options of their own.`);
    }
  }
}
