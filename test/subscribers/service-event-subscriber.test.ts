import { Duration, Lazy, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as eventsv2 from 'aws-cdk-lib/aws-eventsv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  AlarmSeverity, AwsService, DeliveryAlarms, DeliveryDefaults, DeliveryOptions, DeliveryType, Ec2Events, KmsEvents, S3Events, ServiceEventBus,
  ServiceEventSubscriber, ServiceEventSubscriberProps, SubscriberLogLevel, SubscriberStartingPosition,
} from 'cdk-service-events';
import { Construct } from 'constructs';
import { everyOf } from '../support/every-of';
import { messagesOf, onlyResourceOf, queueIn, resourcesOf, testApp, testStack } from '../support/test-app';

const ENV = { account: '111111111111', region: 'eu-west-1' };
const TYPE = 'AWS::EventsV2::Subscriber';
const SPOT = Ec2Events.EC2_SPOT_INSTANCE_INTERRUPTION_WARNING;

let stack: Stack;
let bus: ServiceEventBus;
beforeEach(() => {
  stack = testStack({ env: ENV });
  bus = new ServiceEventBus(stack, 'Bus');
});

type Props = Partial<ServiceEventSubscriberProps>;

function subscriber(props: Props = {}, id = 'Subscriber'): ServiceEventSubscriber {
  return new ServiceEventSubscriber(stack, id, {
    eventBus: bus, service: AwsService.EC2, target: new targets.SqsQueue(queueIn(stack, `${id}Target`)), ...props,
  });
}

function propertiesOf(props: Props = {}): any {
  subscriber(props);
  return onlyResourceOf(stack, TYPE).Properties;
}

function filtersOf(props: Props): Record<string, any> {
  const { Filters } = propertiesOf(props).FilterConfiguration;
  return Object.fromEntries(Filters.map(({ Scope, Pattern }: any) => [Scope, JSON.parse(Pattern)]));
}

describe('the alarm on the oldest record fires while the bus still has its event', () => {
  const DAY = 86_400;
  const oldest = () => Object.entries(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).filter(([id]) => id.includes('DeadLetterAlarmsOldest')).map(([, { Properties }]) => Properties);
  const busKeeping = (days: number) => new ServiceEventBus(stack, `Bus${days}`, { retention: Duration.days(days) });

  test('after five of the seven days that a bus keeps events unless told otherwise', () => {
    subscriber();
    expect(oldest()).toEqual([expect.objectContaining({ Threshold: 5 * DAY })]);
    expect(JSON.stringify(oldest()[0].AlarmDescription)).toContain('or its bus will drop the event that it names');
  });

  test('by the queue where that drops records first', () => {
    subscriber({ eventBus: busKeeping(365) });
    expect(oldest()[0].Threshold).toBe(10 * DAY);
  });

  test.each([[1, 365], [365, 1]])('by the bus that drops events first, where a queue is shared (%d and %d days)', (one, other) => {
    subscriber({ eventBus: busKeeping(one) }, 'One');
    subscriber({ eventBus: busKeeping(other) }, 'Other');
    expect(oldest()).toEqual([expect.objectContaining({ Threshold: Math.floor(DAY * 10 / 14) })]);
  });

  test('by the queue where the bus is made elsewhere', () => {
    const elsewhere = ServiceEventBus.fromEventBusArn(stack, 'Elsewhere', 'arn:aws:events:eu-west-1:111111111111:event-busv2/shared/a1b2c3d4e5f6g7h8i9j0k1l2m');
    subscriber({ eventBus: elsewhere });
    expect(oldest()[0].Threshold).toBe(10 * DAY);
  });
});

describe('a subscriber takes', () => {
  test('what AWS itself brought to the bus, all kinds without CloudTrail\'s copies', () => {
    expect(filtersOf({})).toEqual({
      SYSTEM_METADATA: { 'aws:Source': ['aws.ec2'], 'aws:DetailType': [{ 'anything-but': { suffix: ' via CloudTrail' } }] },
    });
  });

  test('the kinds, fields and accounts that it is told', () => {
    expect(filtersOf({
      service: AwsService.S3, detailTypes: [S3Events.OBJECT_CREATED], detail: { bucket: { name: 'uploads' } }, accounts: ['222222222222'],
    })).toEqual({
      SYSTEM_METADATA: { 'aws:Source': ['aws.s3'], 'aws:DetailType': ['Object Created'] },
      DATA: { detail: { bucket: { name: ['uploads'] } }, account: ['222222222222'] },
    });
  });

  test('the events of some accounts', () => {
    expect(filtersOf({ accounts: ['222222222222'] }).DATA).toEqual({ account: ['222222222222'] });
  });

  test('the events about a bucket of the app, whose name only the deployment knows', () => {
    const bucket = new s3.Bucket(stack, 'Bucket');
    const { Filters } = propertiesOf({ service: AwsService.S3, detailTypes: [S3Events.OBJECT_CREATED], resources: [bucket] }).FilterConfiguration;
    expect(Filters.map(({ Scope }: any) => Scope)).toEqual(['SYSTEM_METADATA', 'DATA']);
    expect(JSON.stringify(Filters[1].Pattern)).toContain(stack.getLogicalId(bucket.node.defaultChild as s3.CfnBucket));
  });

  test('no replays where it is told so', () => {
    expect(filtersOf({ excludeReplays: true }).SYSTEM_METADATA['aws:DeliveryType']).toEqual(['LIVE']);
  });
});

describe('a subscriber refuses', () => {
  test.each<[string, Props, string]>([
    ['a wildcard', { detailTypes: [Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION], detail: { 'instance-id': events.Match.wildcard('i-*1') } }, 'has a wildcard in detail.instance-id, which subscribers do not take'],
    ['an excluded wildcard', { detailTypes: [Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION], detail: { 'instance-id': [{ 'anything-but': { wildcard: 'i-*1' } }] } }, 'has a wildcard in detail.instance-id'],
    ['filters that are too long', { resourceArns: Array.from({ length: 90 }, (_, at) => `arn:aws:ec2:eu-west-1:111111111111:instance/i-${at}0123456789`) }, 'EventBridge allows 4096'],
    ['an event of another service', { detailTypes: [S3Events.OBJECT_CREATED] }, 'Subscriber \'Stack/Subscriber\' can never match'],
    ['a misspelt field', { detailTypes: [Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION], detail: { State: 'stopped' } }, 'Subscriber \'Stack/Subscriber\' can never match'],
    ['a list of events that is none', { detailTypes: 5 as any }, 'detailTypes of subscriber \'Stack/Subscriber\' is 5'],
    ['a description of two lines', { description: 'two\nlines' }, 'accepts neither line breaks nor control characters'],
    ['several wildcards, by the first', { detailTypes: [Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION], detail: { 'instance-id': events.Match.wildcard('i-*1'), 'state': events.Match.wildcard('*ed') } }, 'has a wildcard in detail.instance-id'],
    ['failures of its function', { delivery: { captureHandlerFailures: true } }, 'delivery.captureHandlerFailures of subscriber \'Stack/Subscriber\' is for rules: set waitForTarget'],
    ['a bus with rules', { eventBus: {} as eventsv2.IEventBusRef }, 'give a ServiceEventBus'],
    ['no service', { service: undefined }, 'service of subscriber \'Stack/Subscriber\' is undefined: give one of the constants of AwsService'],
    ['no target', { target: undefined }, 'target of subscriber \'Stack/Subscriber\' is missing: give one target'],
    ['a batch that is too large', { maxBatchSize: 11 }, 'it must be a whole number from 1 to 10'],
    ['half an event', { maxBatchSize: 0.5 }, 'it must be a whole number from 1 to 10'],
    ['a long wait for a batch', { maxBatchingWindow: Duration.minutes(6) }, 'from 0 to 300 seconds'],
    ['to wait for a queue', { waitForTarget: true }, 'only functions and Express state machines can be waited for'],
    ['an archive', { delivery: { archive: Duration.days(7) } }, 'the bus keeps events itself'],
    ['a sweep', { delivery: { reconcile: { schedule: events.Schedule.rate(Duration.hours(1)), target: { bind: () => ({ arn: '' }) } } } }, 'is for rules'],
    ['too many retries', { delivery: { retryAttempts: 186 } }, 'from 0 to 185'],
    ['a name that EventBridge does not take', { subscriberName: 'a b' }, 'subscriberName of subscriber \'Stack/Subscriber\' is "a b"'],
  ])('%s', (_what, props, why) => {
    expect(() => subscriber(props)).toThrow(why);
  });

  test('filters of one byte more than EventBridge takes, and not those that are as long as that', () => {
    const resourceArns = (length: number) => [`arn:aws:ec2:eu-west-1:111111111111:instance/${'i'.repeat(length)}`];
    const bytes = Object.values(filtersOf({ resourceArns: resourceArns(1) })).reduce((sum, pattern) => sum + JSON.stringify(pattern).length, 0);
    const room = 4096 - bytes + 1;
    expect(() => subscriber({ resourceArns: resourceArns(room) }, 'Full')).not.toThrow();
    expect(() => subscriber({ resourceArns: resourceArns(room + 1) }, 'Over')).toThrow('have 4097 bytes, and EventBridge allows 4096');
  });

  test('a queue of another Region', () => {
    const deadLetterQueue = sqs.Queue.fromQueueArn(stack, 'Elsewhere', 'arn:aws:sqs:us-east-1:111111111111:records');
    expect(() => subscriber({ delivery: { deadLetterQueue } })).toThrow('the queue is in us-east-1 and the subscriber in eu-west-1. Use a queue in eu-west-1');
  });

  test('the first of several options that are for rules', () => {
    const sweep = { schedule: events.Schedule.rate(Duration.hours(1)), target: { bind: () => ({ arn: '' }) } };
    expect(() => subscriber({ delivery: { reconcile: sweep, archive: Duration.days(7) } })).toThrow('delivery.archive of subscriber');
  });

  test('no option for rules that is switched off', () => {
    expect(subscriber({ delivery: { captureHandlerFailures: false } }).node.path).toBe('Stack/Subscriber');
  });

  test('a queue of the other kind', () => {
    expect(() => subscriber({ fifo: true, delivery: { deadLetterQueue: queueIn(stack, 'Standard') } })).toThrow('Use a FIFO queue');
    expect(() => subscriber({ delivery: { deadLetterQueue: new sqs.Queue(stack, 'Fifo', { fifo: true }) } }, 'Other')).toThrow('Use a standard queue, or set fifo');
  });

  test('a queue or retries that its target brings, since those of rules keep events and not records', () => {
    const target = (props: targets.SqsQueueProps) => new targets.SqsQueue(queueIn(stack, 'Own'), props);
    expect(() => subscriber({ target: target({ deadLetterQueue: queueIn(stack, 'Dead') }) })).toThrow('has a dead-letter queue of its own, which subscribers do not take');
    expect(() => subscriber({ target: new targets.SqsQueue(queueIn(stack, 'Retried'), { retryAttempts: 3 }) }, 'Other')).toThrow('has a retry policy of its own');
  });

  test('a target of another account, but for an event bus', () => {
    const elsewhere = (service: string, name: string) => ({ target: { bind: () => ({ arn: `arn:aws:${service}:eu-west-1:222222222222:${name}` }) } });
    expect(() => subscriber(elsewhere('sqs', 'work'))).toThrow('in account 222222222222: a subscriber of account 111111111111 delivers to targets of its own account, and to event buses');
    expect(() => subscriber(elsewhere('events', 'event-bus/theirs'), 'Other')).not.toThrow();
  });

  test('its own bus as its target', () => {
    const eventBus = new ServiceEventBus(stack, 'Loop');
    expect(() => subscriber({ eventBus, target: { bind: () => ({ arn: eventBus.eventBusArn }) } })).toThrow('sends the events of its bus back to that bus');
  });

  test('metadata beside an input', () => {
    const target = new targets.SqsQueue(queueIn(stack), { message: events.RuleTargetInput.fromText('x') });
    expect(() => subscriber({ target, withMetadata: true })).toThrow('leave out one of the two');
  });
});

describe('deliveries', () => {
  test('are tried again for a day, not for five minutes', () => {
    expect(propertiesOf().RetryPolicy).toEqual({ MaxRetryAttempts: 185, MaxEventAgeInSeconds: 86_400 });
  });

  test('are tried again for as long as the events are of use', () => {
    expect(propertiesOf({ detailTypes: [SPOT] }).RetryPolicy.MaxEventAgeInSeconds).toBe(120);
  });

  test('go by the defaults of the scope', () => {
    const before = testStack({ env: ENV });
    DeliveryDefaults.of(before).set({ retryAttempts: 10, deadLetterQueueEnabled: false });
    [stack, bus] = [before, new ServiceEventBus(before, 'Bus')];
    expect(propertiesOf()).toMatchObject({ RetryPolicy: { MaxRetryAttempts: 10 } });
    expect(onlyResourceOf(stack, TYPE).Properties.OnFailureConfiguration).toBeUndefined();
  });

  test('use a role that may do this and no more', () => {
    subscriber();
    const { AssumeRolePolicyDocument, Policies } = onlyResourceOf(stack, 'AWS::IAM::Role').Properties;
    expect(AssumeRolePolicyDocument.Statement).toEqual([{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' } }]);
    const [queue, deadLetters] = ['SubscriberTarget', 'SubscriberDeadLetterQueue'].map((id) => ({ 'Fn::GetAtt': [expect.stringContaining(id), 'Arn'] }));
    expect(Policies.flatMap(({ PolicyDocument }: any) => PolicyDocument.Statement)).toEqual([
      { Action: 'sqs:SendMessage', Effect: 'Allow', Resource: queue }, { Action: 'sqs:SendMessage', Effect: 'Allow', Resource: deadLetters },
    ]);
    expect(resourcesOf(stack, 'AWS::IAM::Policy')).toEqual({});
  });

  test('use the key of an encrypted target and of an encrypted queue', () => {
    const [ofTopic, ofQueue] = ['OfTopic', 'OfQueue'].map((id) => new kms.Key(stack, id));
    subscriber({
      target: new targets.SnsTopic(new sns.Topic(stack, 'Topic', { masterKey: ofTopic })),
      delivery: { deadLetterQueue: new sqs.Queue(stack, 'Dlq', { encryptionMasterKey: ofQueue }) },
    });
    const { Statement } = onlyResourceOf(stack, 'AWS::IAM::Policy').Properties.PolicyDocument;
    const use = (id: string) => ({ Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Effect: 'Allow', Resource: { 'Fn::GetAtt': [expect.stringMatching(id), 'Arn'] } });
    expect(Statement).toEqual([use('^OfTopic'), use('^OfQueue')]);
  });

  test('use a role of the app, which may then write to the queue', () => {
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('events.amazonaws.com') });
    const made = subscriber({ target: new targets.SnsTopic(new sns.Topic(stack, 'Topic'), { role, authorizeUsingRole: true }) });
    expect(made.deliveryRole).toBe(role);
    const statements = Object.values(resourcesOf(stack, 'AWS::IAM::Policy')).flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
    expect(statements).toContainEqual({ Action: 'sqs:SendMessage', Effect: 'Allow', Resource: stack.resolve(made.deadLetterQueue!.queueArn) });
    expect(messagesOf(stack)).not.toContainEqual(expect.stringContaining('It must allow'));
  });

  test('may write to a queue of another account, whose policy names the role', () => {
    const there = new Stack(stack.node.root as never, 'There', { env: { ...ENV, account: '222222222222' } });
    const deadLetterQueue = new sqs.Queue(there, 'Records', { queueName: 'records' });
    subscriber({ delivery: { deadLetterQueue } });
    const { RoleName } = onlyResourceOf(stack, 'AWS::IAM::Role').Properties;
    const [{ Action, Principal }] = onlyResourceOf(there, 'AWS::SQS::QueuePolicy').Properties.PolicyDocument.Statement;
    expect([Action, JSON.stringify(Principal)]).toEqual(['sqs:SendMessage', expect.stringContaining(`:iam::111111111111:role/${RoleName}`)]);
  });

  test('use a role whose description is no longer than IAM takes, wherever the subscriber stands', () => {
    const scope = Array.from({ length: 6 }).reduce<Construct>((parent, _, at) => new Construct(parent, `${at}${'s'.repeat(200)}`), stack);
    new ServiceEventSubscriber(scope, 'Subscriber', { eventBus: bus, service: AwsService.EC2, target: new targets.SqsQueue(queueIn(stack)) });
    const { Description } = onlyResourceOf(stack, 'AWS::IAM::Role').Properties;
    expect(Description).toMatch(/^Delivers events of subscriber Stack\/0s+\/1s/);
    expect(Description).toHaveLength(1000);
  });

  test('say what an imported role needs', () => {
    const role = iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111111111111:role/delivery', { mutable: false });
    subscriber({ target: new targets.SnsTopic(new sns.Topic(stack, 'Topic'), { role, authorizeUsingRole: true }) });
    expect(messagesOf(stack)).toContainEqual(expect.stringContaining('It must allow sqs:SendMessage on'));
  });

  test('keep the order of a group in a FIFO queue and record failures in one', () => {
    const target = new targets.SqsQueue(new sqs.Queue(stack, 'Ordered', { fifo: true }));
    const { Type, InvokeConfiguration, OnFailureConfiguration } = propertiesOf({ fifo: true, target });
    expect(Type).toBe('FIFO');
    expect(InvokeConfiguration.SqsParameters).toEqual({
      MessageGroupId: '{% $events.SystemMetadata.EventGroupId %}', MessageDeduplicationId: '{% $events.SystemMetadata."aws:EventId" %}',
    });
    expect(OnFailureConfiguration.Arn).toEqual({ 'Fn::GetAtt': [expect.stringContaining('SubscriberDeadLetterQueueFifo'), 'Arn'] });
  });

  test('wait for the function where they are told to', () => {
    const fn = new lambda.Function(stack, 'Function', { code: lambda.Code.fromInline('x'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X });
    expect(propertiesOf({ target: new targets.LambdaFunction(fn), waitForTarget: true }).InvokeConfiguration.LambdaParameters).toEqual({ InvocationType: 'REQUEST_RESPONSE' });
  });

  test('bring metadata where they are told to', () => {
    expect(propertiesOf({ withMetadata: true }).Transformer).toEqual({ Type: 'WITH_METADATA' });
  });
});

describe('alarms', () => {
  const metricsOf = () => Object.fromEntries(Object.values(resourcesOf(stack, 'AWS::CloudWatch::Alarm'))
    .filter(({ Properties }) => Properties.Namespace === 'AWS/EventsV2').map(({ Properties }) => [Properties.MetricName, Properties]));

  test('watch every way in which an event can be lost or late', () => {
    expect(subscriber().alarms).toHaveLength(5);
    const metrics = metricsOf();
    expect(Object.keys(metrics).sort()).toEqual([
      'ApproximateBacklogAge', 'EventsDropped', 'OnFailureDestinationDelivered', 'OnFailureDestinationFailed', 'RetryInvocationAttempts',
    ]);
    expect(metrics.EventsDropped.Dimensions.map(({ Name }: any) => Name)).toEqual(['EventBus', 'Subscriber']);
    expect(metrics.RetryInvocationAttempts.Statistic).toBe('SampleCount');
    expect(metrics.ApproximateBacklogAge).toMatchObject({ Threshold: 3_600_000, Statistic: 'Maximum' });
  });

  const CONDITIONS = {
    EventsDropped: [1, 60, 1, undefined],
    OnFailureDestinationFailed: [1, 60, 1, undefined],
    OnFailureDestinationDelivered: [1, 300, 1, undefined],
    RetryInvocationAttempts: [3, 900, 3, 2],
    ApproximateBacklogAge: [3_600_000, 300, 3, undefined],
  };

  test('fire at one event that is lost or failed, at retries that go on, and at an hour of waiting', () => {
    subscriber();
    const found = Object.entries<any>(metricsOf()).map(([name, { Threshold, Period, EvaluationPeriods, DatapointsToAlarm }]) => [
      name, [Threshold, Period, EvaluationPeriods, DatapointsToAlarm],
    ]);
    expect(Object.fromEntries(found)).toEqual(CONDITIONS);
  });

  test('that are shared fire under the same conditions', () => {
    subscriber({ delivery: { alarms: DeliveryAlarms.shared() } });
    const queries = Object.values(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties)
      .filter(({ Metrics }) => Metrics?.[0].Expression?.includes('EventBus, Subscriber'));
    const found = queries.map(({ Metrics: [{ Expression, Period }], Threshold, EvaluationPeriods, DatapointsToAlarm }) => [
      /SELECT \w+\((\w+)\)/.exec(Expression)![1], [Threshold, Period, EvaluationPeriods, DatapointsToAlarm],
    ]);
    expect(Object.fromEntries(found)).toEqual(CONDITIONS);
  });

  describe('that are shared, on failed deliveries,', () => {
    const actionsWith = (types: DeliveryType[], alarms = DeliveryAlarms.shared()) => {
      stack = testStack({ env: ENV });
      const [page, ticket] = ['Page', 'Ticket'].map((id) => new actions.SnsAction(new sns.Topic(stack, id)));
      DeliveryDefaults.of(stack).set({ alarms, alarmActions: { page: [page], ticket: [ticket] } });
      bus = new ServiceEventBus(stack, 'Bus');
      types.forEach((deliveryType, at) => subscriber({ delivery: { deliveryType } }, `Subscriber${at}`));
      const [failed] = Object.entries(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).filter(([id]) => id.startsWith('SharedSubscriberAlarmsFailed'));
      return failed[1].Properties.AlarmActions.map(({ Ref }: any) => Ref.replace(/[0-9A-F]{8}$/, ''));
    };
    const { BEST_EFFORT, GUARANTEED } = DeliveryType;

    test.each<[string, DeliveryType[], string[]]>([
      ['of best-effort events alone open a ticket', [BEST_EFFORT, BEST_EFFORT], ['Ticket']],
      ['page as well once one subscriber takes guaranteed events', [BEST_EFFORT, GUARANTEED, BEST_EFFORT], ['Ticket', 'Page']],
      ['page once, however many subscribers take guaranteed events', [GUARANTEED, GUARANTEED, GUARANTEED], ['Ticket', 'Page']],
    ])('%s', (_what, types, whom) => {
      expect(actionsWith(types)).toEqual(whom);
    });

    test('stay what the app says that they are', () => {
      expect(actionsWith([GUARANTEED], DeliveryAlarms.shared({ failed: { severity: AlarmSeverity.TICKET } }))).toEqual(['Ticket']);
    });
  });

  test('are early for events that are of use for a short time', () => {
    subscriber({ detailTypes: [SPOT] });
    expect(metricsOf().ApproximateBacklogAge.Threshold).toBe(60_000);
  });

  test.each([[DeliveryType.GUARANTEED, 'Page'], [DeliveryType.BEST_EFFORT, 'Ticket']])('on failed deliveries of %s events go to %s', (deliveryType, whom) => {
    const [page, ticket] = ['Page', 'Ticket'].map((id) => new actions.SnsAction(new sns.Topic(stack, id)));
    subscriber({ delivery: { deliveryType, alarmActions: { page: [page], ticket: [ticket] } } });
    expect(metricsOf().OnFailureDestinationDelivered.AlarmActions).toEqual([{ Ref: expect.stringContaining(whom) }]);
    expect(metricsOf().OnFailureDestinationFailed.AlarmActions).toEqual([{ Ref: expect.stringContaining('Page') }]);
  });

  test('on silence look at what has matched', () => {
    subscriber({ delivery: { expectEvery: Duration.days(2) } });
    expect(metricsOf().FilterMatched).toMatchObject({ TreatMissingData: 'breaching', EvaluationPeriods: 2, Period: 86_400 });
  });

  test('are shared by all subscribers of an account and Region', () => {
    stack = testStack({ env: ENV });
    DeliveryDefaults.of(stack).set({ alarms: DeliveryAlarms.shared() });
    bus = new ServiceEventBus(stack, 'Bus');
    const made = [subscriber({}, 'One'), subscriber({ service: AwsService.KMS, detailTypes: [KmsEvents.KMS_CMK_ROTATION] }, 'Two')];
    expect(made.flatMap(({ alarms }) => alarms)).toEqual([]);
    const expressions = Object.values(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).flatMap(({ Properties }) => (Properties.Metrics ?? []).map(({ Expression }: any) => Expression));
    expect(expressions.filter((text) => text?.includes('"AWS/EventsV2", EventBus, Subscriber'))).toHaveLength(5);
  });

  test('are none where they are switched off, or the subscriber does not deliver', () => {
    expect(subscriber({ delivery: { alarms: DeliveryAlarms.none() } }, 'Off').alarms).toEqual([]);
    expect(subscriber({ enabled: false }, 'Paused').alarms).toEqual([]);
  });

  const page = () => [new actions.SnsAction(new sns.Topic(stack, 'Page'))];

  test('are those that can fire where there is no queue', () => {
    expect(subscriber({ delivery: { deadLetterQueueEnabled: false } }).alarms.map(({ node }) => node.id)).toEqual(['Dropped', 'Retrying', 'Late']);
  });

  test('on waiting are as patient as the time says for which deliveries are tried', () => {
    subscriber({ delivery: { maxEventAge: Duration.hours(12) } });
    expect(metricsOf().ApproximateBacklogAge.Threshold).toBe(1_800_000);
  });

  test('on waiting fire after an hour where only the deployment knows for how long deliveries are tried', () => {
    subscriber({ delivery: { maxEventAge: Duration.seconds(Lazy.number({ produce: () => 120 })) } });
    expect(metricsOf().ApproximateBacklogAge.Threshold).toBe(3_600_000);
  });

  test.each<[string, Partial<ServiceEventSubscriberProps>, string[]]>([
    ['beside the others', {}, ['Silence', 'Dropped', 'Lost', 'Failed', 'Retrying', 'Late']],
    ['alone where there are no others', { delivery: { alarms: DeliveryAlarms.none() } }, ['Silence']],
    ['alone where the others are shared', { delivery: { alarms: DeliveryAlarms.shared() } }, ['Silence']],
    ['not at all where nothing is delivered', { enabled: false }, []],
  ])('on silence are there %s', (_what, { delivery, ...props }, ids) => {
    expect(subscriber({ ...props, delivery: { ...delivery, expectEvery: Duration.days(2) } }).alarms.map(({ node }) => node.id)).toEqual(ids);
  });

  test('on silence fire when not one event has matched', () => {
    subscriber({ delivery: { expectEvery: Duration.days(2) } });
    expect(metricsOf().FilterMatched).toMatchObject({ Threshold: 1, ComparisonOperator: 'LessThanThreshold', Statistic: 'Sum' });
  });

  test('of the queue are none where alarms are switched off', () => {
    stack = testStack({ env: ENV });
    bus = new ServiceEventBus(stack, 'Bus', { alarms: DeliveryAlarms.none() });
    subscriber({ delivery: { alarms: DeliveryAlarms.none() } });
    expect(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).toEqual({});
  });

  test('that are shared tell each receiver once, who may be the one for pages and tickets', () => {
    const both = page();
    subscriber({ delivery: { deliveryType: DeliveryType.GUARANTEED, alarms: DeliveryAlarms.shared(), alarmActions: { page: both, ticket: both } } });
    const [failed] = Object.entries(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).filter(([id]) => id.startsWith('SharedSubscriberAlarmsFailed'));
    expect(failed[1].Properties.AlarmActions).toHaveLength(1);
  });

  test('that are shared tell those of the defaults, since the first subscriber does not speak for all', () => {
    stack = testStack({ env: ENV });
    const [ofApp, ofOne] = ['OfApp', 'OfOne'].map((id) => new actions.SnsAction(new sns.Topic(stack, id)));
    DeliveryDefaults.of(stack).set({ alarmActions: { ticket: [ofApp] } });
    bus = new ServiceEventBus(stack, 'Bus');
    subscriber({ delivery: { alarms: DeliveryAlarms.shared(), alarmActions: { ticket: [ofOne] } } });
    const late = Object.entries(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).filter(([id]) => id.startsWith('SharedSubscriberAlarmsLate'));
    expect(late.flatMap(([, { Properties }]) => Properties.AlarmActions)).toEqual([{ Ref: expect.stringMatching(/^OfApp/) }]);
  });

  test('that are shared are made in each stage, and in each account and Region of it', () => {
    const app = testApp();
    const stages = ['Beta', 'Prod'].map((id) => new Stage(app, id));
    const stacks = stages.flatMap((stage) => ['eu-west-1', 'eu-west-1', 'us-east-1'].map((region, at) => new Stack(stage, `Stack${at}`, { env: { ...ENV, region } })));
    stacks.forEach((each) => new ServiceEventSubscriber(each, 'Subscriber', {
      eventBus: new ServiceEventBus(each, 'Bus'), service: AwsService.EC2, target: new targets.SqsQueue(queueIn(each)), delivery: { alarms: DeliveryAlarms.shared() },
    }));
    expect(stacks.map((each) => each.node.tryFindChild('SharedSubscriberAlarms') !== undefined)).toEqual([true, false, true, true, false, true]);
  });

  const idle = (delivery: DeliveryOptions, props: Props = {}) => {
    subscriber({ ...props, delivery });
    return messagesOf(stack).flatMap((message) => /^warning: (.*) of subscriber 'Stack\/Subscriber' has no effect/.exec(message)?.[1] ?? []);
  };
  const threshold = { threshold: 5 };

  test.each<[string, DeliveryOptions, string[]]>([
    ['that it has', { alarms: DeliveryAlarms.perRule({ lost: threshold, failed: threshold, retrying: threshold, late: threshold, deadLetters: threshold, oldestDeadLetter: threshold }) }, []],
    ['of a queue that there is not', { deadLetterQueueEnabled: false, alarms: DeliveryAlarms.perRule({ lost: threshold, failed: threshold, oldestDeadLetter: threshold }) }, ['failed of alarms', 'oldestDeadLetter of alarms']],
    ['of rules alone', { alarms: DeliveryAlarms.perRule({ handlerFailed: threshold }) }, ['handlerFailed of alarms']],
  ])('of a subscriber can be changed, and those %s are told apart', (_what, delivery, told) => {
    expect(idle(delivery)).toEqual(told);
  });

  test('that are none tell nobody, unless there is one on silence', () => {
    expect(idle({ alarms: DeliveryAlarms.none(), alarmActions: { page: page() } })).toEqual(['alarmActions']);
    stack = testStack({ env: ENV });
    bus = new ServiceEventBus(stack, 'Bus');
    expect(idle({ alarms: DeliveryAlarms.none(), alarmActions: { page: page() }, expectEvery: Duration.days(1) })).toEqual([]);
  });

  test('of a subscriber that is paused, and its queue, are nothing to warn of', () => {
    expect(idle({ alarms: DeliveryAlarms.perRule({ handlerFailed: threshold }) }, { enabled: false })).toEqual([]);
    stack = testStack({ env: ENV });
    bus = new ServiceEventBus(stack, 'Bus');
    expect(idle({ deadLetterQueue: queueIn(stack, 'Own') })).toEqual([]);
  });

  test('of the queue say what the records are', () => {
    subscriber();
    const descriptions = Object.values(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).map(({ Properties }) => JSON.stringify(Properties.AlarmDescription));
    expect(descriptions).toContainEqual(expect.stringContaining('SUBSCRIBER_ARN, TARGET_ARN'));
  });
});

describe('a subscriber starts', () => {
  test('with what is published from then on', () => {
    expect(propertiesOf()).toMatchObject({ StartingPosition: 'LATEST', State: 'RUNNING' });
  });

  test('with the oldest event that the bus keeps', () => {
    expect(propertiesOf({ startingPosition: SubscriberStartingPosition.EARLIEST }).PointInTimeConfiguration).toEqual({ PointType: 'HORIZON' });
  });

  test('at a time, and ends at one', () => {
    const [from, until] = ['2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z'].map((text) => new Date(text));
    expect(propertiesOf({ startingPosition: SubscriberStartingPosition.at(from, until) })).toMatchObject({
      StartingPosition: 'POINT_IN_TIME', PointInTimeConfiguration: { PointType: 'TIMESTAMP', StartingPoint: 1793491200, EndPoint: 1793577600 },
    });
  });

  test.each([[new Date('no date'), undefined], [new Date(2), new Date(1)], ['2026-11-01' as unknown as Date, undefined]])('at no other time, such as %s', (from, until) => {
    expect(() => SubscriberStartingPosition.at(from, until)).toThrow('SubscriberStartingPosition.at');
  });

  test('stopped where it does not deliver, and goes on without the backlog where it is told so', () => {
    expect(propertiesOf({ enabled: false })).toMatchObject({ State: 'STOPPED' });
    expect(stack.resolve((subscriber({ skipBacklog: true }, 'Skips').node.defaultChild as eventsv2.CfnSubscriber).resumePosition)).toBe('LATEST');
  });
});

test.each<[string, Props, string]>([
  ['the service and the events', { detailTypes: [SPOT] }, 'Amazon Elastic Compute Cloud (EC2 Spot Instance Interruption Warning)'],
  ['what it is told', { description: 'For the shop' }, 'For the shop'],
])('a subscriber has a description that says %s', (_what, props, description) => {
  expect(propertiesOf(props).Description).toBe(description);
});

test('a subscriber is called after its place and what it is replaced by, as is its resource', () => {
  subscriber();
  const [[id, { Properties }]] = Object.entries(resourcesOf(stack, TYPE));
  const [, version] = /^Stack-Subscriber-[0-9A-F]{8}-([0-9a-f]{8})$/.exec(Properties.Name)!;
  expect(id).toMatch(new RegExp(`^Subscriber[0-9A-F]{8}${version}$`));
});

describe('a subscriber that is replaced', () => {
  function made(props: Props, change?: (stack: Stack) => void): { id: string; name: string } {
    stack = testStack({ env: ENV });
    bus = new ServiceEventBus(stack, 'Bus');
    change?.(stack);
    subscriber(props);
    const [[id, { Properties }]] = Object.entries(Template.fromStack(stack).findResources(TYPE));
    return { id, name: Properties.Name };
  }

  test.each<[string, () => Props]>([
    ['target', () => ({ target: new targets.SqsQueue(queueIn(stack, 'Another')) })],
    ['order', () => ({ fifo: true })],
    ['starting position', () => ({ startingPosition: SubscriberStartingPosition.EARLIEST })],
    ['bus', () => ({ eventBus: new ServiceEventBus(stack, 'AnotherBus') })],
  ])('by another %s has another logical id and name, so that the new one is there before the old one goes', (_what, change) => {
    const before = made({});
    stack = testStack({ env: ENV });
    bus = new ServiceEventBus(stack, 'Bus');
    subscriber(change());
    const [[id, { Properties }]] = Object.entries(Template.fromStack(stack).findResources(TYPE));
    expect(id).not.toBe(before.id);
    expect(Properties.Name).not.toBe(before.name);
  });

  test.each<[string, Props]>([
    ['filter', { detailTypes: [SPOT] }], ['retries', { delivery: { retryAttempts: 3 } }], ['batch', { maxBatchSize: 5 }], ['state', { enabled: false }],
  ])('by nothing of the kind of a %s, which changes in place', (_what, change) => {
    expect(made(change)).toEqual(made({}));
  });

  test('counts a resource of another stack by its place', () => {
    const ids = [0, 1].map(() => {
      const owner = testStack({ env: ENV });
      const consumer = new Stack(owner.node.root as never, 'Consumer', { env: ENV });
      const imported = new ServiceEventSubscriber(consumer, 'Subscriber', {
        eventBus: new ServiceEventBus(owner, 'Bus'), service: AwsService.EC2, target: new targets.SqsQueue(queueIn(owner, 'Queue')),
      });
      const child = imported.node.defaultChild as eventsv2.CfnSubscriber;
      return [consumer.resolve(child.logicalId), ...Object.keys(Template.fromStack(consumer).findResources(TYPE))];
    });
    const [early] = ids[0];
    expect(ids).toEqual([[early, early], [early, early]]);
  });

  test('under a name of its own stays what it is, and says what that means', () => {
    const before = made({ subscriberName: 'mine' });
    const after = made({ subscriberName: 'mine', fifo: true });
    expect(after).toEqual(before);
    expect(messagesOf(stack)).toContainEqual(expect.stringContaining('AWS CloudFormation deletes it before it makes the new one'));
  });
});

describe('several subscribers of a bus', () => {
  test('are made one after the other', () => {
    subscriber({}, 'First');
    subscriber({}, 'Second');
    const [first, second] = Object.entries(resourcesOf(stack, TYPE));
    expect(first[1].DependsOn).not.toContain(second[0]);
    expect(second[1].DependsOn).toContain(first[0]);
  });

  test('of other stacks are made without waiting for each other', () => {
    const other = new Stack(stack.node.root as never, 'Other', { env: ENV });
    subscriber({}, 'First');
    new ServiceEventSubscriber(other, 'Second', { eventBus: bus, service: AwsService.EC2, target: new targets.SqsQueue(queueIn(other)) });
    subscriber({}, 'Third');
    const [[first], [, third]] = Object.entries(resourcesOf(stack, TYPE));
    expect(third.DependsOn).toContain(first);
    expect(other.dependencies).toEqual([stack]);
    expect(stack.dependencies).toEqual([]);
  });

  test('share a queue of the stack, apart from that of rules', () => {
    const queues = [subscriber({}, 'First'), subscriber({}, 'Second')].map(({ deadLetterQueue }) => deadLetterQueue);
    expect(queues[0]).toBe(queues[1]);
    expect(queues[0]!.node.path).toBe('Stack/SubscriberDeadLetterQueue');
  });
});

describe('a log', () => {
  test('is off unless it is asked for', () => {
    expect(propertiesOf().LogConfiguration).toBeUndefined();
  });

  test('has both settings without which nothing is logged', () => {
    expect(propertiesOf({ logging: { level: SubscriberLogLevel.INFO, includePayload: true } }).LogConfiguration).toEqual({ Level: 'INFO', IncludePayload: 'FULL' });
    expect(onlyResourceOf(stack, 'AWS::Logs::DeliverySource').Properties).toMatchObject({ LogType: 'INFO_LOGS', ResourceArn: { 'Fn::GetAtt': [expect.any(String), 'SubscriberArn'] } });
    expect(onlyResourceOf(stack, 'AWS::Logs::LogGroup').Properties.LogGroupName).toMatch(/^\/aws\/vendedlogs\//);
    expect(onlyResourceOf(stack, 'AWS::Logs::Delivery').Properties.DeliverySourceName).toBe(onlyResourceOf(stack, 'AWS::Logs::DeliverySource').Properties.Name);
  });

  test('is of failures alone, and of their events, unless told otherwise', () => {
    expect(propertiesOf({ logging: {} }).LogConfiguration).toEqual({ Level: 'ERROR', IncludePayload: 'ON_ERROR_ONLY' });
    expect(onlyResourceOf(stack, 'AWS::Logs::DeliverySource').Properties.LogType).toBe('ERROR_LOGS');
  });

  test('goes to the group that it is given', () => {
    const logGroup = new logs.LogGroup(stack, 'Given', { logGroupName: '/aws/vendedlogs/given' });
    subscriber({ logging: { logGroup } });
    expect(Object.keys(resourcesOf(stack, 'AWS::Logs::LogGroup'))).toEqual([stack.getLogicalId(logGroup.node.defaultChild as logs.CfnLogGroup)]);
  });

  test('has a source whose name is as long as CloudWatch Logs takes, wherever its subscriber stands', () => {
    subscriber({ logging: {} }, 'S'.repeat(150));
    const { length } = onlyResourceOf(stack, 'AWS::Logs::DeliverySource').Properties.Name;
    expect(length).toBeGreaterThan(50);
    expect(length).toBeLessThanOrEqual(60);
  });
});

test.each<[string, (made: ServiceEventSubscriber, options?: cloudwatch.MetricOptions) => cloudwatch.Metric, string, string]>([
  ['metricMatchedEvents', (made, options) => made.metricMatchedEvents(options), 'FilterMatched', 'Sum'],
  ['metricDeliveredEvents', (made, options) => made.metricDeliveredEvents(options), 'EventsDelivered', 'Sum'],
  ['metricRetries', (made, options) => made.metricRetries(options), 'RetryInvocationAttempts', 'SampleCount'],
  ['metricDeadLetters', (made, options) => made.metricDeadLetters(options), 'OnFailureDestinationDelivered', 'Sum'],
  ['metricFailedDeadLetters', (made, options) => made.metricFailedDeadLetters(options), 'OnFailureDestinationFailed', 'Sum'],
  ['metricDroppedEvents', (made, options) => made.metricDroppedEvents(options), 'EventsDropped', 'Sum'],
  ['metricBacklogAge', (made, options) => made.metricBacklogAge(options), 'ApproximateBacklogAge', 'Maximum'],
  ['metricLatency', (made, options) => made.metricLatency(options), 'IngestionToInvocationEndTime', 'Average'],
])('%s counts over five minutes unless its options say otherwise', (_name, metric, metricName, statistic) => {
  const made = subscriber();
  expect(metric(made)).toMatchObject({ metricName, statistic, period: Duration.minutes(5) });
  expect(metric(made, { statistic: 'Minimum', period: Duration.hours(1) })).toMatchObject({ metricName, statistic: 'Minimum', period: Duration.hours(1) });
});

test('the metrics of a subscriber have its dimensions', () => {
  const made = subscriber();
  const metrics: cloudwatch.Metric[] = [
    made.metricMatchedEvents(), made.metricDeliveredEvents(), made.metricRetries(), made.metricDeadLetters(), made.metricFailedDeadLetters(),
    made.metricDroppedEvents(), made.metricBacklogAge(), made.metricLatency(),
  ];
  for (const { namespace, dimensions } of everyOf(metrics)) {
    expect(namespace).toBe('AWS/EventsV2');
    expect(Object.keys(dimensions!)).toEqual(['EventBus', 'Subscriber']);
  }
});
