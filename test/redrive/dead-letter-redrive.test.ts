import { App, CfnCondition, CfnParameter, Duration, Fn, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatchActions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import {
  AwsService, DeadLetterRedrive, DeadLetterRedriveProps, DeliveryAlarms, DeliveryDefaults, DeliveryOptions, ServiceEventProtection, ServiceEventRule,
} from 'cdk-service-events';
import { Construct } from 'constructs';
import { everyOf } from '../support/every-of';
import { messagesOf, queueIn, resourcesOf, testApp, testStack } from '../support/test-app';

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

  test('changes no rule, so that it can be deployed when it is needed', () => {
    const rulesOf = (isRedriven: boolean) => {
      const stack = testStack();
      ruleOn(stack, new targets.SqsQueue(queueIn(stack)));
      if (isRedriven) {
        new DeadLetterRedrive(stack, 'Redrive');
      }
      return resourcesOf(stack, 'AWS::Events::Rule');
    };
    expect(Object.keys(rulesOf(false))).toHaveLength(1);
    expect(rulesOf(true)).toEqual(rulesOf(false));
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
    expect(messagesOf(stack).filter((message) => message.includes('it is not known'))).toEqual([]);
  });

  test.each<[string, (stack: Stack) => string]>([
    ['a resource that it cannot invoke', (stack) => new events.CfnApiDestination(stack, 'Api', {
      connectionArn: 'arn:aws:events:us-east-1:123456789012:connection/c/1', httpMethod: 'GET', invocationEndpoint: 'https://example.com',
    }).attrArn],
    ['an API destination by its ARN', () => 'arn:aws:events:us-east-1:123456789012:api-destination/a/1'],
  ])('not %s', (_what, arn) => {
    const stack = testStack();
    const deadLetterQueue = queueIn(stack, 'Letters');
    new events.CfnRule(stack, 'Raw', { eventPattern: { source: ['my.app'] }, targets: [{ id: 'x', arn: arn(stack), deadLetterConfig: { arn: deadLetterQueue.queueArn } }] });
    new DeadLetterRedrive(stack, 'Redrive', { deadLetterQueue });
    expect(Object.keys(permissionsIn(stack)).sort()).toEqual([...OF_QUEUE].sort());
    expect(messagesOf(stack).filter((message) => message.includes('it is not known'))).toEqual([]);
  });

  test('a queue that is encrypted with a key of the user', () => {
    const stack = testStack();
    ruleOn(stack, new targets.SqsQueue(new sqs.Queue(stack, 'Queue', { encryption: sqs.QueueEncryption.KMS })));
    new DeadLetterRedrive(stack, 'Redrive');
    expect(Object.keys(permissionsIn(stack))).toEqual(expect.arrayContaining(['kms:Decrypt', 'kms:GenerateDataKey']));
  });

  test.each<[string, (stack: Stack, key: kms.Key) => events.IRuleTarget]>([
    ['queue', (stack, key) => {
      const queue = queueIn(stack);
      (queue.node.defaultChild as sqs.CfnQueue).kmsMasterKeyId = key.keyId;
      return new targets.SqsQueue(queue);
    }],
    ['topic', (stack, key) => {
      const topic = new sns.Topic(stack, 'Topic');
      (topic.node.defaultChild as sns.CfnTopic).kmsMasterKeyId = key.keyArn;
      return new targets.SnsTopic(topic);
    }],
    ['stream', (stack, key) => {
      const stream = new kinesis.Stream(stack, 'Stream', { encryption: kinesis.StreamEncryption.UNENCRYPTED });
      (stream.node.defaultChild as kinesis.CfnStream).streamEncryption = { encryptionType: 'KMS', keyId: key.keyArn };
      return new targets.KinesisStream(stream);
    }],
    ['queue of another app', (stack, key) => new targets.SqsQueue(sqs.Queue.fromQueueAttributes(stack, 'Q', {
      queueArn: 'arn:aws:sqs:us-east-1:123456789012:q', keyArn: key.keyArn,
    }))],
  ])('a %s whose key only its resource names', (_kind, target) => {
    const stack = testStack();
    const key = new kms.Key(stack, 'Key');
    ruleOn(stack, target(stack, key));
    new DeadLetterRedrive(stack, 'Redrive');
    expect(permissionsIn(stack)).toMatchObject({ 'kms:Decrypt': stack.resolve(key.keyArn), 'kms:GenerateDataKey': stack.resolve(key.keyArn) });
  });

  test('a queue whose key is named by its id, or is one of AWS', () => {
    const stack = testStack();
    const [own, managed] = ['Own', 'Managed'].map((id) => queueIn(stack, id));
    (own.node.defaultChild as sqs.CfnQueue).kmsMasterKeyId = '1234abcd-12ab-34cd-56ef-1234567890ab';
    (managed.node.defaultChild as sqs.CfnQueue).kmsMasterKeyId = 'alias/aws/sqs';
    ruleOn(stack, new targets.SqsQueue(own), {}, 'One');
    ruleOn(stack, new targets.SqsQueue(managed), {}, 'Two');
    new DeadLetterRedrive(stack, 'Redrive');
    expect(JSON.stringify(permissionsIn(stack)['kms:Decrypt'])).toContain(':key/1234abcd-');
  });

  test.each<[string, (stack: Stack) => events.IRuleTarget, string]>([
    ['function', (stack) => new targets.LambdaFunction(lambda.Function.fromFunctionArn(stack, 'F', Fn.importValue('arn'))), 'lambda:InvokeFunction'],
    ['topic', (stack) => new targets.SnsTopic(sns.Topic.fromTopicArn(stack, 'T', new CfnParameter(stack, 'P').valueAsString)), 'sns:Publish'],
    ['queue', (stack) => new targets.SqsQueue(sqs.Queue.fromQueueArn(stack, 'Q', Fn.importValue('arn'))), 'sqs:SendMessage'],
  ])('a %s whose ARN is known when it is deployed', (_kind, target, action) => {
    const stack = testStack();
    ruleOn(stack, target(stack));
    new DeadLetterRedrive(stack, 'Redrive');
    expect(Object.keys(permissionsIn(stack))).toContain(action);
  });

  test('an alias of a state machine', () => {
    const stack = testStack();
    const alias = new sfn.CfnStateMachineAlias(stack, 'Alias', {
      routingConfiguration: [{ stateMachineVersionArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:machine:1', weight: 100 }],
    });
    ruleOn(stack, { bind: () => ({ arn: alias.ref }) });
    new DeadLetterRedrive(stack, 'Redrive');
    expect(permissionsIn(stack)['states:StartExecution']).toEqual(stack.resolve(alias.ref));
  });

  test('a target that is added late, by whatever means', () => {
    const stack = testStack();
    const rule = ruleOn(stack, new targets.SqsQueue(queueIn(stack)));
    new DeadLetterRedrive(stack, 'Redrive');
    rule.addTarget(new targets.SnsTopic(new sns.Topic(stack, 'Topic')));
    const deadLetters = stack.node.findChild('ServiceEventDeadLetterQueue').node.findChild('Queue') as sqs.Queue;
    new events.CfnRule(stack, 'Raw', {
      eventPattern: { source: ['my.app'] },
      targets: [{ id: 'x', arn: 'arn:aws:kinesis:us-east-1:123456789012:stream/x', deadLetterConfig: { arn: deadLetters.queueArn } }],
    });
    expect(Object.keys(permissionsIn(stack))).toEqual(expect.arrayContaining(['sns:Publish', 'kinesis:PutRecord']));
  });

  test('a function whose failures are captured', () => {
    const stack = testStack();
    const fn = functionIn(stack);
    ruleOn(stack, new targets.LambdaFunction(fn), { captureHandlerFailures: true });
    new DeadLetterRedrive(stack, 'Redrive');
    expect(permissionsIn(stack)['lambda:InvokeFunction']).toEqual(stack.resolve(fn.functionArn));
  });

  test.each<[string, string, string, string]>([
    ['a function by its name', 'handler', '$LATEST', 'handler'],
    ['an alias by the name of its function', 'handler', 'live', 'handler:live'],
    ['an alias by the ARN of its function', 'arn:aws:lambda:eu-west-1:111111111111:function:handler', 'live', 'handler:live'],
  ])('%s, whose failures go to the queue', (_what, functionName, qualifier, name) => {
    const stack = testStack({ env: { account: '111111111111', region: 'eu-west-1' } });
    const deadLetterQueue = queueIn(stack, 'Letters');
    new lambda.CfnEventInvokeConfig(stack, 'Config', {
      functionName, qualifier, destinationConfig: { onFailure: { destination: deadLetterQueue.queueArn } },
    });
    new DeadLetterRedrive(stack, 'Redrive', { deadLetterQueue });
    expect(JSON.stringify(permissionsIn(stack)['lambda:InvokeFunction'])).toContain(`:lambda:eu-west-1:111111111111:function:${name}"`);
  });

  test('not a function whose failures go to another queue', () => {
    const stack = testStack();
    const deadLetterQueue = queueIn(stack, 'Letters');
    ruleOn(stack, new targets.SqsQueue(queueIn(stack)), { deadLetterQueue });
    new lambda.CfnEventInvokeConfig(stack, 'Config', {
      functionName: 'handler', qualifier: '$LATEST', destinationConfig: { onFailure: { destination: queueIn(stack, 'Other').queueArn } },
    });
    new lambda.CfnEventInvokeConfig(stack, 'Without', { functionName: 'other', qualifier: '$LATEST' });
    new DeadLetterRedrive(stack, 'Redrive', { deadLetterQueue });
    expect(permissionsIn(stack)).not.toHaveProperty('lambda:InvokeFunction');
  });

  test('what an ARN says that it is, whatever it is named after', () => {
    const stack = testStack();
    const topic = new sns.Topic(stack, 'Topic');
    ruleOn(stack, new targets.SqsQueue(sqs.Queue.fromQueueArn(stack, 'Queue', stack.formatArn({ service: 'sqs', resource: topic.topicName }))));
    new DeadLetterRedrive(stack, 'Redrive');
    expect(Object.keys(permissionsIn(stack))).toContain('sqs:SendMessage');
    expect(Object.keys(permissionsIn(stack))).not.toContain('sns:Publish');
  });

  test('also of rules that are made after it', () => {
    const stack = testStack();
    new DeadLetterRedrive(stack, 'Redrive');
    ruleOn(stack, new targets.SnsTopic(new sns.Topic(stack, 'Topic')));
    expect(Object.keys(permissionsIn(stack))).toContain('sns:Publish');
  });
});

describe('a redrive knows the letters', () => {
  test('of rules that are protected', () => {
    const stack = testStack();
    new DeadLetterRedrive(stack, 'Redrive');
    ruleOn(stack, new targets.SqsQueue(queueIn(stack)));
    new events.Rule(stack, 'Plain', { eventPattern: { source: ['aws.batch'] }, targets: [new targets.SnsTopic(new sns.Topic(stack, 'Topic'))] });
    ServiceEventProtection.of(stack.node.root).apply();
    expect(Object.keys(permissionsIn(stack))).toEqual(expect.arrayContaining(['sqs:SendMessage', 'sns:Publish']));
  });

  test.each<[string, (target: object) => any]>([
    ['a list of targets', (target) => Fn.conditionIf('Condition', [target], Fn.ref('AWS::NoValue'))],
    ['targets', (target) => [Fn.conditionIf('Condition', target, Fn.ref('AWS::NoValue'))]],
  ])('of rules where a condition chooses %s', (_what, given) => {
    const stack = testStack();
    new CfnCondition(stack, 'Condition', { expression: Fn.conditionEquals(Fn.ref('AWS::Region'), 'eu-west-1') });
    new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH, targets: [new targets.SqsQueue(queueIn(stack))] });
    const target = new sqs.Queue(stack, 'Chosen');
    new events.CfnRule(stack, 'Plain', { eventPattern: { source: ['aws.ecs'] }, targets: given({ Id: 'Queue', Arn: target.queueArn }) });
    ServiceEventProtection.of(stack).apply();
    new DeadLetterRedrive(stack, 'Redrive');
    expect(JSON.stringify(resourcesOf(stack, 'AWS::IAM::Policy'))).toContain(stack.resolve((target.node.defaultChild as sqs.CfnQueue).logicalId));
  });

  test('of a rule with a condition, by a policy with the condition', () => {
    const stack = testStack();
    const condition = new CfnCondition(stack, 'Condition', { expression: Fn.conditionEquals(Fn.ref('AWS::Region'), 'eu-west-1') });
    ['First', 'Second'].forEach((id) => {
      const rule = new ServiceEventRule(stack, id, { service: AwsService.BATCH, targets: [new targets.SqsQueue(queueIn(stack, `${id}Target`))] });
      (rule.node.defaultChild as events.CfnRule).cfnOptions.condition = condition;
    });
    new ServiceEventRule(stack, 'Always', { service: AwsService.BATCH, targets: [new targets.SqsQueue(queueIn(stack, 'AlwaysTarget'))] });
    new DeadLetterRedrive(stack, 'Redrive');
    const policies = Object.values(resourcesOf(stack, 'AWS::IAM::Policy'));
    const conditional = policies.filter(({ Condition }) => Condition === 'Condition');
    expect(conditional).toHaveLength(1);
    expect(JSON.stringify(conditional)).toMatch(/FirstTarget.*SecondTarget/);
    expect(JSON.stringify(policies.filter(({ Condition }) => !Condition))).not.toContain('FirstTarget');
  });

  test('not of a rule with a condition of another stack, and says so', () => {
    const app = testApp();
    const [here, there] = ['Here', 'There'].map((id) => new Stack(app, id));
    const queue = new sqs.Queue(there, 'DeadLetters');
    const rule = new ServiceEventRule(there, 'Rule', { service: AwsService.BATCH, targets: [new targets.SqsQueue(queueIn(there))], delivery: { deadLetterQueue: queue } });
    (rule.node.defaultChild as events.CfnRule).cfnOptions.condition = new CfnCondition(there, 'Condition', { expression: Fn.conditionEquals('a', 'a') });
    new DeadLetterRedrive(here, 'Redrive', { deadLetterQueue: queue });
    expect(messagesOf(here)).toContainEqual(expect.stringContaining("since it is deployed under a condition of stack 'There'"));
  });

  test('of rules that are protected, where the CDK visits every construct once', () => {
    const app = new App({ context: { '@aws-cdk/core:aspectStabilization': false } });
    const stack = new Stack(app, 'Stack');
    new DeadLetterRedrive(stack, 'Redrive');
    new events.Rule(stack, 'Plain', { eventPattern: { source: ['aws.batch'] }, targets: [new targets.SnsTopic(new sns.Topic(stack, 'Topic'))] });
    ServiceEventProtection.of(app).apply();
    expect(Object.keys(permissionsIn(stack))).toContain('sns:Publish');
  });

  test('of a target that brings the queue itself', () => {
    const stack = testStack();
    const deadLetterQueue = queueIn(stack, 'Own');
    ruleOn(stack, new targets.SqsQueue(queueIn(stack), { deadLetterQueue }));
    new DeadLetterRedrive(stack, 'Redrive', { deadLetterQueue });
    expect(Object.keys(permissionsIn(stack))).toContain('sqs:SendMessage');
  });

  test('of a target that an override gives', () => {
    const stack = testStack();
    const [deadLetterQueue, target] = [queueIn(stack, 'Own'), queueIn(stack)];
    const rule = new events.Rule(stack, 'Plain', { eventPattern: { source: ['aws.batch'] } });
    (rule.node.defaultChild as events.CfnRule).addPropertyOverride('Targets', [{
      Id: 'Target', Arn: target.queueArn, DeadLetterConfig: { Arn: deadLetterQueue.queueArn },
    }]);
    new DeadLetterRedrive(stack, 'Redrive', { deadLetterQueue });
    expect(permissionsIn(stack)['sqs:SendMessage']).toBeDefined();
  });

  test.each<[string, (arn: { 'Fn::GetAtt': [string, string] }) => object]>([
    ['a list', (arn) => arn],
    ['a text', ({ 'Fn::GetAtt': parts }) => ({ 'Fn::GetAtt': parts.join('.') })],
  ])('of a target and a queue that an override names as the template does, by %s', (_what, spelled) => {
    const stack = testStack();
    const [deadLetterQueue, target, other] = ['Own', 'Target', 'Other'].map((id) => queueIn(stack, id));
    const arnOf = (queue: sqs.IQueue) => spelled(stack.resolve(queue.queueArn));
    const rules = [[deadLetterQueue, target], [other, other]].map(([letters, to], at) => {
      const rule = new events.CfnRule(stack, `Plain${at}`, { eventPattern: { source: ['aws.batch'] } });
      rule.addPropertyOverride('Targets', [{ Id: 'Target', Arn: arnOf(to), DeadLetterConfig: { Arn: arnOf(letters) } }]);
      return rule;
    });
    new DeadLetterRedrive(stack, 'Redrive', { deadLetterQueue });
    const permissions = JSON.stringify(permissionsIn(stack));
    expect(permissions).toContain(stack.resolve((target.node.defaultChild as sqs.CfnQueue).logicalId));
    expect(permissions).not.toContain(stack.resolve((other.node.defaultChild as sqs.CfnQueue).logicalId));
    expect(permissions).toContain(stack.resolve(rules[0].logicalId));
    expect(messagesOf(stack)).not.toContainEqual(expect.stringContaining('it is not known'));
  });

  test('of a topic that an override names by Ref, where the rule is protected', () => {
    const stack = testStack();
    const topic = new sns.Topic(stack, 'Topic');
    const rule = new events.CfnRule(stack, 'Plain', { eventPattern: { source: ['aws.batch'] } });
    rule.addPropertyOverride('Targets', [{ Id: 'Target', Arn: stack.resolve(topic.topicArn) }]);
    ServiceEventProtection.of(stack).apply();
    new DeadLetterRedrive(stack, 'Redrive');
    expect(permissionsIn(stack)['sns:Publish']).toBeDefined();
  });

  test('of a queue that the app imports twice', () => {
    const stack = testStack();
    const queue = (id: string) => sqs.Queue.fromQueueArn(stack, id, 'arn:aws:sqs:us-east-1:123456789012:theirs');
    ruleOn(stack, new targets.SnsTopic(new sns.Topic(stack, 'Topic')), { deadLetterQueue: queue('One') });
    new DeadLetterRedrive(stack, 'Redrive', { deadLetterQueue: queue('Two') });
    expect(Object.keys(permissionsIn(stack))).toContain('sns:Publish');
  });

  test('of rules in other stacks, and of no queue with the same name in another', () => {
    const app = testApp();
    const [first, second] = ['First', 'Second'].map((id) => new Stack(app, id));
    ruleOn(first, new targets.SnsTopic(new sns.Topic(first, 'Topic')));
    ruleOn(second, new targets.SqsQueue(queueIn(second)));
    new DeadLetterRedrive(second, 'Redrive');
    expect(Object.keys(permissionsIn(second))).not.toContain('sns:Publish');
    expect(Object.keys(permissionsIn(second))).toContain('sqs:SendMessage');
  });

  test('of its own stage', () => {
    const app = testApp();
    const stacks = ['Test', 'Live'].map((id) => {
      const stack = new Stack(new Stage(app, id), 'Stack');
      ruleOn(stack, new targets.SnsTopic(new sns.Topic(stack, 'Topic')));
      new DeadLetterRedrive(stack, 'Redrive');
      return stack;
    });
    app.synth();
    for (const stack of everyOf(stacks)) {
      expect(Object.keys(permissionsIn(stack))).toContain('sns:Publish');
    }
  });

  test('of a function behind an alias', () => {
    const stack = testStack();
    ruleOn(stack, new targets.LambdaFunction(functionIn(stack).addAlias('live')), { captureHandlerFailures: true });
    new DeadLetterRedrive(stack, 'Redrive');
    expect(Object.keys(permissionsIn(stack))).toContain('lambda:InvokeFunction');
  });
});

describe('more targets than one policy holds', () => {
  const redriveOf = (count: number) => {
    const stack = testStack();
    const deadLetterQueue = sqs.Queue.fromQueueArn(stack, 'Theirs', 'arn:aws:sqs:us-east-1:123456789012:theirs');
    for (let n = 0; n < count; n += 1) {
      new events.CfnRule(stack, `Rule${n}`, {
        eventPattern: { source: ['my.app'] },
        targets: [{ id: 'x', arn: `arn:aws:sqs:us-east-1:123456789012:q${n}`, deadLetterConfig: { arn: deadLetterQueue.queueArn } }],
      });
    }
    new DeadLetterRedrive(stack, 'Redrive', { deadLetterQueue });
    return stack;
  };

  test('are in managed policies', () => {
    const stack = redriveOf(40);
    const text = JSON.stringify([resourcesOf(stack, 'AWS::IAM::Policy'), resourcesOf(stack, 'AWS::IAM::ManagedPolicy')]);
    expect(Object.keys(resourcesOf(stack, 'AWS::IAM::ManagedPolicy'))).toHaveLength(2);
    for (let n = 0; n < 40; n += 1) {
      expect(text).toContain(`:q${n}"`);
    }
    for (const { Properties: { PolicyDocument: document } } of everyOf(Object.values(resourcesOf(stack, 'AWS::IAM::ManagedPolicy')))) {
      expect(JSON.stringify(document).length).toBeLessThan(6144);
    }
  });

  test.each([[20, 20, 0], [21, 20, 1], [32, 20, 1], [33, 20, 2]])('%d: %d in the role itself, the others in %d managed ones of twelve', (count, own, managed) => {
    const stack = redriveOf(count);
    const [policy] = Object.values(resourcesOf(stack, 'AWS::IAM::Policy'));
    expect(new Set(JSON.stringify(policy).match(/:q\d+"/g))).toHaveProperty('size', own);
    expect(Object.keys(resourcesOf(stack, 'AWS::IAM::ManagedPolicy'))).toHaveLength(managed);
  });

  test('are said where a role can hold no more', () => {
    const warnings = messagesOf(redriveOf(118)).filter((text) => text.includes('its policies are full'));
    expect(warnings).toHaveLength(2);
    expect(warnings[0]).toContain('may not be able to send to a target of \'Stack/Rule116\'');
  });
});

describe('a target of which too little is known is named in a warning', () => {
  test('because its ARN says nothing', () => {
    const stack = testStack();
    ruleOn(stack, { bind: () => ({ arn: Fn.importValue('arn') }) });
    new DeadLetterRedrive(stack, 'Redrive');
    expect(messagesOf(stack)).toContainEqual(expect.stringContaining('may not be able to send to a target of \'Stack/Rule/Rule/Resource\', since it is not known what kind of target it is'));
  });

  test('because its stack needs the queue of the redrive\'s', () => {
    const app = testApp();
    const [first, second] = ['First', 'Second'].map((id) => new Stack(app, id));
    const deadLetterQueue = queueIn(first, 'Letters');
    ruleOn(first, new targets.SqsQueue(queueIn(first)), { deadLetterQueue });
    ruleOn(second, new targets.SnsTopic(new sns.Topic(second, 'Topic')), { deadLetterQueue });
    new DeadLetterRedrive(first, 'Redrive', { deadLetterQueue });
    expect(messagesOf(first)).toContainEqual(expect.stringContaining('since stack \'Second\' needs the queue of this stack, and two stacks cannot need each other'));
  });

  test('because its rule is in another account', () => {
    const app = testApp();
    const [here, there] = ['111111111111', '222222222222'].map((account) => new Stack(app, `In${account}`, { env: { account, region: 'eu-west-1' } }));
    const deadLetterQueue = new sqs.Queue(here, 'Letters', { queueName: 'letters' });
    ruleOn(here, new targets.SqsQueue(queueIn(here)), { deadLetterQueue });
    ruleOn(there, new targets.SnsTopic(new sns.Topic(there, 'Topic')), { deadLetterQueue });
    new DeadLetterRedrive(here, 'Redrive', { deadLetterQueue });
    expect(messagesOf(here)).toContainEqual(expect.stringContaining('since it is in 222222222222/eu-west-1, and a redrive reads the rules of its own account and Region'));
  });

  test('because its rule is in another Region', () => {
    const app = testApp();
    const [here, there] = ['eu-west-1', 'us-east-1'].map((region) => new Stack(app, `In-${region}`, { env: { account: '111111111111', region } }));
    const arn = 'arn:aws:sqs:eu-west-1:111111111111:letters';
    const rawIn = (stack: Stack) => new events.CfnRule(stack, 'Raw', {
      eventPattern: { source: ['my.app'] }, targets: [{ id: 'x', arn: 'arn:aws:sns:eu-west-1:111111111111:topic', deadLetterConfig: { arn } }],
    });
    [here, there].forEach(rawIn);
    new DeadLetterRedrive(here, 'Redrive', { deadLetterQueue: sqs.Queue.fromQueueArn(here, 'Letters', arn) });
    expect(messagesOf(here).filter((message) => message.includes('may not be able to send'))).toEqual([
      expect.stringContaining('a target of \'In-us-east-1/Raw\', since it is in 111111111111/us-east-1, and a redrive reads the rules of its own account and Region'),
    ]);
  });

  test('because its key has an alias of the app', () => {
    const stack = testStack();
    const queue = queueIn(stack);
    const alias = new kms.CfnAlias(stack, 'Alias', { aliasName: 'alias/mine', targetKeyId: new kms.Key(stack, 'Key').keyId });
    (queue.node.defaultChild as sqs.CfnQueue).kmsMasterKeyId = alias.ref;
    ruleOn(stack, new targets.SqsQueue(queue));
    new DeadLetterRedrive(stack, 'Redrive');
    expect(messagesOf(stack)).toContainEqual(expect.stringContaining('since it is not known which key the alias \'Stack/Alias\' stands for'));
    expect(permissionsIn(stack)).not.toHaveProperty('kms:GenerateDataKey');
  });

  test('because its key has an alias of the user', () => {
    const stack = testStack();
    const queue = queueIn(stack);
    (queue.node.defaultChild as sqs.CfnQueue).kmsMasterKeyId = 'alias/mine';
    ruleOn(stack, new targets.SqsQueue(queue));
    new DeadLetterRedrive(stack, 'Redrive');
    expect(messagesOf(stack)).toContainEqual(expect.stringContaining('since it is not known which key alias/mine stands for'));
  });
});

describe('the function', () => {
  const functionOf = (props: DeadLetterRedriveProps | ((stack: Stack) => DeadLetterRedriveProps)) => {
    const stack = testStack();
    ruleOn(stack, new targets.SqsQueue(queueIn(stack)));
    const { redriveFunction } = new DeadLetterRedrive(stack, 'Redrive', typeof props === 'function' ? props(stack) : props);
    const logicalId = stack.getLogicalId(redriveFunction.node.defaultChild as lambda.CfnFunction);
    return { stack, properties: resourcesOf(stack, 'AWS::Lambda::Function')[logicalId].Properties };
  };

  test('runs once at a time, unless told otherwise', () => {
    expect(functionOf({}).properties.ReservedConcurrentExecutions).toBe(1);
    expect(functionOf({ oneRunAtATime: false }).properties).not.toHaveProperty('ReservedConcurrentExecutions');
  });

  test('has the size, time, network, key and log that it is given', () => {
    const { stack, properties } = functionOf((scope) => ({
      memorySize: 512,
      timeout: Duration.minutes(2),
      vpc: new ec2.Vpc(scope, 'Vpc'),
      encryptionKey: new kms.Key(scope, 'Key'),
    }));
    const key = { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] };
    expect(properties).toMatchObject({ MemorySize: 512, Timeout: 120, KmsKeyArn: key, VpcConfig: { SubnetIds: expect.anything() } });
    expect(Object.values(resourcesOf(stack, 'AWS::Logs::LogGroup'))).toMatchObject([{ Properties: { KmsKeyId: key, RetentionInDays: 365 } }]);
    expect(JSON.stringify(resourcesOf(stack, 'AWS::KMS::Key'))).toContain('kms:EncryptionContext:aws:logs:arn');
  });

  test('logs where it is told to', () => {
    const { stack, properties } = functionOf((scope) => ({ logGroup: new logs.LogGroup(scope, 'Mine') }));
    expect(properties.LoggingConfig.LogGroup.Ref).toMatch(/^Mine/);
    expect(Object.keys(resourcesOf(stack, 'AWS::Logs::LogGroup'))).toHaveLength(1);
  });

  test.each([64, 127, 10_241, 256.5])('cannot have %s MB of memory', (memorySize) => {
    expect(() => functionOf({ memorySize })).toThrow(`memorySize of redrive 'Stack/Redrive' is ${memorySize}: it must be a whole number from 128 to 10240`);
  });

  test.each([Duration.seconds(59), Duration.seconds(901), Duration.minutes(16), Duration.millis(90_500)])('cannot run for %s', (timeout) => {
    expect(() => functionOf({ timeout })).toThrow(`timeout of redrive 'Stack/Redrive' is ${timeout.toSeconds({ integral: false })} seconds: it must be a whole number from 60 to 900`);
  });

  test.each([Duration.seconds(60), Duration.seconds(900)])('can run for %s', (timeout) => {
    expect(functionOf({ timeout }).properties.Timeout).toBe(timeout.toSeconds());
  });

  test('can run for as long as a parameter says', () => {
    const timeout = (stack: Stack) => Duration.seconds(new CfnParameter(stack, 'Seconds', { type: 'Number' }).valueAsNumber);
    expect(functionOf((stack) => ({ timeout: timeout(stack) })).properties.Timeout).toEqual({ Ref: 'Seconds' });
  });

  test.each([128, 10_240])('can have %d MB of memory', (memorySize) => {
    expect(functionOf({ memorySize }).properties.MemorySize).toBe(memorySize);
  });

  test('has 256 MB of memory and a processor of 64-bit ARM unless told otherwise', () => {
    expect(functionOf({}).properties).toMatchObject({ MemorySize: 256, Timeout: 900, Architectures: ['arm64'] });
  });

  test('cannot have a key of another Region', () => {
    const stack = testStack({ env: { account: '111111111111', region: 'eu-west-1' } });
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab');
    expect(() => new DeadLetterRedrive(stack, 'Redrive', { encryptionKey }))
      .toThrow('encryptionKey of redrive \'Stack/Redrive\' cannot be used: its key \'Stack/Key\' is in us-east-1');
  });

  test('has commands in the outputs of the stack', () => {
    const { stack } = functionOf({});
    const outputs = Object.values<any>(Template.fromStack(stack).toJSON().Outputs).map(({ Value: value }) => JSON.stringify(value));
    expect(outputs).toHaveLength(2);
    expect(outputs[0]).toContain('--payload \'{}\' summary.json');
    expect(outputs[1]).toContain('--payload \'{\\"dryRun\\":false}\' summary.json');
  });

  test('has an alarm, with the actions of the defaults', () => {
    const stack = testStack();
    const topic = new sns.Topic(stack, 'Ops');
    DeliveryDefaults.of(stack).set({ alarmActions: { ticket: [new cloudwatchActions.SnsAction(topic)] } });
    ruleOn(stack, new targets.SqsQueue(queueIn(stack)));
    const { alarm } = new DeadLetterRedrive(stack, 'Redrive');
    const { Properties: properties } = resourcesOf(stack, 'AWS::CloudWatch::Alarm')[stack.getLogicalId(alarm!.node.defaultChild as never)];
    expect(properties).toMatchObject({ Threshold: 1, Period: 300, EvaluationPeriods: 1, Statistic: 'Sum' });
    expect(properties).toMatchObject({ MetricName: 'Errors', AlarmActions: [{ Ref: expect.stringMatching(/^Ops/) }] });
  });

  test('has no alarm where there are to be none', () => {
    const stack = testStack();
    DeliveryDefaults.of(stack).set({ alarms: DeliveryAlarms.none() });
    ruleOn(stack, new targets.SqsQueue(queueIn(stack)));
    expect(new DeadLetterRedrive(stack, 'Redrive').alarm).toBeUndefined();
  });
});

describe('the alarm of the queue', () => {
  const alarmOf = (stack: Stack) => Object.values(resourcesOf(stack, 'AWS::CloudWatch::Alarm'))
    .map(({ Properties }) => JSON.stringify(Properties.AlarmDescription)).find((text) => text.includes('DEAD LETTERS:'))!;

  test('names the function that sends the letters again, made before or after it', () => {
    const stack = testStack();
    ruleOn(stack, new targets.SqsQueue(queueIn(stack)));
    new DeadLetterRedrive(stack, 'Redrive');
    expect(alarmOf(stack)).toMatch(/Fix the target, then invoke function ".*RedriveFunction.*\(redrive Stack\/Redrive\/Function\)/);
  });

  test('names it by its path where it is in another stack', () => {
    const app = testApp();
    const [first, second] = ['First', 'Second'].map((id) => new Stack(app, id));
    const rule = ruleOn(first, new targets.SqsQueue(queueIn(first)));
    new DeadLetterRedrive(second, 'Redrive', { deadLetterQueue: rule.deadLetterQueue });
    expect(alarmOf(first)).toContain('then invoke the function of redrive Second/Redrive/Function');
  });

  test('never advises to delete what has not arrived', () => {
    const stack = testStack();
    ruleOn(stack, new targets.SqsQueue(queueIn(stack)));
    expect(alarmOf(stack)).toContain('Delete a message only when its event has arrived.');
  });
});

describe('a redrive is refused', () => {
  test('in another Region than the queue', () => {
    const app = testApp();
    const [there, here] = ['eu-west-1', 'us-east-1'].map((region) => new Stack(app, region, { env: { account: '123456789012', region } }));
    const deadLetterQueue = new sqs.Queue(there, 'Letters', { queueName: 'letters' });
    expect(() => new DeadLetterRedrive(here, 'Redrive', { deadLetterQueue }))
      .toThrow('Queue \'eu-west-1/Letters\' is in eu-west-1, and redrive \'us-east-1/Redrive\' in us-east-1: make the redrive in a stack in eu-west-1');
  });

  test('for what is no queue', () => {
    expect(() => new DeadLetterRedrive(testStack(), 'Redrive', { deadLetterQueue: 'q' as never })).toThrow('deadLetterQueue of redrive \'Stack/Redrive\' is "q": give a queue');
  });
});

test('a queue that moves messages away by itself is warned of', () => {
  const stack = testStack();
  const deadLetterQueue = new sqs.Queue(stack, 'Letters', { deadLetterQueue: { queue: queueIn(stack), maxReceiveCount: 3 } });
  ruleOn(stack, new targets.SqsQueue(queueIn(stack, 'Work')), { deadLetterQueue });
  new DeadLetterRedrive(stack, 'Redrive', { deadLetterQueue });
  expect(messagesOf(stack)).toContainEqual(expect.stringContaining('Queue \'Stack/Letters\' has a dead-letter queue of its own'));
});

test.each<[string, (stack: Stack) => sqs.IQueue]>([
  ['of the app', (stack) => queueIn(stack, 'Letters')],
  ['of another app', (stack) => sqs.Queue.fromQueueArn(stack, 'Letters', 'arn:aws:sqs:us-east-1:123456789012:letters')],
])('a queue %s that moves no messages is not warned of', (_whose, queueOf) => {
  const stack = testStack();
  const deadLetterQueue = queueOf(stack);
  ruleOn(stack, new targets.SqsQueue(queueIn(stack, 'Work')), { deadLetterQueue });
  new DeadLetterRedrive(stack, 'Redrive', { deadLetterQueue });
  expect(messagesOf(stack).filter((message) => message.includes('has a dead-letter queue of its own'))).toEqual([]);
});

test('a redrive may read a queue whose key only its resource names', () => {
  const stack = testStack();
  const key = new kms.Key(stack, 'Key');
  const deadLetterQueue = queueIn(stack, 'Letters');
  (deadLetterQueue.node.defaultChild as sqs.CfnQueue).kmsMasterKeyId = key.keyArn;
  ruleOn(stack, new targets.SqsQueue(queueIn(stack)), { deadLetterQueue });
  new DeadLetterRedrive(stack, 'Redrive', { deadLetterQueue });
  expect(permissionsIn(stack)['kms:Decrypt']).toEqual(stack.resolve(key.keyArn));
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
