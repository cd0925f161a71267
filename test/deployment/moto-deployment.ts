import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient, CreateStackCommand, DescribeStackResourcesCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, PutMetricAlarmCommand, PutMetricAlarmCommandInput } from '@aws-sdk/client-cloudwatch';
import { LambdaClient, PutFunctionEventInvokeConfigCommand, PutFunctionEventInvokeConfigCommandInput } from '@aws-sdk/client-lambda';
import { SQSClient, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { NAME_ATTRIBUTES, PROPERTY_GAPS } from './moto-gaps';
import { MotoServer } from '../../scripts/moto/moto-server';

const BOOTSTRAP_TEMPLATE = join(require.resolve('aws-cdk/package.json'), '..', 'lib', 'api', 'bootstrap', 'bootstrap-template.yaml');
const INTRINSIC = /^(Ref|Fn::.+)$/;

interface Resource {
  readonly Type: string;
  readonly Properties?: any;
}

interface Template {
  readonly Resources: Record<string, Resource>;
  readonly Outputs?: object;
}

interface Environment {
  readonly account: string;
  readonly region: string;
}

/**
 * A stack that moto's CloudFormation has created, with what it leaves out created through the services' own APIs.
 */
export class MotoDeployment {
  /** Makes ready the server's account for stacks of the AWS CDK, with the CDK toolkit's own template. */
  public static async bootstrap(server: MotoServer, region: string): Promise<void> {
    const client = new CloudFormationClient(server.clientConfig(region));
    await client.send(new CreateStackCommand({
      StackName: 'CDKToolkit', TemplateBody: readFileSync(BOOTSTRAP_TEMPLATE, 'utf8'), Capabilities: ['CAPABILITY_NAMED_IAM'],
    }));
  }

  /** Creates a stack, and waits until it is complete. */
  public static async create(
    server: MotoServer, { account, region }: Environment, stackName: string, original: Template,
  ): Promise<MotoDeployment> {
    const template = withReferences(original, stackName, `arn:aws:cloudwatch:${region}:${account}:alarm:`);
    const intrinsics = new Map<string, object>();
    collectIntrinsics(template.Resources, intrinsics);
    const rules = Object.entries(template.Resources).filter(([, { Type }]) => Type === 'AWS::Events::Rule');
    collectIntrinsics(rules.map(([logicalId]) => ({ Ref: logicalId })), intrinsics);
    const outputs = Object.fromEntries([...intrinsics.values()].map((value, at) => [`Resolved${at}`, { Value: value }]));
    const client = new CloudFormationClient(server.clientConfig(region));
    await client.send(new CreateStackCommand({
      StackName: stackName,
      TemplateBody: JSON.stringify({ ...forMoto(template), Outputs: { ...template.Outputs, ...outputs } }),
      Capabilities: ['CAPABILITY_NAMED_IAM'],
    }));
    await answerCustomResources(server, region, client, stackName, template);
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: stackName }));
    if (stack.StackStatus !== 'CREATE_COMPLETE') {
      throw new Error(`Stack ${stackName} is ${stack.StackStatus}: ${stack.StackStatusReason}\n${server.output}`);
    }
    const valueOf = new Map(stack.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
    const resolved = new Map([...intrinsics.keys()].map((key, at) => [key, valueOf.get(`Resolved${at}`)]));
    const { StackResources: created = [] } = await client.send(new DescribeStackResourcesCommand({ StackName: stackName }));
    const createdIds = new Set(created.filter(({ ResourceType }) => ResourceType).map(({ LogicalResourceId }) => LogicalResourceId!));
    const deployment = new MotoDeployment(stackName, template, resolved, createdIds);
    await deployment.createTheRest(server, region);
    return deployment;
  }

  private constructor(
    private readonly stackName: string,
    private readonly template: Template,
    private readonly resolved: Map<string, string | undefined>,
    private readonly createdIds: Set<string>,
  ) {
  }

  /** The types that CloudFormation left out. */
  public get missingTypes(): string[] {
    return this.typesOf((logicalId) => !this.createdIds.has(logicalId));
  }

  /** The types that CloudFormation created. */
  public get createdTypes(): string[] {
    return this.typesOf((logicalId) => this.createdIds.has(logicalId));
  }

  /** The properties of all resources of a type, by logical id, with what they refer to filled in. */
  public resourcesOf(type: string): [logicalId: string, properties: any][] {
    return Object.entries(this.template.Resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([logicalId, { Properties }]) => [logicalId, this.fillIn(Properties ?? {})]);
  }

  /** What `Ref` or `Fn::GetAtt` of a resource comes to. The template must have it somewhere. */
  public valueOf(intrinsic: object): string {
    const key = JSON.stringify(intrinsic);
    const value = this.resolved.get(key);
    if (value === undefined) {
      throw new Error(`moto has no value for ${key} in stack ${this.stackName}`);
    }
    return value;
  }

  public alarmName(logicalId: string): string {
    return alarmName(this.stackName, logicalId);
  }

  private async createTheRest(server: MotoServer, region: string): Promise<void> {
    const cloudwatch = new CloudWatchClient(server.clientConfig(region));
    for (const [logicalId, properties] of this.resourcesOf('AWS::CloudWatch::Alarm')) {
      await cloudwatch.send(new PutMetricAlarmCommand({ AlarmName: this.alarmName(logicalId), ...properties } as PutMetricAlarmCommandInput));
    }
    const queues = new SQSClient(server.clientConfig(region));
    for (const [, { Queues, PolicyDocument }] of this.resourcesOf('AWS::SQS::QueuePolicy')) {
      for (const queue of Queues) {
        await queues.send(new SetQueueAttributesCommand({ QueueUrl: queue, Attributes: { Policy: JSON.stringify(PolicyDocument) } }));
      }
    }
    const functions = new LambdaClient(server.clientConfig(region));
    for (const [, properties] of this.resourcesOf('AWS::Lambda::EventInvokeConfig')) {
      await functions.send(new PutFunctionEventInvokeConfigCommand(properties as PutFunctionEventInvokeConfigCommandInput));
    }
  }

  private typesOf(wanted: (logicalId: string) => boolean): string[] {
    const types = Object.entries(this.template.Resources).filter(([logicalId]) => wanted(logicalId)).map(([, { Type }]) => Type);
    return [...new Set(types)].sort();
  }

  private fillIn(value: any): any {
    if (isIntrinsic(value)) {
      return this.valueOf(value);
    }
    if (Array.isArray(value)) {
      return value.map((item) => this.fillIn(item));
    }
    if (value && typeof value === 'object') {
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.fillIn(item)]));
    }
    return value;
  }
}

function forMoto(template: Template): Template {
  const changed = ([logicalId, resource]: [string, Resource]): [string, Resource] => {
    const gap = PROPERTY_GAPS[resource.Type];
    return [logicalId, gap ? { ...resource, Properties: gap.properties(logicalId, resource.Properties) } : resource];
  };
  return { ...template, Resources: Object.fromEntries(Object.entries(template.Resources).map(changed)) };
}

/** moto does not know what a reference to an alarm means that it has not created, nor the name of some that it has. */
function withReferences(template: Template, stackName: string, arnPrefix: string): Template {
  const replace = (value: any): any => {
    const [logicalId, isArn] = value?.Ref ? [value.Ref, false] : [value?.['Fn::GetAtt']?.[0], true];
    const type = template.Resources[logicalId]?.Type;
    if (type === 'AWS::CloudWatch::Alarm') {
      return `${isArn ? arnPrefix : ''}${alarmName(stackName, logicalId)}`;
    }
    if (!isArn && type !== undefined && type in NAME_ATTRIBUTES) {
      return { 'Fn::GetAtt': [logicalId, NAME_ATTRIBUTES[type]] };
    }
    if (Array.isArray(value)) {
      return value.map(replace);
    }
    return value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replace(item)])) : value;
  };
  return replace(template);
}

function alarmName(stackName: string, logicalId: string): string {
  return `${stackName}-${logicalId}`;
}

/** CloudFormation tells what an intrinsic function comes to as soon as an output has it. */
function collectIntrinsics(value: any, found: Map<string, object>): void {
  if (isIntrinsic(value)) {
    found.set(JSON.stringify(value), value);
  } else if (value && typeof value === 'object') {
    Object.values(value).forEach((item) => collectIntrinsics(item, found));
  }
}

function isIntrinsic(value: any): boolean {
  const keys = value && typeof value === 'object' && !Array.isArray(value) ? Object.keys(value) : [];
  return keys.length === 1 && INTRINSIC.test(keys[0]);
}

/**
 * The functions behind custom resources tell CloudFormation through a URL that they have done their work.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
async function answerCustomResources(
  server: MotoServer, region: string, client: CloudFormationClient, stackName: string, template: Template,
): Promise<void> {
  const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: stackName }));
  for (const [logicalId, { Type }] of Object.entries(template.Resources)) {
    if (Type.startsWith('Custom::') || Type === 'AWS::CloudFormation::CustomResource') {
      const url = `${server.endpoint}/cloudformation_${region}/cfnresponse?stack=${stack.StackId}`;
      const answer = { Status: 'SUCCESS', LogicalResourceId: logicalId, PhysicalResourceId: logicalId, StackId: stack.StackId, RequestId: logicalId, Data: {} };
      await fetch(url, { method: 'PUT', body: JSON.stringify(answer) });
    }
  }
}
