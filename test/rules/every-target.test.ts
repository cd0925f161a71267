import { SecretValue, Stack } from 'aws-cdk-lib';
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
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { AwsService, ServiceEventRule } from 'cdk-service-events';
import { resourcesOf, testStack } from '../support/test-app';

const ENV = { account: '111111111111', region: 'eu-west-1' };

const TARGETS: Record<string, (stack: Stack) => events.IRuleTarget> = {
  ApiDestination: (stack) => new targets.ApiDestination(new events.ApiDestination(stack, 'Destination', {
    connection: new events.Connection(stack, 'Connection', { authorization: events.Authorization.apiKey('key', SecretValue.unsafePlainText('secret')) }),
    endpoint: 'https://example.com/hook',
  })),
  ApiGateway: (stack) => {
    const api = new apigateway.RestApi(stack, 'Api', { cloudWatchRole: false });
    api.root.addMethod('POST');
    return new targets.ApiGateway(api, { path: '/', method: 'POST' });
  },
  ApiGatewayV2: (stack) => new targets.ApiGatewayV2(new apigatewayv2.HttpApi(stack, 'HttpApi')),
  AppSync: (stack) => new targets.AppSync(new appsync.GraphqlApi(stack, 'Graphql', {
    name: 'api',
    definition: appsync.Definition.fromSchema(appsync.SchemaFile.fromAsset(`${__dirname}/schema.graphql`)),
    authorizationConfig: { defaultAuthorization: { authorizationType: appsync.AuthorizationType.IAM } },
  }), { graphQLOperation: 'mutation Publish($message: String!){ publish(message: $message) { message } }' }),
  AwsApi: () => new targets.AwsApi({
    service: 'ECS', action: 'updateService', policyStatement: new iam.PolicyStatement({ actions: ['ecs:UpdateService'], resources: ['*'] }),
  }),
  BatchJob: (stack) => new targets.BatchJob(
    'arn:aws:batch:eu-west-1:111111111111:job-queue/queue', stack, 'arn:aws:batch:eu-west-1:111111111111:job-definition/definition:1', stack),
  CloudWatchLogGroup: (stack) => new targets.CloudWatchLogGroup(new logs.LogGroup(stack, 'Log', { logGroupName: '/aws/events/service-events' })),
  CodeBuildProject: (stack) => new targets.CodeBuildProject(new codebuild.Project(stack, 'Project', {
    buildSpec: codebuild.BuildSpec.fromObject({ version: '0.2', phases: { build: { commands: ['true'] } } }),
  })),
  CodePipeline: (stack) => new targets.CodePipeline(
    codepipeline.Pipeline.fromPipelineArn(stack, 'Pipeline', 'arn:aws:codepipeline:eu-west-1:111111111111:pipeline')),
  EcsTask: (stack) => {
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1, restrictDefaultSecurityGroup: false });
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
    taskDefinition.addContainer('main', { image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/busybox') });
    return new targets.EcsTask({ cluster: new ecs.Cluster(stack, 'Cluster', { vpc }), taskDefinition });
  },
  EventBus: (stack) => new targets.EventBus(new events.EventBus(stack, 'Bus')),
  FirehoseDeliveryStream: (stack) => new targets.FirehoseDeliveryStream(new firehose.DeliveryStream(stack, 'Firehose', {
    destination: new firehose.S3Bucket(new s3.Bucket(stack, 'Bucket')),
  })),
  KinesisStream: (stack) => new targets.KinesisStream(new kinesis.Stream(stack, 'Stream')),
  LambdaFunction: (stack) => new targets.LambdaFunction(new lambda.Function(stack, 'Function', {
    code: lambda.Code.fromInline('exports.handler = async () => {}'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X,
  })),
  RedshiftQuery: () => new targets.RedshiftQuery('arn:aws:redshift:eu-west-1:111111111111:cluster:warehouse', { database: 'dev', sql: ['SELECT 1'] }),
  SfnStateMachine: (stack) => new targets.SfnStateMachine(new sfn.StateMachine(stack, 'Machine', {
    definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Succeed(stack, 'Done')),
  })),
  SnsTopic: (stack) => new targets.SnsTopic(new sns.Topic(stack, 'Topic')),
  SqsQueue: (stack) => new targets.SqsQueue(new sqs.Queue(stack, 'Queue')),
};

test('every class of aws-events-targets is tried here', () => {
  const classes = Object.entries(targets).filter(([, value]) => typeof value === 'function' && 'bind' in value.prototype).map(([name]) => name);
  expect(Object.keys(TARGETS).sort()).toEqual(expect.arrayContaining(classes.filter((name) => !OLD_NAMES.includes(name))));
});

/** Classes that another one replaces. */
const OLD_NAMES = ['KinesisFirehoseStream', 'KinesisFirehoseStreamV2'];

test.each(Object.entries(TARGETS))('%s is given a dead-letter queue that EventBridge can write to, and retries', (_name, makeTarget) => {
  const stack = testStack({ env: ENV });
  new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH, targets: [makeTarget(stack)] });

  const rules = Object.values(resourcesOf(stack, 'AWS::Events::Rule'));
  expect(rules).toHaveLength(1);
  const [target] = rules[0].Properties.Targets;
  const queueId = target.DeadLetterConfig.Arn['Fn::GetAtt'][0];
  expect(target.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 });
  const policy = Object.values(resourcesOf(stack, 'AWS::SQS::QueuePolicy')).find(({ Properties }) => Properties.Queues[0].Ref === queueId);
  expect(policy.Properties.PolicyDocument.Statement).toContainEqual(expect.objectContaining({
    Sid: 'AllowEventBridgeRules', Action: 'sqs:SendMessage', Principal: { Service: 'events.amazonaws.com' },
  }));
});
