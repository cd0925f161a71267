import { type CfnResource, Resource, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct, IConstruct } from 'constructs';
import { optionName, optionOff } from '../catalog/option-spelling';
import { AgreedOptions } from './alarms/agreed-options';
import { defineAlarm } from './alarms/alarm-definition';
import { tell } from './alarms/alarm-receivers';
import { tellsElsewhere } from './alarms/chosen-actions';
import { DeliveryAlarmOptions, DeliveryAlarms, DeliveryAlarmsOptions } from './alarms/delivery-alarms';
import { handlerFailed } from './alarms/handler-failed-alarm';
import { watchFor } from './alarms/shared-watch';
import { warn } from './construct-notices';
import { DeadLetterAlarms } from './dead-letters/dead-letter-alarms';
import { ServiceEventDeadLetterQueue } from './dead-letters/service-event-dead-letter-queue';
import { Delivery } from './delivery';
import { defaultsFor } from './delivery-defaults';
import type { Hop } from './guarded-hop';
import { holdsPolicy } from './holds-policy';
import { knownToDiffer } from './known-to-differ';
import { outermostStackOf } from './outermost-stack';
import { ownChild } from './own-child';

const ID = 'HandlerFailures';
const QUALIFIED: (string | undefined)[] = ['AWS::Lambda::Alias', 'AWS::Lambda::Version'];

/**
 * Keeps what a Lambda function did not manage to handle. EventBridge invokes functions asynchronously: AWS Lambda accepts
 * the event at once, and what happens to it later is no longer seen by the rule.
 *
 * A destination on failure or a dead-letter queue that the function brings stays as it is.
 *
 * @returns the alarms that this call has made
 * @throws when there is no queue that could keep them
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export function captureHandlerFailures(
  target: IConstruct | undefined, rule: IConstruct, hop: Pick<Hop, 'deadLetterQueue' | 'needQueue'>, delivery: Delivery,
): cloudwatch.Alarm[] {
  if (!isOwnFunction(target, rule) || isElsewhere(target, rule)) {
    return [];
  }
  const queue = hop.deadLetterQueue ?? hop.needQueue();
  return capture(target, rule, queue && (() => queue), delivery);
}

/**
 * The same of a function of another account that a rule calls directly: its failures stay there, and go by the defaults there.
 */
export function captureHandlerFailuresElsewhere(target: IConstruct, rule: IConstruct, delivery: Delivery): cloudwatch.Alarm[] {
  if (!isOwnFunction(target, rule)) {
    return [];
  }
  const there = { ...delivery, ...deliveryAt(target) };
  const queue = () => there.deadLetterQueue ?? ServiceEventDeadLetterQueue.forStackOf(target, there.deadLetterEncryptionKey);
  return capture(target, rule, there.deadLetterQueueEnabled ? queue : undefined, there);
}

/** What is of another account or Region cannot use the queue of a rule, and tells the people of its own. */
export function deliveryAt(place: IConstruct): Pick<Delivery, 'deadLetterQueue' | 'deadLetterEncryptionKey' | 'alarmActions'> {
  const { deadLetterQueue, deadLetterEncryptionKey, alarmActions } = defaultsFor(place);
  return { deadLetterQueue, deadLetterEncryptionKey, alarmActions };
}

/** @param queue what gives the queue, which a function that has a place for its failures does not need */
function capture(target: lambda.IFunction, rule: IConstruct, queue: (() => sqs.IQueue) | undefined, delivery: Delivery): cloudwatch.Alarm[] {
  if (!queue) {
    throw new Error(`Rule '${rule.node.path}' is to capture the failures of function '${target.node.path}', and has no dead-letter queue to keep them: leave out ${optionOff('deadLetterQueueEnabled')}, or ${optionName('captureHandlerFailures')}.`);
  }
  const records = hasOwnPlace(target) ? undefined : queueBeside(target, rule, queue());
  if (records) {
    sendFailuresTo(records, target);
    warnOfRole(records, target);
    target.node.addValidation({ validate: () => requireOnlyConfig(target) });
  }
  return alarmsOf(target, rule, records, delivery);
}

function isOwnFunction(target: IConstruct | undefined, rule: IConstruct): target is lambda.IFunction {
  if (!isFunction(target)) {
    return false;
  }
  const isOwn = Resource.isOwnedResource(target);
  if (!isOwn) {
    warn(rule, 'handler-failures-of-imported-function',
      `${optionName('captureHandlerFailures')} has no effect on function '${target.node.path}', which this app does not make. Give it an on-failure destination where it is made, and acknowledge this warning.`);
  }
  return isOwn;
}

/** What a rule has said of a function's alarm. */
interface Joined {
  readonly rule: IConstruct;
  readonly delivery: Delivery;
  readonly options: DeliveryAlarmOptions;
}

/**
 * The alarm of a function, whatever number of rules invoke it. Each rule has it tell its own people, as urgently as its events
 * want it.
 */
class HandlerFailures extends Construct {
  /** Where the first rule has the records sent. */
  public records?: sqs.IQueue;
  private readonly agreed: AgreedOptions<Pick<DeliveryAlarmsOptions, 'handlerFailed'>>;
  private joined: Joined[] = [];
  private alarm?: cloudwatch.Alarm;

  constructor(scope: Construct, id: string, private readonly fn: lambda.IFunction) {
    super(scope, id);
    this.agreed = new AgreedOptions((paths, wishes) =>
      `${paths} want different alarms of function '${fn.node.path}': ${wishes}. Set ${optionName('handlerFailed')} once, with DeliveryDefaults, or leave it out of all rules but one.`);
  }

  /** The alarm that this rule has made, if none was there. */
  public join(joined: Joined): cloudwatch.Alarm[] {
    const before = this.alarm;
    const isNew = this.agreed.agree(joined.rule, withoutSeverity(joined.options)) || this.joined.length === 0;
    this.joined.push(joined);
    if (isNew) {
      this.defineAnew();
    } else {
      this.tellOf(joined);
    }
    return this.alarm && !before ? [this.alarm] : [];
  }

  public forget(rule: IConstruct): void {
    const rest = this.joined.filter((one) => one.rule !== rule);
    this.joined = [];
    this.agreed.clear();
    rest.forEach((one) => this.join(one));
  }

  private defineAnew(): void {
    this.node.children.forEach(({ node }) => this.node.tryRemoveChild(node.id));
    const [{ delivery, options: { severity } }] = this.joined;
    const options = { ...this.agreed.options.handlerFailed, severity };
    this.alarm = defineAlarm(this, handlerFailed(this.fn, this.records, delivery), delivery.alarmActions, options);
    this.joined.forEach((joined) => this.tellOf(joined));
  }

  private tellOf({ delivery, options }: Joined): void {
    if (this.alarm) {
      tell(this.alarm, options.severity ?? handlerFailed(this.fn, this.records, delivery).severity, delivery.alarmActions);
    }
  }
}

function sendFailuresTo(queue: sqs.IQueue, target: lambda.IFunction): void {
  const onFailure: lambda.IDestination = {
    bind: (_scope, fn) => {
      queue.grantSendMessages(fn);
      return { destination: queue.queueArn };
    },
  };
  const config = invokeConfigOf(target);
  if (!config) {
    target.configureAsyncInvoke({ onFailure });
    return;
  }
  config.destinationConfig = {
    ...config.destinationConfig as lambda.CfnEventInvokeConfig.DestinationConfigProperty | undefined,
    onFailure: onFailure.bind(target as unknown as Construct, target),
  };
}

/** The function writes the records by its own role. */
function warnOfRole(queue: sqs.IQueue, target: lambda.IFunction): void {
  const { role } = unqualified(target);
  if (role && !holdsPolicy(role)) {
    warn(target, 'handler-failures-role',
      `The policy of role '${role.node.path}' is not written by this app, so function '${target.node.path}' may not be able to write the records of its failures: the role must be allowed sqs:SendMessage on ${JSON.stringify(Stack.of(target).resolve(queue.queueArn))}. Acknowledge this warning once it is.`);
  }
}

/** A function, version or alias has one configuration of its asynchronous invocation; CloudFormation makes the second one fail. */
function requireOnlyConfig(target: lambda.IFunction): string[] {
  const own = invokeConfigOf(target);
  const subjectOf = (config: lambda.CfnEventInvokeConfig) => JSON.stringify(Stack.of(config).resolve([config.functionName, config.qualifier]));
  const others = own === undefined ? [] : Stack.of(own).node.findAll().filter((node) => node instanceof lambda.CfnEventInvokeConfig)
    .filter((config) => config !== own && subjectOf(config) === subjectOf(own));
  return others.map(({ node }) =>
    `'${node.path}' configures the asynchronous invocation of function '${target.node.path}', which ${optionName('captureHandlerFailures')} does too, and there can be one AWS::Lambda::EventInvokeConfig only: call configureAsyncInvoke(...) of the function instead, before it becomes a target.`);
}

/**
 * A function in another stack than the rule uses the queue of its own stack: the rule's stack refers to the function, and
 * two stacks cannot refer to each other. So does one whose queue is in another account, which knows no role of the function.
 */
function queueBeside(target: lambda.IFunction, rule: IConstruct, queue: sqs.IQueue): sqs.IQueue {
  const isBesideRule = (stackOf: (construct: IConstruct) => Stack) => stackOf(target) !== stackOf(rule) && stackOf(queue) === stackOf(rule);
  return isBesideRule(Stack.of) || isBesideRule(outermostStackOf) || knownToDiffer(queue.env.account, target.env.account)
    ? ServiceEventDeadLetterQueue.forStackOf(target, defaultsFor(target).deadLetterEncryptionKey) : queue;
}

/** The alarm stands beside the function, or where the actions of a rule of another stack are, which waits for the function. */
function alarmsOf(target: lambda.IFunction, rule: IConstruct, records: sqs.IQueue | undefined, delivery: Delivery): cloudwatch.Alarm[] {
  const fn = unqualified(target);
  const options = (delivery.alarms ?? DeliveryAlarms.perRule())._options;
  if (!options) {
    return [];
  }
  if (records) {
    DeadLetterAlarms.ensure(records, rule, delivery);
  }
  const isApart = Stack.of(rule) !== Stack.of(fn) && !isElsewhere(fn, rule) && tellsElsewhere(delivery.alarmActions, fn);
  const [beside, id] = isApart ? [Stack.of(rule), `${ID}-${fn.node.addr.slice(-8)}`] : [fn as unknown as Construct, ID];
  const failures = ownChild<HandlerFailures>(beside, id, (child) => child instanceof HandlerFailures) ?? new HandlerFailures(beside, id, fn);
  watchFor(rule, failures);
  failures.records ??= records;
  // A rule that wants no alarm leaves it to the others.
  return options.handlerFailed?.enabled === false ? [] : failures.join({ rule, delivery, options: options.handlerFailed ?? {} });
}

/** How urgent the alarm is each rule says for its own people. */
function withoutSeverity({ severity, ...options }: DeliveryAlarmOptions): Pick<DeliveryAlarmsOptions, 'handlerFailed'> {
  return Object.keys(options).length > 0 ? { handlerFailed: options } : {};
}

/** Whether a resource is a function, version or alias, made or imported as a construct. */
export function isFunction(target: IConstruct | undefined): target is lambda.IFunction {
  return (target as Partial<lambda.IFunction> | undefined)?.functionArn !== undefined && 'configureAsyncInvoke' in target!;
}

/** CDK binds most targets of another account or Region a second time, to a rule there. */
function isElsewhere(target: lambda.IFunction, rule: IConstruct): boolean {
  const { account, region } = Stack.of(rule);
  return target.env.account !== account || target.env.region !== region;
}

function hasOwnPlace(target: lambda.IFunction): boolean {
  const fn = unqualified(target).node.defaultChild as lambda.CfnFunction | undefined;
  const destinations = invokeConfigOf(target)?.destinationConfig as lambda.CfnEventInvokeConfig.DestinationConfigProperty | undefined;
  return fn?.deadLetterConfig !== undefined || destinations?.onFailure !== undefined;
}

function invokeConfigOf(target: lambda.IFunction): lambda.CfnEventInvokeConfig | undefined {
  return target.node.tryFindChild('EventInvokeConfig')?.node.defaultChild as lambda.CfnEventInvokeConfig | undefined;
}

/** Versions and aliases share the dead-letter queue and the metrics of their function. */
function unqualified(target: lambda.IFunction): lambda.IFunction {
  const { cfnResourceType } = (target.node.defaultChild ?? {}) as Partial<CfnResource>;
  return QUALIFIED.includes(cfnResourceType) ? (target as unknown as lambda.QualifiedFunctionBase).lambda : target;
}
