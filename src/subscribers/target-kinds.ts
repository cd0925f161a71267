import { CUSTOM_EVENT_BUS_TYPE } from '../catalog/custom-event-bus-type';

/**
 * What a subscriber can deliver to, and what it takes.
 */
export interface TargetKind {
  /** What a reader calls it. */
  readonly name: string;
  /** As the ARN spells the service, and how what follows begins where that tells kinds apart. */
  readonly service: string;
  readonly resource?: string;
  readonly resourceTypes: string[];
  /** By which attribute a construct of the kind is known, where its ARN is not: that of an imported one. */
  readonly attribute?: string;
  /** What the delivery role must be allowed. */
  readonly actions: string[];
  /** The same where the target is waited for; none where it cannot be. */
  readonly waitingActions?: string[];
  /** Where the construct keeps the key that encrypts what is sent. */
  readonly key?: string;
  /** The part of the subscriber's configuration that is for this kind. */
  readonly parameters?: string;
  /** The most events of one call. */
  readonly maxBatchSize: number;
  /** Whether several events arrive as one list, which a handler of single events does not expect. */
  readonly takesLists?: boolean;
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-targets.html */
export const TARGET_KINDS: TargetKind[] = [
  {
    name: 'queue',
    service: 'sqs',
    resourceTypes: ['AWS::SQS::Queue'],
    attribute: 'queueArn',
    actions: ['sqs:SendMessage'],
    key: 'encryptionMasterKey',
    parameters: 'SqsParameters',
    maxBatchSize: 10,
  },
  {
    name: 'function',
    service: 'lambda',
    resourceTypes: ['AWS::Lambda::Function', 'AWS::Lambda::Alias', 'AWS::Lambda::Version'],
    attribute: 'functionArn',
    actions: ['lambda:InvokeFunction'],
    waitingActions: ['lambda:InvokeFunction'],
    parameters: 'LambdaParameters',
    maxBatchSize: 100,
    takesLists: true,
  },
  {
    name: 'topic',
    service: 'sns',
    resourceTypes: ['AWS::SNS::Topic'],
    attribute: 'topicArn',
    actions: ['sns:Publish'],
    key: 'masterKey',
    parameters: 'SnsParameters',
    maxBatchSize: 10,
  },
  {
    name: 'state machine',
    service: 'states',
    resourceTypes: ['AWS::StepFunctions::StateMachine'],
    attribute: 'stateMachineArn',
    actions: ['states:StartExecution'],
    waitingActions: ['states:StartSyncExecution'],
    parameters: 'StepFunctionsParameters',
    maxBatchSize: 100,
    takesLists: true,
  },
  {
    name: 'stream',
    service: 'kinesis',
    resourceTypes: ['AWS::Kinesis::Stream'],
    attribute: 'streamArn',
    actions: ['kinesis:PutRecords'],
    key: 'encryptionKey',
    parameters: 'KinesisParameters',
    maxBatchSize: 500,
  },
  {
    name: 'Firehose stream',
    service: 'firehose',
    resourceTypes: ['AWS::KinesisFirehose::DeliveryStream'],
    attribute: 'deliveryStreamArn',
    actions: ['firehose:PutRecordBatch'],
    maxBatchSize: 500,
  },
  {
    name: 'API destination',
    service: 'events',
    resource: 'api-destination/',
    resourceTypes: ['AWS::Events::ApiDestination'],
    attribute: 'apiDestinationArn',
    actions: ['events:InvokeApiDestination'],
    parameters: 'HttpParameters',
    maxBatchSize: 1,
    takesLists: true,
  },
  {
    name: 'API',
    service: 'execute-api',
    resourceTypes: ['AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api'],
    actions: ['execute-api:Invoke'],
    parameters: 'HttpParameters',
    maxBatchSize: 1,
    takesLists: true,
  },
  {
    name: 'event bus with rules',
    service: 'events',
    resource: 'event-bus/',
    resourceTypes: ['AWS::Events::EventBus'],
    attribute: 'eventBusArn',
    actions: ['events:PutEvents'],
    maxBatchSize: 10,
  },
  {
    name: 'Custom Event Bus',
    service: 'events',
    resource: 'event-busv2/',
    resourceTypes: [CUSTOM_EVENT_BUS_TYPE],
    actions: ['events:PutEvents', 'events:PutRawEvents'],
    maxBatchSize: 100,
  },
];

/** A call of an AWS API instead of a target of one of these kinds. */
export const UNIVERSAL: TargetKind = {
  name: 'API call', service: 'events', resource: 'aws-sdk', resourceTypes: [], actions: [], parameters: 'UniversalTargetParameters', maxBatchSize: 1,
};

/** The kind of target that an ARN names; nothing where a subscriber knows no such kind. */
export function kindOfArn(arn: string): TargetKind | undefined {
  const [, , service = '', , , resource = ''] = arn.split(':');
  return [...TARGET_KINDS, UNIVERSAL].find((kind) => kind.service === service && (kind.resource === undefined || resource.startsWith(kind.resource)));
}

/** The kind of target that a resource is. */
export function kindOfType(type: string | undefined): TargetKind | undefined {
  return type === undefined ? undefined : TARGET_KINDS.find(({ resourceTypes }) => resourceTypes.includes(type));
}
