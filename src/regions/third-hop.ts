import { Resource, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import type { EventBus } from 'aws-cdk-lib/aws-events-targets';
import { IConstruct } from 'constructs';
import { knownToDiffer } from '../delivery/known-to-differ';

/**
 * The target, which refuses to be bound where EventBridge would drop the events: they have been forwarded once, and are
 * not forwarded again.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
export function withoutThirdHop(target: events.IRuleTarget, rule: IConstruct): events.IRuleTarget {
  return {
    bind: (boundTo, id) => {
      const refuse = (what: string) => new Error(`Rule '${rule.node.path}' cannot send to ${what}: its events are forwarded to it already, and EventBridge does not forward an event a second time. Use a target in ${Stack.of(rule).region}, or put the rule in the Region in which its events appear.`);
      if (isEventBus(target)) {
        throw refuse('another event bus');
      }
      const config = target.bind(boundTo as events.IRule, id);
      const resource = config.targetResource;
      if (resource && isElsewhere(resource, rule)) {
        throw refuse(`'${resource.node.path}', which is in another account or Region`);
      }
      return config;
    },
  };
}

function isElsewhere(resource: IConstruct, rule: IConstruct): boolean {
  const stack = Stack.of(rule);
  const env = Resource.isResource(resource) ? resource.env : Stack.of(resource);
  return knownToDiffer(env.account, stack.account) || knownToDiffer(env.region, stack.region);
}

function isEventBus(target: events.IRuleTarget): boolean {
  // Loaded for the few rules that need it.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { EventBus: EventBusTarget } = require('aws-cdk-lib/aws-events-targets') as { EventBus: typeof EventBus };
  return target instanceof EventBusTarget;
}
