import { Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { knownToDiffer } from './known-to-differ';
import { outermostStackOf } from './outermost-stack';
import { stageOf } from './stage-of';

/**
 * What tells apart the accounts and Regions that an app deploys to. Where a stack does not say where it goes, it may go
 * anywhere, so it counts as a place of its own, together with its nested stacks.
 */
export function environmentKey(construct: IConstruct): string {
  const stack = Stack.of(construct);
  if (!Token.isUnresolved(stack.account) && !Token.isUnresolved(stack.region)) {
    return `${stack.account}/${stack.region}`;
  }
  return `stack ${outermostStackOf(stack).node.path}`;
}

/**
 * Whether two constructs may be deployed to one account and Region. Stages are deployed apart, so that what is not known there is
 * taken for different.
 */
export function mayShareEnvironment(one: IConstruct, other: IConstruct): boolean {
  if (environmentKey(one) === environmentKey(other)) {
    return true;
  }
  const [{ account, region }, there] = [Stack.of(one), Stack.of(other)];
  return stageOf(one) === stageOf(other) && !knownToDiffer(account, there.account) && !knownToDiffer(region, there.region);
}
