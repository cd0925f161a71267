import { CfnParameter, Stack } from 'aws-cdk-lib';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AwsService, ServiceEventRule } from 'cdk-service-events';
import { Construct } from 'constructs';
import { queueWithArn } from '../../../src/delivery/dead-letters/queue-with-arn';
import { rememberTarget, targetWithArn } from '../../../src/delivery/dead-letters/target-with-arn';
import { testStack } from '../../support/test-app';

let stack: Stack;
beforeEach(() => {
  stack = testStack();
});

test('the ARN of a queue of the app is that of the construct', () => {
  const [queue] = ['Queue', 'Other'].map((id) => new sqs.Queue(stack, id));
  expect(queueWithArn(queue.queueArn)).toBe(queue);
});

test('the ARN of an L1 is that of a queue with metrics, the same each time', () => {
  const [resource, other] = ['Queue', 'Other'].map((id) => new sqs.CfnQueue(stack, id));
  const queue = queueWithArn(resource.attrArn)!;
  expect(stack.resolve([queue.queueArn, queue.metricNumberOfMessagesSent().dimensions])).toEqual([
    { 'Fn::GetAtt': ['Queue', 'Arn'] }, { QueueName: { 'Fn::Select': [5, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Queue', 'Arn'] }] }] } },
  ]);
  expect([queueWithArn(resource.attrArn), queueWithArn(other.attrArn)].map((found) => found === queue)).toEqual([true, false]);
});

test('the L1 of a construct of the user is a queue by itself', () => {
  const holder = new Construct(stack, 'Holder');
  const resource = new sqs.CfnQueue(holder, 'Queue');
  expect(queueWithArn(resource.attrArn)?.node.scope).toBe(resource);
});

test.each<[string, () => string]>([
  ['written out', () => 'arn:aws:sqs:eu-west-1:111111111111:letters'],
  ['a parameter', () => new CfnParameter(stack, 'Arn').valueAsString],
  ['made of parts', () => `${new sqs.Queue(stack, 'Queue').queueArn}-more`],
  ['of a topic', () => new sns.Topic(stack, 'Topic').topicArn],
])('an ARN is that of no queue of the app: %s', (_what, arn) => {
  expect(queueWithArn(arn())).toBeUndefined();
});

test('the target with an ARN is remembered for its app', () => {
  const [one, other] = ['One', 'Other'].map((id) => new Construct(stack, id));
  rememberTarget('arn:one', one);
  rememberTarget('arn:other', other);
  expect(['arn:one', 'arn:other', 'arn:none'].map((arn) => targetWithArn(arn, stack))).toEqual([one, other, undefined]);
  expect(targetWithArn('arn:one', testStack())).toBeUndefined();
});

test('the target of a rule is remembered', () => {
  const queue = new sqs.Queue(stack, 'Queue');
  new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH, targets: [new targets.SqsQueue(queue)] });
  expect(targetWithArn(queue.queueArn, stack)).toBe(queue);
});
