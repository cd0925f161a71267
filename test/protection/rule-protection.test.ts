import { App, Duration, Fn, Lazy, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatchActions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import { DeliveryAlarms, ServiceEventProtection, ServiceEventProtectionOptions } from 'cdk-service-events';
import { Construct } from 'constructs';
import { protectionOf } from '../../src/protection/rule-protection';
import { metricsOf } from '../support/alarm-metrics';
import { everyOf } from '../support/every-of';
import { messagesOf, queueIn, resourcesOf, testApp } from '../support/test-app';

const QUEUE = 'arn:aws:sqs:us-east-1:111122223333:queue';
const PATTERN = { source: ['aws.batch'] };

let app: App;
let stack: Stack;
beforeEach(() => {
  app = testApp();
  stack = new Stack(app, 'Stack');
});

function resourceIn(scope: Construct, props: Partial<events.CfnRuleProps> = {}, id = 'Rule'): events.CfnRule {
  return new events.CfnRule(scope, id, { eventPattern: PATTERN, targets: [{ id: 'Target', arn: QUEUE }], ...props });
}

/** Every way in which a target can bring a queue, an age and a number of attempts. */
const BROUGHT = [true, false].flatMap((queue) => [true, false].flatMap((age) => [true, false].map((attempts) => ({ queue, age, attempts }))));
const TARGETS = BROUGHT.map(({ queue, age, attempts }, at): events.CfnRule.TargetProperty => ({
  id: `Target${at}`,
  arn: QUEUE,
  deadLetterConfig: queue ? { arn: QUEUE } : undefined,
  retryPolicy: age || attempts ? { maximumEventAgeInSeconds: age ? 60 : undefined, maximumRetryAttempts: attempts ? 0 : undefined } : undefined,
}));

test.each(BROUGHT.flatMap((brought, at) => [true, false].map((isWanted) => ({ ...brought, at, isWanted }))))(
  'a target that brings queue: $queue, age: $age, attempts: $attempts is counted by what it lacks, where queues are wanted: $isWanted',
  ({ at, queue, age, attempts, isWanted }) => {
    const rule = resourceIn(stack, { targets: [TARGETS[at]] });
    ServiceEventProtection.of(app).apply({ deadLetterQueueEnabled: isWanted });
    app.synth();
    expect(protectionOf(rule)).toMatchObject({ deadLetterQueues: isWanted && !queue ? 1 : 0, retryPolicies: age && attempts ? 0 : 1 });
  });

test('what is given to the targets of a rule is counted over all of them', () => {
  const rule = resourceIn(stack, { targets: TARGETS });
  ServiceEventProtection.of(app).apply();
  app.synth();
  expect(protectionOf(rule)).toMatchObject({ deadLetterQueues: 4, retryPolicies: 6 });
});

test('targets that are known at deployment only are counted as given nothing', () => {
  const rule = resourceIn(stack, { targets: Lazy.any({ produce: () => ({ 'Fn::Transform': { Name: 'Targets' } }) }) });
  ServiceEventProtection.of(app).apply();
  app.synth({ skipValidation: true });
  expect(protectionOf(rule)).toMatchObject({ deadLetterQueues: 0, retryPolicies: 0 });
});

test('a queue that is to take what it has refused is refused itself, whatever stands beside it', () => {
  const queue = queueIn(stack, 'Dead');
  resourceIn(stack, { targets: [Fn.conditionIf('Is', { Id: 'Other', Arn: QUEUE }, { Ref: 'AWS::NoValue' }), { id: 'Target', arn: queue.queueArn }] as events.CfnRule.TargetProperty[] });
  ServiceEventProtection.of(app).apply({ deadLetterQueue: queue });
  expect(() => app.synth()).toThrow("Queue 'Stack/Dead' is a target of rule 'Stack/Rule' and its deadLetterQueue");
});

const CODE: lambda.FunctionProps = { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('//') };

test.each<[string, () => string, boolean]>([
  ['made as a resource', () => new lambda.CfnFunction(stack, 'Handler', { code: {}, role: 'arn:aws:iam::111122223333:role/handler' }).attrArn, true],
  ['made as a construct', () => new lambda.Function(stack, 'Handler', CODE).functionArn, false],
  ['written as its ARN', () => 'arn:aws:lambda:us-east-1:111122223333:function:handler', false],
])('where failures of handlers are to be kept, a function %s is warned of as it can be reached', (_how, arnOf, isWarned) => {
  resourceIn(stack, { targets: [{ id: 'Queue', arn: queueIn(stack).queueArn }, { id: 'Target', arn: arnOf() }] });
  ServiceEventProtection.of(app).apply({ captureHandlerFailures: true });
  expect(messagesOf(stack).filter((message) => message.includes('captureHandlerFailures has no effect')))
    .toEqual(isWarned ? [expect.stringContaining("on function 'Stack/Handler', a target of rule 'Stack/Rule'")] : []);
});

test('what is no function is not spoken of where failures of handlers are to be kept', () => {
  const topic = new sns.CfnTopic(stack, 'Topic');
  resourceIn(stack, { targets: [{ id: 'Topic', arn: topic.ref }] });
  ServiceEventProtection.of(app).apply({ captureHandlerFailures: true });
  expect(messagesOf(stack).join()).not.toContain('captureHandlerFailures');
});

describe('the bus of a rule', () => {
  const OF_ARN = { 'Fn::Select': [1, { 'Fn::Split': ['/', { 'Fn::GetAtt': ['Rule', 'Arn'] }] }] };

  test.each<[string, () => string | undefined, unknown]>([
    ['not named', () => undefined, undefined],
    ['the default one', () => 'default', undefined],
    ['the default one by its ARN', () => 'arn:aws:events:eu-west-1:111122223333:event-bus/default', undefined],
    ['named', () => 'orders', 'orders'],
    ['named by its ARN', () => 'arn:aws:events:eu-west-1:111122223333:event-bus/orders', 'orders'],
    ['of this app', () => new events.CfnEventBus(stack, 'Bus', { name: 'orders' }).ref, OF_ARN],
    ['of this app, by its ARN', () => new events.CfnEventBus(stack, 'Bus', { name: 'orders' }).attrArn, OF_ARN],
  ])('%s is what its alarms watch', (_how, eventBusName, expected) => {
    resourceIn(stack, { eventBusName: eventBusName() });
    ServiceEventProtection.of(app).apply();
    const ofRule = Object.values(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).flatMap(({ Properties }) => metricsOf(Properties)).filter(({ Namespace }) => Namespace === 'AWS/Events');
    for (const { Dimensions } of everyOf(ofRule)) {
      expect(Dimensions.find(({ Name }) => Name === 'EventBusName')?.Value).toEqual(expected);
    }
  });

  test.each<[string, () => string | undefined, boolean]>([
    ['not named', () => undefined, true],
    ['the default one', () => 'default', true],
    ['named', () => 'orders', false],
    ['of this app', () => new events.CfnEventBus(stack, 'Bus', { name: 'orders' }).ref, false],
  ])('%s: a pattern that names neither source nor event may be on service events on the default bus alone', (_how, eventBusName, isProtected) => {
    resourceIn(stack, { eventBusName: eventBusName(), eventPattern: { account: ['111122223333'] } });
    ServiceEventProtection.of(app).apply();
    const [{ Properties }] = Object.values(resourcesOf(stack, 'AWS::Events::Rule'));
    expect(Properties.Targets[0].DeadLetterConfig !== undefined).toBe(isProtected);
  });
});

test.each<[string, () => string | undefined, number, boolean]>([
  ['the default bus', () => undefined, 1, false],
  ['a bus that is made as a construct', () => new events.EventBus(stack, 'Bus').eventBusName, 1, false],
  ['a bus that is made as a resource', () => new events.CfnEventBus(stack, 'Bus', { name: 'orders' }).ref, 0, true],
  ['a bus that is made elsewhere', () => 'orders', 0, true],
  ['what is no bus', () => new sns.Topic(stack, 'Topic').topicName, 0, true],
])('what a rule on %s matches is kept, or it is said that it is not', (_which, eventBusName, archives, isSaid) => {
  resourceIn(stack, { eventBusName: eventBusName() });
  ServiceEventProtection.of(app).apply({ archive: Duration.days(7) });
  expect(messagesOf(stack).some((message) => message.includes("archive has no effect on rule 'Stack/Rule'"))).toBe(isSaid);
  Template.fromStack(stack).resourceCountIs('AWS::Events::Archive', archives);
});

test.each<[object, string]>([
  [{ source: ['aws.batch'] }, 'aws.batch'],
  [{ 'source': ['aws.batch', 'aws.ecs'], 'detail-type': ['Batch Job State Change'] }, 'aws.batch, aws.ecs, Batch Job State Change'],
  [{ 'detail-type': ['AWS API Call via CloudTrail'] }, 'AWS API Call via CloudTrail'],
  [{ source: ['aws.batch', { prefix: 'aws.e' }, 'aws.batch'] }, 'aws.batch'],
  [{ $or: [{ source: ['aws.batch'] }, { source: ['aws.ecs'] }] }, 'aws.batch, aws.ecs'],
  [{ source: [{ prefix: 'aws.' }] }, 'AWS services'],
])('alarms of a rule on %j speak of events of %s', (eventPattern, subject) => {
  resourceIn(stack, { eventPattern });
  ServiceEventProtection.of(app).apply();
  const descriptions = Object.values(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).filter(({ Properties }) => metricsOf(Properties)[0].MetricName === 'FailedInvocations')
    .map(({ Properties }) => JSON.stringify(Properties.AlarmDescription));
  expect(descriptions).toEqual([expect.stringContaining(` did not take events of ${subject}. `)]);
});

describe('options', () => {
  const refused = (options: object) => () => ServiceEventProtection.of(app).apply(options);

  test('of a wrong kind or unknown are refused by the name of the call', () => {
    expect(refused({ retryAttempts: 1000 })).toThrow(/retryAttempts of ServiceEventProtection\.apply/);
    expect(refused({ retries: 5 })).toThrow('retries is no option of ServiceEventProtection.apply');
    expect(() => ServiceEventProtection.of({} as Construct)).toThrow('ServiceEventProtection.of');
  });

  test('of a second call are refused, be there but one, and what is undefined is none', () => {
    ServiceEventProtection.of(app).apply();
    expect(refused({ retryAttempts: 5, deadLetterQueueEnabled: undefined })).toThrow("ServiceEventProtection is applied to 'the app' a second time, with options");
    resourceIn(stack);
    ServiceEventProtection.of(app).apply({ retryAttempts: undefined });
    expect(Object.values(resourcesOf(stack, 'AWS::Events::Rule'))[0].Properties.Targets[0].RetryPolicy.MaximumRetryAttempts).toBe(185);
  });

  const LOST = DeliveryAlarms.perRule({ lost: { evaluationPeriods: 3 } });
  const HANDLER_FAILED = DeliveryAlarms.perRule({ handlerFailed: { evaluationPeriods: 3 } });

  test.each<[string, () => ServiceEventProtectionOptions, string[]]>([
    ['an alarm of what the queue does not take', () => ({ alarms: LOST }), []],
    ['the same without a queue', () => ({ alarms: LOST, deadLetterQueueEnabled: false }), ['lost of alarms']],
    ['an alarm of a handler whose failures nobody keeps', () => ({ alarms: HANDLER_FAILED }), ['handlerFailed of alarms']],
    ['the same where they are kept', () => ({ alarms: HANDLER_FAILED, captureHandlerFailures: true }), []],
    ['failures of handlers, for there may be functions', () => ({ captureHandlerFailures: true }), []],
    ['a queue, for targets may bring none', () => ({ deadLetterQueue: queueIn(stack, 'Dead') }), []],
    ['alarm actions', () => ({ alarmActions: { page: [new cloudwatchActions.SnsAction(new sns.Topic(stack, 'Page'))] } }), []],
  ])('%s is idle, or not, by the options beside it', (_what, options, idle) => {
    ServiceEventProtection.of(stack).apply(options());
    resourceIn(stack);
    expect(messagesOf(stack).filter((message) => message.includes(' has no effect')).map((message) => /: (.*) of ServiceEventProtection/.exec(message)![1])).toEqual(idle);
  });
});

test('a stack that comes into a stage after the call is reached, at any depth', () => {
  app = testApp();
  const outer = new Stage(new Construct(app, 'Scope'), 'Outer');
  const inner = new Stage(outer, 'Inner');
  ServiceEventProtection.of(app).apply();
  for (const stage of [outer, inner]) {
    const late = new Stack(stage, 'Late');
    new events.Rule(late, 'Rule', { eventPattern: PATTERN, targets: [new targets.SqsQueue(queueIn(late))] });
  }
  app.synth();
  for (const stage of [outer, inner]) {
    const [{ Properties }] = Object.values<any>(Template.fromStack(stage.node.findChild('Late') as Stack).findResources('AWS::Events::Rule'));
    expect(Properties.Targets[0].DeadLetterConfig).toBeDefined();
  }
});

test('nothing is said where all rules are reached', () => {
  resourceIn(stack);
  resourceIn(new Stack(new Stage(stack, 'Stage'), 'Stack'));
  ServiceEventProtection.of(app).apply();
  expect(messagesOf(stack).join()).not.toContain('does not reach');
});
