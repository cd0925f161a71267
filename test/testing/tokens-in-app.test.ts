import { Aws, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { testing } from 'cdk-service-events';
import { testApp } from '../support/test-app';

const EVENT = { 'source': 'aws.sqs', 'detail-type': 'A Kind', 'account': '111111111111', 'region': 'eu-west-1', 'detail': {} };

/** Two stacks, in each a queue and a rule on events about it. */
function twoStacks() {
  const app = testApp();
  const [one, other] = ['eu-west-1', 'eu-west-2'].map((region, at) => {
    const stack = new Stack(app, `Stack${at}`, { env: { account: '111111111111', region } });
    const queue = new sqs.Queue(stack, 'Work');
    new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.sqs'], detail: { name: [queue.queueName], at: [stack.region] } }, targets: [new targets.SqsQueue(queue)] });
    return queue;
  });
  return { app, one, other, tester: testing.DeliveryTester.fromApp(app) };
}

describe('a token in an event is', () => {
  test('what it is in the stack that it comes from', () => {
    const { one, other, tester } = twoStacks();
    const reached = ({ queueName: name }: sqs.Queue, region: string) =>
      tester.deliver({ ...EVENT, region, detail: { name, at: region } }).ways.map(({ rule }) => rule);
    expect([reached(one, 'eu-west-1'), reached(other, 'eu-west-2'), reached(other, 'eu-west-1')]).toEqual([['Stack0/Rule'], ['Stack1/Rule'], []]);
  });

  test('what it is in the first stack, where it comes from none', () => {
    const { one, tester } = twoStacks();
    expect(tester.deliver({ ...EVENT, detail: { name: one.queueName, at: Aws.REGION } }).ways.map(({ rule }) => rule)).toEqual(['Stack0/Rule']);
  });

  test('what it is in the only stack', () => {
    const app = testApp();
    const stack = new Stack(app, 'Shop', { env: { account: '111111111111', region: 'eu-west-1' } });
    const queue = new sqs.Queue(stack, 'Work');
    new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.sqs'], detail: { name: [queue.queueName] } }, targets: [new targets.SqsQueue(queue)] });
    expect(testing.DeliveryTester.fromApp(app).deliver({ ...EVENT, detail: { name: queue.queueName } }).ways).toHaveLength(1);
  });

  test('part of a text', () => {
    const { one, tester } = twoStacks();
    const { trace } = tester.deliver({ ...EVENT, detail: { name: `queue ${one.queueName} in ${Aws.REGION}`, at: 'eu-west-1' } });
    expect(trace).toMatch(/queue \S*Work\S* in eu-west-1/);
  });
});

test('what only looks like a function of a template is data', () => {
  const { tester } = twoStacks();
  expect(tester.deliver({ ...EVENT, detail: { name: { Ref: 'Work' }, at: 'eu-west-1' } }).ways).toEqual([]);
});
