import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { IConstruct } from 'constructs';
import { stageOf } from '../delivery/stage-of';
import { ServiceRule } from '../rules/service-rule';

/**
 * What a dashboard shows.
 */
export interface WatchedRules {
  readonly rules: ServiceRule[];
  /** The alarms of the rules and of their dead-letter queues. */
  readonly alarms: cloudwatch.Alarm[];
  readonly deadLetterQueues: sqs.IQueue[];
  /** Rules in another stage, account or Region than the dashboard, which it cannot show. */
  readonly elsewhere: ServiceRule[];
}

/**
 * Finds the rules of a scope, for a dashboard in the given stack. What is made later is found by a later call.
 */
export function watchedRules(scope: IConstruct, stack: Stack): WatchedRules {
  const all = scope.node.findAll().filter((construct): construct is ServiceRule => construct instanceof ServiceRule);
  // A stage is synthesized by itself, so nothing in it can be referred to from outside.
  const rules = all.filter((rule) => Stack.of(rule).environment === stack.environment && stageOf(rule) === stageOf(stack));
  const queues = rules.map(({ deadLetterQueue }) => deadLetterQueue).filter((queue) => queue !== undefined);
  const deadLetterQueues = [...new Set(queues)];
  const alarms = [
    ...rules.flatMap((rule) => [...rule.alarms, ...alarmsBelow(rule)]),
    ...deadLetterQueues.flatMap((queue) => alarmsBelow(queue)),
  ].filter((alarm) => Stack.of(alarm).environment === stack.environment);
  return { rules, alarms: [...new Set(alarms)], deadLetterQueues, elsewhere: all.filter((rule) => !rules.includes(rule)) };
}

function alarmsBelow(construct: IConstruct): cloudwatch.Alarm[] {
  return construct.node.findAll().filter((child): child is cloudwatch.Alarm => child instanceof cloudwatch.Alarm);
}
