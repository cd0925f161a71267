import { CfnResource, Resource, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct, IConstruct } from 'constructs';
import { defineAlarm } from './alarms/alarm-definition';
import { tellsElsewhere } from './alarms/chosen-actions';
import { DeliveryAlarms } from './alarms/delivery-alarms';
import { handlerFailed } from './alarms/handler-failed-alarm';
import { warn } from './construct-notices';
import { DeadLetterAlarms } from './dead-letters/dead-letter-alarms';
import { ServiceEventDeadLetterQueue } from './dead-letters/service-event-dead-letter-queue';
import { Delivery } from './delivery';
import { defaultsFor } from './delivery-defaults';
import type { Hop } from './guarded-hop';
import { ownChild } from './own-child';

const ID = 'HandlerFailures';
const QUALIFIED = ['AWS::Lambda::Alias', 'AWS::Lambda::Version'];

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
  target: IConstruct | undefined, rule: events.IRule, hop: Pick<Hop, 'deadLetterQueue' | 'needQueue'>, delivery: Delivery,
): cloudwatch.Alarm[] {
  if (!isFunction(target)) {
    return [];
  }
  if (!Resource.isOwnedResource(target)) {
    warn(rule, 'handler-failures-of-imported-function',
      `captureHandlerFailures has no effect on function '${target.node.path}', which this app does not make. Give it an on-failure destination where it is made, and acknowledge this warning.`);
    return [];
  }
  if (isElsewhere(target, rule)) {
    return [];
  }
  const queue = hop.deadLetterQueue ?? hop.needQueue();
  if (!queue) {
    throw new Error(`Rule '${rule.node.path}' is to capture the failures of function '${target.node.path}', and has no dead-letter queue to keep them: leave out deadLetterQueueEnabled: false, or captureHandlerFailures.`);
  }
  const records = hasOwnPlace(target) ? undefined : queueBeside(target, rule, queue);
  if (records) {
    sendFailuresTo(records, target);
  }
  return alarmsOf(target, rule, records, delivery);
}

/** What holds the alarm. */
class HandlerFailures extends Construct {
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

/**
 * A function in another stack than the rule uses the queue of its own stack: the rule's stack refers to the function, and
 * two stacks cannot refer to each other.
 */
function queueBeside(target: lambda.IFunction, rule: events.IRule, queue: sqs.IQueue): sqs.IQueue {
  const ofFunction = Stack.of(target);
  const dependsBack = ofFunction !== Stack.of(rule) && Stack.of(queue) === Stack.of(rule);
  return dependsBack ? ServiceEventDeadLetterQueue.forStackOf(target, defaultsFor(target).deadLetterEncryptionKey) : queue;
}

/** The alarm stands beside the function, or where the actions of a rule of another stack are, which waits for the function. */
function alarmsOf(target: lambda.IFunction, rule: events.IRule, records: sqs.IQueue | undefined, delivery: Delivery): cloudwatch.Alarm[] {
  const fn = unqualified(target);
  const options = (delivery.alarms ?? DeliveryAlarms.perRule())._options;
  if (!options) {
    return [];
  }
  if (records) {
    DeadLetterAlarms.ensure(records, rule, delivery);
  }
  const isApart = Stack.of(rule) !== Stack.of(fn) && tellsElsewhere(delivery.alarmActions, fn);
  const [beside, id] = isApart ? [Stack.of(rule), `${ID}-${fn.node.addr.slice(-8)}`] : [fn as unknown as Construct, ID];
  if (ownChild(beside, id, (child) => child instanceof HandlerFailures)) {
    return [];
  }
  const scope = new HandlerFailures(beside, id);
  const alarm = defineAlarm(scope, handlerFailed(fn, records, delivery), delivery.alarmActions, options.handlerFailed);
  return alarm ? [alarm] : [];
}

function isFunction(target: IConstruct | undefined): target is lambda.IFunction {
  return (target as Partial<lambda.IFunction> | undefined)?.functionArn !== undefined && 'configureAsyncInvoke' in target!;
}

/** CDK binds the target of another account or Region a second time, to a rule there. */
function isElsewhere(target: lambda.IFunction, rule: events.IRule): boolean {
  return target.env.account !== rule.env.account || target.env.region !== rule.env.region;
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
  const resource = target.node.defaultChild;
  const isQualified = resource && CfnResource.isCfnResource(resource) && QUALIFIED.includes(resource.cfnResourceType);
  return isQualified ? (target as unknown as lambda.QualifiedFunctionBase).lambda : target;
}
