import { App, Duration, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
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

test('a replay of the archive delivers what was lost', () => {
  const tester = testerOf(TARGETS[0][1], { archive: Duration.days(7) });
  const lost = tester.deliver(STOPPED, { faults: [Fault.targetIsGone(), Fault.deadLetterQueueIsGone()] });
  expect(lost).toMatchObject({ end: EventEnd.LOST, archives: [expect.stringContaining('Archive')] });
  const [replayed, ...more] = tester.replay();
  expect(more).toEqual([]);
  expect(replayed).toMatchObject({ end: EventEnd.DELIVERED, archives: [] });
  expect(tester.replay({ faults: [Fault.targetIsGone()] })[0].end).toBe(EventEnd.DEAD_LETTERED);
});
