import { CfnResource, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { IConstruct } from 'constructs';
import { LetterSource } from './letters-of-queue';
import { resourcesIn } from './resource-identity';
import { KEY_ACTIONS } from '../catalog/target-access';

/** What it takes to send to targets of one kind. */
interface TargetKind {
  /** As the ARN spells it. */
  readonly service: string;
  readonly resourceTypes: string[];
  /** What a construct has that stands for such a resource, made elsewhere. */
  readonly attribute: string;
  readonly actions: string[];
  readonly resource?: (arn: string) => string;
}

const KINDS: TargetKind[] = [
  {
    service: 'lambda',
    resourceTypes: ['AWS::Lambda::Function', 'AWS::Lambda::Alias', 'AWS::Lambda::Version'],
    attribute: 'functionArn',
    actions: ['lambda:InvokeFunction'],
  },
  { service: 'sqs', resourceTypes: ['AWS::SQS::Queue'], attribute: 'queueArn', actions: ['sqs:GetQueueUrl', 'sqs:SendMessage'] },
  { service: 'sns', resourceTypes: ['AWS::SNS::Topic'], attribute: 'topicArn', actions: ['sns:Publish'] },
  {
    service: 'states',
    resourceTypes: ['AWS::StepFunctions::StateMachine', 'AWS::StepFunctions::StateMachineAlias', 'AWS::StepFunctions::StateMachineVersion'],
    attribute: 'stateMachineArn',
    actions: ['states:StartExecution'],
  },
  { service: 'kinesis', resourceTypes: ['AWS::Kinesis::Stream'], attribute: 'streamArn', actions: ['kinesis:PutRecord'] },
  { service: 'events', resourceTypes: ['AWS::Events::EventBus'], attribute: 'eventBusArn', actions: ['events:PutEvents'] },
  {
    service: 'logs',
    resourceTypes: ['AWS::Logs::LogGroup'],
    attribute: 'logGroupArn',
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resource: (arn) => `${arn}:*`,
  },
];

const LOOK_UP = ['events:DescribeRule', 'events:ListTargetsByRule'];
/** The keys of AWS's own let everybody in their account use the service. */
const MANAGED_KEY = /^alias\/aws\//;

/**
 * What a role needs to send to a target, and to see what its rule makes of an event, and nothing more.
 */
export interface TargetPermissions {
  readonly statements: iam.PolicyStatement[];
  /** What could not be found out, for the one who has to grant it; none where everything is known. */
  readonly unknown?: string;
}

/**
 * Targets that a redrive cannot send to need no permission.
 *
 * @param target the construct that the rule was given, where it is known
 */
export function permissionsFor({ targetArn, ruleArn }: LetterSource, target: IConstruct | undefined): TargetPermissions {
  const kind = kindOf(targetArn, target);
  if (!kind) {
    const isKnown = !Token.isUnresolved(serviceOf(targetArn)) || resourcesIn(targetArn).length > 0;
    return { statements: [], unknown: isKnown ? undefined : 'what kind of target it is' };
  }
  const { actions, resource } = kind;
  const statements = [new iam.PolicyStatement({ actions, resources: [resource ? resource(targetArn) : targetArn] })];
  if (ruleArn) {
    statements.push(new iam.PolicyStatement({ actions: LOOK_UP, resources: [ruleArn] }));
  }
  const { keyArn, unknown } = keyOf(targetArn, target);
  if (keyArn) {
    statements.push(new iam.PolicyStatement({ actions: [...KEY_ACTIONS], resources: [keyArn] }));
  }
  return { statements, unknown };
}

/**
 * The key that encrypts what a resource is sent.
 */
export function keyOf(arn: string, construct: IConstruct | undefined): { keyArn?: string; unknown?: string } {
  const { encryptionMasterKey, masterKey, encryptionKey } = (construct ?? {}) as { [key: string]: { keyArn: string } | undefined };
  const key = encryptionMasterKey ?? masterKey ?? encryptionKey;
  if (key) {
    return { keyArn: key.keyArn };
  }
  const [resource] = resourcesIn(arn);
  const id = resource && keyIdOf(resource);
  if (id === undefined || MANAGED_KEY.test(id)) {
    return {};
  }
  if (id.startsWith('alias/')) {
    return { unknown: `which key ${id} stands for` };
  }
  const [named] = resourcesIn(id);
  if (named?.cfnResourceType === 'AWS::KMS::Alias') {
    return { unknown: `which key the alias '${named.node.path}' stands for` };
  }
  if (named?.cfnResourceType === 'AWS::KMS::Key') {
    return { keyArn: named.getAtt('Arn').toString() };
  }
  const isArn = id.startsWith('arn:') || Token.isUnresolved(id);
  return { keyArn: isArn ? id : Stack.of(resource).formatArn({ service: 'kms', resource: 'key', resourceName: id }) };
}

function keyIdOf(resource: CfnResource): string | undefined {
  if (resource instanceof sqs.CfnQueue || resource instanceof sns.CfnTopic) {
    return resource.kmsMasterKeyId;
  }
  const encryption = resource instanceof kinesis.CfnStream ? resource.streamEncryption : undefined;
  return encryption && !Token.isUnresolved(encryption) ? (encryption as kinesis.CfnStream.StreamEncryptionProperty).keyId : undefined;
}

const BY_SERVICE = new Map(KINDS.map((kind) => [kind.service, kind]));
const BY_TYPE = new Map(KINDS.flatMap((kind) => kind.resourceTypes.map((type) => [type, kind] as const)));

/** An ARN that spells its service says what it is, whatever resources its other parts name. */
function kindOf(targetArn: string, target: IConstruct | undefined): TargetKind | undefined {
  const service = serviceOf(targetArn);
  if (!Token.isUnresolved(service)) {
    return isSendable(targetArn) ? BY_SERVICE.get(service) : undefined;
  }
  const [resource] = resourcesIn(targetArn);
  return resource ? BY_TYPE.get(resource.cfnResourceType)
    : KINDS.find(({ attribute }) => (target as IConstruct & Record<string, unknown> | undefined)?.[attribute] === targetArn);
}

function serviceOf(arn: string): string {
  return arn.split(':')[2] ?? arn;
}

/** EventBridge has other targets than buses, too. */
function isSendable(arn: string): boolean {
  return serviceOf(arn) !== 'events' || arn.includes(':event-bus/');
}
