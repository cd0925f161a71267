import type { TerraformResource } from './terraform-resources';

type Converted = { Type: string; Properties: Record<string, any> };

/** What is allowed where the policy is known at the apply only: nobody can say that it lacks a statement. */
const UNKNOWN_POLICY = { Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] };

/**
 * The resources of Terraform's provider `aws` that rules have to do with, as resources of CloudFormation.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs
 */
export const TERRAFORM_TYPES: Record<string, (resource: TerraformResource) => Converted> = {
  aws_cloudwatch_event_rule: (rule) => of('AWS::Events::Rule', {
    Name: rule.values.name,
    Description: rule.values.description,
    EventBusName: rule.value('event_bus_name') === 'default' ? undefined : rule.value('event_bus_name'),
    EventPattern: parsed(rule.values.event_pattern) ?? (rule.values.schedule_expression ? undefined : rule.unknown('event_pattern')),
    ScheduleExpression: rule.values.schedule_expression,
    State: rule.values.state ?? (rule.values.is_enabled === false ? 'DISABLED' : undefined),
  }),
  aws_cloudwatch_event_bus: (bus) => of('AWS::Events::EventBus', { Name: bus.values.name, EventSourceName: bus.values.event_source_name }),
  aws_sqs_queue: (queue) => of('AWS::SQS::Queue', {
    QueueName: queue.values.name,
    FifoQueue: queue.values.fifo_queue || undefined,
    ContentBasedDeduplication: queue.values.content_based_deduplication || undefined,
    KmsMasterKeyId: queue.value('kms_master_key_id'),
    MessageRetentionPeriod: queue.values.message_retention_seconds,
  }),
  aws_sqs_queue_policy: (policy) => of('AWS::SQS::QueuePolicy', { Queues: [policy.value('queue_url')], PolicyDocument: policyOf(policy) }),
  aws_sns_topic: (topic) => of('AWS::SNS::Topic', { TopicName: topic.values.name, KmsMasterKeyId: topic.value('kms_master_key_id'), FifoTopic: topic.values.fifo_topic || undefined }),
  aws_sns_topic_policy: (policy) => of('AWS::SNS::TopicPolicy', { Topics: [policy.value('arn')], PolicyDocument: policyOf(policy) }),
  aws_lambda_function: (lambda) => of('AWS::Lambda::Function', {
    FunctionName: lambda.values.function_name,
    DeadLetterConfig: lambda.value('dead_letter_config', 0, 'target_arn') && { TargetArn: lambda.value('dead_letter_config', 0, 'target_arn') },
  }),
  aws_lambda_permission: (permission) => of('AWS::Lambda::Permission', {
    FunctionName: permission.value('function_name'),
    Principal: permission.values.principal,
    Action: permission.values.action,
    SourceArn: permission.value('source_arn'),
  }),
  aws_lambda_function_event_invoke_config: (config) => of('AWS::Lambda::EventInvokeConfig', {
    FunctionName: config.value('function_name'),
    DestinationConfig: config.value('destination_config', 0, 'on_failure', 0, 'destination')
      && { OnFailure: { Destination: config.value('destination_config', 0, 'on_failure', 0, 'destination') } },
  }),
  aws_sfn_state_machine: (machine) => of('AWS::StepFunctions::StateMachine', { StateMachineName: machine.values.name, StateMachineType: machine.values.type }),
  aws_s3_bucket: (bucket) => of('AWS::S3::Bucket', { BucketName: bucket.values.bucket }),
  aws_kms_key: (key) => of('AWS::KMS::Key', { KeyPolicy: parsed(key.values.policy) ?? UNKNOWN_POLICY }),
  aws_cloudwatch_log_group: (group) => of('AWS::Logs::LogGroup', { LogGroupName: group.values.name }),
  aws_cloudwatch_metric_alarm: (alarm) => of('AWS::CloudWatch::Alarm', {
    Namespace: alarm.values.namespace,
    MetricName: alarm.values.metric_name,
    Dimensions: Object.entries({ ...alarm.values.dimensions }).map(([name, value]) => ({ Name: name, Value: value }))
      .concat(Object.keys(alarm.values.dimensions ?? {}).length > 0 ? [] : referredDimension(alarm)),
  }),
};

function of(type: string, properties: Record<string, any>): Converted {
  return { Type: type, Properties: Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined && value !== null && value !== '')) };
}

function policyOf(resource: TerraformResource): any {
  return parsed(resource.values.policy) ?? UNKNOWN_POLICY;
}

/**
 * What the dimensions are about, where their values are known at the apply only. A plan tells the resources that the whole
 * argument refers to, and not the name of each dimension.
 */
function referredDimension(alarm: TerraformResource): { Name: string; Value: any }[] {
  const type = alarm.reference('dimensions')?.address.split('.').slice(-2)[0];
  const name = DIMENSIONS.get(type);
  const logicalId = name === undefined ? undefined : Object.values(alarm.value('dimensions') ?? {}).flat()[0];
  return logicalId === undefined ? [] : [{ Name: name!, Value: { Ref: logicalId } }];
}

const DIMENSIONS = new Map<string | undefined, string>([['aws_sqs_queue', 'QueueName'], ['aws_cloudwatch_event_rule', 'RuleName'], ['aws_lambda_function', 'FunctionName']]);

function parsed(text: unknown): any {
  if (typeof text !== 'string') {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
