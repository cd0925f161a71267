import { CfnResource, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { IConstruct } from 'constructs';
import { warn } from '../construct-notices';

const EVENTBRIDGE = 'events.amazonaws.com';

interface Access {
  /** The queue's policy, where this app writes it. */
  readonly policy?: CfnResource;
}

/** What EventBridge writes for, as the statement in the queue's policy names it. */
export interface DeadLetterWriter {
  /** What a reader calls it. */
  readonly what: string;
  readonly sid: string;
  readonly conditions: (stack: Stack) => Record<string, Record<string, string>>;
}

const RULES: DeadLetterWriter = {
  what: 'rule',
  sid: 'AllowEventBridgeRules',
  conditions: (stack) => ({ ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'events', resource: 'rule', resourceName: '*' }) } }),
};

/** A queue needs one statement for all rules of an account and Region, and a key needs one for all rules. */
const QUEUE_ACCESS = new WeakMap<sqs.IQueue, Map<string, Access>>();
const OPENED_KEYS = new WeakSet<kms.IKey>();

/**
 * Lets EventBridge write events that it could not deliver to the queue, for all rules of the rule's account and Region.
 *
 * The statement names no rule: its size does not grow with their number, and a queue in another stack needs nothing
 * from the rule's stack, so the two cannot wait for each other.
 *
 * @throws when EventBridge cannot write to such a queue whatever its policy says
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export function letEventBridgeWrite(queue: sqs.IQueue, rule: IConstruct, writer = RULES): void {
  requireUsable(queue, rule, writer);
  const stack = Stack.of(rule);
  const environment = `${writer.sid} ${stack.partition}/${stack.account}/${stack.region}`;
  const accesses = QUEUE_ACCESS.get(queue) ?? new Map<string, Access>();
  QUEUE_ACCESS.set(queue, accesses);
  let access = accesses.get(environment);
  if (!access) {
    const before = [...accesses.keys()].filter((key) => key.startsWith(`${writer.sid} `)).length;
    access = openQueue(queue, rule, writer, before);
    accesses.set(environment, access);
  }
  const resource = CfnResource.isCfnResource(rule) ? rule : rule.node.defaultChild;
  if (access.policy && resource && CfnResource.isCfnResource(resource) && Stack.of(access.policy) === stack) {
    resource.addResourceDependency(access.policy);
  }
}

function openQueue(queue: sqs.IQueue, rule: IConstruct, { sid, conditions }: DeadLetterWriter, environmentsBefore: number): Access {
  const stack = Stack.of(rule);
  const statement = new iam.PolicyStatement({
    sid: `${sid}${environmentsBefore || ''}`,
    principals: [new iam.ServicePrincipal(EVENTBRIDGE)],
    actions: ['sqs:SendMessage'],
    resources: [queue.queueArn],
    conditions: conditions(stack),
  });
  const { statementAdded, policyDependable } = queue.addToResourcePolicy(statement);
  if (!statementAdded) {
    warn(rule, 'dead-letter-queue-policy',
      `The policy of dead-letter queue '${queue.node.path}' is not written by this app, so EventBridge may not be able to write to it. Its policy must hold this statement: ${JSON.stringify(stack.resolve(statement.toStatementJson()))}. Acknowledge this warning once it does.`);
  }
  if (queue.encryptionMasterKey) {
    openKey(queue.encryptionMasterKey, queue, rule);
  }
  const policy = policyDependable ? findPolicy(policyDependable as unknown as IConstruct) : undefined;
  return { policy };
}

/**
 * No rule is named in the key's policy: the rule depends on the queue and the queue on its key.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 */
function openKey(key: kms.IKey, queue: sqs.IQueue, rule: IConstruct): void {
  if (OPENED_KEYS.has(key)) {
    return;
  }
  OPENED_KEYS.add(key);
  const statement = new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal(EVENTBRIDGE)],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: ['*'],
  });
  if (!key.addToResourcePolicy(statement, true).statementAdded) {
    warn(rule, 'dead-letter-queue-key',
      `The policy of key '${key.node.path}', which encrypts dead-letter queue '${queue.node.path}', is not written by this app, so EventBridge may not be able to write to the queue. The key policy must hold this statement: ${JSON.stringify(statement.toStatementJson())}. Acknowledge this warning once it does.`);
  }
}

function requireUsable(queue: sqs.IQueue, rule: IConstruct, { what }: DeadLetterWriter): void {
  const refuse = (why: string) => new Error(`Queue '${queue.node.path}' cannot be the dead-letter queue of ${what} '${rule.node.path}': ${why}`);
  if (queue.fifo) {
    throw refuse('it is a FIFO queue, and EventBridge writes dead letters to standard queues only. Use a standard queue.');
  }
  if (usesManagedKey(queue)) {
    throw refuse('it is encrypted with the key alias/aws/sqs, whose policy cannot let EventBridge write. Use QueueEncryption.SQS_MANAGED, or QueueEncryption.KMS with a key of your own.');
  }
  const [queueRegion, ruleRegion] = [queue.env.region, Stack.of(rule).region];
  if (!Token.isUnresolved(queueRegion) && !Token.isUnresolved(ruleRegion) && queueRegion !== ruleRegion) {
    throw refuse(`the queue is in ${queueRegion} and the ${what} in ${ruleRegion}. Use a queue in ${ruleRegion}, or none, and the stack's shared queue is used.`);
  }
}

function usesManagedKey(queue: sqs.IQueue): boolean {
  const resource = queue.node.defaultChild;
  return queue.encryptionType === sqs.QueueEncryption.KMS_MANAGED
    || (resource instanceof sqs.CfnQueue && resource.kmsMasterKeyId === 'alias/aws/sqs');
}

function findPolicy(dependable: IConstruct): CfnResource | undefined {
  const child = dependable.node?.defaultChild;
  return child && CfnResource.isCfnResource(child) ? child : undefined;
}
