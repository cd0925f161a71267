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
  'AWS::CloudWatch::Alarm': { reason: NOT_CREATED, instead: 'created through CloudWatch\'s PutMetricAlarm, from the properties of the template; what refers to it is filled in' },
  'AWS::S3::BucketPolicy': { reason: NOT_CREATED, instead: 'not created: no event goes by it' },
  'AWS::SNS::TopicPolicy': { reason: NOT_CREATED, instead: 'not created: moto does not deliver to topics' },
  'AWS::SQS::QueuePolicy': { reason: NOT_CREATED, instead: 'set through Amazon SQS\'s SetQueueAttributes, from the properties of the template' },
};

/** What else AWS does and moto does not. */
export const BEHAVIOUR_GAPS: Record<string, MotoGap> = {
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
