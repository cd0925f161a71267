import { CfnCondition, CfnResource, Resource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { LetterSource } from './letters-of-queue';
import { permissionsFor } from './target-permissions';
import { warn } from '../delivery/construct-notices';
import { targetWithArn } from '../delivery/dead-letters/target-with-arn';
import { knownToDiffer } from '../delivery/known-to-differ';

/** A role takes 10,240 characters of its own and ten managed policies of 6,144. */
const OWN_TARGETS = 20;
const TARGETS_PER_POLICY = 12;
const POLICIES = 8;

/**
 * What the role of a redrive may do to targets: what it takes to send to them.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export class RedrivePolicy {
  private targets = 0;
  private policy?: iam.ManagedPolicy;
  private policies = 0;
  private readonly conditional = new Map<CfnCondition, iam.Policy>();

  constructor(private readonly scope: Construct, private readonly role: iam.IRole, private readonly queue: sqs.IQueue) {
  }

  public allow(source: LetterSource): void {
    const elsewhere = this.environmentOf(source);
    if (elsewhere) {
      this.tell(source, `it is in ${elsewhere}, and a redrive reads the rules of its own account and Region: give that rule a queue and a redrive there`);
      return;
    }
    if (conditionOf(source) && Stack.of(source.writer) !== Stack.of(this.scope)) {
      this.tell(source, `it is deployed under a condition of stack '${Stack.of(source.writer).node.path}', which this stack does not know: make the redrive in that stack`);
      return;
    }
    if (this.waitsFor(source)) {
      this.tell(source, `stack '${Stack.of(source.writer).node.path}' needs the queue of this stack, and two stacks cannot need each other: make the redrive in a stack of its own`);
      return;
    }
    const { statements, unknown } = permissionsFor(source, targetWithArn(source.targetArn, this.scope));
    if (unknown) {
      this.tell(source, `it is not known ${unknown}`);
    }
    if (statements.length === 0) {
      return;
    }
    if (this.targets >= OWN_TARGETS + POLICIES * TARGETS_PER_POLICY) {
      this.tell(source, 'its policies are full: give rules queues of their own, and each queue a redrive');
      return;
    }
    const condition = conditionOf(source);
    statements.forEach((statement) => (condition ? this.policyWith(condition).addStatements(statement) : this.add(statement)));
    this.targets += condition ? 0 : 1;
  }

  /** What is not deployed cannot be named by what is. */
  private policyWith(condition: CfnCondition): iam.Policy {
    const known = this.conditional.get(condition);
    if (known) {
      return known;
    }
    const policy = new iam.Policy(this.scope, `TargetsIf${condition.node.id}${condition.node.addr.slice(-8)}`);
    (policy.node.defaultChild as CfnResource).cfnOptions.condition = condition;
    policy.attachToRole(this.role);
    this.conditional.set(condition, policy);
    return policy;
  }

  /** Where what writes the letters is, if that is known to be somewhere else. */
  private environmentOf({ writer }: LetterSource): string | undefined {
    const [there, here] = [Stack.of(writer), Stack.of(this.scope)];
    return knownToDiffer(there.account, here.account) || knownToDiffer(there.region, here.region) ? `${there.account}/${there.region}` : undefined;
  }

  /** A rule in another stack refers to the queue, so that the stack of the queue cannot refer to the rule. */
  private waitsFor({ writer }: LetterSource): boolean {
    const stack = Stack.of(this.scope);
    return Stack.of(writer) !== stack && Stack.of(this.queue) === stack && Resource.isOwnedResource(this.queue);
  }

  private add(statement: iam.PolicyStatement): void {
    const later = this.targets - OWN_TARGETS;
    if (later < 0) {
      this.role.addToPrincipalPolicy(statement);
      return;
    }
    if (Math.floor(later / TARGETS_PER_POLICY) === this.policies) {
      this.policies += 1;
      this.policy = new iam.ManagedPolicy(this.scope, `Targets${this.policies}`, { description: 'Lets a redrive send to targets' });
      this.role.addManagedPolicy(this.policy);
    }
    this.policy!.addStatements(statement);
  }

  private tell({ writer }: LetterSource, why: string): void {
    warn(this.scope, 'redrive-target',
      `Redrive '${this.scope.node.path}' may not be able to send to a target of '${writer.node.path}', since ${why}. Let redriveFunction send to it, and acknowledge this warning.`);
  }
}

/** The condition under which what writes the letters is deployed. */
function conditionOf({ writer }: LetterSource): CfnCondition | undefined {
  const resource = CfnResource.isCfnResource(writer) ? writer : writer.node.defaultChild;
  return resource && CfnResource.isCfnResource(resource) ? resource.cfnOptions.condition : undefined;
}
