import { App, Duration, Fn, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AwsService, DeliveryOptions, Ec2Events, ServiceEventRule, testing } from 'cdk-service-events';
import { testApp } from '../support/test-app';

const { DeliveryTester, EventEnd, Fault, SampleEvents } = testing;

const STOPPED = SampleEvents.of(AwsService.EC2, Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION, { detail: { state: 'stopped' } });

function testerOf(target: (stack: Stack) => events.IRuleTarget, delivery: DeliveryOptions = {}): testing.DeliveryTester {
  const app: App = testApp();
  const stack = new Stack(app, 'Operations', { env: { account: '111111111111', region: 'eu-west-1' } });
  new ServiceEventRule(stack, 'InstanceStopped', { service: AwsService.EC2, targets: [target(stack)], delivery });
  return DeliveryTester.fromApp(app);
}

const TARGETS: [name: string, target: (stack: Stack) => events.IRuleTarget][] = [
  ['a queue', (stack) => new targets.SqsQueue(new sqs.Queue(stack, 'Target'))],
  ['a FIFO queue', (stack) => new targets.SqsQueue(new sqs.Queue(stack, 'Target', { fifo: true, contentBasedDeduplication: true, queueName: 'work.fifo' }), { messageGroupId: 'all' })],
  ['a topic', (stack) => new targets.SnsTopic(new sns.Topic(stack, 'Target'))],
  ['a function', (stack) => new targets.LambdaFunction(new lambda.Function(stack, 'Target', {
    runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => {}'),
  }))],
];

test.each(TARGETS)('what could not be delivered to %s is sent there by the redrive, and then its queue is empty', (_, target) => {
  const tester = testerOf(target);
  for (let n = 0; n < 12; n += 1) {
    expect(tester.deliver({ ...STOPPED, id: `event-${n}` }, { faults: [Fault.targetIsGone()] }).end).toBe(EventEnd.DEAD_LETTERED);
  }
  const { redriven, left, queues: [queue] } = tester.redrive();
  expect({ redriven, left }).toEqual({ redriven: 12, left: 0 });
  expect(queue).toMatchObject({ deadLetterQueue: 'Operations/ServiceEventDeadLetterQueue', reasons: [] });
  expect(queue.targets).toHaveLength(12);
  expect(tester.redrive()).toEqual({ redriven: 0, left: 0, queues: [] });
});

test('a target that gets a part of the event gets it from the redrive too', () => {
  const tester = testerOf((stack) => new targets.SqsQueue(new sqs.Queue(stack, 'Target'), { message: events.RuleTargetInput.fromEventPath('$.detail.state') }));
  tester.deliver(STOPPED, { faults: [Fault.targetIsGone()] });
  expect(tester.redrive()).toMatchObject({ redriven: 1, left: 0 });
});

test('what a function has failed on is sent to it again', () => {
  const tester = testerOf(TARGETS[3][1], { captureHandlerFailures: true });
  expect(tester.deliver(STOPPED, { faults: [Fault.handlerFails()] }).end).toBe(EventEnd.DEAD_LETTERED);
  expect(tester.redrive()).toMatchObject({ redriven: 1, left: 0 });
});

test('what is still broken keeps its events in the queue, with the reason', () => {
  const tester = testerOf(TARGETS[0][1]);
  tester.deliver(STOPPED, { faults: [Fault.targetRefuses()] });
  const { redriven, left, queues } = tester.redrive({ faults: [Fault.targetRefuses()] });
  expect({ redriven, left }).toEqual({ redriven: 0, left: 1 });
  expect(queues[0].reasons[0]).toMatch(/AccessDeniedException.*Operations\/Target does not let EventBridge in/);
  expect(tester.redrive()).toMatchObject({ redriven: 1, left: 0 });
});

test('one queue alone can be meant, and one that the app does not have is refused', () => {
  const tester = testerOf(TARGETS[0][1]);
  tester.deliver(STOPPED, { faults: [Fault.targetIsGone()] });
  expect(() => tester.redrive({ of: 'Operations/Dead' })).toThrow("The app has nothing called 'Operations/Dead' that keeps events. Nearest: Operations/ServiceEventDeadLetterQueue.");
  expect(tester.redrive({ of: 'Operations/ServiceEventDeadLetterQueue' }).redriven).toBe(1);
});

test.each([
  ['its place', 'Operations/ServiceEventDeadLetterQueue'],
  ['its place below the stack', 'ServiceEventDeadLetterQueue'],
  ['the place of its resource', 'Operations/ServiceEventDeadLetterQueue/Queue/Resource'],
  ['its stack', 'Operations'],
  ['its logical id', undefined],
])('a queue can be meant by %s', (_what, given) => {
  const app = testApp();
  const stack = new Stack(app, 'Operations', { env: { account: '111111111111', region: 'eu-west-1' } });
  const rule = new ServiceEventRule(stack, 'Rule', { service: AwsService.EC2, targets: [TARGETS[0][1](stack)] });
  const of = given ?? stack.getLogicalId(rule.deadLetterQueue!.node.defaultChild as sqs.CfnQueue);
  const tester = DeliveryTester.fromApp(app);
  tester.deliver(STOPPED, { faults: [Fault.targetIsGone()] });
  expect(tester.redrive({ of }).redriven).toBe(1);
});

test('what a function has left in the dead-letter queue of its own stays there, since it does not say whose it was', () => {
  const tester = testerOf((stack) => new targets.LambdaFunction(new lambda.Function(stack, 'Target', {
    runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => {}'), deadLetterQueueEnabled: true,
  })));
  expect(tester.deliver(STOPPED, { faults: [Fault.handlerFails()] }).end).toBe(EventEnd.DEAD_LETTERED);
  const { redriven, left, queues } = tester.redrive();
  expect([redriven, left]).toEqual([0, 1]);
  expect(queues[0].reasons).toEqual([expect.stringContaining('written by the dead-letter queue setting of a function (DeadLetterConfig)')]);
});

test.each<[string, Duration | undefined, RegExp]>([
  ['some days', Duration.days(7), / archived in Operations\/All\/Archive for 7 days$/m],
  ['ever', undefined, / archived in Operations\/All\/Archive$/m],
])('an archive that keeps events for %s is told of in the trace', (_long, retention, line) => {
  const app = testApp();
  const stack = new Stack(app, 'Operations', { env: { account: '111111111111', region: 'eu-west-1' } });
  new ServiceEventRule(stack, 'Rule', { service: AwsService.EC2, targets: [TARGETS[0][1](stack)] });
  new events.Archive(stack, 'All', { sourceEventBus: events.EventBus.fromEventBusName(stack, 'Default', 'default'), eventPattern: { source: ['aws.ec2'] }, retention });
  expect(DeliveryTester.fromApp(app).deliver(STOPPED).trace).toMatch(line);
});

test('a replay of the archive delivers what was lost', () => {
  const tester = testerOf(TARGETS[0][1], { archive: Duration.days(7) });
  const lost = tester.deliver(STOPPED, { faults: [Fault.targetIsGone(), Fault.deadLetterQueueIsGone()] });
  expect(lost).toMatchObject({ end: EventEnd.LOST, archives: [expect.stringContaining('Archive')] });
  const [replayed, ...more] = tester.replay();
  expect(more).toEqual([]);
  expect(replayed).toMatchObject({ end: EventEnd.DELIVERED, archives: [] });
  expect(tester.replay({ faults: [Fault.targetIsGone()] })[0].end).toBe(EventEnd.DEAD_LETTERED);
});

test('what a replay could not deliver is in its queue, and can be redriven', () => {
  const tester = testerOf(TARGETS[0][1], { archive: Duration.days(7) });
  tester.deliver(STOPPED);
  expect(tester.replay({ faults: [Fault.targetIsGone()] }).map(({ end }) => end)).toEqual([EventEnd.DEAD_LETTERED]);
  expect(tester.redrive()).toMatchObject({ redriven: 1, left: 0 });
});

test('a replay of one archive delivers what this one has', () => {
  const app = testApp();
  const stack = new Stack(app, 'Operations', { env: { account: '111111111111', region: 'eu-west-1' } });
  const sourceEventBus = events.EventBus.fromEventBusName(stack, 'Default', 'default');
  for (const [id, service] of [['Instances', AwsService.EC2], ['Jobs', AwsService.BATCH]] as const) {
    new ServiceEventRule(stack, id, { service, targets: [new targets.SqsQueue(new sqs.Queue(stack, `${id}Target`))] });
    new events.Archive(stack, `${id}Archive`, { sourceEventBus, eventPattern: { source: [service.source] } });
  }
  const tester = DeliveryTester.fromApp(app);
  const { archives: [ofInstances] } = tester.deliver(STOPPED);
  const { archives: [ofJobs] } = tester.deliver(SampleEvents.of(AwsService.BATCH, 'Batch Job State Change'));
  expect(ofInstances).not.toBe(ofJobs);
  expect(tester.replay({ of: ofJobs }).map(({ ways: [{ rule }] }) => rule)).toEqual(['Operations/Jobs']);
  expect(tester.replay()).toHaveLength(2);
});

describe('a queue that no template has', () => {
  const ARN = 'arn:aws:sqs:eu-west-1:222222222222:central-letters';

  function testerWith(arn: (stack: Stack) => string): testing.DeliveryTester {
    const app = testApp();
    const stack = new Stack(app, 'Operations', { env: { account: '111111111111', region: 'eu-west-1' } });
    const deadLetterQueue = sqs.Queue.fromQueueArn(stack, 'Letters', arn(stack));
    for (const name of ['One', 'Other']) {
      new events.Rule(stack, name, {
        eventPattern: { source: ['aws.ec2'] }, targets: [new targets.SqsQueue(new sqs.Queue(stack, `${name}Target`), { deadLetterQueue })],
      });
    }
    return DeliveryTester.fromApp(app);
  }

  test.each<[string, (stack: Stack) => string, string]>([
    ['by an ARN', () => ARN, ARN],
    ['by its name', () => ARN, 'central-letters'],
    ['by what it imports', () => Fn.importValue('Letters'), 'Letters'],
  ])('is one however many rules name it, and can be meant %s', (_, arn, of) => {
    const tester = testerWith(arn);
    const { ways } = tester.deliver(STOPPED, { faults: [Fault.targetIsGone()] });
    expect(ways.map(({ end }) => end)).toEqual([EventEnd.DEAD_LETTERED, EventEnd.DEAD_LETTERED]);
    const { queues } = tester.redrive({ of, faults: [Fault.targetIsGone()] });
    expect(queues).toMatchObject([{ left: 2 }]);
    expect(() => tester.redrive({ of: 'central-lettres' })).toThrow("nothing called 'central-lettres' that keeps events. Nearest:");
    expect(tester.deliver(STOPPED, { faults: [Fault.targetIsGone(), Fault.deadLetterQueueIsGone({ of })] }).end).toBe(EventEnd.LOST);
  });

  test('can be the destination on failure of a function, with faults of its own', () => {
    const app = testApp();
    const stack = new Stack(app, 'Operations', { env: { account: '111111111111', region: 'eu-west-1' } });
    const handler = new lambda.Function(stack, 'Handler', {
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async () => {}'),
      onFailure: new destinations.SqsDestination(sqs.Queue.fromQueueArn(stack, 'Letters', ARN)),
    });
    new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.ec2'] }, targets: [new targets.LambdaFunction(handler)] });
    const tester = DeliveryTester.fromApp(app);
    tester.deliver(STOPPED, { faults: [Fault.handlerFails()] });
    tester.deliver(STOPPED, { faults: [Fault.handlerFails()] });
    expect(tester.redrive({ of: ARN }).queues).toMatchObject([{ deadLetterQueue: ARN, redriven: 2 }]);
    expect(tester.deliver(STOPPED, { faults: [Fault.handlerFails(), Fault.deadLetterQueueIsGone({ of: ARN })] }).end).toBe(EventEnd.LOST);
  });
});
