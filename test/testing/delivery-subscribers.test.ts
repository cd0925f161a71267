import { App, CfnResource, Duration, Stack } from 'aws-cdk-lib';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as eventsv2 from 'aws-cdk-lib/aws-eventsv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  AwsService, DeliveryAlarms, DeliveryDefaults, Ec2Events, EventPatternRule, ServiceEventBus, ServiceEventSource, ServiceEventSubscriber,
  ServiceEventSubscriberProps, testing,
} from 'cdk-service-events';
import { testApp } from '../support/test-app';

const { DeliveryTester, EventEnd, Fault, SampleEvents } = testing;

const KIND = Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION;
const STOPPED = SampleEvents.of(AwsService.EC2, KIND, { detail: { state: 'stopped' } });
const RUNNING = SampleEvents.of(AwsService.EC2, KIND, { detail: { state: 'running' } });
const DAY = 86_400;

let app: App;
let stack: Stack;
let bus: ServiceEventBus;
let work: sqs.Queue;
beforeEach(() => {
  app = testApp();
  stack = new Stack(app, 'Watch', { env: { account: '111111111111', region: 'eu-west-1' } });
  DeliveryDefaults.of(stack).set({ alarmActions: { ticket: [new actions.SnsAction(new sns.Topic(stack, 'OnCall'))] } });
  bus = new ServiceEventBus(stack, 'Bus', { eventBusName: 'central' });
  work = new sqs.Queue(stack, 'Work');
});

function source(scope: Stack = stack): ServiceEventSource {
  return new ServiceEventSource(scope, 'Ec2', { eventBus: bus, service: AwsService.EC2 });
}

function subscriber(props: Partial<ServiceEventSubscriberProps> = {}): ServiceEventSubscriber {
  return new ServiceEventSubscriber(stack, 'Stopped', {
    eventBus: bus, service: AwsService.EC2, detailTypes: [KIND], detail: { state: 'stopped' }, target: new targets.SqsQueue(work), ...props,
  });
}

function handler(): lambda.Function {
  return new lambda.Function(stack, 'Handler', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => {}') });
}

/** What EventBridge takes, whoever writes it. */
function plainSubscriber(properties: object, id = 'Plain'): CfnResource {
  return new CfnResource(stack, id, {
    type: 'AWS::EventsV2::Subscriber',
    properties: {
      Name: id,
      EventBusArn: bus.eventBusArn,
      InvokeConfiguration: { TargetArn: work.queueArn, RoleArn: 'arn:aws:iam::111111111111:role/deliver' },
      ...properties,
    },
  });
}

function deliver(...faults: testing.Fault[]): testing.DeliveryOutcome {
  return DeliveryTester.fromApp(app).deliver(STOPPED, { faults });
}

/** The way through the subscriber. */
function wayOf(...faults: testing.Fault[]): testing.DeliveryWay {
  const ways = deliver(...faults).ways.filter(({ eventBuses }) => eventBuses.length > 1);
  expect(ways).toHaveLength(1);
  return ways[0];
}

function alarmsOf(...faults: testing.Fault[]): string[] {
  return [...new Set(deliver(...faults).alarms.map(({ metricName }) => metricName))];
}

describe('an event', () => {
  test('comes through an event source to the subscribers of the bus, which keeps it', () => {
    source();
    subscriber();
    const outcome = deliver();
    expect(outcome).toMatchObject({ end: EventEnd.DELIVERED, keptOn: ['Watch/Bus'], alarms: [] });
    expect(outcome.ways.map(({ rule, eventBuses, target, end }) => [rule, eventBuses, target, end])).toEqual([
      ['Watch/Ec2', ['default'], 'Watch/Bus', 'DELIVERED'],
      ['Watch/Stopped', ['default', 'Watch/Bus'], 'Watch/Work', 'DELIVERED'],
    ]);
    expect(outcome.trace).toBe([
      "Event 'EC2 Instance State-change Notification' of aws.ec2, us-east-1",
      '  taken as an event of 111111111111 eu-west-1, where the rules are',
      '  on Watch/Bus for 7 days',
      '  event source Watch/Ec2',
      '    to Watch/Bus (AWS::EventsV2::EventBus)',
      '      0 s         accepted',
      '      DELIVERED',
      '  subscriber Watch/Stopped on Watch/Bus, through default',
      '    to Watch/Work (AWS::SQS::Queue)',
      '      0 s         accepted',
      '      DELIVERED',
    ].join('\n'));
  });

  test('that no filter takes stays on the bus', () => {
    source();
    subscriber();
    const { ways, keptOn, metrics } = DeliveryTester.fromApp(app).deliver(RUNNING);
    expect(ways.map(({ rule }) => rule)).toEqual(['Watch/Ec2']);
    expect(keptOn).toEqual(['Watch/Bus']);
    expect(metrics.filter(({ namespace }) => namespace === 'AWS/EventsV2').map(({ metricName }) => metricName)).toEqual(['FilterEvaluated']);
  });

  test('that no event source brings does not come to the bus, and the trace says what turned it away', () => {
    new ServiceEventSource(stack, 'Ec2', { eventBus: bus, service: AwsService.EC2, detailTypes: [KIND], detail: { state: 'running' } });
    subscriber();
    const outcome = deliver();
    expect(outcome).toMatchObject({ end: EventEnd.NOT_MATCHED, ways: [], keptOn: [] });
    expect(outcome.trace).toContain('detail.state: wanted ["running"], found "stopped"');
  });

  test('waits for a subscriber that is stopped, which the trace of an event on the bus says', () => {
    source();
    subscriber({ enabled: false });
    expect(deliver().ways.map(({ rule }) => rule)).toEqual(['Watch/Ec2']);
    expect(DeliveryTester.fromApp(app).deliver(STOPPED, { eventBusName: 'central' }).trace).toContain('is stopped, and delivers when it runs again');
  });

  test.each(['central', 'Watch/Bus', 'Bus', 'arn:aws:events:eu-west-1:111111111111:event-busv2/central/a1b2c3d4e5f6g7h8i9j0k1l2m'])('can come to the bus by itself, called %s', (eventBusName) => {
    subscriber();
    expect(DeliveryTester.fromApp(app).deliver(STOPPED, { eventBusName }).ways.map(({ rule }) => rule)).toEqual(['Watch/Stopped']);
  });

  test('comes to a bus of another account by its ARN', () => {
    const member = new Stack(app, 'Member', { env: { account: '222222222222', region: 'eu-west-1' } });
    const shared = ServiceEventBus.fromEventBusArn(member, 'Central', 'arn:aws:events:eu-west-1:111111111111:event-busv2/central/a1b2c3d4e5f6g7h8i9j0k1l2m');
    new ServiceEventSource(member, 'Ec2', { eventBus: shared, service: AwsService.EC2 });
    subscriber();
    const sample = { ...STOPPED, account: '222222222222', region: 'eu-west-1' };
    const { ways } = DeliveryTester.fromApp(app).deliver(sample);
    expect(ways.map(({ rule, eventBuses }) => [rule, eventBuses])).toEqual([['Member/Ec2', ['default']], ['Watch/Stopped', ['default', 'Watch/Bus']]]);
    const cut = DeliveryTester.fromApp(app).deliver(sample, { faults: [Fault.accountIsCutOff()] });
    expect(cut.ways).toMatchObject([{ rule: 'Member/Ec2', end: EventEnd.DEAD_LETTERED, errorCode: 'CROSS_ACCOUNT_INGESTION_FAILED' }]);
  });
});

describe('a delivery that fails', () => {
  beforeEach(() => void source());

  test.each<[string, (options: testing.FaultOptions) => testing.Fault, string]>([
    ['throttles', (options) => Fault.targetThrottles(options), 'THROTTLING'],
    ['refuses', (options) => Fault.targetRefuses(options), 'ACCESS_DENIED'],
    ['is gone', (options) => Fault.targetIsGone(options), 'RESOURCE_NOT_FOUND'],
    ['is slow', (options) => Fault.targetIsSlow(options), 'EXECUTION_TIMEOUT'],
    ['takes no such size', (options) => Fault.eventIsTooLarge(options), 'REQUEST_TOO_LARGE'],
  ])('is tried again for a day and recorded, since its target %s', (_what, fault, errorCode) => {
    subscriber();
    const way = wayOf(fault({ of: work }));
    expect(way).toMatchObject({
      end: EventEnd.DEAD_LETTERED, errorCode, attempts: 186, afterSeconds: DAY, deadLetterQueue: 'Watch/SubscriberDeadLetterQueue', isTold: true,
    });
  });

  test('is late where the target comes back, and told while the retries go on', () => {
    subscriber();
    const fault = Fault.targetRefuses({ of: work, lasts: Duration.hours(3) });
    const way = wayOf(fault);
    expect(way).toMatchObject({ end: EventEnd.DELIVERED, isTold: true });
    expect(way).not.toHaveProperty('errorCode');
    expect(way.afterSeconds).toBeGreaterThan(3 * 3600);
    expect(alarmsOf(fault)).toEqual(['ApproximateBacklogAge']);
  });

  test('counts the retries as AWS does: by how manieth each is', () => {
    plainSubscriber({});
    const { metrics } = deliver(Fault.targetIsGone({ of: work }));
    const sums = Object.fromEntries(metrics.filter(({ namespace }) => namespace === 'AWS/EventsV2').map(({ metricName, sum }) => [metricName, sum]));
    expect(sums).toEqual({
      FilterEvaluated: 1,
      FilterMatched: 1,
      EventDeliveryAttempts: 6,
      TargetInvocations: 6,
      RetryInvocationAttempts: 15,
      EventsDropped: 1,
      ApproximateBacklogAge: 0,
    });
  });

  test('is lost within half a minute where nobody sets retries and a queue', () => {
    plainSubscriber({});
    expect(wayOf(Fault.targetThrottles({ of: work }))).toMatchObject({
      end: EventEnd.LOST, attempts: 6, afterSeconds: 31, reason: 'the subscriber has no dead-letter queue', isTold: false,
    });
  });

  test.each<[string, () => testing.Fault, string]>([
    ['is gone', () => Fault.deadLetterQueueIsGone({ of: 'SubscriberDeadLetterQueue' }), 'Watch/SubscriberDeadLetterQueue is gone'],
    ['refuses', () => Fault.deadLetterQueueRefuses({ of: 'SubscriberDeadLetterQueue' }), 'Watch/SubscriberDeadLetterQueue does not let EventBridge write'],
    ['has a key that refuses', () => Fault.deadLetterQueueKeyRefuses({ of: 'SubscriberDeadLetterQueue' }), 'Watch/SubscriberDeadLetterQueue is encrypted with a key that EventBridge may not use'],
  ])('is lost and told where the queue %s as well', (_what, fault, reason) => {
    subscriber();
    const faults = [Fault.targetIsGone({ of: work }), fault()];
    expect(wayOf(...faults)).toMatchObject({ end: EventEnd.LOST, reason, isTold: true });
    expect(alarmsOf(...faults)).toContain('OnFailureDestinationFailed');
  });

  test('is told by the alarms that all subscribers share', () => {
    subscriber({ delivery: { alarms: DeliveryAlarms.shared() } });
    expect(wayOf(Fault.targetIsGone({ of: work })).isTold).toBe(true);
    expect(alarmsOf(Fault.targetIsGone({ of: work }))).toEqual(expect.arrayContaining(['ApproximateBacklogAge', 'OnFailureDestinationDelivered']));
  });

  test('of an event source is kept in its queue as the event, which the alarm of the queue tells', () => {
    subscriber();
    const [way] = deliver(Fault.targetRefuses({ of: 'Watch/Ec2' })).ways;
    expect(way).toMatchObject({ rule: 'Watch/Ec2', end: EventEnd.DEAD_LETTERED, errorCode: 'NO_PERMISSIONS', deadLetterQueue: 'Watch/ServiceEventDeadLetterQueue', isTold: true });
  });
});

describe('a function', () => {
  beforeEach(() => void source());

  test('that has accepted an event and fails loses it where nothing keeps its failures', () => {
    subscriber({ target: new targets.LambdaFunction(handler()) });
    expect(wayOf(Fault.handlerFails())).toMatchObject({ end: EventEnd.LOST, errorCode: 'HANDLER_FAILED', attempts: 1 });
  });

  test('that is waited for is called again, and its failure is recorded', () => {
    subscriber({ target: new targets.LambdaFunction(handler()), waitForTarget: true });
    expect(wayOf(Fault.handlerFails())).toMatchObject({ end: EventEnd.DEAD_LETTERED, errorCode: 'COMPUTE_EXECUTION_ERROR', attempts: 186, isTold: true });
    expect(wayOf(Fault.handlerFails({ lasts: Duration.minutes(5) }))).toMatchObject({ end: EventEnd.DELIVERED });
  });
});

describe('who may send where', () => {
  beforeEach(() => void source());

  function roleWith(allowed: string[], resource: string, trusted = 'events.amazonaws.com'): iam.Role {
    const role = new iam.Role(stack, 'Deliver', { assumedBy: new iam.ServicePrincipal(trusted) });
    role.addToPolicy(new iam.PolicyStatement({ actions: allowed, resources: [resource] }));
    return role;
  }

  function withRole(role: iam.Role, properties: object = {}): void {
    plainSubscriber({ InvokeConfiguration: { TargetArn: work.queueArn, RoleArn: role.roleArn }, ...properties });
  }

  test.each<[string, () => iam.Role, string | undefined]>([
    ['may send', () => roleWith(['sqs:SendMessage'], work.queueArn), undefined],
    ['may do something else', () => roleWith(['sqs:ReceiveMessage'], work.queueArn), "role 'Watch/Deliver/Resource' may not do sqs:SendMessage"],
    ['may send elsewhere', () => roleWith(['sqs:SendMessage'], 'arn:aws:sqs:eu-west-1:111111111111:other'), "role 'Watch/Deliver/Resource' may not do sqs:SendMessage"],
    ['trusts somebody else', () => roleWith(['sqs:SendMessage'], work.queueArn, 'lambda.amazonaws.com'), "role 'Watch/Deliver/Resource' does not let events.amazonaws.com assume it"],
  ])('a role %s', (_what, role, reason) => {
    withRole(role());
    const way = wayOf();
    expect(way.end).toBe(reason === undefined ? EventEnd.DELIVERED : EventEnd.LOST);
    expect(way.errorCode).toBe(reason === undefined ? undefined : 'ACCESS_DENIED');
    expect(deliver().trace).toContain(reason ?? 'accepted');
  });

  test('a role that the policy of the queue lets in needs no policy of its own', () => {
    const role = new iam.Role(stack, 'Deliver', { assumedBy: new iam.ServicePrincipal('events.amazonaws.com') });
    work.addToResourcePolicy(new iam.PolicyStatement({ principals: [role], actions: ['sqs:SendMessage'], resources: [work.queueArn] }));
    withRole(role);
    expect(wayOf().end).toBe(EventEnd.DELIVERED);
  });

  test.each([[false, EventEnd.LOST], [true, EventEnd.DELIVERED]])('the key of the queue counts (let in: %s)', (letIn, end) => {
    const key = new kms.Key(stack, 'Key');
    work = new sqs.Queue(stack, 'Encrypted', { encryptionMasterKey: key });
    const role = roleWith(['sqs:SendMessage'], work.queueArn);
    if (letIn) {
      key.grantEncryptDecrypt(role);
    }
    withRole(role);
    expect(wayOf().end).toBe(end);
  });

  test('a role that may not write to the dead-letter queue loses the record', () => {
    const dead = new sqs.Queue(stack, 'Dead');
    withRole(roleWith(['sqs:SendMessage'], work.queueArn), { OnFailureConfiguration: { Arn: dead.queueArn } });
    expect(wayOf(Fault.targetIsGone({ of: work }))).toMatchObject({ end: EventEnd.LOST, reason: "role 'Watch/Deliver/Resource' may not do sqs:SendMessage" });
  });

  test('a FIFO queue takes no record of events without a group', () => {
    const dead = new sqs.Queue(stack, 'Dead', { fifo: true });
    withRole(roleWith(['sqs:SendMessage'], '*'), { OnFailureConfiguration: { Arn: dead.queueArn } });
    expect(wayOf(Fault.targetIsGone({ of: work })).reason).toBe('Watch/Dead is a FIFO queue, and the events of the subscriber belong to no group');
  });

  test('the queue of an event source must let EventBridge in', () => {
    const dead = new sqs.Queue(stack, 'Dead');
    new eventsv2.CfnEventSource(stack, 'Plain', {
      name: 'plain', eventBusArn: bus.eventBusArn, configuration: { awsServiceEventsConfiguration: { awsService: 'aws.ec2', onFailureConfiguration: { arn: dead.queueArn } } },
    });
    const [, way] = deliver(Fault.targetIsGone({ of: 'Watch/Plain' })).ways.sort((one, other) => one.rule.localeCompare(other.rule));
    expect(way).toMatchObject({ rule: 'Watch/Plain', end: EventEnd.LOST, reason: "no policy of 'Watch/Dead/Resource' lets events.amazonaws.com do sqs:SendMessage" });
  });
});

describe('from bus to bus', () => {
  beforeEach(() => void source());

  test('an event goes on to the rules of a bus of the older kind, and from there to another one', () => {
    const second = new events.EventBus(stack, 'Second');
    const third = new events.EventBus(stack, 'Third');
    subscriber({ target: new targets.EventBus(second) });
    const eventPattern = { source: ['aws.ec2'], detailType: [KIND] };
    new EventPatternRule(stack, 'OnSecond', { eventBus: second, eventPattern, targets: [new targets.EventBus(third)] });
    new EventPatternRule(stack, 'OnThird', { eventBus: third, eventPattern, targets: [new targets.SqsQueue(work)] });
    expect(deliver().ways.map(({ rule, end }) => [rule, end])).toEqual([
      ['Watch/Ec2', 'DELIVERED'], ['Watch/Stopped', 'DELIVERED'], ['Watch/OnSecond', 'DELIVERED'], ['Watch/OnThird', 'DELIVERED'],
    ]);
  });

  test('an event that is changed on the way is none of the service any more', () => {
    const second = new ServiceEventBus(stack, 'Second');
    subscriber({ target: { bind: () => ({ arn: second.eventBusArn }) }, withMetadata: true });
    new ServiceEventSubscriber(stack, 'Last', { eventBus: second, service: AwsService.EC2, target: new targets.SqsQueue(work) });
    const outcome = deliver();
    expect(outcome.ways.map(({ rule }) => rule)).toEqual(['Watch/Ec2', 'Watch/Stopped']);
    expect(outcome.trace).toContain('changed by the subscriber');
  });

  test('an event does not come to one Custom Event Bus twice', () => {
    const second = new ServiceEventBus(stack, 'Second');
    subscriber({ target: { bind: () => ({ arn: second.eventBusArn }) } });
    new ServiceEventSubscriber(stack, 'Back', { eventBus: second, service: AwsService.EC2, target: { bind: () => ({ arn: bus.eventBusArn }) } });
    const back = deliver().ways.find(({ rule }) => rule === 'Watch/Back');
    expect(back).toMatchObject({ end: EventEnd.DEAD_LETTERED, errorCode: 'LOOP_DETECTED', reason: 'the event has come through Watch/Bus already' });
  });

  test('a rule can send to a Custom Event Bus', () => {
    new EventPatternRule(stack, 'Onto', { eventPattern: { source: ['aws.ec2'] }, targets: [{ bind: () => ({ arn: bus.eventBusArn }) }] });
    subscriber();
    expect(deliver().ways.map(({ rule }) => rule)).toEqual(['Watch/Onto', 'Watch/Stopped', 'Watch/Ec2', 'Watch/Stopped']);
  });
});

describe('whatever single thing breaks', () => {
  test('nothing is lost of an app with event sources and subscribers', () => {
    source();
    subscriber();
    expect(() => DeliveryTester.fromApp(app).expectNothingLost()).not.toThrow();
  });

  test('what a subscriber without a queue loses is found', () => {
    source();
    plainSubscriber({ FilterConfiguration: { Filters: [{ Scope: 'SYSTEM_METADATA', Pattern: '{"aws:Source":["aws.ec2"]}' }] } });
    expect(() => DeliveryTester.fromApp(app).expectNothingLost()).toThrow('An event is lost: the subscriber has no dead-letter queue.');
  });
});

describe('a redrive', () => {
  function failed(): testing.DeliveryTester {
    source();
    subscriber();
    const tester = DeliveryTester.fromApp(app);
    tester.deliver(STOPPED, { faults: [Fault.targetIsGone({ of: work })] });
    return tester;
  }

  test('has the bus deliver again what the records name', () => {
    const tester = failed();
    expect(tester.redrive()).toEqual({
      redriven: 1,
      left: 0,
      queues: [{
        deadLetterQueue: 'Watch/SubscriberDeadLetterQueue', redriven: 1, left: 0, reasons: [], targets: [expect.stringMatching(/^arn:aws:sqs:eu-west-1:111111111111:Work/)],
      }],
    });
    expect(tester.redrive()).toMatchObject({ redriven: 0, left: 0 });
  });

  test('keeps the records where the target is still gone', () => {
    const tester = failed();
    const { redriven, left, queues: [{ reasons }] } = tester.redrive({ faults: [Fault.targetIsGone({ of: work })] });
    expect([redriven, left]).toEqual([0, 1]);
    expect(reasons[0]).toContain('Their records stay in the queue');
    expect(tester.redrive()).toMatchObject({ redriven: 1, left: 0 });
  });

  test('comes too late for events that the bus does not keep any more', () => {
    source();
    bus = new ServiceEventBus(stack, 'Short', { retention: Duration.days(1) });
    new ServiceEventSource(stack, 'Onto', { eventBus: bus, service: AwsService.EC2 });
    subscriber();
    const tester = DeliveryTester.fromApp(app);
    tester.deliver(STOPPED, { faults: [Fault.targetIsGone({ of: work })] });
    expect(tester.redrive()).toMatchObject({ redriven: 0, left: 1, queues: [{ reasons: ['1 events are older than what the bus keeps'] }] });
  });

  test('cannot put what an event source could not bring on a bus, as nobody can', () => {
    source();
    const tester = DeliveryTester.fromApp(app);
    tester.deliver(STOPPED, { faults: [Fault.targetRefuses({ of: 'Watch/Ec2' })] });
    expect(tester.redrive()).toMatchObject({ redriven: 0, left: 1 });
  });
});
