import { ArnFormat, Fn, Lazy, SecretValue, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as appsync from 'aws-cdk-lib/aws-appsync';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as codepipeline from 'aws-cdk-lib/aws-codepipeline';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import {
  AwsService, ServiceEventBus, ServiceEventRule, ServiceEventSubscriber, ServiceEventSubscriberProps, UniversalTarget, UniversalTargetProps,
} from 'cdk-service-events';
import { CUSTOM_EVENT_BUS } from '../../src/catalog/quotas';
import { messagesOf, onlyResourceOf, resourcesOf, testStack } from '../support/test-app';

const ENV = { account: '111111111111', region: 'eu-west-1' };
const EVENT_ID = '{% $events.SystemMetadata."aws:EventId" %}';

/** What a target is called with, and what the delivery role must be allowed at least. */
interface Wanted {
  readonly target: (stack: Stack) => events.IRuleTarget;
  readonly parameters?: object;
  readonly action: string;
  readonly batch?: object;
}

const ONE = { MaxBatchSize: 1 };
const ONE_CALL = { MaxBatchSize: 1, MaxBatchWindowInSeconds: 0 };

const TARGETS: Record<string, Wanted> = {
  ApiDestination: {
    target: (stack) => new targets.ApiDestination(new events.ApiDestination(stack, 'Destination', {
      connection: new events.Connection(stack, 'Connection', { authorization: events.Authorization.apiKey('key', SecretValue.unsafePlainText('secret')) }),
      endpoint: 'https://example.com/hook',
    }), { headerParameters: { 'x-instance': '$.detail.instance-id', 'x-fixed': 'yes' } }),
    parameters: { HttpParameters: { HeaderParameters: { 'x-instance': '{% $events.Data.detail."instance-id" %}', 'x-fixed': 'yes' } } },
    action: 'events:InvokeApiDestination',
    batch: ONE,
  },
  ApiGateway: {
    target: (stack) => {
      const api = new apigateway.RestApi(stack, 'Api', { cloudWatchRole: false });
      api.root.addMethod('POST');
      return new targets.ApiGateway(api, { path: '/', method: 'POST' });
    },
    action: 'execute-api:Invoke',
    batch: ONE,
  },
  ApiGatewayV2: { target: (stack) => new targets.ApiGatewayV2(new apigatewayv2.HttpApi(stack, 'HttpApi')), action: 'execute-api:Invoke', batch: ONE },
  AwsApi: {
    target: () => new targets.AwsApi({
      service: 'ECS', action: 'updateService', policyStatement: new iam.PolicyStatement({ actions: ['ecs:UpdateService'], resources: ['*'] }),
    }),
    parameters: { LambdaParameters: { InvocationType: 'EVENT' } },
    action: 'lambda:InvokeFunction',
    batch: ONE,
  },
  BatchJob: {
    target: (stack) => new targets.BatchJob(
      'arn:aws:batch:eu-west-1:111111111111:job-queue/queue', stack, 'arn:aws:batch:eu-west-1:111111111111:job-definition/definition:1', stack, { jobName: 'job' }),
    parameters: {
      UniversalTargetParameters: {
        Input: '{"jobQueue":"arn:aws:batch:eu-west-1:111111111111:job-queue/queue","jobDefinition":"arn:aws:batch:eu-west-1:111111111111:job-definition/definition:1","jobName":"job"}',
      },
    },
    action: 'batch:SubmitJob',
    batch: ONE_CALL,
  },
  CodeBuildProject: {
    target: (stack) => new targets.CodeBuildProject(new codebuild.Project(stack, 'Project', {
      buildSpec: codebuild.BuildSpec.fromObject({ version: '0.2', phases: { build: { commands: ['true'] } } }),
    })),
    parameters: { UniversalTargetParameters: { Input: { 'Fn::Join': ['', ['{"projectName":"', { 'Fn::Select': [1, expect.anything()] }, '"}']] } } },
    action: 'codebuild:StartBuild',
    batch: ONE_CALL,
  },
  CodePipeline: {
    target: (stack) => new targets.CodePipeline(
      codepipeline.Pipeline.fromPipelineArn(stack, 'Pipeline', 'arn:aws:codepipeline:eu-west-1:111111111111:pipeline')),
    parameters: { UniversalTargetParameters: { Input: expect.stringContaining('"name":') } },
    action: 'codepipeline:StartPipelineExecution',
    batch: ONE_CALL,
  },
  EcsTask: {
    target: (stack) => {
      const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1, restrictDefaultSecurityGroup: false });
      const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
      taskDefinition.addContainer('main', { image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/busybox') });
      return new targets.EcsTask({ cluster: new ecs.Cluster(stack, 'Cluster', { vpc }), taskDefinition });
    },
    parameters: { UniversalTargetParameters: { Input: expect.objectContaining({ 'Fn::Join': ['', expect.arrayContaining([expect.stringContaining('"networkConfiguration":{"awsvpcConfiguration":{"')])] }) } },
    action: 'ecs:RunTask',
    batch: ONE_CALL,
  },
  EventBus: { target: (stack) => new targets.EventBus(new events.EventBus(stack, 'Classic')), action: 'events:PutEvents' },
  FirehoseDeliveryStream: {
    target: (stack) => new targets.FirehoseDeliveryStream(new firehose.DeliveryStream(stack, 'Firehose', {
      destination: new firehose.S3Bucket(new s3.Bucket(stack, 'Bucket')),
    })),
    action: 'firehose:PutRecordBatch',
  },
  KinesisStream: {
    target: (stack) => new targets.KinesisStream(new kinesis.Stream(stack, 'Stream')),
    parameters: { KinesisParameters: { PartitionKey: EVENT_ID } },
    action: 'kinesis:PutRecords',
  },
  LambdaFunction: {
    target: (stack) => new targets.LambdaFunction(functionIn(stack)),
    parameters: { LambdaParameters: { InvocationType: 'EVENT' } },
    action: 'lambda:InvokeFunction',
    batch: ONE,
  },
  RedshiftQuery: {
    target: () => new targets.RedshiftQuery('arn:aws:redshift:eu-west-1:111111111111:cluster:warehouse', { database: 'dev', sql: ['SELECT 1'] }),
    parameters: { UniversalTargetParameters: { Input: '{"ClusterIdentifier":"warehouse","Database":"dev","Sql":"SELECT 1"}' } },
    action: 'redshift-data:ExecuteStatement',
    batch: ONE_CALL,
  },
  SfnStateMachine: {
    target: (stack) => new targets.SfnStateMachine(new sfn.StateMachine(stack, 'Machine', {
      definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Succeed(stack, 'Done')),
    })),
    parameters: { StepFunctionsParameters: { InvocationType: 'EVENT' } },
    action: 'states:StartExecution',
    batch: ONE,
  },
  SnsTopic: { target: (stack) => new targets.SnsTopic(new sns.Topic(stack, 'Topic')), action: 'sns:Publish' },
  SqsQueue: { target: (stack) => new targets.SqsQueue(new sqs.Queue(stack, 'Queue')), action: 'sqs:SendMessage' },
};

/** What a subscriber cannot call, with what is said instead. */
const REFUSED: Record<string, (stack: Stack) => events.IRuleTarget> = {
  AppSync: (stack) => new targets.AppSync(new appsync.GraphqlApi(stack, 'Graphql', {
    name: 'api',
    definition: appsync.Definition.fromSchema(appsync.SchemaFile.fromAsset(`${__dirname}/../rules/schema.graphql`)),
    authorizationConfig: { defaultAuthorization: { authorizationType: appsync.AuthorizationType.IAM } },
  }), { graphQLOperation: 'mutation Publish($message: String!){ publish(message: $message) { message } }' }),
  CloudWatchLogGroup: (stack) => new targets.CloudWatchLogGroup(new logs.LogGroup(stack, 'Log', { logGroupName: '/aws/events/service-events' })),
};

/** Classes that another one replaces. */
const OLD_NAMES = ['KinesisFirehoseStream', 'KinesisFirehoseStreamV2'];

function functionIn(stack: Stack): lambda.Function {
  return new lambda.Function(stack, 'Function', { code: lambda.Code.fromInline('x'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X });
}

function subscriberOf(stack: Stack, target: events.IRuleTarget): ServiceEventSubscriber {
  return new ServiceEventSubscriber(stack, 'Subscriber', { eventBus: new ServiceEventBus(stack, 'Bus'), service: AwsService.EC2, target });
}

test('every class of aws-events-targets is tried here', () => {
  const classes = Object.entries(targets).filter(([, value]) => typeof value === 'function' && 'bind' in value.prototype).map(([name]) => name);
  expect([...Object.keys(TARGETS), ...Object.keys(REFUSED)].sort()).toEqual(classes.filter((name) => !OLD_NAMES.includes(name)).sort());
});

describe.each(Object.entries(TARGETS))('%s', (_name, { target, parameters, action, batch }) => {
  const stack = testStack({ env: ENV });
  const made = subscriberOf(stack, target(stack));
  const { InvokeConfiguration, BatchConfiguration } = onlyResourceOf(stack, 'AWS::EventsV2::Subscriber').Properties;

  test('is called as a subscriber calls it', () => {
    const { TargetArn, RoleArn, ...others } = InvokeConfiguration;
    expect([TargetArn, RoleArn]).not.toContain(undefined);
    expect(others).toEqual(parameters ?? {});
    expect(BatchConfiguration).toEqual(batch);
  });

  test('is called by a role that may do it, and write to the queue', () => {
    expect(InvokeConfiguration.RoleArn).toEqual(stack.resolve(made.deliveryRole.roleArn));
    const allowed = statementsOf(stack, made.deliveryRole).flatMap(({ Action }) => Action);
    expect(allowed).toContain(action);
    expect(allowed).toContain('sqs:SendMessage');
  });

  test('lets in nobody but that role', () => {
    const policies = ['AWS::SQS::QueuePolicy', 'AWS::SNS::TopicPolicy', 'AWS::KMS::Key', 'AWS::Lambda::Permission'].flatMap((type) => Object.values(resourcesOf(stack, type)));
    expect(JSON.stringify(policies)).not.toContain('events.amazonaws.com');
  });
});

function statementsOf(stack: Stack, role: iam.IRole): { Action: string | string[] }[] {
  const roleId = stack.getLogicalId(role.node.defaultChild as iam.CfnRole);
  const inline = (resourcesOf(stack, 'AWS::IAM::Role')[roleId].Properties.Policies ?? []) as any[];
  const attached = Object.values(resourcesOf(stack, 'AWS::IAM::Policy')).map(({ Properties }) => Properties).filter(({ Roles }) => Roles.some(({ Ref }: any) => Ref === roleId));
  return [...inline, ...attached].flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

test.each(Object.entries(REFUSED))('%s is refused, with what can be done instead', (_name, target) => {
  const stack = testStack({ env: ENV });
  expect(() => subscriberOf(stack, target(stack))).toThrow('Call another AWS API with a UniversalTarget');
});

test('an encrypted queue or topic is let to be called by the role, not by every rule', () => {
  const stack = testStack({ env: ENV });
  subscriberOf(stack, new targets.SqsQueue(new sqs.Queue(stack, 'Queue', { encryptionMasterKey: new kms.Key(stack, 'Key') })));
  expect(JSON.stringify(onlyResourceOf(stack, 'AWS::KMS::Key'))).not.toContain('events.amazonaws.com');
});

test('a target may serve a rule as well, which is let in as ever', () => {
  const stack = testStack({ env: ENV });
  const queue = new sqs.Queue(stack, 'Queue');
  const target = new targets.SqsQueue(queue);
  subscriberOf(stack, target);
  new ServiceEventRule(stack, 'Rule', { service: AwsService.EC2, targets: [target] });
  const policies = Object.values(resourcesOf(stack, 'AWS::SQS::QueuePolicy')).filter(({ Properties }) => JSON.stringify(Properties.Queues).includes(stack.getLogicalId(queue.node.defaultChild as sqs.CfnQueue)));
  expect(JSON.stringify(policies)).toContain('events.amazonaws.com');
});

test('a task without a network of its own is started without one', () => {
  const stack = testStack({ env: ENV });
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 1, restrictDefaultSecurityGroup: false }) });
  cluster.addCapacity('Capacity', { instanceType: new ec2.InstanceType('t3.micro') });
  const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'Task', { networkMode: ecs.NetworkMode.BRIDGE });
  taskDefinition.addContainer('main', { image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/busybox'), memoryLimitMiB: 64 });
  subscriberOf(stack, new targets.EcsTask({ cluster, taskDefinition }));
  const { Input } = onlyResourceOf(stack, 'AWS::EventsV2::Subscriber').Properties.InvokeConfiguration.UniversalTargetParameters;
  expect(JSON.stringify(Input)).toContain('taskDefinition');
  expect(JSON.stringify(Input)).not.toContain('networkConfiguration');
});

test('an imported target is known by its ARN, or by what it is', () => {
  const stack = testStack({ env: ENV });
  subscriberOf(stack, new targets.LambdaFunction(lambda.Function.fromFunctionArn(stack, 'Imported', 'arn:aws:lambda:eu-west-1:111111111111:function:handler')));
  expect(onlyResourceOf(stack, 'AWS::EventsV2::Subscriber').Properties.InvokeConfiguration.LambdaParameters).toEqual({ InvocationType: 'EVENT' });
});

test.each<[string, string, (stack: Stack, arn: string) => events.IRuleTarget]>([
  ['queue', 'sqs:SendMessage', (stack, arn) => new targets.SqsQueue(sqs.Queue.fromQueueArn(stack, 'Imported', arn))],
  ['function', 'lambda:InvokeFunction', (stack, arn) => new targets.LambdaFunction(lambda.Function.fromFunctionAttributes(stack, 'Imported', { functionArn: arn, sameEnvironment: true }))],
  ['topic', 'sns:Publish', (stack, arn) => new targets.SnsTopic(sns.Topic.fromTopicArn(stack, 'Imported', arn))],
])('a %s of which only the deployment knows the ARN is known by its construct: the role may do %s', (_what, action, make) => {
  const stack = testStack({ env: ENV });
  subscriberOf(stack, make(stack, Fn.importValue('TargetArn')));
  const roles = Object.values(resourcesOf(stack, 'AWS::IAM::Role')).flatMap(({ Properties }) => Properties.Policies ?? []);
  expect(JSON.stringify(roles)).toContain(`"Action":"${action}"`);
});

/** What is said of the call of a target besides whom it calls. */
function callOf(target: events.IRuleTarget, props: Partial<ServiceEventSubscriberProps> = {}, stack = testStack({ env: ENV })): any {
  new ServiceEventSubscriber(stack, 'Subscriber', { eventBus: new ServiceEventBus(stack, 'Bus'), service: AwsService.EC2, target, ...props });
  const { TargetArn: _target, RoleArn: _role, ...call } = onlyResourceOf(stack, 'AWS::EventsV2::Subscriber').Properties.InvokeConfiguration;
  return call;
}

const named = (arn: string, more: object = {}): events.IRuleTarget => ({ bind: () => ({ arn, ...more }) });

describe('what keeps the order', () => {
  const GROUP = '{% $events.SystemMetadata.EventGroupId %}';
  const scoped = (make: (stack: Stack) => events.IRuleTarget, fifo: boolean) => {
    const stack = testStack({ env: ENV });
    return callOf(make(stack), { fifo }, stack);
  };
  const topic = (stack: Stack) => new targets.SnsTopic(new sns.Topic(stack, 'Topic', { fifo: true, topicName: 'topic.fifo' }));
  const stream = (partitionKeyPath?: string) => (stack: Stack) => new targets.KinesisStream(new kinesis.Stream(stack, 'Stream'), { partitionKeyPath });
  const queue = (messageGroupId?: string) => (stack: Stack) => new targets.SqsQueue(new sqs.Queue(stack, 'Queue', { fifo: true }), { messageGroupId });

  test.each<[string, (stack: Stack) => events.IRuleTarget, boolean, object]>([
    ['a topic', topic, true, { SnsParameters: { MessageGroupId: GROUP, MessageDeduplicationId: EVENT_ID } }],
    ['a topic, of a subscriber that does not,', topic, false, { SnsParameters: { MessageGroupId: EVENT_ID, MessageDeduplicationId: EVENT_ID } }],
    ['a queue, of a subscriber that does not,', queue(), false, { SqsParameters: { MessageGroupId: EVENT_ID, MessageDeduplicationId: EVENT_ID } }],
    ['a queue with a group of its own', queue('mine'), true, { SqsParameters: { MessageGroupId: 'mine', MessageDeduplicationId: EVENT_ID } }],
    ['a queue that is known by its ARN alone', () => named('arn:aws:sqs:eu-west-1:111111111111:work.fifo'), true, { SqsParameters: { MessageGroupId: GROUP, MessageDeduplicationId: EVENT_ID } }],
    ['a queue that is known by its group alone', () => named('arn:aws:sqs:eu-west-1:111111111111:work', { sqsParameters: { messageGroupId: 'mine' } }), true, { SqsParameters: { MessageGroupId: 'mine', MessageDeduplicationId: EVENT_ID } }],
    ['a stream', stream(), true, { KinesisParameters: { PartitionKey: GROUP } }],
    ['a stream with a key of its own', stream('$.detail.id'), true, { KinesisParameters: { PartitionKey: '{% $events.Data.detail.id %}' } }],
    ['a stream with a key of its own, of a subscriber that does not,', stream('$.detail.id'), false, { KinesisParameters: { PartitionKey: '{% $events.Data.detail.id %}' } }],
    ['a function, which has no groups,', (stack) => new targets.LambdaFunction(functionIn(stack)), true, { LambdaParameters: { InvocationType: 'EVENT' } }],
  ])('%s is told what belongs together', (_what, target, fifo, call) => {
    expect(scoped(target, fifo)).toEqual(call);
  });

  test('is not a queue whose name begins like that of one which does', () => {
    expect(callOf(named('arn:aws:sqs:eu-west-1:111111111111:fifo'))).toEqual({});
  });
});

describe('what is waited for', () => {
  const actionsFor = (make: (stack: Stack) => events.IRuleTarget) => {
    const stack = testStack({ env: ENV });
    const made = new ServiceEventSubscriber(stack, 'Subscriber', {
      eventBus: new ServiceEventBus(stack, 'Bus'), service: AwsService.EC2, target: make(stack), waitForTarget: true, maxBatchSize: 100,
    });
    const { TargetArn: _target, RoleArn: _role, ...call } = onlyResourceOf(stack, 'AWS::EventsV2::Subscriber').Properties.InvokeConfiguration;
    return [call, statementsOf(stack, made.deliveryRole).flatMap(({ Action }) => Action).filter((action) => action !== 'sqs:SendMessage')];
  };

  test('is a function', () => {
    expect(actionsFor((stack) => new targets.LambdaFunction(functionIn(stack)))).toEqual([{ LambdaParameters: { InvocationType: 'REQUEST_RESPONSE' } }, ['lambda:InvokeFunction']]);
  });

  test('is an Express state machine, which is then started in another way', () => {
    const machine = (stack: Stack) => sfn.StateMachine.fromStateMachineArn(stack, 'Machine', 'arn:aws:states:eu-west-1:111111111111:stateMachine:machine');
    expect(actionsFor((stack) => new targets.SfnStateMachine(machine(stack)))).toEqual([{ StepFunctionsParameters: { InvocationType: 'REQUEST_RESPONSE' } }, ['states:StartExecution', 'states:StartSyncExecution']]);
  });

  test('is an Express state machine, which an imported role must be allowed to wait for', () => {
    const stack = testStack({ env: ENV });
    const role = iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111111111111:role/delivery', { mutable: false });
    callOf(new targets.SfnStateMachine(sfn.StateMachine.fromStateMachineArn(stack, 'Machine', 'arn:aws:states:eu-west-1:111111111111:stateMachine:machine'), { role }), { waitForTarget: true }, stack);
    expect(messagesOf(stack)).toContainEqual(expect.stringContaining('so no event is delivered. It must allow states:StartSyncExecution on "arn:aws:states:eu-west-1:111111111111:stateMachine:machine"'));
  });
});

describe('a request of HTTP', () => {
  const ARN = 'arn:aws:events:eu-west-1:111111111111:api-destination/hook/a1b2c3d4';

  test('has the fields of events in its path, header and query', () => {
    const httpParameters = { headerParameters: { a: '$.detail.a', b: 'plain', c: '$5' }, pathParameterValues: ['$.detail.id', '$[0]', 'x'], queryStringParameters: { q: '$.source' } };
    expect(callOf(named(ARN, { httpParameters }))).toEqual({
      HttpParameters: {
        HeaderParameters: { a: '{% $events.Data.detail.a %}', b: 'plain', c: '$5' },
        PathParameterValues: ['{% $events.Data.detail.id %}', '{% $events.Data[0] %}', 'x'],
        QueryStringParameters: { q: '{% $events.Data.source %}' },
      },
    });
  });

  test('has what only the deployment knows as it is', () => {
    expect(callOf(named(ARN, { httpParameters: { headerParameters: { a: Fn.importValue('A') } } }))).toEqual({ HttpParameters: { HeaderParameters: { a: { 'Fn::ImportValue': 'A' } } } });
    expect(callOf(named(ARN, { httpParameters: { headerParameters: Lazy.any({ produce: () => ({ a: '$.detail' }) }) } }))).toEqual({ HttpParameters: { HeaderParameters: { a: '$.detail' } } });
  });
});

describe('a target by its ARN', () => {
  test('is in the account of the subscriber, as far as that is known', () => {
    expect(callOf(named('arn:aws:lambda:eu-west-1:222222222222:function:handler'), {}, testStack())).toEqual({ LambdaParameters: { InvocationType: 'EVENT' } });
    expect(() => callOf(named('arn:aws:lambda:eu-west-1:222222222222:function:handler'))).toThrow('in account 222222222222');
  });

  test('may be an L1, whose kind its resource says', () => {
    const stack = testStack({ env: ENV });
    expect(callOf(named(new kinesis.CfnStream(stack, 'L1', { shardCount: 1 }).attrArn), {}, stack)).toEqual({ KinesisParameters: { PartitionKey: EVENT_ID } });
  });

  test('may be put together of parts that only the deployment knows', () => {
    const stack = testStack();
    expect(callOf(named(stack.formatArn({ service: 'states', resource: 'stateMachine', resourceName: 'machine', arnFormat: ArnFormat.COLON_RESOURCE_NAME })), {}, stack)).toEqual({ StepFunctionsParameters: { InvocationType: 'EVENT' } });
  });

  test('is refused where neither it nor a construct says what it is', () => {
    expect(() => callOf(named(Fn.importValue('Target')))).toThrow('Call another AWS API with a UniversalTarget');
    expect(() => callOf(named('arn:aws:events:::aws-sdk:sqs:sendMessage'))).toThrow('Call another AWS API with a UniversalTarget');
    const stack = testStack({ env: ENV });
    const group = logs.LogGroup.fromLogGroupName(stack, 'Group', 'group');
    expect(() => callOf(named(Fn.importValue('Target'), { targetResource: group }), {}, stack)).toThrow('Call another AWS API with a UniversalTarget');
  });

  test('with an input is refused where it is a bus with rules', () => {
    const bus = 'arn:aws:events:eu-west-1:111111111111:event-bus/classic';
    expect(() => callOf(named(bus, { input: events.RuleTargetInput.fromText('x') }))).toThrow('changes the events for event bus');
  });

  test('is named with the path of its construct where it has one', () => {
    const stack = testStack({ env: ENV });
    expect(() => callOf(new targets.CloudWatchLogGroup(new logs.LogGroup(stack, 'Log', { logGroupName: '/aws/events/x' })), {}, stack)).toThrow('cannot deliver to "Stack/Log"');
  });
});

describe('an API call that stands for a target', () => {
  const inputOf = (arn: string, more: object = {}, stack = testStack({ env: ENV })) => {
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('events.amazonaws.com') });
    return callOf(named(arn, { role, ...more }), {}, stack).UniversalTargetParameters.Input;
  };

  test.each<[what: string, arn: string, more: object, input: string]>([
    ['a project by its ARN', 'arn:aws:codebuild:eu-west-1:111111111111:project/builds', {}, '{"projectName":"builds"}'],
    ['a pipeline by its ARN', 'arn:aws:codepipeline:eu-west-1:111111111111:deploys', {}, '{"name":"deploys"}'],
    ['a cluster of Amazon Redshift', 'arn:aws:redshift:eu-west-1:111111111111:cluster:warehouse', { redshiftDataParameters: { database: 'dev', dbUser: 'me', sql: 'SELECT 1' } },
      '{"ClusterIdentifier":"warehouse","Database":"dev","DbUser":"me","Sql":"SELECT 1"}'],
    ['a workgroup of Amazon Redshift', 'arn:aws:redshift-serverless:eu-west-1:111111111111:workgroup/analysts', { redshiftDataParameters: { database: 'dev', sql: 'SELECT 1', statementName: 'one', withEvent: false } },
      '{"WorkgroupName":"analysts","Database":"dev","Sql":"SELECT 1","StatementName":"one","WithEvent":false}'],
    ['a job with what the event says', 'arn:aws:batch:eu-west-1:111111111111:job-queue/queue', { batchParameters: { jobName: 'job' }, input: events.RuleTargetInput.fromEventPath('$.detail') },
      '{% $merge([{"jobQueue":"arn:aws:batch:eu-west-1:111111111111:job-queue/queue","jobName":"job"}, $events.Data.detail]) %}'],
    ['a task', 'arn:aws:ecs:eu-west-1:111111111111:cluster/tasks', { ecsParameters: { taskDefinitionArn: 'task', taskCount: 2, tagList: [{ key: 'a', value: 'b' }] } },
      '{"cluster":"arn:aws:ecs:eu-west-1:111111111111:cluster/tasks","taskDefinition":"task","count":2,"tags":[{"key":"a","value":"b"}]}'],
  ])('says of %s what a rule would', (_what, arn, more, input) => {
    expect(inputOf(arn, more)).toBe(input);
  });

  test('is for one statement of Amazon Redshift', () => {
    const redshiftDataParameters = { database: 'dev', sqls: ['SELECT 1', 'SELECT 2'] };
    expect(() => inputOf('arn:aws:redshift:eu-west-1:111111111111:cluster:warehouse', { redshiftDataParameters })).toThrow('make a subscriber for each');
  });

  test('needs a role, which targets of the AWS CDK bring', () => {
    expect(() => callOf(named('arn:aws:codebuild:eu-west-1:111111111111:project/builds'))).toThrow('brings no role, so that what must be allowed is not known');
  });
});

describe('an expression is no longer than EventBridge takes', () => {
  const text = (length: number) => 'x'.repeat(length);

  test('as the input of a target', () => {
    const call = (length: number) => callOf(new targets.SqsQueue(sqs.Queue.fromQueueArn(testStack(), 'Queue', 'arn:aws:sqs:eu-west-1:111111111111:queue'), { message: events.RuleTargetInput.fromText(text(length)) }));
    const room = CUSTOM_EVENT_BUS.expressionCharacters - '{% "" %}'.length;
    expect(call(room)).toEqual({});
    expect(() => call(room + 1)).toThrow(`becomes an expression of ${CUSTOM_EVENT_BUS.expressionCharacters + 1} characters, and EventBridge allows ${CUSTOM_EVENT_BUS.expressionCharacters}`);
  });

  test('as the request of an API', () => {
    const call = (length: number) => callOf(new UniversalTarget({
      service: 'dynamodb', action: 'putItem', jsonata: text(length), policyStatements: [new iam.PolicyStatement({ actions: ['dynamodb:PutItem'], resources: ['*'] })],
    }));
    const room = CUSTOM_EVENT_BUS.requestCharacters - '{%  %}'.length;
    expect(Object.keys(call(room))).toEqual(['UniversalTargetParameters']);
    expect(() => call(room + 1)).toThrow(`and EventBridge allows ${CUSTOM_EVENT_BUS.requestCharacters}`);
  });
});

test('what a task is told goes into its overrides', () => {
  const stack = testStack({ env: ENV });
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 1, restrictDefaultSecurityGroup: false }) });
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
  taskDefinition.addContainer('main', { image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/busybox') });
  subscriberOf(stack, new targets.EcsTask({ cluster, taskDefinition, containerOverrides: [{ containerName: 'main', command: ['run'] }] }));
  const { Input } = onlyResourceOf(stack, 'AWS::EventsV2::Subscriber').Properties.InvokeConfiguration.UniversalTargetParameters;
  expect(JSON.stringify(Input)).toMatch(/\{ \\"overrides\\": .*containerOverrides.*run/);
});

describe('a call of an AWS API', () => {
  const PROPS: UniversalTargetProps = {
    service: 'dynamodb',
    action: 'putItem',
    jsonata: '{ "TableName": "t", "Item": { "pk": { "S": $events.Data.id } } }',
    policyStatements: [new iam.PolicyStatement({ actions: ['dynamodb:PutItem'], resources: ['*'] })],
  };

  test('is made once for each event, by a role that may make it', () => {
    const stack = testStack({ env: ENV });
    subscriberOf(stack, new UniversalTarget(PROPS));
    const { InvokeConfiguration, BatchConfiguration } = onlyResourceOf(stack, 'AWS::EventsV2::Subscriber').Properties;
    expect(JSON.stringify(InvokeConfiguration.TargetArn)).toContain(':events:::aws-sdk:dynamodb:putItem');
    expect(InvokeConfiguration.UniversalTargetParameters.Input).toBe(`{% ${PROPS.jsonata} %}`);
    expect(BatchConfiguration).toEqual(ONE_CALL);
    expect(onlyResourceOf(stack, 'AWS::IAM::Role').Properties.Policies[0].PolicyDocument.Statement[0].Action).toBe('dynamodb:PutItem');
  });

  test('can be the same for all events', () => {
    const stack = testStack({ env: ENV });
    subscriberOf(stack, new UniversalTarget({ ...PROPS, jsonata: undefined, request: { TableName: 't' } }));
    expect(onlyResourceOf(stack, 'AWS::EventsV2::Subscriber').Properties.InvokeConfiguration.UniversalTargetParameters.Input).toBe('{"TableName":"t"}');
  });

  test.each<[string, Partial<UniversalTargetProps>, string]>([
    ['an action that reads', { action: 'getItem' }, 'an action must change something'],
    ['an action in capitals', { action: 'PutItem' }, 'beginning with a small letter'],
    ['a service in capitals', { service: 'DynamoDB' }, 'in small letters'],
    ['a publication', { service: 'eventbridge', action: 'putEvents' }, 'give the event bus itself'],
    ['no service', { service: undefined }, 'service of UniversalTarget is undefined: it must be a text with at least one character'],
    ['no action', { action: undefined }, 'action of UniversalTarget is undefined'],
    ['no request', { jsonata: undefined }, 'either request or jsonata'],
    ['two requests', { request: {} }, 'either request or jsonata'],
    ['no permission', { policyStatements: [] }, 'is empty'],
  ])('is refused with %s', (_what, props, why) => {
    expect(() => new UniversalTarget({ ...PROPS, ...props })).toThrow(why);
  });

  test('is none that a rule can make', () => {
    const stack = testStack({ env: ENV });
    expect(() => new ServiceEventRule(stack, 'Rule', { service: AwsService.EC2, targets: [new UniversalTarget(PROPS)] })).toThrow('which only subscribers can call');
  });
});

describe('the input of a target becomes an expression', () => {
  const field = events.EventField.fromPath;

  function expressionOf(message: events.RuleTargetInput): unknown {
    const stack = testStack({ env: ENV });
    subscriberOf(stack, new targets.SqsQueue(new sqs.Queue(stack, 'Queue'), { message }));
    return onlyResourceOf(stack, 'AWS::EventsV2::Subscriber').Properties.Transformer.JsonataConfiguration.Expression;
  }

  test.each<[string, events.RuleTargetInput, string]>([
    ['a part of the event', events.RuleTargetInput.fromEventPath('$.detail.instance-id'), '{% $events.Data.detail."instance-id" %}'],
    ['an element of a list', events.RuleTargetInput.fromEventPath('$.resources[0]'), '{% $events.Data.resources[0] %}'],
    ['all elements of a list', events.RuleTargetInput.fromEventPath('$.resources[*]'), '{% $events.Data.resources[] %}'],
    ['a field of all elements', events.RuleTargetInput.fromEventPath('$.detail.items[*].id'), '{% $events.Data.detail.items.id[] %}'],
    ['all fields of an object', events.RuleTargetInput.fromEventPath('$.detail.*'), '{% $events.Data.detail.*[] %}'],
    ['a constant', events.RuleTargetInput.fromObject({ a: [1, 'b', null] }), '{% {"a":[1,"b",null]} %}'],
    ['a constant that holds the end of an expression', events.RuleTargetInput.fromObject({ a: '100%}' }), '{% {"a":"100%\\u007d"} %}'],
    ['an object with fields', events.RuleTargetInput.fromObject({ id: field('$.detail.instance-id'), text: `is ${field('$.detail.state')}!` }),
      '{% {"id":($exists($events.Data.detail."instance-id") ? $events.Data.detail."instance-id" : ""),"text":("is " & $events.Data.detail.state & "!")} %}'],
    ['a text with fields', events.RuleTargetInput.fromText(`Instance ${field('$.detail.instance-id')} is "${field('$.detail.state')}"`),
      '{% ("Instance " & $events.Data.detail."instance-id" & " is \\"" & $events.Data.detail.state & "\\"") %}'],
  ])('%s', (_what, message, expression) => {
    expect(expressionOf(message)).toBe(expression);
  });

  test('with what is known at deployment only left as it is', () => {
    const stack = testStack({ env: ENV });
    const topic = new sns.Topic(stack, 'Other');
    subscriberOf(stack, new targets.SqsQueue(new sqs.Queue(stack, 'Queue'), { message: events.RuleTargetInput.fromObject({ topic: topic.topicArn, id: field('$.id') }) }));
    const { Expression } = onlyResourceOf(stack, 'AWS::EventsV2::Subscriber').Properties.Transformer.JsonataConfiguration;
    expect(Expression['Fn::Join']).toEqual(['', ['{% {"topic":"', { Ref: expect.stringContaining('Other') }, '","id":($exists($events.Data.id) ? $events.Data.id : "")} %}']]);
  });

  test('with several values that are known at deployment only, each in its place', () => {
    const stack = testStack({ env: ENV });
    const text = `${field('$.id')} ${Fn.importValue('A')} and ${Fn.importValue('B')} and ${Fn.importValue('C')}`;
    subscriberOf(stack, new targets.SqsQueue(new sqs.Queue(stack, 'Queue'), { message: events.RuleTargetInput.fromText(text) }));
    const { Expression } = onlyResourceOf(stack, 'AWS::EventsV2::Subscriber').Properties.Transformer.JsonataConfiguration;
    expect(Expression['Fn::Join'][1].filter((part: unknown) => typeof part !== 'string')).toEqual(['A', 'B', 'C'].map((name) => ({ 'Fn::ImportValue': name })));
  });

  test('unless it names the rule, which a subscriber does not have', () => {
    const message = events.RuleTargetInput.fromObject({ rule: field('$.detail.x'), name: events.EventField.fromPath('$.id') });
    expect(expressionOf(message)).toBeDefined();
    const stack = testStack({ env: ENV });
    const target: events.IRuleTarget = {
      bind: () => ({ arn: 'arn:aws:sqs:eu-west-1:111111111111:queue', input: { bind: () => ({ inputTemplate: '"<aws.events.rule-arn>"', inputPathsMap: {} }) } as unknown as events.RuleTargetInput }),
    };
    expect(() => subscriberOf(stack, target)).toThrow('since it has no rule');
  });
});
