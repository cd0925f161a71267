import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { App, CfnResource, Stack } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as batch from 'aws-cdk-lib/aws-batch';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as codecommit from 'aws-cdk-lib/aws-codecommit';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as codepipeline from 'aws-cdk-lib/aws-codepipeline';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as eks from 'aws-cdk-lib/aws-eks';
import * as events from 'aws-cdk-lib/aws-events';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as omics from 'aws-cdk-lib/aws-omics';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import * as stepfunctions from 'aws-cdk-lib/aws-stepfunctions';
import * as synthetics from 'aws-cdk-lib/aws-synthetics';
import { AwsService, Ec2Events, EcsEvents, S3Events, ServiceEventRule, ServiceEventRuleProps } from 'cdk-service-events';
import { IConstruct } from 'constructs';
import { queueIn, testStack } from '../support/test-app';

let stack: Stack;

beforeEach(() => {
  stack = testStack();
});

function patternOf(props: ServiceEventRuleProps): any {
  const { rule } = new ServiceEventRule(stack, 'Rule', props);
  return stack.resolve((rule.node.defaultChild as CfnResource & { eventPattern: any }).eventPattern);
}

/** `AWS::Athena::WorkGroup` is `CfnWorkGroup` of `aws-cdk-lib/aws-athena`. What it requires besides is of no interest. */
function l1Of(type: string, given: object = {}): IConstruct {
  const props = new Proxy(given, { get: (all, name) => Reflect.get(all, name) ?? (/tags$/i.test(String(name)) ? undefined : 'any') });
  const [, namespace, name] = type.split('::');
  const { [`Cfn${name}`]: construct } = jest.requireActual(`aws-cdk-lib/aws-${namespace.toLowerCase()}`);
  return new construct(stack, 'Named', props);
}

const VIA_CLOUDTRAIL = ['AWS API Call via CloudTrail'];
const ref = { Ref: expect.stringContaining('Named') };
const att = (name: string) => ({ 'Fn::GetAtt': [expect.stringContaining('Named'), name] });

interface Case {
  readonly detailTypes?: string[];
  readonly props?: object;
  readonly make?: () => IConstruct;
  readonly resources?: any;
  readonly detail?: any;
  readonly refused?: RegExp;
}

const vpc = () => ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'], privateSubnetIds: ['subnet-1'] });

/** What the pattern of a rule about a resource of each type holds; the construct is the CDK's own where there is one. */
const TYPES: Record<string, Case> = {
  'AWS::Athena::WorkGroup': { detail: { workgroupName: [ref] } },
  'AWS::AutoScaling::AutoScalingGroup': {
    make: () => new autoscaling.AutoScalingGroup(stack, 'Named', { vpc: vpc(), instanceType: new ec2.InstanceType('t3.micro'), machineImage: ec2.MachineImage.latestAmazonLinux2023() }),
    detail: { AutoScalingGroupName: [ref] },
  },
  'AWS::Batch::JobDefinition': {
    make: () => new batch.EcsJobDefinition(stack, 'Named', { container: new batch.EcsFargateContainerDefinition(stack, 'Container', { image: ecs.ContainerImage.fromRegistry('image'), memory: { toMebibytes: () => 512 } as never, cpu: 0.25 }) }),
    detail: { jobDefinition: [ref] },
  },
  'AWS::Chime::VoiceConnector': { make: () => new CfnResource(stack, 'Named', { type: 'AWS::Chime::VoiceConnector' }), detail: { voiceConnectorId: [att('VoiceConnectorId')] } },
  'AWS::CloudFormation::HookVersion': { detail: { 'hook-detail': { 'hook-version': [att('VersionId')] } } },
  'AWS::CloudWatch::Alarm': {
    make: () => new cloudwatch.Alarm(stack, 'Named', { metric: new cloudwatch.Metric({ namespace: 'N', metricName: 'M' }), threshold: 1, evaluationPeriods: 1 }),
    detail: { alarmName: [ref] },
  },
  'AWS::CodeBuild::Project': {
    make: () => new codebuild.Project(stack, 'Named', { buildSpec: codebuild.BuildSpec.fromObject({ version: '0.2' }) }),
    detail: { 'project-name': [ref] },
  },
  'AWS::CodeCommit::Repository': { make: () => new codecommit.Repository(stack, 'Named', { repositoryName: 'repo' }), detailTypes: ['CodeCommit Repository State Change'], detail: { repositoryName: ['repo'] } },
  'AWS::CodeDeploy::Application': { make: () => new codedeploy.ServerApplication(stack, 'Named'), detail: { application: [ref] } },
  'AWS::CodePipeline::Pipeline': { make: () => new codepipeline.Pipeline(stack, 'Named'), detail: { pipeline: [ref] } },
  'AWS::Connect::Instance': { detail: { instanceArn: [ref] } },
  'AWS::DataExchange::DataSet': { detail: { DataSet: { Id: [att('Id')] } } },
  'AWS::Deadline::Farm': { detail: { farmId: [att('FarmId')] } },
  'AWS::DevOpsGuru::ResourceCollection': { props: { resourceCollectionFilter: {} }, refused: /filter on detail\.resourceCollection\.cloudFormation\.stackNames/ },
  'AWS::EC2::Instance': {
    make: () => new ec2.Instance(stack, 'Named', { vpc: vpc(), instanceType: new ec2.InstanceType('t3.micro'), machineImage: ec2.MachineImage.latestAmazonLinux2023() }),
    detail: { 'instance-id': [ref] },
  },
  'AWS::ECR::Repository': { make: () => new ecr.Repository(stack, 'Named'), detailTypes: ['ECR Image Action'], detail: { 'repository-name': [ref] } },
  'AWS::ECS::Cluster': { make: () => new ecs.Cluster(stack, 'Named', { vpc: vpc() }), detail: { clusterArn: [att('Arn')] } },
  'AWS::Glue::Job': { detail: { jobName: [ref] } },
  'AWS::Glue::Database': { detail: { databaseName: [ref] } },
  'AWS::GuardDuty::Detector': { detail: { service: { detectorId: [ref] } } },
  'AWS::HealthImaging::Datastore': { detail: { datastoreId: [ref] } },
  'AWS::IoTAnalytics::Dataset': { detail: { 'dataset-name': [ref] } },
  'AWS::IVS::Channel': { resources: [ref] },
  'AWS::KMS::Key': { make: () => new kms.Key(stack, 'Named'), detail: { 'key-id': [ref] } },
  'AWS::Logs::LogGroup': { make: () => new logs.LogGroup(stack, 'Named'), detailTypes: VIA_CLOUDTRAIL, detail: { requestParameters: { logGroupName: [ref] } } },
  'AWS::MediaLive::Channel': { detail: { channel_arn: [att('Arn')] } },
  'AWS::MediaPackage::OriginEndpoint': { detail: { harvest_job: { origin_endpoint_id: [ref] } } },
  'AWS::NetworkManager::CoreNetwork': { detail: { coreNetworkArn: [att('CoreNetworkArn')] } },
  'AWS::Omics::SequenceStore': { detail: { sequenceStoreId: [ref] } },
  'AWS::Omics::ReferenceStore': { detail: { referenceStoreId: [ref] } },
  'AWS::OpsWorks::Instance': { detail: { 'instance-id': [ref] } },
  'AWS::OpsWorks::Stack': { detail: { 'stack-id': [ref] } },
  'AWS::Organizations::Account': { detailTypes: ['AWS Service Event via CloudTrail'], detail: { serviceEventDetails: { createAccountStatus: { accountId: [ref] } } } },
  'AWS::QLDB::Ledger': { detail: { ledgerName: [ref] } },
  'AWS::Route53RecoveryReadiness::Cell': { detail: { 'cell-name': [ref] } },
  'AWS::Route53RecoveryReadiness::ReadinessCheck': { detail: { 'readiness-check-name': [ref] } },
  'AWS::Route53RecoveryReadiness::RecoveryGroup': { detail: { 'recovery-group-name': [ref] } },
  'AWS::Route53Resolver::FirewallDomainList': { detail: { 'firewall-domain-list-id': [ref] } },
  'AWS::S3::Bucket': { make: () => new s3.Bucket(stack, 'Named'), detail: { bucket: { name: [ref] } } },
  'AWS::SageMaker::Model': { detail: { ModelName: [att('ModelName')] } },
  'AWS::SageMaker::EndpointConfig': { detail: { EndpointConfigName: [att('EndpointConfigName')] } },
  'AWS::SageMaker::Pipeline': {
    props: { pipelineName: 'Train' },
    detail: { pipelineArn: [{ 'equals-ignore-case': { 'Fn::Join': ['', expect.arrayContaining([':pipeline/', expect.objectContaining({ Ref: expect.anything() })])] } }] },
  },
  'AWS::SageMaker::Image': { refused: /filter on detail\.PrimaryContainer\.Image, or give the AWS::SageMaker::Model/ },
  'AWS::SecurityHub::Insight': { props: { name: 'insight', filters: {}, groupByAttribute: 'ResourceId' }, detail: { insightName: ['insight'] } },
  'AWS::Synthetics::Canary': {
    make: () => new synthetics.Canary(stack, 'Named', { runtime: synthetics.Runtime.SYNTHETICS_NODEJS_PUPPETEER_9_1, test: synthetics.Test.custom({ code: synthetics.Code.fromInline('x'), handler: 'index.handler' }) }),
    detail: { 'canary-name': [ref] },
  },
  'AWS::Transfer::Connector': { detail: { 'connector-id': [att('ConnectorId')] } },
  'AWS::Transfer::Agreement': { detail: { 'agreement-id': [att('AgreementId')] } },
  'AWS::Transfer::Server': { detail: { 'server-id': [att('ServerId')] } },
  'AWS::VoiceID::Domain': { detail: { domainId: [ref] } },
  'AWS::WorkSpaces::Workspace': { detail: { workspaceId: [ref] } },
  'AWS::XRay::Group': { props: { groupName: 'group' }, detail: { GroupName: ['group'] } },
};

const spec = loadAwsServiceSpecSync();
const specified = new Map(spec.all('event').flatMap(({ source, resourcesField }) => resourcesField
  .map(({ resource }) => [spec.get('resource', resource).cloudFormationType, source] as const)));

describe('a rule about a resource', () => {
  test('is tried for every type that the schemas name', () => {
    expect(Object.keys(TYPES).sort()).toEqual([...specified.keys()].sort());
    expect(specified.size).toBe(51);
  });

  test.each(Object.entries(TYPES))('%s matches it where events name it', (type, { detailTypes, props, make, resources, detail, refused }) => {
    const service = AwsService.named(specified.get(type)!);
    const resource = make?.() ?? l1Of(type, props);
    if (refused) {
      expect(() => patternOf({ service, detailTypes, resources: [resource] })).toThrow(refused);
      return;
    }
    const pattern = patternOf({ service, detailTypes, resources: [resource] });
    expect([pattern.source, pattern.resources, pattern.detail]).toEqual([service._defaultPattern.source, resources, detail]);
  });

  test('matches all kinds of events that name it, unless some are named', () => {
    expect(patternOf({ service: AwsService.EC2, resources: [new ec2.CfnInstance(stack, 'Named', {})] })['detail-type']).toEqual([
      'EC2 Instance State-change Notification', 'EC2 Spot Instance Interruption Warning', 'EC2 Instance Rebalance Recommendation',
    ]);
  });

  test('takes what the user wants of other fields too', () => {
    expect(patternOf({
      service: AwsService.S3,
      detailTypes: [S3Events.OBJECT_CREATED],
      resources: [s3.Bucket.fromBucketName(stack, 'Bucket', 'uploads')],
      detail: { object: { key: [{ prefix: 'in/' }] }, bucket: { 'aws-generated-tags': { a: 'b' } } },
    }).detail).toEqual({ bucket: { 'name': ['uploads'], 'aws-generated-tags': { a: ['b'] } }, object: { key: [{ prefix: 'in/' }] } });
  });

  test('can be about several of one type', () => {
    const resources = ['one', 'two', 'three'].map((name) => s3.Bucket.fromBucketName(stack, name, name));
    expect(patternOf({ service: AwsService.S3, resources }).detail)
      .toEqual({ bucket: { name: ['one', 'two', 'three'] } });
  });

  test('finds different fields of different kinds of events', () => {
    const repository = ecr.Repository.fromRepositoryName(stack, 'Repository', 'app');
    expect(patternOf({ service: AwsService.ECR, resources: [repository], detailTypes: ['ECR Image Action', 'ECR Scan Resource Change'] }).detail)
      .toEqual({ $or: [{ 'repository-name': ['app'] }, { repositories: { 'repository-name': ['app'] } }] });
  });

  test('finds a resource that CloudTrail names', () => {
    const key = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111111111111:key/k-1');
    expect(patternOf({ service: AwsService.KMS, resources: [key], detailTypes: VIA_CLOUDTRAIL, detail: { eventName: 'ScheduleKeyDeletion' } }).detail)
      .toEqual({ requestParameters: { keyId: ['k-1', 'arn:aws:kms:eu-west-1:111111111111:key/k-1'] }, eventName: ['ScheduleKeyDeletion'] });
  });

  test.each<[string, AwsService, () => IConstruct, any]>([
    ['auto scaling group', AwsService.AUTOSCALING, () => autoscaling.AutoScalingGroup.fromAutoScalingGroupName(stack, 'R', 'group'), { detail: { AutoScalingGroupName: ['group'] } }],
    ['alarm', AwsService.CLOUDWATCH, () => cloudwatch.Alarm.fromAlarmArn(stack, 'R', 'arn:aws:cloudwatch:eu-west-1:111111111111:alarm:high'), { detail: { alarmName: ['high'] } }],
    ['CodeCommit repository', AwsService.CODECOMMIT, () => codecommit.Repository.fromRepositoryName(stack, 'R', 'repo'), { detail: { $or: [{ repositoryName: ['repo'] }, { repositoryNames: ['repo'] }] } }],
    ['CodeBuild project', AwsService.CODEBUILD, () => codebuild.Project.fromProjectName(stack, 'R', 'project'), { detail: { 'project-name': ['project'] } }],
    ['pipeline', AwsService.CODEPIPELINE, () => codepipeline.Pipeline.fromPipelineArn(stack, 'R', 'arn:aws:codepipeline:eu-west-1:111111111111:release'), { detail: { pipeline: ['release'] } }],
    ['ECS cluster', AwsService.ECS, () => ecs.Cluster.fromClusterArn(stack, 'R', 'arn:aws:ecs:eu-west-1:111111111111:cluster/c'), { detail: { clusterArn: ['arn:aws:ecs:eu-west-1:111111111111:cluster/c'] } }],
    ['certificate', AwsService.ACM, () => acm.Certificate.fromCertificateArn(stack, 'R', 'arn:aws:acm:eu-west-1:111111111111:certificate/c'), { resources: ['arn:aws:acm:eu-west-1:111111111111:certificate/c'] }],
    ['parameter', AwsService.SSM, () => ssm.StringParameter.fromStringParameterName(stack, 'R', '/name'), { detail: { $or: [{ name: ['/name'] }, { 'parameter-name': ['/name'] }] } }],
    ['state machine', AwsService.STATES, () => stepfunctions.StateMachine.fromStateMachineArn(stack, 'R', 'arn:aws:states:eu-west-1:111111111111:stateMachine:s'), { detail: { stateMachineArn: ['arn:aws:states:eu-west-1:111111111111:stateMachine:s'] } }],
    ['batch job definition', AwsService.BATCH, () => batch.EcsJobDefinition.fromJobDefinitionArn(stack, 'R', 'arn:aws:batch:eu-west-1:111111111111:job-definition/d:1'), { detail: { jobDefinition: ['arn:aws:batch:eu-west-1:111111111111:job-definition/d:1'] } }],
  ])('knows an imported %s', (_what, service, make, expected) => {
    expect(patternOf({ service, resources: [make()] })).toMatchObject(expected);
  });

  test('knows an imported database instance', () => {
    const resource = rds.DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'Db', { instanceIdentifier: 'db', instanceEndpointAddress: 'a', port: 1, securityGroups: [] });
    expect(JSON.stringify(patternOf({ service: AwsService.RDS, resources: [resource] }).detail)).toContain(':db:db');
  });

  test('knows a service of ECS, which has no default child', () => {
    const task = new ecs.FargateTaskDefinition(stack, 'Task');
    task.addContainer('App', { image: ecs.ContainerImage.fromRegistry('app') });
    const resource = new ecs.FargateService(stack, 'Named', { cluster: new ecs.Cluster(stack, 'Cluster', { vpc: vpc() }), taskDefinition: task });
    expect(patternOf({ service: AwsService.ECS, resources: [resource], detailTypes: [EcsEvents.ECS_SERVICE_ACTION] }).resources).toEqual([ref]);
  });
});

describe('a rule cannot be about', () => {
  test('a resource of a service whose events name none', () => {
    expect(() => patternOf({ service: AwsService.HEALTH, resources: [new s3.Bucket(stack, 'Bucket')] })).toThrow(
      /Rule 'Stack\/Rule' cannot be about 'Stack\/Bucket': events of AWS Health \(aws\.health\) cannot be tied to a resource\. Filter on what such events hold instead: resources \(bare ids or ARNs, .* detail\.affectedEntities\[\]\.entityValue\./);
  });

  test('a resource of another service', () => {
    expect(() => patternOf({ service: AwsService.S3, resources: [queueIn(stack)] })).toThrow(
      /cannot be about 'Stack\/TargetQueue': events of Amazon Simple Storage Service name resources of the types AWS::S3::Bucket, and 'Stack\/TargetQueue' is an AWS::SQS::Queue\./);
  });

  test('an imported resource of another service that is called the same', () => {
    const cluster = eks.Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'c' });
    expect(() => patternOf({ service: AwsService.ECS, resources: [cluster] })).toThrow(/'Stack\/Cluster' is not known to be one/);
  });

  test('what an event does not name', () => {
    expect(() => patternOf({
      service: AwsService.EC2, resources: [new ec2.CfnInstance(stack, 'Named', {})], detailTypes: [Ec2Events.EBS_VOLUME_NOTIFICATION],
    })).toThrow(/'EBS Volume Notification' does not name an AWS::EC2::Instance\. These events name it: .*'EC2 Instance State-change Notification'.* Filter on what such events hold instead: resources \(volume ARN/);
  });

  test('what only CloudTrail names, unless its events are asked for', () => {
    expect(() => patternOf({ service: AwsService.ORGANIZATIONS, resources: [l1Of('AWS::Organizations::Account')] })).toThrow(
      /names an AWS::Organizations::Account in other events only\. These events name it: 'AWS Service Event via CloudTrail'\. Name them in detailTypes\./);
  });

  test('resources of several types, or none', () => {
    expect(() => patternOf({
      service: AwsService.OMICS, resources: [l1Of('AWS::Omics::SequenceStore'), new omics.CfnReferenceStore(stack, 'Other', { name: 'references' })],
    })).toThrow(/different types \(AWS::Omics::SequenceStore, AWS::Omics::ReferenceStore\).*make a rule for each type/);
    expect(() => new ServiceEventRule(stack, 'None', { service: AwsService.S3, resources: [] })).toThrow(/resources of rule 'Stack\/None' is an empty list/);
  });

  test('a resource whose name is not known', () => {
    const resource = new CfnResource(stack, 'Group', { type: 'AWS::XRay::Group' });
    expect(() => patternOf({ service: AwsService.XRAY, resources: [resource] })).toThrow(
      /'Stack\/Group' does not know what events call it in detail\.GroupName \(prop:groupName\): .* give the construct of AWS::XRay::Group itself/);
  });

  test('a key that is known by an alias only', () => {
    expect(() => patternOf({ service: AwsService.KMS, resources: [kms.Alias.fromAliasName(stack, 'Alias', 'alias/app')] })).toThrow(
      /'Stack\/Alias' is known as 'alias\/app' only, which events do not have in detail\.key-id: give the construct of AWS::KMS::Key itself, or import it by its ARN/);
  });

  test('a resource in another Region or account', () => {
    const app = new App();
    stack = new Stack(app, 'Here', { env: { region: 'eu-west-1', account: '111111111111' } });
    const bucket = new s3.Bucket(new Stack(app, 'There', { env: { region: 'us-east-1', account: '111111111111' } }), 'Bucket', { bucketName: 'uploads' });
    expect(() => patternOf({ service: AwsService.S3, resources: [bucket] })).toThrow(/its events arrive in the Region us-east-1, and the rule is in eu-west-1/);
  });

  test('kinds of events that are known by a matcher only', () => {
    expect(() => patternOf({ service: AwsService.S3, resources: [new s3.Bucket(stack, 'Bucket')], detailTypes: events.Match.prefix('Object') })).toThrow(/name the kinds of events in detailTypes as they are/);
  });

  test('what the user filters on by hand too', () => {
    expect(() => patternOf({ service: AwsService.S3, resources: [new s3.Bucket(stack, 'Bucket')], detail: { bucket: { name: 'b' } } })).toThrow(/detail\.bucket\.name is set by the rule itself/);
    expect(() => new ServiceEventRule(stack, 'Both', { service: AwsService.IVS, resources: [l1Of('AWS::IVS::Channel')], resourceArns: ['arn'] })).toThrow(/has both resources and resourceArns/);
  });
});
