import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { AwsService, DeadLetterRedrive, DeliveryDefaults, DeliveryOptions, ServiceEventRule } from 'cdk-service-events';
import { Construct } from 'constructs';
import { messagesOf, queueIn, resourcesOf, testStack } from '../support/test-app';

function ruleOn(scope: Construct, target: events.IRuleTarget, delivery: DeliveryOptions = {}, id = 'Rule'): ServiceEventRule {
  return new ServiceEventRule(scope, id, { service: AwsService.BATCH, targets: [target], delivery });
}

function functionIn(scope: Construct): lambda.Function {
  return new lambda.Function(scope, 'Handler', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('//') });
}

/** What the role of the redrive may do, each action with its resources. */
function permissionsIn(stack: Stack): Record<string, any> {
  const [, policy] = Object.entries(resourcesOf(stack, 'AWS::IAM::Policy')).find(([id]) => id.startsWith('Redrive'))!;
  const statements: any[] = policy.Properties.PolicyDocument.Statement;
  return Object.fromEntries(statements.flatMap(({ Action, Resource }) => [Action].flat().map((action: string) => [action, Resource])));
}

const OF_QUEUE = ['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueUrl', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

describe('a redrive', () => {
  test('is a function that reads the shared queue of its stack', () => {
    const stack = testStack();
    ruleOn(stack, new targets.SnsTopic(new sns.Topic(stack, 'Topic')));
    new DeadLetterRedrive(stack, 'Redrive');
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
      Handler: 'redrive.handler',
      Runtime: 'nodejs22.x',
      Timeout: 900,
      Environment: { Variables: { QUEUE_URL: { Ref: Match.stringLikeRegexp('^ServiceEventDeadLetterQueue') } } },
    });
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::EventInvokeConfig', { MaximumRetryAttempts: 0 });
  });

  test('has no event source: it runs when somebody invokes it', () => {
    const stack = testStack();
    ruleOn(stack, new targets.SqsQueue(queueIn(stack)));
    new DeadLetterRedrive(stack, 'Redrive');
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::EventSourceMapping', 0);
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::Permission', 0);
  });

  test('reads the queue that it is given, or that is the default of its scope', () => {
    for (const given of [true, false]) {
      const stack = testStack();
      const deadLetterQueue = queueIn(stack, 'Mine');
      DeliveryDefaults.of(stack).set({ deadLetterQueue });
      ruleOn(stack, new targets.SqsQueue(queueIn(stack)));
      new DeadLetterRedrive(stack, 'Redrive', given ? { deadLetterQueue } : {});
      expect(permissionsIn(stack)['sqs:ReceiveMessage']).toEqual(stack.resolve(deadLetterQueue.queueArn));
    }
  });

  test('is what it was', () => {
    const stack = testStack();
    ruleOn(stack, new targets.SqsQueue(queueIn(stack)));
    new DeadLetterRedrive(stack, 'Redrive');
    const { Resources: resources } = Template.fromStack(stack).toJSON();
    const redrive = Object.fromEntries(Object.entries<any>(resources).filter(([id]) => id.startsWith('Redrive')).map(([id, resource]) => {
      const code = resource.Properties?.Code && { Code: 'the bundled handler' };
      return [id, { ...resource, Properties: { ...resource.Properties, ...code } }];
    }));
    expect(redrive).toMatchSnapshot();
  });
});

describe('the role of a redrive may send to the targets of the rules, and to nothing else', () => {
  const KINDS: [string, (stack: Stack) => events.IRuleTarget, string[]][] = [
    ['a function', (stack) => new targets.LambdaFunction(functionIn(stack)), ['lambda:InvokeFunction']],
    ['an alias', (stack) => new targets.LambdaFunction(functionIn(stack).addAlias('live')), ['lambda:InvokeFunction']],
    ['a queue', (stack) => new targets.SqsQueue(queueIn(stack)), ['sqs:GetQueueUrl', 'sqs:SendMessage']],
    ['a queue of another app', (stack) => new targets.SqsQueue(sqs.Queue.fromQueueArn(stack, 'Q', 'arn:aws:sqs:us-east-1:123456789012:q')), ['sqs:GetQueueUrl', 'sqs:SendMessage']],
    ['a topic', (stack) => new targets.SnsTopic(new sns.Topic(stack, 'Topic')), ['sns:Publish']],
    ['a state machine', (stack) => new targets.SfnStateMachine(new sfn.StateMachine(stack, 'Machine', {
      definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Pass(stack, 'Pass')),
    })), ['states:StartExecution']],
    ['a stream', (stack) => new targets.KinesisStream(new kinesis.Stream(stack, 'Stream', { encryption: kinesis.StreamEncryption.UNENCRYPTED })), ['kinesis:PutRecord']],
    ['a bus', (stack) => new targets.EventBus(new events.EventBus(stack, 'Bus')), ['events:PutEvents']],
    ['a log group', (stack) => new targets.CloudWatchLogGroup(new logs.LogGroup(stack, 'Group')), ['logs:CreateLogStream', 'logs:PutLogEvents']],
  ];

  test.each(KINDS)('%s', (_what, target, actions) => {
    const stack = testStack();
    const rule = ruleOn(stack, target(stack));
    new DeadLetterRedrive(stack, 'Redrive');
    const permissions = permissionsIn(stack);
    expect(Object.keys(permissions).sort()).toEqual([...new Set([...OF_QUEUE, 'events:DescribeRule', 'events:ListTargetsByRule', ...actions])].sort());
    expect(permissions['events:ListTargetsByRule']).toEqual(stack.resolve(rule.ruleArn));
    expect(JSON.stringify(permissions)).not.toContain('"*"');
  });

  test('a target that it cannot invoke', () => {
    const stack = testStack();
    ruleOn(stack, { bind: () => ({ arn: 'arn:aws:batch:us-east-1:123456789012:job-queue/mine', role: new iam.Role(stack, 'R', { assumedBy: new iam.ServicePrincipal('events.amazonaws.com') }) }) });
    new DeadLetterRedrive(stack, 'Redrive');
    expect(Object.keys(permissionsIn(stack)).sort()).toEqual([...OF_QUEUE].sort());
  });

  test('a queue that is encrypted with a key of the user', () => {
    const stack = testStack();
    ruleOn(stack, new targets.SqsQueue(new sqs.Queue(stack, 'Queue', { encryption: sqs.QueueEncryption.KMS })));
    new DeadLetterRedrive(stack, 'Redrive');
    expect(Object.keys(permissionsIn(stack))).toEqual(expect.arrayContaining(['kms:Decrypt', 'kms:GenerateDataKey*']));
  });

  test('a function whose failures are captured', () => {
    const stack = testStack();
    ruleOn(stack, new targets.LambdaFunction(functionIn(stack)), { captureHandlerFailures: true });
    new DeadLetterRedrive(stack, 'Redrive');
    expect(Object.keys(permissionsIn(stack))).toContain('lambda:InvokeFunction');
  });

  test('also of rules that are made after it', () => {
    const stack = testStack();
    new DeadLetterRedrive(stack, 'Redrive');
    ruleOn(stack, new targets.SnsTopic(new sns.Topic(stack, 'Topic')));
    expect(Object.keys(permissionsIn(stack))).toContain('sns:Publish');
  });
});

describe('a redrive of a queue that is not one of this app\'s rules is refused', () => {
  test('when the queue is of another app', () => {
    const stack = testStack();
    ruleOn(stack, new targets.SqsQueue(queueIn(stack)));
    new DeadLetterRedrive(stack, 'Redrive', { deadLetterQueue: sqs.Queue.fromQueueArn(stack, 'Theirs', 'arn:aws:sqs:us-east-1:123456789012:theirs') });
    expect(() => messagesOf(stack)).toThrow('No rule of this app has \'Stack/Theirs\' as its dead-letter queue');
  });

  test('when there is no rule at all', () => {
    const stack = new Stack(new App(), 'Stack');
    new DeadLetterRedrive(stack, 'Redrive');
    expect(() => messagesOf(stack)).toThrow('No rule of this app has');
  });
});
