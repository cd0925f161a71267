import { Stack } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { IConstruct } from 'constructs';

/** A rule that sends to a queue, and whose dead letters go to another. */
interface Hop {
  readonly rule: IConstruct;
  readonly to: IConstruct;
  readonly letters: sqs.IQueue;
}

const HOPS = new WeakMap<IConstruct, Hop[]>();

/**
 * Remembers a rule's target and dead-letter queue. The policy of a target names the rule, and a rule waits for the policy of its
 * dead-letter queue: where the way leads back, AWS CloudFormation could begin with neither, and dead letters would go around.
 */
export function rememberLetters(rule: IConstruct, to: IConstruct, letters: sqs.IQueue): void {
  const hops = HOPS.get(rule.node.root) ?? [];
  HOPS.set(rule.node.root, hops);
  const hop = { rule, to, letters };
  hops.push(hop);
  rule.node.addValidation({ validate: () => requireEnd(hop, hops) });
}

function requireEnd(start: Hop, hops: Hop[]): string[] {
  const seen = new Set<Hop>();
  let next = [start];
  while (next.length > 0) {
    const [hop] = next;
    seen.add(hop);
    const after = hops.filter((other) => other.to === hop.letters && Stack.of(other.rule) === Stack.of(start.rule));
    if (after.includes(start)) {
      return hop === start ? [] : [
        `The dead letters of rule '${start.rule.node.path}' go to queue '${start.letters.node.path}', a target of another rule, whose dead letters come to '${start.to.node.path}', a target of this one (by way of '${hop.rule.node.path}'): neither could be deployed before the other. Use a dead-letter queue that is no target.`,
      ];
    }
    next = [...next.slice(1), ...after.filter((other) => !seen.has(other))];
  }
  return [];
}
