import { Resource, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { knownToDiffer } from './known-to-differ';
import { stageOf } from './stage-of';

/**
 * For a target of another account, CDK opens the event bus there by a stack of the app, and lets the rule's stack wait for it,
 * which a stack in a stage cannot.
 *
 * @param target what CDK makes the second rule for
 * @throws when the rule is in a stage, and the target in another account
 */
export function requireHopInStage(target: IConstruct | undefined, rule: IConstruct): void {
  const { account, region } = Stack.of(rule);
  const there = target && (Resource.isResource(target) ? target.env : Stack.of(target)).account;
  const stage = stageOf(rule);
  if (knownToDiffer(there, account) && stage !== rule.node.root) {
    throw new Error(`Target '${target!.node.path}' of rule '${rule.node.path}' is in account ${there}, and AWS CDK lets a rule of account ${account} in by a stack outside of stage '${stage.node.path}', for which no stack of the stage can wait. Send the events to a queue, topic, function or stream of that account in ${region}, which is called directly, make a ServiceEventHub there and a ServiceEventSpoke here, or make the rule in the stack of the target.`);
  }
}
