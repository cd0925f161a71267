import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { IConstruct } from 'constructs';
import { environmentKey } from '../delivery/environment-key';

const NAMED = new WeakMap<IConstruct, { readonly rule: IConstruct; readonly ruleName: string; readonly eventBus?: events.IEventBus }[]>();

/**
 * Remembers the name that a rule is given. Two rules of one name on one bus would be one rule, made twice: the second fails
 * at deployment, so it is an error before.
 */
export function nameRule(rule: IConstruct, ruleName: string | undefined, eventBus: events.IEventBus | undefined): void {
  if (ruleName === undefined) {
    return;
  }
  const named = NAMED.get(rule.node.root) ?? [];
  NAMED.set(rule.node.root, named);
  const own = { rule, ruleName, eventBus };
  named.push(own);
  rule.node.addValidation({
    validate: () => {
      const first = named.find((other) => keyOf(other) === keyOf(own))!;
      return first === own ? [] : [`ruleName of rule '${rule.node.path}' is '${ruleName}', and rule '${first.rule.node.path}' on the same event bus has that name: give it another, or leave ruleName out.`];
    },
  });
}

function keyOf({ rule, ruleName, eventBus }: { readonly rule: IConstruct; readonly ruleName: string; readonly eventBus?: events.IEventBus }): string {
  const stack = Stack.of(rule);
  return JSON.stringify([environmentKey(rule), stack.resolve(ruleName), stack.resolve(eventBus?.eventBusName ?? 'default')]);
}
