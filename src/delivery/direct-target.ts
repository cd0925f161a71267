import { Resource, Stack, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct, IConstruct } from 'constructs';
import { boundTarget } from './bound-target';
import { warn } from './construct-notices';
import { DirectDeliveryRole } from './direct-delivery-role';
import { KEY_ACTIONS } from '../catalog/target-access';

/** What EventBridge calls in other accounts, by the attribute that holds its ARN or identifier. */
const KINDS: Record<string, { readonly actions: string[]; readonly key?: string }> = {
  queueArn: { actions: ['sqs:SendMessage'], key: 'encryptionMasterKey' },
  topicArn: { actions: ['sns:Publish'], key: 'masterKey' },
  functionArn: { actions: ['lambda:InvokeFunction'] },
  streamArn: { actions: ['kinesis:PutRecord', 'kinesis:PutRecords'], key: 'encryptionKey' },
  restApiId: { actions: ['execute-api:Invoke'] },
};

type Kind = typeof KINDS[string];

/** What such a target says of itself. */
export interface DirectTargetConfig extends events.RuleTargetConfig {
  /** What EventBridge calls in the other account; as `targetResource`, CDK would make the second rule for it. */
  readonly calledDirectly?: Resource;
}

/** What has a policy of its own. */
interface PolicyHolder {
  addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult;
}

/**
 * The target, which is called directly where it is a queue, topic, function, stream or imported API of another account in the
 * rule's Region. CDK lets a second rule there call it, which costs a hop, and refuses resources that the app does not make.
 *
 * EventBridge calls it with a role of the rule's account, and the target lets that account in: by a statement where this app
 * writes its policy, else a warning names the statement.
 *
 * @param rule the rule of the user, in whose scope the role is made
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-cross-account.html
 */
export function directTarget(target: events.IRuleTarget, rule: Construct): events.IRuleTarget {
  const elsewhere = elsewhereOf(target, rule);
  if (!elsewhere) {
    return target;
  }
  const [resource, kind] = elsewhere;
  return {
    bind: (_boundTo, id): DirectTargetConfig => {
      const config = withoutNewRole(resource, () => boundTarget(rule, target, `Direct${id}`));
      const key = kind.key ? (resource as unknown as Record<string, kms.IKey | undefined>)[kind.key] : undefined;
      const role = givenRole(config, resource, rule) ?? ownRole(rule, config.arn, kind, key && resource);
      letIn(rule, resource, kind, config.arn, key);
      return { ...config, role, targetResource: undefined, calledDirectly: resource };
    },
  };
}

/** A role that the target brings, which must be one of the rule's account. */
function givenRole({ role }: events.RuleTargetConfig, resource: Resource, rule: Construct): iam.IRole | undefined {
  return role && !role.node.scopes.includes(resource) && role.env.account === Stack.of(rule).account ? role as iam.IRole : undefined;
}

function ownRole(rule: Construct, arn: string, { actions }: Kind, encrypted: Resource | undefined): iam.IRole {
  const role = DirectDeliveryRole.of(rule);
  role.allow(actions, arn);
  if (encrypted) {
    role.allowKeysOf(encrypted.env, KEY_ACTIONS);
  }
  return role;
}

function elsewhereOf(target: events.IRuleTarget, rule: IConstruct): [Resource, Kind] | undefined {
  const { account, region } = Stack.of(rule);
  const resources = Object.values(target ?? {}).filter((value): value is Resource => Resource.isResource(value));
  for (const resource of resources) {
    const kind = Object.entries(KINDS).find(([name]) => name in resource)?.[1];
    const { env, restApiId } = resource as Resource & { readonly restApiId?: string };
    // The identifier of an API that the app makes is known at deployment only, and never in another account.
    const isKnown = ![account, region, env.account, env.region, restApiId].some((name) => Token.isUnresolved(name));
    if (kind && isKnown && env.account !== account && env.region === region) {
      return [resource, kind];
    }
  }
  return undefined;
}

/** Some targets make a role beside the resource, in the account from which EventBridge does not call. */
function withoutNewRole<T>(resource: Resource, bind: () => T): T {
  const before = new Set(resource.node.children);
  const bound = bind();
  resource.node.children.filter((child) => !before.has(child)).forEach(({ node }) => resource.node.tryRemoveChild(node.id));
  return bound;
}

function letIn(rule: Construct, resource: Resource, { actions }: Kind, arn: string, key: kms.IKey | undefined): void {
  const { account } = Stack.of(rule);
  const sid = `AllowRulesOf${account}`;
  const principals = [new iam.AccountPrincipal(account)];
  const statement = new iam.PolicyStatement({ sid, principals, actions, resources: [arn] });
  const isNew = isFirst(resource, sid);
  const isLetIn = Resource.isOwnedResource(resource) && (!isNew || lets(resource, sid, principals[0], statement));
  if (!isLetIn) {
    warn(rule, 'target-policy', `The policy of '${resource.node.path}', a target of rule '${rule.node.path}' in account ${resource.env.account}, is not written by this app, so EventBridge may not be able to call it. It must hold this statement: ${JSON.stringify(Stack.of(rule).resolve(statement.toStatementJson()))}. Acknowledge this warning once it does.`);
  }
  if (key && isFirst(key, sid) && !key.addToResourcePolicy(new iam.PolicyStatement({ sid, principals, actions: [...KEY_ACTIONS], resources: ['*'] }), true).statementAdded) {
    warn(rule, 'target-key', `The policy of key '${key.node.path}', which encrypts '${resource.node.path}', is not written by this app: let account ${account} call ${KEY_ACTIONS.join(' and ')} there, then acknowledge this warning.`);
  }
}

const LET_IN = new WeakMap<IConstruct, Set<string>>();

function isFirst(resource: IConstruct, sid: string): boolean {
  const known = LET_IN.get(resource) ?? new Set();
  LET_IN.set(resource, known);
  const isNew = !known.has(sid);
  known.add(sid);
  return isNew;
}

function lets(resource: Resource, id: string, principal: iam.IPrincipal, statement: iam.PolicyStatement): boolean {
  if ('functionArn' in resource) {
    (resource as unknown as lambda.IFunction).addPermission(id, { principal });
    return true;
  }
  return (resource as unknown as PolicyHolder).addToResourcePolicy(statement).statementAdded;
}
