import { Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * What tells apart the accounts and Regions that an app deploys to. Where a stack does not say where it goes, it may go
 * anywhere, so it counts as a place of its own, together with its nested stacks.
 */
export function environmentKey(construct: IConstruct): string {
  let stack = Stack.of(construct);
  if (!Token.isUnresolved(stack.account) && !Token.isUnresolved(stack.region)) {
    return `${stack.account}/${stack.region}`;
  }
  while (stack.nestedStackParent) {
    stack = stack.nestedStackParent;
  }
  return `stack ${stack.node.path}`;
}
