import { CfnResource, Lazy, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct, IConstruct } from 'constructs';
import { problemOfQueue, problemOfResource } from './usable-queue';
import { asList } from '../../catalog/as-list';
import { EVENTBRIDGE } from '../../catalog/eventbridge-principal';
import { optionName } from '../../catalog/option-spelling';
import { QUEUE_POLICY } from '../../catalog/quotas';
import { KEY_ACTIONS } from '../../catalog/target-access';
import { documentSize } from '../../template/document-size';
import { warn } from '../construct-notices';
import { overrideOf } from '../template-properties';
import { asText } from '../written-reference';

/** Of a key that is given to the L1 of a queue by its id. */
const KEY_ID = 'Key';

type Conditions = Record<string, Record<string, string>>;

interface Access {
  /** The queue's policy, where this app writes it. */
  readonly policy?: CfnResource;
  /** The conditions of each account and Region that may write. */
  readonly conditions: Map<string, Conditions>;
  /** The rules that are made after the policy, so that EventBridge may write from the first event on. */
  readonly waiting: Set<CfnResource>;
}

/** What EventBridge writes for, as the statement in the queue's policy names it. */
export interface DeadLetterWriter {
  /** What a reader calls it. */
  readonly what: string;
  readonly sid: string;
  readonly conditions: (stack: Stack) => Conditions;
}

const RULES: DeadLetterWriter = {
  what: 'rule',
  sid: 'AllowEventBridgeRules',
  conditions: (stack) => ({ ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'events', resource: 'rule', resourceName: '*' }) } }),
};

/** Who may write to a queue, by the id of their statement; and the accounts and Regions that may use a key. */
const QUEUE_ACCESS = new WeakMap<sqs.IQueue, Map<string, Access>>();
const KEY_ACCESS = new WeakMap<kms.IKey, Set<string>>();

/**
 * Lets EventBridge write events that it could not deliver to the queue, for all rules of the rule's account and Region.
 *
 * The statement names no rule: its size does not grow with their number, and a queue in another stack needs nothing
 * from the rule's stack, so the two cannot wait for each other.
 *
 * @throws when EventBridge cannot write to such a queue whatever its policy says
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export function letEventBridgeWrite(queue: sqs.IQueue, rule: IConstruct, writer: DeadLetterWriter = RULES): void {
  requireUsable(queue, rule, writer);
  const stack = Stack.of(rule);
  const environment = `${stack.partition}/${stack.account}/${stack.region}`;
  const accesses = QUEUE_ACCESS.get(queue) ?? new Map<string, Access>();
  QUEUE_ACCESS.set(queue, accesses);
  const access = accesses.get(writer.sid) ?? openQueue(queue, rule, writer);
  accesses.set(writer.sid, access);
  access.conditions.set(environment, writer.conditions(stack));
  const key = keyOf(queue);
  if (key) {
    openKey(key, queue, rule, writer);
  }
  const resource = CfnResource.isCfnResource(rule) ? rule : rule.node.defaultChild;
  if (access.policy && resource && CfnResource.isCfnResource(resource) && Stack.of(access.policy) === stack) {
    resource.addResourceDependency(access.policy);
    access.waiting.add(resource);
  }
}

/** What the policy of a queue must hold, so that EventBridge can write to it for the rules of a stack's account and Region. */
export function writingStatement(stack: Stack, queueArn: string): iam.PolicyStatement {
  return statementFor(RULES.sid, queueArn, RULES.conditions(stack));
}

function statementFor(sid: string, queueArn: string, conditions: Record<string, any>): iam.PolicyStatement {
  const principals = [new iam.ServicePrincipal(EVENTBRIDGE)];
  return new iam.PolicyStatement({ sid, principals, actions: ['sqs:SendMessage'], resources: [queueArn], conditions });
}

/** One statement for all accounts and Regions: a policy holds 20. */
function openQueue(queue: sqs.IQueue, rule: IConstruct, { sid, conditions }: DeadLetterWriter): Access {
  const stack = Stack.of(rule);
  const all = new Map<string, Conditions>();
  const statement = (restricted: Record<string, any>) => statementFor(sid, queue.queueArn, restricted);
  const { statementAdded, policyDependable } = queue.addToResourcePolicy(statement(anyOf(all, conditions(stack))));
  if (!statementAdded) {
    warn(rule, 'dead-letter-queue-policy',
      `The policy of dead-letter queue '${queue.node.path}' is not written by this app, so EventBridge may not be able to write to it. Its policy must hold this statement: ${JSON.stringify(stack.resolve(statement(conditions(stack)).toStatementJson()))}. Acknowledge this warning once it does.`);
  }
  const policy = policyDependable ? findPolicy(policyDependable as unknown as IConstruct) : undefined;
  const waiting = new Set<CfnResource>();
  policy?.node.addValidation({ validate: () => checkPolicy(queue, policy, waiting) });
  return { policy, conditions: all, waiting };
}

/** What a policy says is known when all of it is written: targets, and the statements of users, may come late. */
function checkPolicy(queue: sqs.IQueue, policy: CfnResource, waiting: Set<CfnResource>): string[] {
  const document = Stack.of(policy).resolve((policy as sqs.CfnQueuePolicy).policyDocument);
  const named = namesIn(document);
  // A policy that names a rule is made after it: neither could be the first.
  [...waiting].filter((rule) => named.has(Stack.of(rule).resolve(rule.logicalId))).forEach((rule) => rule.removeResourceDependency(policy));
  return requireShortPolicy(queue, document);
}

/** The logical ids to which a part of a template can refer: whole texts, and what stands in a Fn::Sub. */
function namesIn(document: unknown): Set<string> {
  return new Set([...JSON.stringify(document ?? {}).matchAll(/(?:"|\$\{)(\w+)(?=[".}])/g)].map(([, name]) => name));
}

/** The conditions with the values of all accounts and Regions that there are when the policy is written. */
function anyOf(all: Map<string, Conditions>, like: Conditions): Record<string, any> {
  const values = (operator: string, key: string) => Lazy.uncachedAny({
    produce: () => {
      const distinct = [...new Set([...all.values()].map((conditions) => conditions[operator][key]))].sort();
      return distinct.length === 1 ? distinct[0] : distinct;
    },
  });
  return Object.fromEntries(Object.entries(like).map(([operator, keys]) =>
    [operator, Object.fromEntries(Object.keys(keys).map((key) => [key, values(operator, key)]))]));
}

function requireShortPolicy(queue: sqs.IQueue, document: any): string[] {
  const [bytes, statements] = [documentSize(document), asList(document?.Statement ?? []).length];
  return bytes <= QUEUE_POLICY.bytes && statements <= QUEUE_POLICY.statements ? [] : [
    `The policy of queue '${queue.node.path}' has ${statements} statements and ${bytes} bytes, and Amazon SQS allows ${QUEUE_POLICY.statements} and ${QUEUE_POLICY.bytes}: leave out ${optionName('deadLetterQueue')} for rules of other accounts, which then use a queue of their own stack, or spread the rules over several queues.`,
  ];
}

/**
 * No rule is named in the key's policy: the rule depends on the queue and the queue on its key.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 */
function openKey(key: kms.IKey, queue: sqs.IQueue, rule: IConstruct, { sid, conditions }: DeadLetterWriter): void {
  const stack = Stack.of(rule);
  const who = `${sid} ${stack.partition}/${stack.account}/${stack.region}`;
  const opened = KEY_ACCESS.get(key) ?? new Set();
  KEY_ACCESS.set(key, opened);
  if (opened.has(who)) {
    return;
  }
  opened.add(who);
  const statement = new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal(EVENTBRIDGE)],
    actions: [...KEY_ACTIONS],
    resources: ['*'],
    conditions: { ...conditions(stack), StringEquals: { 'aws:SourceAccount': stack.account } },
  });
  if (!key.addToResourcePolicy(statement, true).statementAdded) {
    warn(rule, 'dead-letter-queue-key',
      `The policy of key '${key.node.path}', which encrypts dead-letter queue '${queue.node.path}', is not written by this app, so EventBridge may not be able to write to the queue. The key policy must hold this statement: ${JSON.stringify(stack.resolve(statement.toStatementJson()))}. Acknowledge this warning once it does.`);
  }
}

function requireUsable(queue: sqs.IQueue, rule: IConstruct, writer: DeadLetterWriter): void {
  const { what } = writer;
  const refusal = (why: string) => `Queue '${queue.node.path}' cannot be the dead-letter queue of ${what} '${rule.node.path}': ${why}`;
  const problem = problemOfQueue(queue, rule, what);
  if (problem) {
    throw new Error(refusal(problem));
  }
  rule.node.addValidation({
    validate: () => {
      const late = problemOfQueue(queue, rule, what) ?? problemOfResource(queue.node.defaultChild);
      // An aspect may have given the queue its key since.
      const key = late ? undefined : keyOf(queue);
      if (key) {
        openKey(key, queue, rule, writer);
      }
      return late ? [refusal(late)] : [];
    },
  });
}

/** The key of a queue, which may be given to its L1. */
function keyOf(queue: sqs.IQueue): kms.IKey | undefined {
  const resource = queue.node.defaultChild;
  const own = queue.encryptionMasterKey;
  const given = resource instanceof sqs.CfnQueue ? asText(overrideOf(resource, 'KmsMasterKeyId') ?? resource.kmsMasterKeyId, resource) : undefined;
  if (given === undefined || given === own?.keyArn) {
    return own;
  }
  const { firstToken: token } = Tokenization.reverseString(given);
  const key = Reference.isReference(token) ? token.target : undefined;
  const parent = key?.node.scope;
  return parent instanceof kms.Key ? parent : queue.node.tryFindChild(KEY_ID) as kms.IKey | undefined
    ?? kms.Key.fromKeyArn(queue as unknown as Construct, KEY_ID, Token.isUnresolved(given) || given.startsWith('arn:') ? given
      : Stack.of(queue).formatArn({ service: 'kms', resource: given.startsWith('alias/') ? 'alias' : 'key', resourceName: given.replace(/^alias\//, '') }));
}

function findPolicy(dependable: IConstruct): CfnResource | undefined {
  const child = dependable.node?.defaultChild;
  return CfnResource.isCfnResource(child) ? child : undefined;
}
