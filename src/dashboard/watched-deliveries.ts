import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { IConstruct } from 'constructs';
import { isConditional } from './conditional-names';
import { stageOf } from '../delivery/stage-of';
import { ServiceRule } from '../rules/service-rule';
import { ServiceEventSource } from '../subscribers/service-event-source';
import { ServiceEventSubscriber } from '../subscribers/service-event-subscriber';

/**
 * What a dashboard shows.
 */
export interface WatchedDeliveries {
  readonly rules: ServiceRule[];
  readonly subscribers: ServiceEventSubscriber[];
  /** The alarms of the rules, the subscribers, and their dead-letter queues. */
  readonly alarms: cloudwatch.Alarm[];
  readonly deadLetterQueues: sqs.IQueue[];
  /** What the dashboard cannot show: what is in another stage, account or Region, or has a condition of another stack. */
  readonly elsewhere: IConstruct[];
}

/**
 * Finds the rules, subscribers and event sources of a scope, for a dashboard in the given stack. What is made later is found by
 * a later call.
 */
export function watchedDeliveries(scope: IConstruct, stack: Stack): WatchedDeliveries {
  // A stage is synthesized by itself, so nothing in it can be referred to from outside.
  // Nor can what a condition of another stack leaves out.
  const isHere = (construct: IConstruct) => Stack.of(construct).environment === stack.environment && stageOf(construct) === stageOf(stack)
    && (Stack.of(construct) === stack || !isConditional(construct));
  const all = scope.node.findAll().filter(isDelivery);
  const here = all.filter(isHere);
  const queues = here.map(({ deadLetterQueue }) => deadLetterQueue).filter((queue) => queue !== undefined);
  const deadLetterQueues = [...new Set(queues)];
  const alarms = [
    ...here.flatMap((one) => [...'alarms' in one ? one.alarms : [], ...alarmsBelow(one)]),
    ...deadLetterQueues.flatMap((queue) => alarmsBelow(queue)),
  ].filter(isHere);
  return {
    rules: here.filter((one): one is ServiceRule => one instanceof ServiceRule),
    subscribers: here.filter((one): one is ServiceEventSubscriber => one instanceof ServiceEventSubscriber),
    alarms: [...new Set(alarms)],
    deadLetterQueues,
    elsewhere: all.filter((one) => !isHere(one)),
  };
}

function isDelivery(construct: IConstruct): construct is ServiceRule | ServiceEventSubscriber | ServiceEventSource {
  return construct instanceof ServiceRule || construct instanceof ServiceEventSubscriber || construct instanceof ServiceEventSource;
}

function alarmsBelow(construct: IConstruct): cloudwatch.Alarm[] {
  return construct.node.findAll().filter((child): child is cloudwatch.Alarm => child instanceof cloudwatch.Alarm);
}
