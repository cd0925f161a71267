import { CfnResource, Reference, Token, Tokenization } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { DeadLetterSender } from '../delivery/dead-letters/dead-letter-senders';

/** What it takes to send to targets of one kind. */
interface TargetKind {
  /** As the ARN spells it. */
  readonly service: string;
  readonly resourceTypes: string[];
  readonly actions: string[];
  readonly resource?: (arn: string) => string;
  /** Where the resource keeps the key that encrypts what is sent. */
  readonly key?: string;
}

const KINDS: TargetKind[] = [
  { service: 'lambda', resourceTypes: ['AWS::Lambda::Function', 'AWS::Lambda::Alias', 'AWS::Lambda::Version'], actions: ['lambda:InvokeFunction'] },
  { service: 'sqs', resourceTypes: ['AWS::SQS::Queue'], actions: ['sqs:GetQueueUrl', 'sqs:SendMessage'], key: 'encryptionMasterKey' },
  { service: 'sns', resourceTypes: ['AWS::SNS::Topic'], actions: ['sns:Publish'], key: 'masterKey' },
  { service: 'states', resourceTypes: ['AWS::StepFunctions::StateMachine'], actions: ['states:StartExecution'] },
  { service: 'kinesis', resourceTypes: ['AWS::Kinesis::Stream'], actions: ['kinesis:PutRecord'], key: 'encryptionKey' },
  { service: 'events', resourceTypes: ['AWS::Events::EventBus'], actions: ['events:PutEvents'] },
  {
    service: 'logs',
    resourceTypes: ['AWS::Logs::LogGroup'],
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resource: (arn) => `${arn}:*`,
  },
];

/**
 * Lets somebody send to a target, and see what its rule makes of an event, and nothing more. Targets that a redrive does not
 * know need no permission.
 */
export function letSendTo(sender: DeadLetterSender, grantee: iam.IGrantable): void {
  const kind = kindOf(sender);
  if (!kind) {
    return;
  }
  const { targetArn, target, ruleArn } = sender;
  const { actions, resource, key } = kind;
  iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [resource ? resource(targetArn) : targetArn] });
  if (ruleArn) {
    iam.Grant.addToPrincipal({ grantee, actions: ['events:DescribeRule', 'events:ListTargetsByRule'], resourceArns: [ruleArn] });
  }
  const encryptionKey: kms.IKey | undefined = key ? (target as { [name: string]: any } | undefined)?.[key] : undefined;
  encryptionKey?.grantEncryptDecrypt(grantee);
}

function kindOf(sender: DeadLetterSender): TargetKind | undefined {
  const resourceType = resourceTypeOf(sender);
  const service = sender.targetArn.split(':')[2];
  return KINDS.find((kind) => (resourceType ? kind.resourceTypes.includes(resourceType) : kind.service === service && !Token.isUnresolved(service)));
}

function resourceTypeOf({ target, targetArn }: DeadLetterSender): string | undefined {
  const referred = Tokenization.reverseString(targetArn).tokens.find((token) => Reference.isReference(token));
  const resource = target?.node.defaultChild ?? (referred as Reference | undefined)?.target;
  return resource && CfnResource.isCfnResource(resource) ? resource.cfnResourceType : undefined;
}
