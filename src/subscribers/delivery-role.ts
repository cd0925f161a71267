import { PhysicalName, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { TargetKind } from './target-kinds';
import { EVENTBRIDGE } from '../catalog/eventbridge-principal';
import { KEY_ACTIONS } from '../catalog/target-access';
import { warn } from '../delivery/construct-notices';
import { holdsPolicy } from '../delivery/holds-policy';
import { knownToDiffer } from '../delivery/known-to-differ';

/** What a delivery role is for. */
export interface RoleOptions {
  readonly target: events.RuleTargetConfig;
  readonly kind: TargetKind;
  /** What the role must be allowed instead of what the kind says. */
  readonly statements?: iam.PolicyStatement[];
  readonly isWaitedFor?: boolean;
  readonly deadLetterQueue?: sqs.IQueue;
}

/**
 * The role with which EventBridge calls the target and writes to the dead-letter queue: the role that the target brings, else
 * one that may do this and no more.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-subscribers.html
 */
export function deliveryRole(subscriber: Construct, options: RoleOptions): iam.IRole {
  const { target, kind, isWaitedFor, deadLetterQueue } = options;
  const role = target.role ?? ownRole(subscriber, options);
  deadLetterQueue?.encryptionMasterKey?.grant(role, ...KEY_ACTIONS);
  if (target.role && isWaitedFor) {
    // The target has let its role start it, which is another action.
    iam.Grant.addToPrincipal({ grantee: role, actions: kind.actions, resourceArns: [target.arn] });
    warnUnlessWritten(subscriber, role, { actions: kind.actions, arn: target.arn, otherwise: 'no event is delivered' });
  }
  if (deadLetterQueue && (target.role || isElsewhere(deadLetterQueue, subscriber))) {
    letWrite(subscriber, role, deadLetterQueue);
  }
  return role;
}

function ownRole(subscriber: Construct, { target, kind, statements, deadLetterQueue }: RoleOptions): iam.Role {
  if (!statements && kind.actions.length === 0) {
    throw new Error(`The target of subscriber '${subscriber.node.path}' is called as ${JSON.stringify(target.arn)} and brings no role, so that what must be allowed is not known: let its bind(...) give a role.`);
  }
  const deliver = statements ?? [new iam.PolicyStatement({ actions: kind.actions, resources: [target.arn] })];
  const record = deadLetterQueue ? [new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetterQueue.queueArn] })] : [];
  const role = new iam.Role(subscriber, 'DeliveryRole', {
    assumedBy: new iam.ServicePrincipal(EVENTBRIDGE),
    // The policy of a queue in another account names it.
    roleName: PhysicalName.GENERATE_IF_NEEDED,
    description: `Delivers events of subscriber ${subscriber.node.path}`.slice(0, 1000),
    // Part of the role, so that nothing is delivered without it.
    inlinePolicies: { Deliver: new iam.PolicyDocument({ statements: [...deliver, ...record] }) },
  });
  const key = kind.key ? (target.targetResource as Record<string, any> | undefined)?.[kind.key] as kms.IKey | undefined : undefined;
  key?.grant(role, ...KEY_ACTIONS);
  return role;
}

function isElsewhere(queue: sqs.IQueue, subscriber: Construct): boolean {
  const [there, here] = [queue.env.account, Stack.of(subscriber).account];
  return knownToDiffer(there, here);
}

function letWrite(subscriber: Construct, role: iam.IRole, queue: sqs.IQueue): void {
  iam.Grant.addToPrincipalOrResource({ grantee: role, actions: ['sqs:SendMessage'], resourceArns: [queue.queueArn], resource: queue });
  warnUnlessWritten(subscriber, role, { actions: ['sqs:SendMessage'], arn: queue.queueArn, otherwise: 'events that no target accepts may be lost' });
}

interface Need {
  readonly actions: string[];
  readonly arn: string;
  /** What happens where the role is not allowed it. */
  readonly otherwise: string;
}

function warnUnlessWritten(subscriber: Construct, role: iam.IRole, { actions, arn, otherwise }: Need): void {
  if (!holdsPolicy(role)) {
    warn(subscriber, 'delivery-role-policy',
      `The policy of role '${role.node.path}', with which subscriber '${subscriber.node.path}' delivers, is not written by this app, so ${otherwise}. It must allow ${actions.join(' and ')} on ${JSON.stringify(Stack.of(subscriber).resolve(arn))}. Acknowledge this warning once it does.`);
  }
}
