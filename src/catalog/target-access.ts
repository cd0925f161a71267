/**
 * What EventBridge does with a target of one kind, and who must let it.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-iam-roles.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 */
export interface TargetAccess {
  /** What a reader calls it. */
  readonly what: string;
  readonly resourceTypes: readonly string[];
  readonly actions: readonly string[];
  /** The policy of the target, the role that the rule names for it, or either. */
  readonly by: 'policy' | 'role' | 'either';
  /** The property of the target that holds the ARN on which the action is taken, where that is not the target itself. */
  readonly on?: readonly string[];
}

export const TARGET_ACCESS: readonly TargetAccess[] = [
  { what: 'queue', resourceTypes: ['AWS::SQS::Queue'], actions: ['sqs:SendMessage'], by: 'either' },
  { what: 'topic', resourceTypes: ['AWS::SNS::Topic'], actions: ['sns:Publish'], by: 'either' },
  {
    what: 'function',
    resourceTypes: ['AWS::Lambda::Function', 'AWS::Lambda::Alias', 'AWS::Lambda::Version'],
    actions: ['lambda:InvokeFunction'],
    by: 'either',
  },
  { what: 'log group', resourceTypes: ['AWS::Logs::LogGroup'], actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], by: 'policy' },
  { what: 'stream', resourceTypes: ['AWS::Kinesis::Stream'], actions: ['kinesis:PutRecord'], by: 'role' },
  { what: 'state machine', resourceTypes: ['AWS::StepFunctions::StateMachine'], actions: ['states:StartExecution'], by: 'role' },
  { what: 'API destination', resourceTypes: ['AWS::Events::ApiDestination'], actions: ['events:InvokeApiDestination'], by: 'role' },
  {
    what: 'cluster',
    resourceTypes: ['AWS::ECS::Cluster'],
    actions: ['ecs:RunTask'],
    by: 'role',
    on: ['EcsParameters', 'TaskDefinitionArn'],
  },
  // The pages name no actions for these: they are what the operations are called.
  { what: 'Firehose stream', resourceTypes: ['AWS::KinesisFirehose::DeliveryStream'], actions: ['firehose:PutRecord'], by: 'role' },
  { what: 'build project', resourceTypes: ['AWS::CodeBuild::Project'], actions: ['codebuild:StartBuild'], by: 'role' },
  { what: 'pipeline', resourceTypes: ['AWS::CodePipeline::Pipeline'], actions: ['codepipeline:StartPipelineExecution'], by: 'role' },
];

/** What it takes to deliver to a resource of a type; nothing where that is not known. */
export function targetAccessOf(resourceType: string): TargetAccess | undefined {
  return TARGET_ACCESS.find(({ resourceTypes }) => resourceTypes.includes(resourceType));
}

/** What Amazon SQS and Amazon SNS need of the key that encrypts what EventBridge sends. */
export const KEY_ACTIONS: readonly string[] = ['kms:Decrypt', 'kms:GenerateDataKey'];
