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
  /** Whether the page names the actions; otherwise they are what the operation is called. */
  readonly documented: boolean;
}

export const TARGET_ACCESS: readonly TargetAccess[] = [
  { what: 'queue', resourceTypes: ['AWS::SQS::Queue'], actions: ['sqs:SendMessage'], by: 'either', documented: true },
  { what: 'topic', resourceTypes: ['AWS::SNS::Topic'], actions: ['sns:Publish'], by: 'either', documented: true },
  {
    what: 'function',
    resourceTypes: ['AWS::Lambda::Function', 'AWS::Lambda::Alias', 'AWS::Lambda::Version'],
    actions: ['lambda:InvokeFunction'],
    by: 'either',
    documented: true,
  },
  { what: 'log group', resourceTypes: ['AWS::Logs::LogGroup'], actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], by: 'policy', documented: true },
  { what: 'stream', resourceTypes: ['AWS::Kinesis::Stream'], actions: ['kinesis:PutRecord'], by: 'role', documented: true },
  { what: 'state machine', resourceTypes: ['AWS::StepFunctions::StateMachine'], actions: ['states:StartExecution'], by: 'role', documented: true },
  { what: 'API destination', resourceTypes: ['AWS::Events::ApiDestination'], actions: ['events:InvokeApiDestination'], by: 'role', documented: true },
  {
    what: 'cluster',
    resourceTypes: ['AWS::ECS::Cluster'],
    actions: ['ecs:RunTask'],
    by: 'role',
    on: ['EcsParameters', 'TaskDefinitionArn'],
    documented: true,
  },
  { what: 'Firehose stream', resourceTypes: ['AWS::KinesisFirehose::DeliveryStream'], actions: ['firehose:PutRecord'], by: 'role', documented: false },
  { what: 'build project', resourceTypes: ['AWS::CodeBuild::Project'], actions: ['codebuild:StartBuild'], by: 'role', documented: false },
  { what: 'pipeline', resourceTypes: ['AWS::CodePipeline::Pipeline'], actions: ['codepipeline:StartPipelineExecution'], by: 'role', documented: false },
];

/** What it takes to deliver to a resource of a type; nothing where that is not known. */
export function targetAccessOf(resourceType: string): TargetAccess | undefined {
  return TARGET_ACCESS.find(({ resourceTypes }) => resourceTypes.includes(resourceType));
}

/** What Amazon SQS and Amazon SNS need of the key that encrypts what EventBridge sends. */
export const KEY_ACTIONS: readonly string[] = ['kms:Decrypt', 'kms:GenerateDataKey'];
