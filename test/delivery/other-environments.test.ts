import { App, Aws, Duration, PhysicalName, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as cloudwatchActions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { AwsService, DeliveryDefaults, ServiceEventRule } from 'cdk-service-events';
import { Construct } from 'constructs';
import { metricsOf } from '../support/alarm-metrics';
import { onlyResourceOf, resourcesOf, testApp } from '../support/test-app';

const HERE = { account: '111111111111', region: 'eu-west-1' };
const OTHER_ACCOUNT = { account: '222222222222', region: 'eu-west-1' };
const OTHER_REGION = { account: '111111111111', region: 'us-east-1' };

function queueElsewhere(scope: App | Stage, env: { account: string; region: string }) {
  const rules = new Stack(scope, 'Rules', { env: HERE });
  const elsewhere = new Stack(scope, 'Elsewhere', { env });
  const queue = new sqs.Queue(elsewhere, 'Queue', { queueName: 'target-queue' });
  return { rules, elsewhere, queue };
}

const OTHER_BOTH = { account: '222222222222', region: 'us-east-1' };

describe.each([['account and Region', OTHER_BOTH], ['Region', OTHER_REGION]])('a target in another %s', (_what, env) => {
  test('is guarded on both hops', () => {
    const { rules, elsewhere, queue } = queueElsewhere(testApp(), env);
    const rule = new ServiceEventRule(rules, 'Rule', { service: AwsService.BATCH, targets: [new targets.SqsQueue(queue)] });

    for (const stack of [rules, elsewhere]) {
      const [target] = onlyResourceOf(stack, 'AWS::Events::Rule').Properties.Targets;
      const [ownQueueId] = Object.keys(Template.fromStack(stack).findResources('AWS::SQS::Queue', { DeletionPolicy: 'Retain' }));
      expect(target.DeadLetterConfig).toEqual({ Arn: { 'Fn::GetAtt': [ownQueueId, 'Arn'] } });
      expect(target.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 });
      Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::Alarm', 3 + 2);
    }
    expect(onlyResourceOf(rules, 'AWS::Events::Rule').Properties.Targets[0].Arn['Fn::Join'][1].join('')).toContain('event-bus/default');
    expect(rule.alarms).toHaveLength(6);
  });

  test.each([
    ['the rule', {}, { retryAttempts: 3 }, { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 3 }],
    ['the rule', {}, { maxEventAge: Duration.hours(1) }, { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 185 }],
    ['the target', { retryAttempts: 0 }, {}, { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 0 }],
    ['the target', { maxEventAge: Duration.hours(2) }, { retryAttempts: 3 }, { MaximumEventAgeInSeconds: 7200, MaximumRetryAttempts: 3 }],
  ])('has what is missing of a retry policy of %s filled in on the hop to the target: %j %j', (_whose, ofTarget, delivery, expected) => {
    const { rules, elsewhere, queue } = queueElsewhere(testApp(), env);
    new ServiceEventRule(rules, 'Rule', { service: AwsService.BATCH, targets: [new targets.SqsQueue(queue, ofTarget)], delivery });
    const policies = [rules, elsewhere].map((stack) => onlyResourceOf(stack, 'AWS::Events::Rule').Properties.Targets[0].RetryPolicy);
    expect(policies[1]).toEqual(expected);
    expect(Object.keys(policies[0]).sort()).toEqual(['MaximumEventAgeInSeconds', 'MaximumRetryAttempts']);
  });

  test('has alarms on the second hop that watch the second rule', () => {
    const { rules, elsewhere, queue } = queueElsewhere(testApp(), env);
    new ServiceEventRule(rules, 'Rule', { service: AwsService.BATCH, targets: [new targets.SqsQueue(queue)] });
    const [mirrorId] = Object.keys(resourcesOf(elsewhere, 'AWS::Events::Rule'));
    const watched = Object.values(resourcesOf(elsewhere, 'AWS::CloudWatch::Alarm'))
      .flatMap(({ Properties }) => metricsOf(Properties)).flatMap(({ Dimensions }) => Dimensions).filter(({ Name }) => Name === 'RuleName');
    expect(watched).toEqual(Array(4).fill({ Name: 'RuleName', Value: { Ref: mirrorId } }));
  });

  test('keeps a queue of the user on the first hop, and has the shared one of its own stack on the second', () => {
    const { rules, elsewhere, queue } = queueElsewhere(testApp(), env);
    const deadLetterQueue = new sqs.Queue(rules, 'DeadLetters');
    new ServiceEventRule(rules, 'Rule', { service: AwsService.BATCH, targets: [new targets.SqsQueue(queue)], delivery: { deadLetterQueue } });
    const arnOn = (stack: Stack) => onlyResourceOf(stack, 'AWS::Events::Rule').Properties.Targets[0].DeadLetterConfig.Arn['Fn::GetAtt'][0];
    expect(arnOn(rules)).toBe(rules.getLogicalId(deadLetterQueue.node.defaultChild as sqs.CfnQueue));
    expect(arnOn(elsewhere)).toMatch(/^ServiceEventDeadLetterQueue/);
  });

  test('tells those of its own stack when the second hop fails', () => {
    const { rules, elsewhere, queue } = queueElsewhere(testApp(), env);
    const topic = new sns.Topic(elsewhere, 'Topic');
    DeliveryDefaults.of(elsewhere).set({ alarmActions: { ticket: [new cloudwatchActions.SnsAction(topic)] } });
    new ServiceEventRule(rules, 'Rule', { service: AwsService.BATCH, targets: [new targets.SqsQueue(queue)] });
    const actions = Object.values(resourcesOf(elsewhere, 'AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties.AlarmActions);
    expect(actions).toEqual(Array(5).fill([elsewhere.resolve(topic.topicArn)]));
  });
});

test('a target in another Region is guarded in a stage too', () => {
  const app = testApp();
  const { rules, elsewhere, queue } = queueElsewhere(new Stage(app, 'Stage'), OTHER_REGION);
  new ServiceEventRule(rules, 'Rule', { service: AwsService.BATCH, targets: [new targets.SqsQueue(queue)] });
  app.synth();
  for (const stack of [rules, elsewhere]) {
    expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.Targets).toEqual([expect.objectContaining({ DeadLetterConfig: expect.anything() })]);
  }
});

test('several targets in one other Region share the second hop\'s queue', () => {
  const { rules, elsewhere, queue } = queueElsewhere(testApp(), OTHER_REGION);
  const other = new sqs.Queue(elsewhere, 'Other', { queueName: 'other-queue' });
  new ServiceEventRule(rules, 'Rule', { service: AwsService.BATCH, targets: [new targets.SqsQueue(queue), new targets.SqsQueue(other)] });
  Template.fromStack(elsewhere).resourceCountIs('AWS::SQS::Queue', 2 + 1);
  Template.fromStack(elsewhere).resourceCountIs('AWS::Events::Rule', 2);
  expect(onlyResourceOf(rules, 'AWS::Events::Rule').Properties.Targets).toHaveLength(1);
});

test('a target in another stack of the same account and Region makes no cycle', () => {
  const app = testApp();
  const handlers = new Stack(app, 'Handlers');
  const rules = new Stack(app, 'Rules');
  const handler = new lambda.Function(handlers, 'Handler', {
    code: lambda.Code.fromInline('exports.handler = async () => {}'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X,
  });
  new ServiceEventRule(rules, 'Rule', { service: AwsService.BATCH, targets: [new targets.LambdaFunction(handler)] });
  expect(() => app.synth()).not.toThrow();
  expect(onlyResourceOf(rules, 'AWS::Events::Rule').Properties.Targets[0]).toMatchObject({
    Arn: { 'Fn::ImportValue': expect.any(String) }, DeadLetterConfig: { Arn: { 'Fn::GetAtt': [expect.stringMatching(/^ServiceEventDeadLetterQueue/), 'Arn'] } },
  });
});

describe('a target in another account of the Region', () => {
  const messagesFrom = (app: App) => app.synth().stacksRecursively.flatMap(({ messages }) => messages.map(({ entry }) => String(entry.data)));

  test.each([
    ['queue', (home: Stack) => new targets.SqsQueue(new sqs.Queue(home, 'Target', { queueName: 'target' })), 'sqs:SendMessage', 'AWS::SQS::QueuePolicy'],
    ['topic', (home: Stack) => new targets.SnsTopic(new sns.Topic(home, 'Target', { topicName: 'target' })), 'sns:Publish', 'AWS::SNS::TopicPolicy'],
    ['stream', (home: Stack) => new targets.KinesisStream(new kinesis.Stream(home, 'Target', { streamName: 'target' })),
      ['kinesis:PutRecord', 'kinesis:PutRecords'], 'AWS::Kinesis::ResourcePolicy'],
  ])('is called directly: a %s', (_kind, targetIn, action, policy) => {
    const app = testApp();
    const [rules, elsewhere] = [new Stack(app, 'Rules', { env: HERE }), new Stack(app, 'Elsewhere', { env: OTHER_ACCOUNT })];
    new ServiceEventRule(rules, 'Rule', { service: AwsService.BATCH, targets: [targetIn(elsewhere)] });

    const [target] = onlyResourceOf(rules, 'AWS::Events::Rule').Properties.Targets;
    expect(target).toMatchObject({ RoleArn: { 'Fn::GetAtt': [expect.any(String), 'Arn'] }, DeadLetterConfig: expect.anything() });
    const { Policies: [{ PolicyDocument: { Statement } }] } = onlyResourceOf(rules, 'AWS::IAM::Role').Properties;
    expect(Statement).toEqual([{ Effect: 'Allow', Action: action, Resource: target.Arn }]);
    expect(app.synth().stacks.map(({ stackName }) => stackName).sort()).toEqual(['Elsewhere', 'Rules']);
    Template.fromStack(elsewhere).resourceCountIs('AWS::Events::Rule', 0);
    Template.fromStack(elsewhere).resourceCountIs('AWS::IAM::Role', 0);
    expect(JSON.stringify(onlyResourceOf(elsewhere, policy).Properties)).toContain(`iam::${HERE.account}:root`);
    Template.fromStack(rules).resourceCountIs('AWS::CloudWatch::Alarm', 3 + 2);
  });

  test('is called directly: a function, whose permission is in its own account', () => {
    const app = testApp();
    const [rules, elsewhere] = [new Stack(app, 'Rules', { env: HERE }), new Stack(app, 'Elsewhere', { env: OTHER_ACCOUNT })];
    const handler = new lambda.Function(elsewhere, 'Handler', {
      functionName: 'handler', code: lambda.Code.fromInline('exports.handler = async () => {}'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X,
    });
    new ServiceEventRule(rules, 'Rule', { service: AwsService.BATCH, targets: [new targets.LambdaFunction(handler)] });
    Template.fromStack(rules).resourceCountIs('AWS::Lambda::Permission', 0);
    expect(onlyResourceOf(elsewhere, 'AWS::Lambda::Permission').Properties).toMatchObject({ Action: 'lambda:InvokeFunction', Principal: HERE.account });
    expect(messagesFrom(app).join()).not.toContain('is not written by this app');
  });

  test.each([[undefined], ['a role of the rule\'s account']])('is called directly: an API, with %s', (given) => {
    const app = testApp();
    const [rules, elsewhere] = [new Stack(app, 'Rules', { env: HERE }), new Stack(app, 'Elsewhere', { env: OTHER_ACCOUNT })];
    new sqs.Queue(elsewhere, 'Other');
    const api = apigateway.RestApi.fromRestApiAttributes(elsewhere, 'Api', { restApiId: 'a1b2c3', rootResourceId: 'root' });
    const eventRole = given ? new iam.Role(rules, 'Given', { assumedBy: new iam.ServicePrincipal('events.amazonaws.com') }) : undefined;
    new ServiceEventRule(rules, 'Rule', {
      service: AwsService.BATCH, targets: [new targets.ApiGateway(api as apigateway.RestApi, { path: '/jobs', method: 'POST', stage: 'prod', eventRole })],
    });
    const [target] = onlyResourceOf(rules, 'AWS::Events::Rule').Properties.Targets;
    expect(target).toMatchObject({ RoleArn: { 'Fn::GetAtt': [expect.any(String), 'Arn'] }, DeadLetterConfig: expect.anything() });
    expect(JSON.stringify(target.Arn)).toContain(`:execute-api:eu-west-1:${OTHER_ACCOUNT.account}:a1b2c3/prod/POST/jobs`);
    const roles = onlyResourceOf(rules, 'AWS::IAM::Role');
    expect(JSON.stringify([roles.Properties, Template.fromStack(rules).findResources('AWS::IAM::Policy')])).toContain('execute-api:Invoke');
    expect(messagesFrom(app).join()).toMatch(/must hold this statement: \{"Action":"execute-api:Invoke","Effect":"Allow","Principal":.*:iam::111111111111:root/);
  });

  test('is called directly by a role whose description is no longer than IAM takes, wherever the rule stands', () => {
    const { rules, queue } = queueElsewhere(testApp(), OTHER_ACCOUNT);
    const scope = Array.from({ length: 6 }).reduce<Construct>((parent, _, at) => new Construct(parent, `${at}${'s'.repeat(200)}`), rules);
    new ServiceEventRule(scope, 'Rule', { service: AwsService.BATCH, targets: [new targets.SqsQueue(queue)] });
    const { Description } = onlyResourceOf(rules, 'AWS::IAM::Role').Properties;
    expect(Description).toMatch(/^Delivers events of rule Rules\/0s+\/1s/);
    expect(Description).toHaveLength(1000);
  });

  test.each<[string, Partial<typeof HERE>, (elsewhere: Stack) => events.IRuleTarget]>([
    ['a queue, by a rule whose account is not known', { region: HERE.region }, (elsewhere) => new targets.SqsQueue(new sqs.Queue(elsewhere, 'Target', { queueName: 'target' }))],
    ['a queue, by a rule whose Region is not known', { account: HERE.account }, (elsewhere) => new targets.SqsQueue(new sqs.Queue(elsewhere, 'Target', { queueName: 'target' }))],
    ['an API that the app makes', HERE, (elsewhere) => {
      const api = new apigateway.RestApi(elsewhere, 'Target');
      api.root.addMethod('POST');
      return new targets.ApiGateway(api);
    }],
  ])('is not called directly where something is known at deployment only: %s', (_what, env, targetIn) => {
    const app = testApp();
    const [rules, elsewhere] = [new Stack(app, 'Rules', { env }), new Stack(app, 'Elsewhere', { env: OTHER_ACCOUNT })];
    const rule = new ServiceEventRule(rules, 'Rule', { service: AwsService.BATCH });
    try {
      rule.addTarget(targetIn(elsewhere));
    } catch (error) {
      expect((error as Error).message).toMatch(/concrete/);
    }
    expect(rules.node.findAll().filter((node) => node instanceof iam.Role)).toEqual([]);
  });

  test('is called directly also where the target holds a construct that is no resource', () => {
    const { rules, queue } = queueElsewhere(testApp(), OTHER_ACCOUNT);
    const target = Object.assign(new targets.SqsQueue(queue), { beside: new Construct(rules, 'Beside') });
    new ServiceEventRule(rules, 'Rule', { service: AwsService.BATCH, targets: [target] });
    expect(onlyResourceOf(rules, 'AWS::Events::Rule').Properties.Targets[0].RoleArn).toBeDefined();
  });

  test('in another Region is not called directly: a queue', () => {
    const { rules, elsewhere, queue } = queueElsewhere(testApp(), OTHER_BOTH);
    new ServiceEventRule(rules, 'Rule', { service: AwsService.BATCH, targets: [new targets.SqsQueue(queue)] });
    Template.fromStack(elsewhere).resourceCountIs('AWS::Events::Rule', 1);
  });

  test('lets the account in once, whatever the number of rules', () => {
    const { rules, elsewhere, queue } = queueElsewhere(testApp(), OTHER_ACCOUNT);
    ['One', 'Other'].forEach((id) => new ServiceEventRule(rules, id, { service: AwsService.BATCH, targets: [new targets.SqsQueue(queue)] }));
    expect(onlyResourceOf(elsewhere, 'AWS::SQS::QueuePolicy').Properties.PolicyDocument.Statement).toHaveLength(1);
    expect(messagesFrom(rules.node.root as App).join()).not.toContain('is not written by this app');
  });

  test.each<[string, boolean]>([['of the app', true], ['of another app', false]])('whose key is %s lets the account use it, or says what the key needs', (_whose, isOurs) => {
    const app = testApp();
    const [rules, elsewhere] = [new Stack(app, 'Rules', { env: HERE }), new Stack(app, 'Elsewhere', { env: OTHER_ACCOUNT })];
    const keyArn = 'arn:aws:kms:eu-west-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    const encryptionMasterKey = isOurs ? new kms.Key(elsewhere, 'Key', { alias: 'letters' }) : kms.Key.fromKeyArn(elsewhere, 'Key', keyArn);
    const queue = new sqs.Queue(elsewhere, 'Queue', { queueName: 'target-queue', encryptionMasterKey });
    ['One', 'Other'].forEach((id) => new ServiceEventRule(rules, id, { service: AwsService.BATCH, targets: [new targets.SqsQueue(queue)] }));
    const said = messagesFrom(app).filter((message) => message.includes('let account 111111111111 call kms:Decrypt and kms:GenerateDataKey there'));
    expect(said).toHaveLength(isOurs ? 0 : 1);
    const keys = Object.values(resourcesOf(elsewhere, 'AWS::KMS::Key'));
    expect(keys.flatMap(({ Properties }) => Properties.KeyPolicy.Statement.filter(({ Sid }: any) => Sid === 'AllowRulesOf111111111111').map(({ Action }: any) => Action)))
      .toEqual(isOurs ? [['kms:Decrypt', 'kms:GenerateDataKey']] : []);
    expect(Object.values(resourcesOf(rules, 'AWS::IAM::Role')).map(({ Properties }) => JSON.stringify(Properties.Policies).includes('kms:GenerateDataKey'))).toEqual([true, true]);
  });

  test('of another app is called directly too, and the statement that its policy needs is said', () => {
    const app = testApp();
    const rules = new Stack(app, 'Rules', { env: HERE });
    const queue = sqs.Queue.fromQueueArn(rules, 'Imported', `arn:aws:sqs:eu-west-1:${OTHER_ACCOUNT.account}:central`);
    new ServiceEventRule(rules, 'Rule', { service: AwsService.BATCH, targets: [new targets.SqsQueue(queue)] });
    expect(onlyResourceOf(rules, 'AWS::Events::Rule').Properties.Targets[0].RoleArn).toBeDefined();
    expect(messagesFrom(app).join()).toMatch(/must hold this statement: \{"Action":"sqs:SendMessage","Effect":"Allow","Principal":.*:iam::111111111111:root/);
  });
});

test('the event bus of another account, to which CDK forwards, is sent to with a role', () => {
  const { rules, queue } = queueElsewhere(testApp(), OTHER_BOTH);
  new ServiceEventRule(rules, 'Rule', { service: AwsService.BATCH, targets: [new targets.SqsQueue(queue)] });
  expect(onlyResourceOf(rules, 'AWS::Events::Rule').Properties.Targets[0]).toMatchObject({ RoleArn: { 'Fn::GetAtt': [expect.any(String), 'Arn'] } });
});

describe('a target that names an event bus by its ARN, and no role,', () => {
  const roleOf = (make: (rules: Stack, app: App) => Partial<events.RuleTargetConfig>) => {
    const app = testApp();
    const rules = new Stack(app, 'Rules', { env: HERE });
    const target = { bind: () => ({ arn: '', ...make(rules, app) }) };
    new ServiceEventRule(rules, 'Rule', { service: AwsService.BATCH, targets: [target] });
    const roles = Object.values(resourcesOf(rules, 'AWS::IAM::Role')).map(({ Properties }) => Properties.Policies[0].PolicyDocument.Statement[0]);
    return [onlyResourceOf(rules, 'AWS::Events::Rule').Properties.Targets[0].RoleArn, roles.map(({ Action, Resource }) => [Action, Resource])];
  };
  const ARN = 'arn:aws:events:eu-west-1:222222222222:event-bus/theirs';

  test('is given one where the bus is in another account, which may send to this bus', () => {
    expect(roleOf(() => ({ arn: ARN }))).toEqual([{ 'Fn::GetAtt': [expect.any(String), 'Arn'] }, [['events:PutEvents', ARN]]]);
  });

  test.each<[string, (rules: Stack, app: App) => Partial<events.RuleTargetConfig>]>([
    ['its own account', () => ({ arn: ARN.replace('222222222222', '111111111111') })],
    ['an account that is not known', () => ({ arn: `arn:aws:events:eu-west-1:${Aws.ACCOUNT_ID}:event-bus/ours` })],
    ['its stack', (rules) => ({ arn: new events.EventBus(rules, 'Bus').eventBusArn })],
    ['another stack', (_rules, app) => ({ arn: new events.EventBus(new Stack(app, 'Buses', { env: HERE }), 'Bus').eventBusArn })],
  ])('is given none where the bus is in %s', (_where, make) => {
    expect(roleOf(make)).toEqual([undefined, []]);
  });

  test('keeps a role that it has', () => {
    const role = { roleArn: 'arn:aws:iam::111111111111:role/mine' } as iam.IRole;
    expect(roleOf(() => ({ arn: ARN, role }))).toEqual(['arn:aws:iam::111111111111:role/mine', []]);
  });
});

test.each<[string, typeof HERE, (home: Stack) => events.IRuleTarget]>([
  ['account', OTHER_ACCOUNT, (home) => new targets.SfnStateMachine(new sfn.StateMachine(home, 'Target', {
    stateMachineName: 'target', definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Pass(home, 'Pass')),
  }))],
  ['account and Region', OTHER_BOTH, (home) => new targets.SqsQueue(new sqs.Queue(home, 'Target', { queueName: 'target' }))],
])('in a stage, a target in another %s that only a second rule can call is refused, with what to do', (_what, env, targetIn) => {
  const stage = new Stage(testApp(), 'Stage');
  const [rules, elsewhere] = [new Stack(stage, 'Rules', { env: HERE }), new Stack(stage, 'Elsewhere', { env })];
  expect(() => new ServiceEventRule(rules, 'Rule', { service: AwsService.BATCH, targets: [targetIn(elsewhere)] }))
    .toThrow(/Target 'Stage\/Elsewhere\/Target' of rule 'Stage\/Rules\/Rule\/Rule' is in account 222222222222, .* a queue, topic, function or stream of that account in eu-west-1/);
});

test.each<[string, (rules: Stack) => events.IRuleTarget]>([
  ['an imported resource', (rules) => new targets.SfnStateMachine(sfn.StateMachine.fromStateMachineArn(rules, 'Imported', 'arn:aws:states:eu-west-1:222222222222:stateMachine:theirs'))],
  ['one of which the scope is given', (rules) => new targets.BatchJob(
    'arn:aws:batch:eu-west-1:222222222222:job-queue/queue', new Stack(rules.node.scope!, 'Jobs', { env: OTHER_ACCOUNT }),
    'arn:aws:batch:eu-west-1:222222222222:job-definition/definition:1', rules)],
])('in a stage, a target in another account is refused too that is %s', (_what, targetIn) => {
  const stage = new Stage(testApp(), 'Stage');
  const rules = new Stack(stage, 'Rules', { env: HERE });
  expect(() => new ServiceEventRule(rules, 'Rule', { service: AwsService.BATCH, targets: [targetIn(rules)] })).toThrow(/is in account 222222222222, and AWS CDK lets/);
});

test.each<[string, (rules: Stack) => events.IRuleTarget]>([
  ['an imported resource', (rules) => new targets.SfnStateMachine(sfn.StateMachine.fromStateMachineArn(rules, 'Imported', 'arn:aws:states:eu-west-1:111111111111:stateMachine:ours'))],
  ['one of which the scope is given', (rules) => new targets.BatchJob(
    'arn:aws:batch:eu-west-1:111111111111:job-queue/queue', rules, 'arn:aws:batch:eu-west-1:111111111111:job-definition/definition:1', rules)],
])('in a stage, a target of its own account is fine that is %s', (_what, targetIn) => {
  const rules = new Stack(new Stage(testApp(), 'Stage'), 'Rules', { env: HERE });
  new ServiceEventRule(rules, 'Rule', { service: AwsService.BATCH, targets: [targetIn(rules)] });
  expect(onlyResourceOf(rules, 'AWS::Events::Rule').Properties.Targets).toHaveLength(1);
});

describe('a dead-letter queue of another account', () => {
  const ruleWith = (props: sqs.QueueProps) => {
    const app = testApp();
    const [rules, elsewhere] = [new Stack(app, 'Rules', { env: HERE }), new Stack(app, 'Elsewhere', { env: OTHER_ACCOUNT })];
    const deadLetterQueue = new sqs.Queue(elsewhere, 'Letters', props);
    const make = () => new ServiceEventRule(rules, 'Rule', {
      service: AwsService.BATCH, targets: [new targets.SqsQueue(new sqs.Queue(rules, 'Target'))], delivery: { deadLetterQueue },
    });
    return { app, make };
  };

  test('is refused where its name is known at deployment only', () => {
    expect(ruleWith({}).make).toThrow(/Queue 'Elsewhere\/Letters' cannot be the dead-letter queue .* in account 222222222222 .* queueName/);
  });

  test.each([['dead-letters'], [PhysicalName.GENERATE_IF_NEEDED]])('is used where it is called %s', (queueName) => {
    const { app, make } = ruleWith({ queueName });
    make();
    expect(() => app.synth()).not.toThrow();
  });
});
