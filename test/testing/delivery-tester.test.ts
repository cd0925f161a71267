import { App, CfnResource, Duration, Stack } from 'aws-cdk-lib';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AwsService, DeliveryDefaults, DeliveryOptions, Ec2Events, ServiceEventRule, testing } from 'cdk-service-events';
import { testApp } from '../support/test-app';

const { DeliveryTester, EventEnd, Fault, SampleEvents } = testing;

const STOPPED = SampleEvents.of(AwsService.EC2, Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION, { detail: { state: 'stopped' } });
const RUNNING = SampleEvents.of(AwsService.EC2, Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION, { detail: { state: 'running' } });
const HANDLER = { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => {}') };

/** An app with a rule on instances that stop, and somebody who is told. */
function appOf(delivery: DeliveryOptions = {}, target: (stack: Stack) => events.IRuleTarget = (stack) => new targets.SqsQueue(new sqs.Queue(stack, 'Work'))): App {
  const app = testApp();
  const stack = new Stack(app, 'Operations', { env: { account: '111111111111', region: 'eu-west-1' } });
  const topic = new sns.Topic(stack, 'OnCall');
  DeliveryDefaults.of(stack).set({ alarmActions: { ticket: [new actions.SnsAction(topic)] } });
  new ServiceEventRule(stack, 'InstanceStopped', {
    service: AwsService.EC2,
    detail: { state: ['stopped'] },
    detailTypes: [Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION],
    targets: [target(stack)],
    delivery,
  });
  return app;
}

function functionIn(stack: Stack): events.IRuleTarget {
  return new targets.LambdaFunction(new lambda.Function(stack, 'Handler', HANDLER));
}

/** The only way of an event. */
function wayOf(app: App, ...faults: testing.Fault[]): testing.DeliveryWay {
  const { ways } = DeliveryTester.fromApp(app).deliver(STOPPED, { faults });
  expect(ways).toHaveLength(1);
  return ways[0];
}

describe('an event', () => {
  test('that nothing stops is delivered at once', () => {
    const outcome = DeliveryTester.fromApp(appOf()).deliver(STOPPED);
    expect(outcome).toMatchObject({ end: EventEnd.DELIVERED, alarms: [] });
    expect(outcome.ways).toEqual([{
      rule: 'Operations/InstanceStopped', eventBuses: ['default'], target: 'Operations/Work', end: 'DELIVERED', afterSeconds: 0, attempts: 1, isTold: false,
    }]);
  });

  test('that no rule matches goes nowhere, and the trace says what turned it away', () => {
    const outcome = DeliveryTester.fromApp(appOf()).deliver(RUNNING);
    expect(outcome).toMatchObject({ end: EventEnd.NOT_MATCHED, ways: [] });
    expect(outcome.trace).toContain('detail.state: wanted ["stopped"], found "running"');
  });

  test('is taken to arrive where the rules are, unless such events appear elsewhere alone', () => {
    const app = testApp();
    const stack = new Stack(app, 'Operations', { env: { account: '111111111111', region: 'eu-west-1' } });
    const pattern = { source: ['aws.iam'], detailType: ['AWS API Call via CloudTrail'] };
    new events.Rule(stack, 'Calls', { eventPattern: pattern, targets: [new targets.SqsQueue(new sqs.Queue(stack, 'Work'))] });
    const { end, trace } = DeliveryTester.fromApp(app).deliver(SampleEvents.apiCall(AwsService.IAM, 'CreateUser'));
    expect(end).toBe(EventEnd.NOT_MATCHED);
    expect(trace).toContain('such an event appears in us-east-1, and not in eu-west-1, where the rules are');
    expect(DeliveryTester.fromApp(appOf()).deliver(STOPPED).trace).toContain('taken as an event of 111111111111 eu-west-1, where the rules are');
  });

  test('whose target throttles for a while is delivered late', () => {
    expect(wayOf(appOf(), Fault.targetThrottles({ lasts: Duration.hours(1) })))
      .toMatchObject({ end: EventEnd.DELIVERED, attempts: 17, afterSeconds: 3927 });
  });

  test('whose target throttles for good is kept after a day and 185 retries', () => {
    expect(wayOf(appOf(), Fault.targetThrottles())).toMatchObject({
      end: EventEnd.DEAD_LETTERED,
      errorCode: 'THROTTLING',
      attempts: 186,
      afterSeconds: 86_400,
      isTold: true,
      deadLetterQueue: 'Operations/ServiceEventDeadLetterQueue',
    });
  });

  test('is tried for as long and as often as the rule says', () => {
    expect(wayOf(appOf({ retryAttempts: 2 }), Fault.targetIsSlow())).toMatchObject({ attempts: 3, afterSeconds: 3 });
    expect(wayOf(appOf({ maxEventAge: Duration.minutes(2) }), Fault.targetIsSlow())).toMatchObject({ attempts: 7, afterSeconds: 120 });
  });

  test.each([['is gone', Fault.targetIsGone(), 'NO_RESOURCE'], ['refuses it', Fault.targetRefuses(), 'NO_PERMISSIONS']])(
    'whose target %s is kept at once', (_, fault, errorCode) => {
      expect(wayOf(appOf(), fault)).toMatchObject({ end: EventEnd.DEAD_LETTERED, errorCode, attempts: 1, afterSeconds: 0 });
    });

  test.each([Fault.deadLetterQueueIsGone(), Fault.deadLetterQueueRefuses(), Fault.deadLetterQueueKeyRefuses()])(
    'that can neither be delivered nor kept is lost, and the alarm LOST says so', (fault) => {
      const outcome = DeliveryTester.fromApp(appOf()).deliver(STOPPED, { faults: [Fault.targetIsGone(), fault] });
      expect(outcome.end).toBe(EventEnd.LOST);
      expect(outcome.alarms[0]).toEqual({
        alarm: 'Operations/InstanceStopped/Alarms/Lost', metricName: 'InvocationsFailedToBeSentToDlq', afterSeconds: 60, tells: ['Operations/OnCall'],
      });
    });

  test('that cannot be delivered is lost without a dead-letter queue', () => {
    expect(wayOf(appOf({ deadLetterQueueEnabled: false }), Fault.targetIsGone()))
      .toMatchObject({ end: EventEnd.LOST, reason: 'the target has no dead-letter queue' });
  });

  test('counts up the metrics that AWS documents', () => {
    const { metrics } = DeliveryTester.fromApp(appOf()).deliver(STOPPED, { faults: [Fault.targetThrottles()] });
    const sums = Object.fromEntries(metrics.map(({ metricName, sum }) => [metricName, sum]));
    expect(sums).toEqual({
      TriggeredRules: 1,
      InvocationAttempts: 186,
      RetryInvocationAttempts: 185,
      Invocations: 1,
      FailedInvocations: 1,
      InvocationsSentToDlq: 1,
      NumberOfMessagesSent: 1,
      ApproximateNumberOfMessagesVisible: 1,
      ApproximateAgeOfOldestMessage: 0,
    });
  });
});

describe('a function that accepts an event and fails', () => {
  test('is run three times, and then the event is lost', () => {
    expect(wayOf(appOf({}, functionIn), Fault.handlerFails())).toMatchObject({ end: EventEnd.LOST, afterSeconds: 180, errorCode: 'HANDLER_FAILED' });
  });

  test('has handled it when it works again soon', () => {
    expect(wayOf(appOf({}, functionIn), Fault.handlerFails({ lasts: Duration.seconds(90) })))
      .toMatchObject({ end: EventEnd.DELIVERED, afterSeconds: 180 });
  });

  test('leaves it in the queue where its failures are captured', () => {
    const way = wayOf(appOf({ captureHandlerFailures: true }, functionIn), Fault.handlerFails());
    expect(way).toMatchObject({ end: EventEnd.DEAD_LETTERED, deadLetterQueue: 'Operations/ServiceEventDeadLetterQueue', isTold: true });
  });
});

describe('the destination on failure of a function', () => {
  const handler = (stack: Stack, onFailure: lambda.IDestination) => new targets.LambdaFunction(new lambda.Function(stack, 'Handler', { ...HANDLER, onFailure }));

  test('can be a queue of its own, which can have faults by its name', () => {
    const app = appOf({}, (stack) => handler(stack, new destinations.SqsDestination(new sqs.Queue(stack, 'Failed'))));
    const tester = DeliveryTester.fromApp(app);
    expect(tester.deliver(STOPPED, { faults: [Fault.handlerFails()] }).ways[0]).toMatchObject({ end: EventEnd.DEAD_LETTERED, deadLetterQueue: 'Operations/Failed' });
    const faults = [Fault.handlerFails(), Fault.deadLetterQueueIsGone({ of: 'Operations/Failed' })];
    expect(tester.deliver(STOPPED, { faults }).ways[0]).toMatchObject({ end: EventEnd.LOST, reason: 'Operations/Failed is gone' });
  });

  test('can be a topic, to which the record is handed', () => {
    const app = appOf({}, (stack) => handler(stack, new destinations.SnsDestination(new sns.Topic(stack, 'Failed'))));
    const { ways: [way], metrics } = DeliveryTester.fromApp(app).deliver(STOPPED, { faults: [Fault.handlerFails()] });
    expect(way).toMatchObject({ end: EventEnd.DEAD_LETTERED, deadLetterQueue: 'Operations/Failed' });
    expect(metrics.map(({ namespace }) => namespace)).not.toContain('AWS/SQS');
  });
});

test('an event that is too large for the dead-letter queue as well is lost', () => {
  const queueOf = (maxMessageSizeBytes?: number) => (stack: Stack) => new targets.SqsQueue(new sqs.Queue(stack, 'Work'), {
    deadLetterQueue: new sqs.Queue(stack, 'Dead', { maxMessageSizeBytes }),
  });
  expect(wayOf(appOf({}, queueOf()), Fault.eventIsTooLarge()).end).toBe(EventEnd.DEAD_LETTERED);
  expect(wayOf(appOf({}, queueOf(262_144)), Fault.eventIsTooLarge())).toMatchObject({
    end: EventEnd.LOST, reason: 'Operations/Dead takes messages of 262144 bytes at most',
  });
  expect(wayOf(appOf({}, queueOf(262_144)), Fault.targetIsGone()).end).toBe(EventEnd.DEAD_LETTERED);
});

describe('that nothing is lost', () => {
  test('holds for a rule of this library with any single fault', () => {
    DeliveryTester.fromApp(appOf()).expectNothingLost();
    DeliveryTester.fromApp(appOf({ captureHandlerFailures: true }, functionIn)).expectNothingLost();
  });

  test('does not hold where nobody is told', () => {
    const app = testApp();
    const stack = new Stack(app, 'Operations');
    new ServiceEventRule(stack, 'Rule', { service: AwsService.EC2, targets: [new targets.SqsQueue(new sqs.Queue(stack, 'Work'))] });
    const tester = DeliveryTester.fromApp(app);
    expect(() => tester.expectNothingLost()).toThrow(/is kept in Operations\/ServiceEventDeadLetterQueue, and nobody is told.*\n.*\n {2}while every target throttles/);
    tester.expectNothingLost({ alarms: false });
  });

  test('is asked of each of two stacks that are alike, of which one has nobody to tell', () => {
    const app = testApp();
    for (const name of ['Told', 'Untold']) {
      const stack = new Stack(app, name, { env: { account: '111111111111', region: 'eu-west-1' } });
      const page = [new actions.SnsAction(new sns.Topic(stack, 'OnCall'))];
      DeliveryDefaults.of(stack).set({ alarmActions: name === 'Told' ? { page } : {} });
      new ServiceEventRule(stack, 'Rule', { service: AwsService.EC2, targets: [new targets.SqsQueue(new sqs.Queue(stack, 'Work'))] });
    }
    const tester = DeliveryTester.fromApp(app);
    expect(() => tester.expectNothingLost()).toThrow('is kept in Untold/ServiceEventDeadLetterQueue, and nobody is told');
    expect(() => tester.expectNothingLost({ leaveOut: ['Untold'] })).not.toThrow();
    expect(tester.deliver(STOPPED, { faults: [Fault.targetIsGone({ of: 'Untold/Work' })] }).ways.map(({ rule, end }) => [rule, end]))
      .toEqual([['Told/Rule', 'DELIVERED'], ['Untold/Rule', 'DEAD_LETTERED']]);
  });

  test('does not hold for a rule of the CDK without a queue, and the error traces the event', () => {
    const stack = new Stack(testApp(), 'Plain');
    const rule = new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.ec2'] }, targets: [new targets.SqsQueue(new sqs.Queue(stack, 'Work'))] });
    const tester = DeliveryTester.fromStacks([stack]);
    expect(() => tester.expectNothingLost()).toThrow(/^An event is lost: the target has no dead-letter queue\.\nEvent .*\n {2}while every target throttles\n {2}rule Plain\/Rule\n/);
    expect(() => tester.expectNothingLost({ leaveOut: [rule] })).toThrow('no enabled rule');
  });
});

describe('of what a composite alarm tells of', () => {
  const QUIET = { Namespace: 'AWS/Events', MetricName: 'FailedInvocations', Statistic: 'Sum', Period: 60, Threshold: 1, EvaluationPeriods: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold' };
  const TELLS = ['arn:aws:sns:eu-west-1:111111111111:on-call'];

  /** Rules whose events are kept when something breaks, with a plain alarm each that has no action, and more alarms. */
  function testerOf(rules: readonly string[], composites: Record<string, object>): testing.DeliveryTester {
    const stack = new Stack(testApp(), 'Operations', { env: { account: '111111111111', region: 'eu-west-1' } });
    const deadLetterQueue = new sqs.Queue(stack, 'Letters');
    for (const [name, properties] of Object.entries(composites)) {
      new CfnResource(stack, name, { type: 'AWS::CloudWatch::CompositeAlarm', properties });
    }
    for (const name of rules) {
      const rule = new events.Rule(stack, name, {
        eventPattern: { source: ['aws.ec2'] }, targets: [new targets.SqsQueue(new sqs.Queue(stack, `${name}Work`), { deadLetterQueue })],
      });
      new CfnResource(stack, `${name}Failed`, {
        type: 'AWS::CloudWatch::Alarm', properties: { AlarmName: `${name}-failed`, ...QUIET, Dimensions: [{ Name: 'RuleName', Value: rule.ruleName }] },
      });
    }
    return DeliveryTester.fromStacks([stack]);
  }

  const FAULTS = { faults: [Fault.targetIsGone()] };
  const UNTOLD = /nobody is told/;

  test('nobody is told where it tells nobody', () => {
    expect(() => testerOf(['Rule'], {}).expectNothingLost(FAULTS)).toThrow(UNTOLD);
    expect(() => testerOf(['Rule'], { Both: { AlarmRule: 'ALARM("Rule-failed")' } }).expectNothingLost(FAULTS)).toThrow(UNTOLD);
    const noAction = { 'Fn::If': ['Never', TELLS[0], { Ref: 'AWS::NoValue' }] };
    const tester = DeliveryTester.fromTemplates([{
      template: {
        Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
        Resources: {
          Letters: { Type: 'AWS::SQS::Queue' },
          Rule: { Type: 'AWS::Events::Rule', Properties: { Name: 'rule', EventPattern: { source: ['aws.ec2'] }, Targets: [{ Id: 'T', Arn: 'arn:aws:sns:eu-west-1:111111111111:work', DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['Letters', 'Arn'] } } }] } },
          Failed: { Type: 'AWS::CloudWatch::Alarm', Properties: { ...QUIET, Dimensions: [{ Name: 'RuleName', Value: 'rule' }], AlarmActions: [noAction] } },
        },
      },
    }]);
    expect(() => tester.expectNothingLost(FAULTS)).toThrow(UNTOLD);
  });

  test.each<[string, Record<string, object>]>([
    ['the alarm of a rule', { One: { AlarmRule: 'ALARM("Rule-failed")', AlarmActions: TELLS } }],
    ['another one', {
      One: { AlarmName: 'one', AlarmRule: 'ALARM("Rule-failed")' }, Two: { AlarmRule: 'ALARM("one")', AlarmActions: TELLS },
    }],
    ['one without a name, by its ARN', {
      One: { AlarmRule: 'ALARM("Rule-failed")' }, Two: { AlarmRule: { 'Fn::Sub': 'ALARM("${One.Arn}")' }, AlarmActions: TELLS },
    }],
    ['one that watches another one, which stands last', {
      Three: { AlarmRule: 'ALARM("two")', AlarmActions: TELLS }, Two: { AlarmName: 'two', AlarmRule: 'ALARM("one")' }, One: { AlarmName: 'one', AlarmRule: 'ALARM("Rule-failed")' },
    }],
    ['one with which it goes in a circle', {
      Two: { AlarmName: 'two', AlarmRule: 'ALARM("one")', AlarmActions: TELLS }, One: { AlarmName: 'one', AlarmRule: 'ALARM("Rule-failed") OR ALARM("two")' },
    }],
  ])('somebody is told where it watches %s', (_, composites) => {
    testerOf(['Rule'], composites).expectNothingLost(FAULTS);
  });

  test('nobody is told where the one that it watches holds it back', () => {
    const tester = testerOf(['Rule'], {
      Two: { AlarmRule: 'ALARM("Rule-failed") AND NOT ALARM("one")', AlarmActions: TELLS }, One: { AlarmName: 'one', AlarmRule: 'ALARM("Rule-failed")' },
    });
    expect(() => tester.expectNothingLost(FAULTS)).toThrow(UNTOLD);
  });

  test('nobody is told of a rule whose alarm it does not watch', () => {
    const { ways } = testerOf(['Rule', 'Other'], { One: { AlarmRule: 'ALARM("Rule-failed")', AlarmActions: TELLS } }).deliver(STOPPED, FAULTS);
    expect(ways.map(({ rule, isTold }) => [rule, isTold])).toEqual([['Operations/Rule', true], ['Operations/Other', false]]);
  });
});

describe('what the app does not have', () => {
  test('has no fault, and the error names what is near', () => {
    const tester = DeliveryTester.fromApp(appOf());
    expect(() => tester.deliver(STOPPED, { faults: [Fault.targetIsGone({ of: 'Operations/Wrok' })] }))
      .toThrow("The app has no target or rule 'Operations/Wrok'. Possible: Operations/Work, Operations/InstanceStopped.");
    expect(() => tester.deliver(STOPPED, { faults: [Fault.handlerFails({ of: 'Work' })] })).toThrow("The app has no function that is a target 'Work'. Nothing in it can have this fault.");
  });

  test('is no event bus either', () => {
    expect(() => DeliveryTester.fromApp(appOf()).deliver(STOPPED, { eventBusName: 'central' })).toThrow("The app has no event bus 'central' with rules. Possible: default.");
  });
});
