import { CfnResource, Stack, Token } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { IConstruct } from 'constructs';
import { problemOfKey } from './usable-key';
import { knownToDiffer } from '../known-to-differ';
import { QUEUE_ARN, problemOfArn } from '../options/arn-kind';
import { resourceWithArn } from '../resource-with-arn';
import { finalProperty } from '../template-properties';

const MANAGED_KEY = 'alias/aws/sqs';
const FIFO = 'it is a FIFO queue, and EventBridge writes dead letters to standard queues only. Use a standard queue.';
const OF_AWS = `it is encrypted with the key ${MANAGED_KEY}, whose policy cannot let EventBridge write. Use QueueEncryption.SQS_MANAGED, or QueueEncryption.KMS with a key of your own.`;

/**
 * Why EventBridge cannot write to a queue, whatever its policy says, as far as that is known by now; nothing where it can.
 *
 * @param user what writes to it, as a reader calls it
 */
export function problemOfQueue(queue: sqs.IQueue, rule: IConstruct, user: string): string | undefined {
  const { account, region } = Stack.of(rule);
  const ofQueue = queue.env.region;
  const resource = queue.node.defaultChild;
  if (queue.fifo || (resource instanceof sqs.CfnQueue && resource.fifoQueue === true)) {
    return FIFO;
  }
  if (queue.encryptionType === sqs.QueueEncryption.KMS_MANAGED || (resource instanceof sqs.CfnQueue && resource.kmsMasterKeyId === MANAGED_KEY)) {
    return OF_AWS;
  }
  if (knownToDiffer(ofQueue, region)) {
    return `the queue is in ${ofQueue} and the ${user} in ${region}. Use a queue in ${region}, or none, and the stack's shared queue is used.`;
  }
  if (knownToDiffer(queue.env.account, account) && !hasKnownName(queue, rule)) {
    return `the queue is in account ${queue.env.account} and the ${user} in ${account}, where its name must be known before deployment. Give the queue a queueName (or PhysicalName.GENERATE_IF_NEEDED), or use a queue in ${account}, or none, and the stack's shared queue is used.`;
  }
  const ofKey = queue.encryptionMasterKey && problemOfKey(queue.encryptionMasterKey, region);
  return ofKey && `${ofKey}.`;
}

/** What is of another account is referred to by its name: CDK throws where there is none. */
function hasKnownName(queue: sqs.IQueue, user: IConstruct): boolean {
  try {
    return Stack.of(user).resolve(queue.queueArn) !== undefined;
  } catch {
    return false;
  }
}

/**
 * The same of the queue's resource when the template is written, since an override changes what its construct says.
 */
export function problemOfResource(resource: IConstruct | undefined): string | undefined {
  if (!(resource instanceof sqs.CfnQueue)) {
    return undefined;
  }
  if (finalProperty(resource, 'FifoQueue', resource.fifoQueue) === true) {
    return FIFO;
  }
  return JSON.stringify(finalProperty(resource, 'KmsMasterKeyId', resource.kmsMasterKeyId) ?? '').includes(MANAGED_KEY) ? OF_AWS : undefined;
}

/** The queue of this app that has an ARN, where it is the ARN of one. */
export function queueResourceOf(arn: string): CfnResource | undefined {
  const resource = resourceWithArn(arn);
  return resource instanceof sqs.CfnQueue ? resource : undefined;
}

/**
 * Why EventBridge cannot write to the queue that a target brings; nothing where it can, or where that is not known.
 *
 * @param arn as the target has it
 */
export function problemOfBroughtQueue(arn: string, rule: IConstruct): string | undefined {
  const resource = queueResourceOf(arn);
  const queue = resource?.node.scope as sqs.IQueue | undefined;
  if (resource) {
    return queue?.node.defaultChild === resource ? problemOfQueue(queue, rule, 'rule') : undefined;
  }
  if (Token.isUnresolved(arn)) {
    return undefined;
  }
  const wrong = problemOfArn(arn, QUEUE_ARN);
  const [, , , ofQueue] = arn.split(':');
  const { region } = Stack.of(rule);
  if (wrong) {
    return `its ARN is ${arn}: ${wrong}.`;
  }
  return !Token.isUnresolved(region) && ofQueue !== region ? `the queue is in ${ofQueue} and the rule in ${region}. Use a queue in ${region}.` : undefined;
}
