import { terraformTemplate } from '../../../src/command/input/terraform-plan';

const refersTo = (...references: string[]) => ({ references });

/** What a resource of a plan becomes, beside a queue, a function, a topic and a bucket that it may refer to. */
function converted(type: string, values: object, expressions: object = {}): any {
  const planned = [
    { address: `${type}.it`, type, values }, { address: 'aws_sqs_queue.q', type: 'aws_sqs_queue', values: {} }, { address: 'aws_lambda_function.f', type: 'aws_lambda_function', values: {} },
    { address: 'aws_sns_topic.t', type: 'aws_sns_topic' }, { address: 'aws_s3_bucket.b', type: 'aws_s3_bucket', values: {} },
  ];
  const { template } = terraformTemplate({
    format_version: '1.2', planned_values: { root_module: { resources: planned } }, configuration: { root_module: { resources: [{ address: `${type}.it`, type, expressions }] } },
  }, 'plan.json', {});
  const [resource] = template.resources.values();
  return { type: resource.type, path: resource.path, ...resource.properties };
}

const ANY_POLICY = { Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] };
const POLICY = { Statement: [{ Effect: 'Deny' }] };
const QUEUE = { 'Fn::GetAtt': ['awssqsqueueq1', 'Arn'] };

describe('a resource of Terraform is', () => {
  test.each<[string, object, object, object]>([
    ['aws_cloudwatch_event_rule', { name: 'r', description: 'd', event_bus_name: 'default', event_pattern: '{"source":["aws.s3"]}', state: 'ENABLED' }, {},
      { type: 'AWS::Events::Rule', Name: 'r', Description: 'd', EventPattern: { source: ['aws.s3'] }, State: 'ENABLED' }],
    ['aws_cloudwatch_event_rule', { event_bus_name: 'own', event_pattern: '', is_enabled: false, schedule_expression: 'rate(1 day)' }, {},
      { type: 'AWS::Events::Rule', EventBusName: 'own', ScheduleExpression: 'rate(1 day)', State: 'DISABLED' }],
    ['aws_cloudwatch_event_rule', { is_enabled: true, schedule_expression: null }, {},
      { type: 'AWS::Events::Rule', EventPattern: { 'Fn::ImportValue': 'aws_cloudwatch_event_rule.it.event_pattern' } }],
    ['aws_cloudwatch_event_rule', { event_pattern: 'no JSON' }, {}, { type: 'AWS::Events::Rule', EventPattern: { 'Fn::ImportValue': 'aws_cloudwatch_event_rule.it.event_pattern' } }],
    ['aws_cloudwatch_event_bus', { name: 'own', event_source_name: 'partner' }, {}, { type: 'AWS::Events::EventBus', Name: 'own', EventSourceName: 'partner' }],
    ['aws_sqs_queue', { name: 'q', fifo_queue: true, content_based_deduplication: true, message_retention_seconds: 60, kms_master_key_id: 'alias/k' }, {},
      { type: 'AWS::SQS::Queue', QueueName: 'q', FifoQueue: true, ContentBasedDeduplication: true, KmsMasterKeyId: 'alias/k', MessageRetentionPeriod: 60 }],
    ['aws_sqs_queue', { name: null, fifo_queue: false, content_based_deduplication: false, kms_master_key_id: '' }, {}, { type: 'AWS::SQS::Queue' }],
    ['aws_sqs_queue_policy', { policy: JSON.stringify(POLICY) }, { queue_url: refersTo('aws_sqs_queue.q.url', 'aws_sqs_queue.q') },
      { type: 'AWS::SQS::QueuePolicy', Queues: [{ Ref: 'awssqsqueueq1' }], PolicyDocument: POLICY }],
    ['aws_sqs_queue_policy', { queue_url: 'https://q' }, {}, { type: 'AWS::SQS::QueuePolicy', Queues: ['https://q'], PolicyDocument: ANY_POLICY }],
    ['aws_sns_topic', { name: 't', fifo_topic: true, kms_master_key_id: 'k' }, {}, { type: 'AWS::SNS::Topic', TopicName: 't', KmsMasterKeyId: 'k', FifoTopic: true }],
    ['aws_sns_topic', { name: 't', fifo_topic: false }, {}, { type: 'AWS::SNS::Topic', TopicName: 't' }],
    ['aws_sns_topic_policy', {}, { arn: refersTo('aws_sns_topic.t.arn') }, { type: 'AWS::SNS::TopicPolicy', Topics: [{ Ref: 'awssnstopict3' }], PolicyDocument: ANY_POLICY }],
    ['aws_lambda_function', { function_name: 'f', dead_letter_config: [{ target_arn: 'arn:q' }] }, {}, { type: 'AWS::Lambda::Function', FunctionName: 'f', DeadLetterConfig: { TargetArn: 'arn:q' } }],
    ['aws_lambda_function', { dead_letter_config: [{}] }, { dead_letter_config: [{ target_arn: refersTo('aws_sqs_queue.q.arn') }] }, { type: 'AWS::Lambda::Function', DeadLetterConfig: { TargetArn: QUEUE } }],
    ['aws_lambda_function', { function_name: 'f' }, {}, { type: 'AWS::Lambda::Function', FunctionName: 'f' }],
    ['aws_lambda_permission', { principal: 'events.amazonaws.com', action: 'lambda:InvokeFunction', source_arn: 'arn:rule' }, { function_name: refersTo('aws_lambda_function.f.function_name') },
      { type: 'AWS::Lambda::Permission', FunctionName: { Ref: 'awslambdafunctionf2' }, Principal: 'events.amazonaws.com', Action: 'lambda:InvokeFunction', SourceArn: 'arn:rule' }],
    ['aws_lambda_function_event_invoke_config', { function_name: 'f', destination_config: [{ on_failure: [{}] }] }, { destination_config: [{ on_failure: [{ destination: refersTo('aws_sqs_queue.q.arn') }] }] },
      { type: 'AWS::Lambda::EventInvokeConfig', FunctionName: 'f', DestinationConfig: { OnFailure: { Destination: QUEUE } } }],
    ['aws_lambda_function_event_invoke_config', { function_name: 'f' }, {}, { type: 'AWS::Lambda::EventInvokeConfig', FunctionName: 'f' }],
    ['aws_sfn_state_machine', { name: 'm', type: 'EXPRESS' }, {}, { type: 'AWS::StepFunctions::StateMachine', StateMachineName: 'm', StateMachineType: 'EXPRESS' }],
    ['aws_s3_bucket', { bucket: 'b' }, {}, { type: 'AWS::S3::Bucket', BucketName: 'b' }],
    ['aws_kms_key', { policy: JSON.stringify(POLICY) }, {}, { type: 'AWS::KMS::Key', KeyPolicy: POLICY }],
    ['aws_kms_key', {}, {}, { type: 'AWS::KMS::Key', KeyPolicy: ANY_POLICY }],
    ['aws_cloudwatch_log_group', { name: 'g' }, {}, { type: 'AWS::Logs::LogGroup', LogGroupName: 'g' }],
    ['aws_cloudwatch_metric_alarm', { namespace: 'AWS/SQS', metric_name: 'Age', dimensions: { QueueName: 'q', Other: 'o' } }, { dimensions: refersTo('aws_lambda_function.f.function_name') },
      { type: 'AWS::CloudWatch::Alarm', Namespace: 'AWS/SQS', MetricName: 'Age', Dimensions: [{ Name: 'QueueName', Value: 'q' }, { Name: 'Other', Value: 'o' }] }],
    ['aws_cloudwatch_metric_alarm', { dimensions: { QueueName: 'q' } }, { dimensions: refersTo('aws_sqs_queue.q.name') }, { type: 'AWS::CloudWatch::Alarm', Dimensions: [{ Name: 'QueueName', Value: 'q' }] }],
    ['aws_cloudwatch_metric_alarm', {}, { dimensions: refersTo('aws_lambda_function.f.function_name') }, { type: 'AWS::CloudWatch::Alarm', Dimensions: [{ Name: 'FunctionName', Value: { Ref: 'awslambdafunctionf2' } }] }],
    ['aws_cloudwatch_metric_alarm', { dimensions: {} }, { dimensions: refersTo('aws_sqs_queue.q.arn') }, { type: 'AWS::CloudWatch::Alarm', Dimensions: [] }],
    ['aws_cloudwatch_metric_alarm', {}, { dimensions: refersTo('aws_sqs_queue.missing.name') }, { type: 'AWS::CloudWatch::Alarm', Dimensions: [{ Name: 'QueueName', Value: { Ref: 'aws_cloudwatch_metric_alarm.it.dimensions' } }] }],
    ['aws_cloudwatch_metric_alarm', {}, { dimensions: refersTo('aws_s3_bucket.b.id') }, { type: 'AWS::CloudWatch::Alarm', Dimensions: [] }],
    ['aws_cloudwatch_metric_alarm', {}, {}, { type: 'AWS::CloudWatch::Alarm', Dimensions: [] }],
  ])('%s with %j and %j', (type, values, expressions, expected) => {
    expect(converted(type, values, expressions)).toStrictEqual({ path: `${type}.it`, ...expected });
  });

  test('an alarm on what its own module has, where it is in one', () => {
    const type = 'aws_cloudwatch_metric_alarm';
    const resources = [{ address: `module.m.${type}.it`, type }, { address: 'module.m.aws_sqs_queue.q', type: 'aws_sqs_queue' }];
    const config = { resources: [{ address: `${type}.it`, expressions: { dimensions: refersTo('aws_sqs_queue.q.name') } }] };
    const { template } = terraformTemplate({
      format_version: '1.2', planned_values: { root_module: { child_modules: [{ address: 'module.m', resources } as any] } }, configuration: { root_module: { module_calls: { m: { module: config } } } },
    }, 'plan.json', {});
    expect([...template.resources.values()][0].properties.Dimensions).toEqual([{ Name: 'QueueName', Value: { Ref: 'modulemawssqsqueueq1' } }]);
  });

  test.each(['aws_iam_role', 'constructor', 'toString'])('nothing, where it is a %s', (type) => {
    expect(converted(type, {})).toMatchObject({ type: 'AWS::SQS::Queue' });
  });
});
