import { CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { problemOfKey } from '../../../src/delivery/dead-letters/usable-key';
import { problemOfBroughtQueue, problemOfQueue, problemOfResource } from '../../../src/delivery/dead-letters/usable-queue';
import { testApp } from '../../support/test-app';

const HERE = { account: '111111111111', region: 'eu-west-1' };

let stack: Stack;
beforeEach(() => {
  stack = new Stack(testApp(), 'Stack', { env: HERE });
});

const queueOf = (props: sqs.QueueProps, scope = stack) => new sqs.Queue(scope, 'Queue', props);
const inStack = (env: object, props: sqs.QueueProps = {}) => queueOf(props, new Stack(stack.node.root as never, 'Other', { env }));
const l1Of = (props: sqs.CfnQueueProps) => {
  const queue = queueOf({});
  Object.assign(queue.node.defaultChild!, props);
  return queue;
};

const FIFO = /^it is a FIFO queue/;
const OF_AWS = /^it is encrypted with the key alias\/aws\/sqs/;
const KEY = 'arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab';

test.each<[string, () => sqs.IQueue, RegExp | undefined]>([
  ['a queue', () => queueOf({}), undefined],
  ['a queue with a key', () => queueOf({ encryptionMasterKey: new kms.Key(stack, 'Key') }), undefined],
  ['a FIFO queue', () => queueOf({ fifo: true }), FIFO],
  ['a FIFO queue of another app', () => sqs.Queue.fromQueueArn(stack, 'Queue', 'arn:aws:sqs:eu-west-1:111111111111:letters.fifo'), FIFO],
  ['a queue that has become a FIFO queue', () => l1Of({ fifoQueue: true }), FIFO],
  ['a queue with the key of Amazon SQS', () => queueOf({ encryption: sqs.QueueEncryption.KMS_MANAGED }), OF_AWS],
  ['a queue that has got the key of Amazon SQS', () => l1Of({ kmsMasterKeyId: 'alias/aws/sqs' }), OF_AWS],
  ['a queue of another Region', () => sqs.Queue.fromQueueArn(stack, 'Queue', 'arn:aws:sqs:us-east-1:111111111111:letters'), /^the queue is in us-east-1 and the rule in eu-west-1\. Use a queue in eu-west-1/],
  ['a queue of another account whose name is known', () => inStack({ ...HERE, account: '222222222222' }, { queueName: 'letters' }), undefined],
  ['a queue of another account whose name is not', () => inStack({ ...HERE, account: '222222222222' }), /^the queue is in account 222222222222 and the rule in 111111111111, where its name must be known/],
  ['a queue of an unknown place', () => inStack({}), undefined],
  ['a queue with a key of another Region', () => queueOf({ encryptionMasterKey: kms.Key.fromKeyArn(stack, 'Key', KEY) }), /^its key 'Stack\/Key' is in us-east-1.*\.$/],
])('%s can take dead letters, or cannot', (_what, queue, problem) => {
  expect(problemOfQueue(queue(), stack, 'rule')).toEqual(problem ? expect.stringMatching(problem) : undefined);
});

test.each<[string, (resource: sqs.CfnQueue) => void, RegExp | undefined]>([
  ['as it is', () => undefined, undefined],
  ['as a FIFO queue', (resource) => resource.addPropertyOverride('FifoQueue', true), FIFO],
  ['said to be none', (resource) => resource.addPropertyOverride('FifoQueue', false), undefined],
  ['with the key of Amazon SQS', (resource) => resource.addPropertyOverride('KmsMasterKeyId', 'alias/aws/sqs'), OF_AWS],
  ['with the key of Amazon SQS by its ARN', (resource) => { resource.kmsMasterKeyId = Fn.sub('arn:${AWS::Partition}:kms:eu-west-1:111111111111:alias/aws/sqs'); }, OF_AWS],
  ['with another key', (resource) => resource.addPropertyOverride('KmsMasterKeyId', 'alias/mine'), undefined],
])('a queue is looked at once more when the template is written: %s', (_how, change, problem) => {
  const resource = queueOf({}).node.defaultChild as sqs.CfnQueue;
  change(resource);
  expect(problemOfResource(resource)).toEqual(problem ? expect.stringMatching(problem) : undefined);
});

test.each<[string, (key: kms.CfnReplicaKey) => void, RegExp | undefined]>([
  ['as it is', () => undefined, undefined], ['disabled', (key) => { key.enabled = false; }, /is disabled \(enabled: false\)/],
])('a replica is a key as well: %s', (_how, change, problem) => {
  const replica = new kms.CfnReplicaKey(stack, 'Replica', { keyPolicy: {}, primaryKeyArn: KEY });
  change(replica);
  const key = kms.Key.fromKeyArn(stack, 'Key', replica.attrArn);
  Object.defineProperty(key.node, 'defaultChild', { get: () => replica });
  expect(problemOfKey(key, HERE.region)).toEqual(problem ? expect.stringMatching(problem) : undefined);
});

test.each<[string, () => kms.IKey, boolean]>([
  ['by its alias', () => kms.Alias.fromAliasName(stack, 'Key', 'alias/aws/sqs'), true],
  ['by its ARN', () => kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111111111111:alias/aws/sqs'), true],
  ['of the user by its alias', () => kms.Alias.fromAliasName(stack, 'Key', 'alias/mine'), false],
])('a key belongs to AWS or not: %s', (_how, key, isOfAws) => {
  expect(problemOfKey(key(), HERE.region)?.includes('belongs to AWS') ?? false).toBe(isOfAws);
});

test('what is no queue of the app is not looked at', () => {
  expect([problemOfResource(undefined), problemOfResource(new kms.Key(stack, 'Key').node.defaultChild)]).toEqual([undefined, undefined]);
});

test.each<[string, () => string, RegExp | undefined]>([
  ['a queue of the app', () => queueOf({}).queueArn, undefined],
  ['a FIFO queue of the app', () => queueOf({ fifo: true }).queueArn, FIFO],
  ['an L1', () => new sqs.CfnQueue(stack, 'L1', { fifoQueue: true }).attrArn, undefined],
  ['a parameter', () => new CfnParameter(stack, 'Arn').valueAsString, undefined],
  ['an ARN', () => 'arn:aws:sqs:eu-west-1:111111111111:letters', undefined],
  ['an ARN of another Region', () => 'arn:aws:sqs:us-east-1:111111111111:letters', /^the queue is in us-east-1 and the rule in eu-west-1\. Use a queue in eu-west-1\.$/],
  ['an ARN of something else', () => 'arn:aws:sns:eu-west-1:111111111111:letters', /^its ARN is arn:aws:sns:eu-west-1:111111111111:letters: give an ARN such as/],
])('%s that a target brings can be used, or cannot', (_what, arn, problem) => {
  expect(problemOfBroughtQueue(arn(), stack)).toEqual(problem ? expect.stringMatching(problem) : undefined);
});

test('an ARN that a target brings is of any Region where that of the rule is not known', () => {
  expect(problemOfBroughtQueue('arn:aws:sqs:us-east-1:111111111111:letters', new Stack(stack.node.root as never, 'Open'))).toBeUndefined();
});
