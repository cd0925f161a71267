import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { IConstruct } from 'constructs';
import { countRuleOf } from '../../src/delivery/target-limits';
import { testApp, testStack } from '../support/test-app';

let stack: Stack;
let count: number;
beforeEach(() => {
  stack = testStack();
  count = 0;
});

const rule = () => events.Rule.fromEventRuleArn(stack, `Rule${count++}`, 'arn:aws:events:eu-west-1:111111111111:rule/rule');

/** How many rules targets take one after the other, up to 60. */
function taken(next: () => IConstruct | undefined): number {
  for (let rules = 0; rules < 60; rules++) {
    try {
      countRuleOf(next(), rule());
    } catch (error) {
      expect((error as Error).message).toMatch(new RegExp('^Rule \'.*\' is number \\d+ with target \'.*\': each rule adds a .*\\. Let one rule match several events'));
      return rules;
    }
  }
  return Infinity;
}

const fn = () => new lambda.Function(stack, `Function${count++}`, { code: lambda.Code.fromInline('x'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X });
const one = (target: IConstruct | undefined) => () => target;

test.each<[string, () => () => IConstruct | undefined, number]>([
  ['a queue', () => one(new sqs.Queue(stack, 'Queue')), 20],
  ['a queue with a key of the user', () => one(new sqs.Queue(stack, 'Queue', { encryptionMasterKey: new kms.Key(stack, 'Key') })), Infinity],
  ['a queue each', () => () => new sqs.Queue(stack, `Queue${count++}`), Infinity],
  ['a queue of another app', () => one(sqs.Queue.fromQueueArn(stack, 'Queue', 'arn:aws:sqs:eu-west-1:111111111111:queue')), Infinity],
  ['a function', () => one(fn()), 50],
  ['an alias', () => one(new lambda.Alias(stack, 'Alias', { aliasName: 'live', version: fn().currentVersion })), 50],
  ['a version', () => one(fn().currentVersion), 50],
  ['a log group', () => one(new logs.LogGroup(stack, 'Log')), 10],
  ['a log group each', () => () => new logs.LogGroup(stack, `Log${count++}`), 10],
  ['a topic', () => one(new sns.Topic(stack, 'Topic')), Infinity],
  ['nothing that is known', () => one(undefined), Infinity],
  ['an L1', () => one(new sqs.CfnQueue(stack, 'Queue')), Infinity],
])('%s takes as many rules as its policy has room for', (_what, make, limit) => {
  expect(taken(make())).toBe(limit);
});

test('a rule counts once, however often it has a target', () => {
  const [queue, same] = [new sqs.Queue(stack, 'Queue'), rule()];
  for (let times = 0; times < 30; times++) {
    countRuleOf(queue, same);
  }
  expect(taken(one(queue))).toBe(19);
});

test('log groups are counted by account and Region', () => {
  const app = testApp();
  const groups = ['eu-west-1', 'us-east-1', 'eu-west-1'].map((region, at) => {
    stack = new Stack(app, `Stack${at}`, { env: { account: '111111111111', region } });
    return new logs.LogGroup(stack, 'Log');
  });
  expect(taken(one(groups[0]))).toBe(10);
  expect(taken(one(groups[1]))).toBe(10);
  expect(() => countRuleOf(groups[2], rule())).toThrow('CloudWatch Logs, which allows 10 in an account and Region');
});
