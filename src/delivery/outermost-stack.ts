import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** The stack in which a construct is deployed: for one in a nested stack, the outermost. */
export function outermostStackOf(construct: IConstruct): Stack {
  const stack = Stack.of(construct);
  return stack.nestedStackParent ? outermostStackOf(stack.nestedStackParent) : stack;
}
