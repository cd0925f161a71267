import { CfnResource, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as eventsv2 from 'aws-cdk-lib/aws-eventsv2';
import {
  AwsService, Ec2Events, EventBusAccess, S3Events, ServiceEventBus, ServiceEventSource, ServiceEventSubscriber, ServiceEventSubscriberProps, testing,
} from 'cdk-service-events';
import { queueIn, testStack } from '../support/test-app';

const { RuleTester, SampleEvents } = testing;

const KIND = [Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION];
const STOPPED = SampleEvents.of(AwsService.EC2, KIND[0], { detail: { state: 'stopped' } });
const RUNNING = SampleEvents.of(AwsService.EC2, KIND[0], { detail: { state: 'running' } });
const UPLOAD = SampleEvents.of(AwsService.S3, S3Events.OBJECT_CREATED);

let stack: Stack;
let bus: ServiceEventBus;
beforeEach(() => {
  stack = testStack();
  bus = new ServiceEventBus(stack, 'Bus', { eventBusName: 'central' });
});

function subscriber(props: Partial<ServiceEventSubscriberProps> = {}): ServiceEventSubscriber {
  return new ServiceEventSubscriber(stack, 'Stopped', {
    eventBus: bus, service: AwsService.EC2, detailTypes: KIND, detail: { state: 'stopped' }, target: props.target ?? new targets.SqsQueue(queueIn(stack)), ...props,
  });
}

function reached(sample: object): string[] {
  return RuleTester.fromStack(stack).send(sample).map(({ constructPath }) => constructPath!);
}

describe('an event of a service reaches a subscriber', () => {
  test('by way of an event source, with what the target gets', () => {
    new ServiceEventSource(stack, 'Ec2', { eventBus: bus, service: AwsService.EC2 });
    subscriber();
    const [{ eventBusName, targets: [target], constructPath }] = RuleTester.fromStack(stack).expectMatch(STOPPED);
    expect([constructPath, eventBusName]).toEqual(['Stopped', 'central']);
    expect(target).toMatchObject({ resourceType: 'AWS::SQS::Queue', retryAttempts: 185, maxEventAgeSeconds: 86_400 });
    expect(target.deadLetterQueueArn).toContain('SubscriberDeadLetterQueue');
    expect(JSON.parse(target.input)).toEqual(STOPPED);
  });

  test('unless its filters turn it away', () => {
    new ServiceEventSource(stack, 'Ec2', { eventBus: bus, service: AwsService.EC2 });
    subscriber();
    expect(reached(RUNNING)).toEqual([]);
    expect(reached(UPLOAD)).toEqual([]);
  });

  test.each<[string, () => unknown, string[]]>([
    ['no event source brings it', () => undefined, []],
    ['the event source brings another service', () => new ServiceEventSource(stack, 'S3', { eventBus: bus, service: AwsService.S3 }), []],
    ['the event source brings other events', () => new ServiceEventSource(stack, 'Ec2', { eventBus: bus, service: AwsService.EC2, detailTypes: KIND, detail: { state: 'running' } }), []],
    ['the event source is of another bus', () => new ServiceEventSource(stack, 'Ec2', { eventBus: new ServiceEventBus(stack, 'Other'), service: AwsService.EC2 }), []],
    ['a subscriber of another bus sends to this one', () => new CfnResource(stack, 'Forwarder', {
      type: 'AWS::EventsV2::Subscriber',
      properties: {
        Name: 'forwarder',
        EventBusArn: 'arn:aws:events:us-east-1:333333333333:event-busv2/shared/a1b2c3d4e5f6g7h8i9j0k1l2m',
        InvokeConfiguration: { TargetArn: bus.eventBusArn, RoleArn: 'arn:aws:iam::333333333333:role/forwarder' },
      },
    }), ['Forwarder', 'Stopped']],
    ['other accounts may bring it', () => bus.shareWith('Team', { access: EventBusAccess.EVENT_SOURCES, accounts: ['222222222222'] }), ['Stopped']],
  ])('as it should where %s', (_what, make, paths) => {
    make();
    subscriber();
    expect(reached(STOPPED)).toEqual(paths);
  });

  test('on a bus that the template does not have, whoever brings it', () => {
    const imported = ServiceEventBus.fromEventBusArn(stack, 'Imported', 'arn:aws:events:us-east-1:333333333333:event-busv2/shared/a1b2c3d4e5f6g7h8i9j0k1l2m');
    subscriber({ eventBus: imported });
    expect(RuleTester.fromStack(stack).send(STOPPED)[0].eventBusName).toBe('shared');
  });

  test('only while it runs, which the tester says', () => {
    new ServiceEventSource(stack, 'Ec2', { eventBus: bus, service: AwsService.EC2 });
    subscriber({ enabled: false });
    expect(() => RuleTester.fromStack(stack).expectMatch(STOPPED)).toThrow('is stopped, and delivers when it runs again');
  });

  test('and says what brings it to no bus', () => {
    subscriber();
    expect(() => RuleTester.fromStack(stack).expectMatch(STOPPED)).toThrow('no event source brings it to bus central');
  });

  test('as a replay only where that is wanted', () => {
    new ServiceEventSource(stack, 'Ec2', { eventBus: bus, service: AwsService.EC2 });
    subscriber({ excludeReplays: true });
    expect(reached(STOPPED)).toEqual(['Stopped']);
    expect(reached({ ...STOPPED, 'replay-name': 'again' })).toEqual([]);
  });
});

describe('what a subscriber gives its target', () => {
  function inputOf(props: Partial<ServiceEventSubscriberProps>): string {
    new ServiceEventSource(stack, 'Ec2', { eventBus: bus, service: AwsService.EC2 });
    subscriber(props);
    return RuleTester.fromStack(stack).send(STOPPED)[0].targets[0].input;
  }

  test('can be the event with its metadata', () => {
    expect(JSON.parse(inputOf({ withMetadata: true }))).toMatchObject({ Data: { source: 'aws.ec2' }, Metadata: {}, SystemMetadata: { 'aws:Source': 'aws.ec2', 'aws:DeliveryType': 'LIVE' } });
  });

  test('is an expression where it is one', () => {
    const target = new targets.SqsQueue(queueIn(stack), { message: events.RuleTargetInput.fromEventPath('$.detail.state') });
    expect(inputOf({ target })).toBe('{% $events.Data.detail.state %}');
  });
});

test.each<[string, object, string]>([
  ['an event source with keys that EventBridge adds', { configuration: { awsServiceEventsConfiguration: { awsService: 'aws.ec2', pattern: '{"source":["aws.ec2"]}' } } }, 'EventBridge adds source to the pattern itself'],
])('%s is refused', (_what, props, why) => {
  new eventsv2.CfnEventSource(stack, 'Wrong', { name: 'wrong', eventBusArn: bus.eventBusArn, ...props } as eventsv2.CfnEventSourceProps);
  expect(() => RuleTester.fromStack(stack)).toThrow(why);
});

test.each<[string, string, string]>([
  ['a wildcard', '{"detail":{"a":[{"wildcard":"x*"}]}}', 'refuses the wildcard in detail.a'],
  ['a filter that is no JSON', '{', 'its filter is no JSON'],
])('a subscriber with %s is refused', (_what, Pattern, why) => {
  const Properties = { Name: 'wrong', EventBusArn: 'arn:aws:events:us-east-1:333333333333:event-busv2/shared/a1b2c3d4e5f6g7h8i9j0k1l2m', FilterConfiguration: { Filters: [{ Scope: 'DATA', Pattern }] } };
  expect(() => RuleTester.fromTemplate({ Resources: { Wrong: { Type: 'AWS::EventsV2::Subscriber', Properties } } })).toThrow(why);
});

test('a subscriber is selected by its construct', () => {
  new ServiceEventSource(stack, 'Ec2', { eventBus: bus, service: AwsService.EC2 });
  const made = subscriber();
  expect(RuleTester.fromStack(stack).mismatches(RUNNING, made)).toHaveLength(1);
  expect(RuleTester.fromStack(stack).eventPatternOf('Stopped')).toMatchObject({ 'source': ['aws.ec2'], 'detail-type': KIND });
});
