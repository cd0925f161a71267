import { CfnResource, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { boundTarget } from '../../src/delivery/bound-target';
import { resourcesOf, testStack } from '../support/test-app';

let stack: Stack;
let caller: Construct;
beforeEach(() => {
  stack = testStack();
  caller = new Construct(stack, 'Caller');
});

const LET_IN = ['AWS::SQS::QueuePolicy', 'AWS::SNS::TopicPolicy', 'AWS::Lambda::Permission'];
const lettingIn = () => LET_IN.flatMap((type) => Object.values(resourcesOf(stack, type)));

const TARGETS: [string, () => events.IRuleTarget][] = [
  ['a queue', () => new targets.SqsQueue(new sqs.Queue(stack, 'Queue'))],
  ['a queue with a key', () => new targets.SqsQueue(new sqs.Queue(stack, 'Queue', { encryptionMasterKey: new kms.Key(stack, 'Key') }))],
  ['a topic', () => new targets.SnsTopic(new sns.Topic(stack, 'Topic'))],
  ['a function', () => new targets.LambdaFunction(new lambda.Function(stack, 'Function', { code: lambda.Code.fromInline('x'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X }))],
];

test.each(TARGETS)('%s says what it is, and lets nobody in for what calls it with a role', (_what, make) => {
  const target = make();
  const { arn } = boundTarget(caller, target);
  expect(stack.resolve(arn)).toBeDefined();
  expect([lettingIn(), JSON.stringify(resourcesOf(stack, 'AWS::KMS::Key')).includes('events.amazonaws.com')]).toEqual([[], false]);
});

test.each(TARGETS)('%s lets in a rule as ever afterwards', (_what, make) => {
  const target = make();
  boundTarget(caller, target, 'Other');
  expect(caller.node.tryFindChild('Other')).toBeDefined();
  new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.ec2'] }, targets: [target] });
  expect(JSON.stringify([lettingIn(), resourcesOf(stack, 'AWS::KMS::Key')])).toContain('events.amazonaws.com');
});

test('a resource lets in as ever also when its target cannot be bound', () => {
  const queue = new sqs.Queue(stack, 'Queue');
  const target = { queue, bind: () => { throw new Error('not here'); } } as unknown as events.IRuleTarget;
  expect(() => boundTarget(caller, target)).toThrow('not here');
  new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.ec2'] }, targets: [new targets.SqsQueue(queue)] });
  expect(JSON.stringify(lettingIn())).toContain('events.amazonaws.com');
});

describe('a target of the user', () => {
  const bound = (bind: (rule: events.IRule) => void, fields: object = {}) => boundTarget(caller, {
    ...fields, bind: (rule: events.IRule) => { bind(rule); return { arn: 'arn:aws:sqs:eu-west-1:111111111111:queue' }; },
  } as events.IRuleTarget);

  test('keeps what it makes beside permissions', () => {
    bound((rule) => {
      new Construct(rule, 'Plain');
      new CfnResource(rule, 'Topic', { type: 'AWS::SNS::Topic' });
      new CfnResource(rule, 'Permission', { type: 'AWS::Lambda::Permission' });
    });
    expect(caller.node.findChild('Target').node.children.map(({ node }) => node.id)).toEqual(['Plain', 'Topic']);
  });

  test('is told that what it asks a resource for is granted', () => {
    const queue = new sqs.Queue(stack, 'Queue');
    const granted: boolean[] = [];
    bound(() => {
      const principal = new iam.ServicePrincipal('events.amazonaws.com');
      granted.push(queue.grantSendMessages(principal).success);
      granted.push(queue.addToResourcePolicy(new iam.PolicyStatement({ principals: [principal] })).statementAdded);
    }, { queue, label: 'to the queue' });
    expect([granted, lettingIn()]).toEqual([[true, true], []]);
  });

  test('sees a construct that takes no statements as one', () => {
    const plain = new Construct(stack, 'Plain');
    const methods: boolean[] = [];
    bound(() => { methods.push('addToResourcePolicy' in plain, 'grantOnKey' in plain); }, { plain });
    expect(methods).toEqual([false, false]);
  });
});
