import { Duration } from 'aws-cdk-lib';
import { testing } from 'cdk-service-events';
import { ANYBODY, Resources, getAtt } from '../support/found-in-templates';

const { DeliveryTester, Fault } = testing;

const KIND = { 'source': ['aws.batch'], 'detail-type': ['Batch Job State Change'] };
const EVENT = { 'source': 'aws.batch', 'detail-type': 'Batch Job State Change', 'account': '111111111111', 'region': 'eu-west-1', 'id': '6a7e8feb-b491-4cf7-a9f1-bf3703467718', 'time': '2026-01-01T00:00:00Z', 'detail': { status: 'FAILED' } };
const ROLE = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: ANYBODY, Policies: [{ PolicyName: 'All', PolicyDocument: ANYBODY }] } };
const OTHER_BUS = 'arn:aws:events:us-east-1:222222222222:event-bus/central';

const queue = (properties: object = {}) => ({ Type: 'AWS::SQS::Queue', Properties: properties });
const rule = (targets: object[], properties: object = {}) => ({ Type: 'AWS::Events::Rule', Properties: { EventPattern: KIND, Targets: targets.map((target, at) => ({ Id: `T${at}`, ...target })), ...properties } });
const watched = (Namespace: string, MetricName: string, dimensions: Record<string, unknown>) =>
  ({ Namespace, MetricName, Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })) });
const alarm = (properties: object) => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: { ComparisonOperator: 'GreaterThanOrEqualToThreshold', Threshold: 1, EvaluationPeriods: 1, Period: 300, Statistic: 'Sum', AlarmActions: [{ Ref: 'OnCall' }], ...properties },
});
const permission = (from: string) => ({ Type: 'AWS::Lambda::Permission', Properties: { FunctionName: { Ref: 'Handler' }, Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com', SourceArn: getAtt(from) } });
const letters = { DeadLetterConfig: { Arn: getAtt('Letters') } };

/** A rule for each kind of target, a bus that passes on, a Custom Event Bus, and alarms on all that is counted. */
const HERE: Resources = {
  OnCall: { Type: 'AWS::SNS::Topic' },
  Work: queue(),
  Letters: queue({ MessageRetentionPeriod: 1_209_600 }),
  Records: queue({ MaximumMessageSize: 1024 }),
  Failures: queue({ QueueName: 'failures' }),
  QueuePolicy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: ['Work', 'Letters', 'Records', 'Failures'].map((Ref) => ({ Ref })), PolicyDocument: ANYBODY } },
  Role: ROLE,
  Handler: { Type: 'AWS::Lambda::Function', Properties: { Role: getAtt('Role'), DeadLetterConfig: { TargetArn: getAtt('Failures') } } },
  Central: { Type: 'AWS::Events::EventBus', Properties: { Name: 'central' } },
  Kept: { Type: 'AWS::Events::Archive', Properties: { SourceArn: { 'Fn::Sub': 'arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/default' }, EventPattern: KIND, RetentionDays: 7 } },
  KeptForGood: { Type: 'AWS::Events::Archive', Properties: { SourceArn: getAtt('Central') } },
  ToQueue: rule([{ Arn: getAtt('Work'), ...letters, RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 3600 } }]),
  Unguarded: rule([{ Arn: getAtt('Work') }]),
  ToFunction: rule([{ Arn: getAtt('Handler'), ...letters }]),
  FunctionPermission: permission('ToFunction'),
  ToBus: rule([{ Arn: getAtt('Central'), ...letters, RoleArn: getAtt('Role') }, { Arn: OTHER_BUS, ...letters, RoleArn: getAtt('Role') }]),
  OnCentral: rule([{ Arn: getAtt('Work'), ...letters }], { EventBusName: { Ref: 'Central' } }),
  WithoutTarget: rule([]),
  Custom: { Type: 'AWS::EventsV2::EventBus', Properties: { Name: 'custom', StorageConfiguration: { RetentionPeriodInDays: 3 } } },
  Source: { Type: 'AWS::EventsV2::EventSource', Properties: { EventBusArn: getAtt('Custom', 'EventBusArn'), Configuration: { AwsServiceEventsConfiguration: { AwsService: 'aws.batch', Pattern: JSON.stringify({ 'detail-type': KIND['detail-type'] }) } } } },
  Subscriber: {
    Type: 'AWS::EventsV2::Subscriber',
    Properties: {
      Name: 'jobs',
      EventBusArn: getAtt('Custom', 'EventBusArn'),
      InvokeConfiguration: { TargetArn: getAtt('Work'), RoleArn: getAtt('Role') },
      OnFailureConfiguration: { Arn: getAtt('Records') },
    },
  },
  Waiter: {
    Type: 'AWS::EventsV2::Subscriber',
    Properties: {
      Name: 'waiter',
      EventBusArn: getAtt('Custom', 'EventBusArn'),
      InvokeConfiguration: { TargetArn: getAtt('Handler'), RoleArn: getAtt('Role'), LambdaParameters: { InvocationType: 'REQUEST_RESPONSE' } },
    },
  },
  Failed: alarm(watched('AWS/Events', 'FailedInvocations', { RuleName: { Ref: 'ToQueue' } })),
  SentToQueue: alarm({ ...watched('AWS/Events', 'InvocationsSentToDlq', { RuleName: { Ref: 'ToQueue' } }), Period: 60 }),
  Retried: alarm({ ...watched('AWS/Events', 'RetryInvocationAttempts', { RuleName: { Ref: 'ToQueue' } }), EvaluationPeriods: 2, Threshold: 1, Period: 60 }),
  AnyFailed: alarm({ Metrics: [{ Id: 'q', Expression: 'SELECT SUM(FailedInvocations) FROM SCHEMA("AWS/Events", RuleName) GROUP BY RuleName', Period: 300 }] }),
  Waiting: alarm({ ...watched('AWS/SQS', 'ApproximateAgeOfOldestMessage', { QueueName: getAtt('Letters', 'QueueName') }), Statistic: 'Maximum', Threshold: 3600 }),
  NotEmpty: alarm({ ...watched('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: getAtt('Records', 'QueueName') }), Statistic: 'Maximum', AlarmActions: [] }),
  Errors: alarm({ ...watched('AWS/Lambda', 'Errors', { FunctionName: { Ref: 'Handler' } }), Threshold: 2 }),
  Dropped: alarm(watched('AWS/Lambda', 'AsyncEventsDropped', { FunctionName: { Ref: 'Handler' } })),
  Both: {
    Type: 'AWS::CloudWatch::CompositeAlarm',
    Properties: { AlarmRule: { 'Fn::Join': ['', ['ALARM("', { Ref: 'Failed' }, '") AND ALARM("', { Ref: 'SentToQueue' }, '")']] }, AlarmActions: [{ Ref: 'OnCall' }] },
  },
};

const THERE: Resources = {
  Central: { Type: 'AWS::Events::EventBus', Properties: { Name: 'central' } },
  CentralPolicy: {
    Type: 'AWS::Events::EventBusPolicy',
    Properties: { EventBusName: { Ref: 'Central' }, StatementId: 'all', Statement: { Effect: 'Allow', Principal: '*', Action: 'events:PutEvents', Resource: OTHER_BUS } },
  },
  Work: queue(),
  WorkPolicy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Work' }], PolicyDocument: ANYBODY } },
  OnCentral: rule([{ Arn: getAtt('Work') }], { EventBusName: { Ref: 'Central' } }),
};

const testerOf = () => DeliveryTester.fromTemplates([
  { template: { Resources: HERE }, stackName: 'Here', account: '111111111111', region: 'eu-west-1' },
  { template: { Resources: THERE }, stackName: 'There', account: '222222222222', region: 'us-east-1' },
]);
const tester = testerOf();

/** All that is told of an event, a line for each thing. */
function told(...faults: testing.Fault[]): string {
  const { end, ways, alarms, metrics, archives, keptOn, trace } = tester.deliver(EVENT, { faults });
  const named = (dimensions: Record<string, string>) => Object.entries(dimensions).map(([name, value]) => `${name}=${value}`).join(' ');
  return [
    trace,
    '',
    `${end}, archived in ${archives.join(', ')}, on ${keptOn.join(', ')}`,
    ...ways.map((way) => `${way.rule} to ${way.target}, by ${way.eventBuses.join(' and ')}: ${way.end} after ${way.afterSeconds} s and ${way.attempts} attempts, ${
      [way.errorCode, way.deadLetterQueue, way.reason].join(', ')}, ${way.isTold ? '' : 'not '}told`),
    ...alarms.map((raised) => `${raised.alarm} of ${raised.metricName} after ${raised.afterSeconds} s tells ${raised.tells.join(', ')}`),
    ...metrics.map((metric) => `${metric.namespace} ${metric.metricName} ${named(metric.dimensions)}: ${metric.sum} from ${metric.afterSeconds} s on`),
  ].join('\n');
}

test('an event that nothing is in the way of', () => {
  expect(told()).toMatchSnapshot();
});

test.each(Fault.each().map((fault) => [fault.faultName, fault] as const))('an event, while %s', (_name, fault) => {
  expect(told(fault)).toMatchSnapshot();
});

test.each<[string, (options: testing.FaultOptions) => testing.Fault, Duration]>([
  ['a target throttles for a minute', (options) => Fault.targetThrottles(options), Duration.minutes(1)],
  ['a target is slow for a day', (options) => Fault.targetIsSlow(options), Duration.days(1)],
  ['a function fails for two minutes', (options) => Fault.handlerFails(options), Duration.minutes(2)],
  ['the dead-letter queues are gone for an hour', (options) => Fault.deadLetterQueueIsGone(options), Duration.hours(1)],
])('an event, while %s', (_when, make, lasts) => {
  expect(told(make({ lasts }))).toMatchSnapshot();
});

test.each<[string, () => testing.Fault[]]>([
  ['a target throttles and the queue for what is given up is gone', () => [Fault.targetThrottles(), Fault.deadLetterQueueIsGone()]],
  ['a target throttles for an hour, and the queue is gone for ten minutes', () => [Fault.targetThrottles({ lasts: Duration.hours(1) }), Fault.deadLetterQueueIsGone({ lasts: Duration.minutes(10) })]],
  ['one queue throttles, to which a subscriber delivers as well', () => [Fault.targetThrottles({ of: 'Work' })]],
  ['one queue throttles, and the queue for records is gone', () => [Fault.targetThrottles({ of: 'Work' }), Fault.deadLetterQueueIsGone({ of: 'Records' })]],
  ['one queue takes nothing of that size', () => [Fault.eventIsTooLarge({ of: 'Work' })]],
  ['the dead-letter queues are gone, and refuse', () => [Fault.targetIsGone({ of: 'Work' }), Fault.deadLetterQueueIsGone(), Fault.deadLetterQueueRefuses()]],
  ['the queue for records takes nothing of that size, and another target throttles', () => [Fault.eventIsTooLarge({ of: 'Work' }), Fault.targetThrottles({ of: 'ToFunction' })]],
  ['a function fails for ten seconds', () => [Fault.handlerFails({ lasts: Duration.seconds(10) })]],
  ['a function fails and its queue refuses', () => [Fault.handlerFails(), Fault.deadLetterQueueRefuses()]],
])('an event, while %s', (_when, faults) => {
  expect(told(...faults())).toMatchSnapshot();
});

describe('what was kept', () => {
  const broken = () => {
    const one = testerOf();
    one.deliver(EVENT, { faults: [Fault.targetThrottles({ of: 'Work' }), Fault.handlerFails()] });
    return one;
  };

  test.each<[string, testing.BringBackOptions]>([
    ['of all queues, with nothing in the way', {}],
    ['of one queue', { of: 'Letters' }],
    ['while the target throttles still', { faults: [Fault.targetThrottles({ of: 'Work' })] }],
    ['while the function fails still', { faults: [Fault.handlerFails()] }],
  ])('is sent again: %s', (_how, options) => {
    const one = broken();
    expect([one.redrive(options), one.redrive()]).toMatchSnapshot();
  });

  test('is delivered again by a Custom Event Bus, though the sample has no id', () => {
    const one = testerOf();
    const { id: _id, ...sample } = EVENT;
    [1, 2].forEach((number) => one.deliver({ ...sample, detail: { number } }, { faults: [Fault.targetIsGone({ of: 'Work' })] }));
    expect(one.redrive({ of: 'Records' })).toMatchObject({ redriven: 2, left: 0 });
  });

  test('by two subscribers in one queue is delivered again to each of them what is its own', () => {
    const { Subscriber } = HERE as Record<string, any>;
    const Second = { ...Subscriber, Properties: { ...Subscriber.Properties, Name: 'second', InvokeConfiguration: { TargetArn: getAtt('Handler'), RoleArn: getAtt('Role') } } };
    const one = DeliveryTester.fromTemplates([{ template: { Resources: { ...HERE, Second } }, stackName: 'Here', account: '111111111111', region: 'eu-west-1' }]);
    one.deliver(EVENT, { faults: [Fault.targetIsGone({ of: 'Work' }), Fault.targetIsGone({ of: 'Handler' })] });
    const again = (...faults: testing.Fault[]) => {
      const { redriven, left, queues } = one.redrive({ of: 'Records', faults });
      return [redriven, left, queues[0].targets.map((arn) => arn.split(':').pop())];
    };
    expect([again(Fault.targetIsGone()), again(Fault.targetIsGone({ of: 'Work' })), again()]).toEqual([[0, 2, []], [1, 1, ['Handler']], [1, 0, ['Work']]]);
  });

  test('comes to its bus again from an archive', () => {
    expect(broken().replay({ faults: [Fault.targetIsGone({ of: 'Work' })] }).map(({ trace }) => trace)).toMatchSnapshot();
    expect(testerOf().replay()).toEqual([]);
  });
});

test('the first event that is lost, or that nobody is told of, is told of with its trace', () => {
  const messages = [{}, { alarms: false }, { leaveOut: ['Unguarded'] }, { faults: [Fault.handlerFails()] }].map((options) => {
    try {
      testerOf().expectNothingLost({ sample: EVENT, ...options });
      return 'nothing is lost';
    } catch (error) {
      return (error as Error).message;
    }
  });
  expect(messages).toMatchSnapshot();
});

test.each<[string, testing.Fault[]]>([
  ['nothing is wrong', []], ['targets are gone', [Fault.targetIsGone()]], ['functions fail, and keys refuse', [Fault.handlerFails(), Fault.deadLetterQueueKeyRefuses()]],
])('one object in several templates means in each what that has, while %s', (_when, faults) => {
  const outcomes = [(template: object) => template, structuredClone].map((given) => {
    const templateIn = (region: string) => ({ template: given({ Resources: HERE }), stackName: `In-${region}`, account: '111111111111', region });
    const twice = DeliveryTester.fromTemplates(['eu-west-1', 'us-east-1'].map(templateIn));
    const delivered = ['eu-west-1', 'us-east-1'].map((region) => twice.deliver({ ...EVENT, region }, { faults }));
    return [delivered, twice.redrive(), twice.standIns];
  });
  expect(outcomes[0]).toEqual(outcomes[1]);
});

test('what only a deployment can know has stand-ins that tell what they stand for', () => {
  expect(tester.standIns).toMatchSnapshot();
});
