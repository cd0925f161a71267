/** Something that AWS does with a template and moto does not. */
export interface MotoGap {
  readonly reason: string;
  /** How the test makes up for it. */
  readonly instead: string;
}

const NOT_CREATED = 'moto\'s CloudFormation passes over this type without a word';

/** Types of resources that moto's CloudFormation does not create. One that it has learned to create must go from here. */
export const TYPE_GAPS: Record<string, MotoGap> = {
  'AWS::CDK::Metadata': { reason: NOT_CREATED, instead: 'nothing: it has no effect on AWS either' },
  'AWS::CloudTrail::Trail': { reason: NOT_CREATED, instead: 'not created: moto\'s trails send nothing to EventBridge' },
  'AWS::CloudWatch::Alarm': { reason: NOT_CREATED, instead: 'created through CloudWatch\'s PutMetricAlarm, from the properties of the template; what refers to it is filled in' },
  'AWS::Events::EventBusPolicy': { reason: NOT_CREATED, instead: 'not created: moto does not ask who may send to a bus' },
  'AWS::Lambda::EventInvokeConfig': {
    reason: NOT_CREATED, instead: 'set through AWS Lambda\'s PutFunctionEventInvokeConfig, from the properties of the template, and read back',
  },
  'AWS::S3::BucketPolicy': { reason: NOT_CREATED, instead: 'not created: no event goes by it' },
  'AWS::SNS::TopicPolicy': { reason: NOT_CREATED, instead: 'not created: moto does not deliver to topics' },
  'AWS::SQS::QueuePolicy': { reason: NOT_CREATED, instead: 'set through Amazon SQS\'s SetQueueAttributes, from the properties of the template' },
};

/** Examples that moto cannot create. One that it has learned to create must go from here. */
export const EXAMPLE_GAPS: Record<string, MotoGap> = {
  CustomEventBus: {
    reason: 'moto answers with an internal error where a template refers to a resource of a type that it does not know',
    instead: 'not created: its template is compared with a snapshot, and looked at by cfn-lint and the packs of cdk-nag',
  },
};

interface PropertyGap extends MotoGap {
  /** The properties with which moto's CloudFormation creates the resource. */
  readonly properties: (logicalId: string, original: any) => object;
}

/** Types of resources that moto's CloudFormation creates from other properties than AWS. */
export const PROPERTY_GAPS: Record<string, PropertyGap> = {
  'AWS::Events::Archive': {
    reason: 'moto makes up a name that is longer than the 48 characters it then allows, and takes the pattern as text only',
    instead: 'created with its logical id as name and the pattern as JSON, and read back',
    properties: (logicalId, { EventPattern, ...others }) => ({ ArchiveName: logicalId, ...others, EventPattern: JSON.stringify(EventPattern) }),
  },
};

/** The attribute with the name, of types for which moto puts an object where the template refers to the name. */
export const NAME_ATTRIBUTES: Record<string, string> = {
  'AWS::Events::EventBus': 'Name',
};

/** What else AWS does and moto does not. */
export const BEHAVIOUR_GAPS: Record<string, MotoGap> = {
  'references to a name': {
    reason: 'moto fails over some, since it puts what it has made itself in their place',
    instead: `the name of resources of ${Object.keys(NAME_ATTRIBUTES).join(', ')} is taken by Fn::GetAtt`,
  },
  'events of other accounts': {
    reason: 'moto\'s PutEvents has an event in the account that calls it, and its tests have one account',
    instead: 'no event is sent to a rule for another account',
  },
  'input templates': {
    reason: 'moto leaves the placeholder of a field that an event does not have, where AWS puts nothing',
    instead: 'one message is expected in the queue, whatever it says',
  },
  'custom resources': {
    reason: 'moto runs the functions behind them in Docker, which the tests do without',
    instead: 'answered with success, as the function would',
  },
  'targets other than SQS queues, log groups and event buses': {
    reason: 'moto cannot deliver to them: PutEvents fails',
    instead: 'no event is sent that such a target would get',
  },
  'schedules': {
    reason: 'moto never runs them, and hands every event on the bus to the targets of a scheduled rule',
    instead: 'compared with the template, then parted from their targets before the first event is put',
  },
  'events of AWS services': {
    reason: 'moto\'s services send next to none, and its PutEvents takes events whose source begins with "aws.", which the one of AWS refuses',
    instead: 'sample events are put as if the service had sent them',
  },
  'delivery that fails': {
    reason: 'moto neither evaluates the policy of a target queue, nor retries, nor writes to dead-letter queues, nor counts metrics',
    instead: 'policies, retry settings and alarms are read back and compared',
  },
};
