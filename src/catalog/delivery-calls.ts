/**
 * The API calls that EventBridge makes when it delivers to a resource, as CloudTrail records them: a rule on such a call
 * with such a target calls itself.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-patterns-best-practices.html
 */
export interface DeliveryCall {
  readonly resourceType: string;
  readonly source: string;
  readonly eventSource: string;
  readonly operations: string[];
}

export const DELIVERY_CALLS: DeliveryCall[] = [
  { resourceType: 'AWS::SQS::Queue', source: 'aws.sqs', eventSource: 'sqs.amazonaws.com', operations: ['SendMessage'] },
  { resourceType: 'AWS::SNS::Topic', source: 'aws.sns', eventSource: 'sns.amazonaws.com', operations: ['Publish'] },
  { resourceType: 'AWS::Lambda::Function', source: 'aws.lambda', eventSource: 'lambda.amazonaws.com', operations: ['Invoke'] },
  { resourceType: 'AWS::StepFunctions::StateMachine', source: 'aws.states', eventSource: 'states.amazonaws.com', operations: ['StartExecution'] },
  { resourceType: 'AWS::Kinesis::Stream', source: 'aws.kinesis', eventSource: 'kinesis.amazonaws.com', operations: ['PutRecord'] },
  { resourceType: 'AWS::CodeBuild::Project', source: 'aws.codebuild', eventSource: 'codebuild.amazonaws.com', operations: ['StartBuild'] },
  { resourceType: 'AWS::CodePipeline::Pipeline', source: 'aws.codepipeline', eventSource: 'codepipeline.amazonaws.com', operations: ['StartPipelineExecution'] },
  { resourceType: 'AWS::ECS::Cluster', source: 'aws.ecs', eventSource: 'ecs.amazonaws.com', operations: ['RunTask'] },
];

/** Delivery to a log group makes a log stream and writes to it. */
export const LOG_DELIVERY: DeliveryCall = {
  resourceType: 'AWS::Logs::LogGroup', source: 'aws.logs', eventSource: 'logs.amazonaws.com', operations: ['CreateLogStream', 'PutLogEvents'],
};
