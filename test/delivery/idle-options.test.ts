import { App, Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatchActions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  AwsService, DeliveryAlarms, DeliveryAlarmsOptions, DeliveryDefaults, DeliveryOptions, SecurityEvent, SecurityRules, ServiceEventBus,
  ServiceEventProtection, ServiceEventRule, ServiceEventSource, ServiceEventSpoke, ServiceEventSubscriber,
} from 'cdk-service-events';
import { messagesOf, queueIn, testApp } from '../support/test-app';

const ENV = { account: '111122223333', region: 'us-east-1' };

let app: App;
let stack: Stack;
beforeEach(() => {
  app = testApp();
  stack = new Stack(app, 'Stack', { env: ENV });
});

const queueTarget = (id: string, props?: targets.SqsQueueProps) => new targets.SqsQueue(queueIn(stack, id), props);

const functionTarget = () => new targets.LambdaFunction(new lambda.Function(stack, 'Function', {
  runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => {}'),
}));

const ruleWith = (delivery: DeliveryOptions, target: events.IRuleTarget = queueTarget('Target')) =>
  new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH, delivery, targets: [target] });

const page = () => ({ page: [new cloudwatchActions.SnsAction(new sns.Topic(stack, 'Topic'))] });

const idleIn = (scope: Stack) => messagesOf(scope).filter((message) => message.startsWith('warning: ') && message.includes('has no effect'))
  .map((message) => message.slice('warning: '.length));

const EVERY_ALARM: (keyof DeliveryAlarmsOptions)[] = ['lost', 'failed', 'retrying', 'late', 'handlerFailed', 'deadLetters', 'oldestDeadLetter'];

/** How many alarms of a rule, a queue or a function are other alarms by an option. */
function changedBy(name: keyof DeliveryAlarmsOptions, make: (alarms: DeliveryAlarms) => void): { changed: boolean; said: string[] } {
  const seen = [DeliveryAlarms.perRule(), DeliveryAlarms.perRule({ [name]: { threshold: 77 } })].map((alarms) => {
    app = testApp();
    stack = new Stack(app, 'Stack', { env: ENV });
    make(alarms);
    const said = idleIn(stack);
    return { text: JSON.stringify(app.synth().getStackByName('Stack').template), said };
  });
  return { changed: seen[0].text !== seen[1].text, said: seen[1].said };
}

const bus = () => ServiceEventBus.fromEventBusArn(stack, 'Bus', 'arn:aws:events:us-east-1:111122223333:event-busv2/orders/a1b2c3d4e5f6g7h8i9j0k1l2m');

const CONSTRUCTS: Record<string, (alarms: DeliveryAlarms) => void> = {
  'a rule': (alarms) => ruleWith({ alarms }),
  'a rule without a queue': (alarms) => ruleWith({ alarms, deadLetterQueueEnabled: false }),
  'a rule on a function': (alarms) => ruleWith({ alarms }, functionTarget()),
  'a rule that keeps what a function does not handle': (alarms) => ruleWith({ alarms, captureHandlerFailures: true }, functionTarget()),
  'a spoke': (alarms) => new ServiceEventSpoke(stack, 'Spoke', {
    hubBus: events.EventBus.fromEventBusArn(stack, 'Hub', 'arn:aws:events:us-east-1:444455556666:event-bus/x'), services: [AwsService.BATCH], delivery: { alarms },
  }),
  'rules on security': (alarms) => new SecurityRules(stack, 'Security', {
    events: [SecurityEvent.VPC_CHANGED, SecurityEvent.ROUTE_TABLE_CHANGED], targets: [queueTarget('Target')], delivery: { alarms },
  }),
  'an event source': (alarms) => new ServiceEventSource(stack, 'Source', { service: AwsService.BATCH, eventBus: bus(), delivery: { alarms } }),
  'a subscriber': (alarms) => new ServiceEventSubscriber(stack, 'Subscriber', {
    service: AwsService.BATCH, eventBus: bus(), target: queueTarget('Target'), delivery: { alarms },
  }),
  'a subscriber without a queue': (alarms) => new ServiceEventSubscriber(stack, 'Subscriber', {
    service: AwsService.BATCH, eventBus: bus(), target: queueTarget('Target'), delivery: { alarms, deadLetterQueueEnabled: false },
  }),
};

test.each(Object.keys(CONSTRUCTS).flatMap((construct) => EVERY_ALARM.map((alarm) => [construct, alarm] as const)))(
  '%s takes the options of the alarm %s, or says once that they have no effect', (construct, alarm) => {
    const { changed, said } = changedBy(alarm, CONSTRUCTS[construct]);
    expect([changed, said.filter((message) => message.startsWith(`${alarm} of alarms`)).length]).toEqual([changed, changed ? 0 : 1]);
  });

test('actions that no alarm tells are spoken of', () => {
  ruleWith({ alarms: DeliveryAlarms.none(), alarmActions: page() });
  expect(idleIn(stack)).toEqual([expect.stringContaining("alarmActions of rule 'Stack/Rule' has no effect: DeliveryAlarms.none() makes no alarms")]);
});

test('actions that only the alarm on silence tells are not', () => {
  ruleWith({ alarms: DeliveryAlarms.none(), alarmActions: page(), expectEvery: Duration.hours(1) });
  expect(idleIn(stack)).toEqual([]);
});

test('failures of functions that no target is are spoken of', () => {
  ruleWith({ captureHandlerFailures: true });
  expect(idleIn(stack)).toEqual([expect.stringContaining("captureHandlerFailures of rule 'Stack/Rule' has no effect: none of the targets is a Lambda function")]);
});

test('a queue that no target needs is spoken of', () => {
  ruleWith({ deadLetterQueue: new sqs.Queue(stack, 'Own') }, queueTarget('Target', { deadLetterQueue: new sqs.Queue(stack, 'Brought') }));
  expect(idleIn(stack)).toEqual([expect.stringContaining("deadLetterQueue of rule 'Stack/Rule' has no effect: every target brings a dead-letter queue of its own")]);
});

test.each<[string, DeliveryOptions]>([
  ['no actions', { alarms: DeliveryAlarms.none(), alarmActions: {} }],
  ['lists of none', { alarms: DeliveryAlarms.none(), alarmActions: { page: [], ticket: [] } }],
])('nobody is told by %s, so there is nothing to speak of', (_what, delivery) => {
  ruleWith(delivery);
  expect(idleIn(stack)).toEqual([]);
});

test('actions that no alarm tells are spoken of where one of the lists has any', () => {
  ruleWith({ alarms: DeliveryAlarms.none(), alarmActions: { ...page(), ticket: [] } });
  expect(idleIn(stack)).toHaveLength(1);
});

test('of a queue that nobody gives nothing is said where the target brings one', () => {
  ruleWith({ retryAttempts: 5 }, queueTarget('Target', { deadLetterQueue: new sqs.Queue(stack, 'Brought') }));
  expect(idleIn(stack)).toEqual([]);
});

test('an alarm that is switched off, or left undefined, is nothing to speak of', () => {
  ruleWith({ alarms: DeliveryAlarms.perRule({ late: { enabled: false }, handlerFailed: undefined }) });
  expect(idleIn(stack)).toEqual([]);
});

test.each<[keyof DeliveryAlarmsOptions, DeliveryOptions, string]>([
  ['late', {}, 'only subscribers of a Custom Event Bus have such an alarm'],
  ['handlerFailed', {}, 'it is the alarm of a function whose failures captureHandlerFailures keeps'],
  ['lost', { deadLetterQueueEnabled: false }, 'there is no dead-letter queue'],
  ['deadLetters', { deadLetterQueueEnabled: false }, 'there is no dead-letter queue'],
  ['oldestDeadLetter', { deadLetterQueueEnabled: false }, 'there is no dead-letter queue'],
])('it is said why a rule has no alarm %s', (name, delivery, why) => {
  ruleWith({ ...delivery, alarms: DeliveryAlarms.perRule({ [name]: { threshold: 5 } }) });
  expect(idleIn(stack)).toEqual([expect.stringContaining(`${name} of alarms of rule 'Stack/Rule' has no effect: ${why}. Leave it out`)]);
});

test('options that two apps share are to have an effect in each', () => {
  const delivery = { captureHandlerFailures: true };
  ruleWith(delivery);
  const first = stack;
  stack = new Stack(testApp(), 'Stack', { env: ENV });
  ruleWith(delivery, functionTarget());
  expect([idleIn(first).length, idleIn(stack)]).toEqual([1, []]);
});

test('options that several rules share are to have an effect on one of them', () => {
  const delivery = { captureHandlerFailures: true };
  ruleWith(delivery);
  new ServiceEventRule(stack, 'Other', { service: AwsService.BATCH, delivery, targets: [functionTarget()] });
  expect(idleIn(stack)).toEqual([]);
});

test('defaults are meant for many rules', () => {
  DeliveryDefaults.of(stack).set({ captureHandlerFailures: true, alarms: DeliveryAlarms.perRule({ late: { threshold: 5 } }) });
  ruleWith({});
  expect(idleIn(stack)).toEqual([]);
});

test('a rule that is switched off for a while keeps its options', () => {
  new ServiceEventRule(stack, 'Rule', {
    service: AwsService.BATCH, enabled: false, targets: [queueTarget('Target')], delivery: { captureHandlerFailures: true },
  });
  expect(idleIn(stack)).toEqual([]);
});

test('a rule that is switched off late has no options to speak of', () => {
  const rule = ruleWith({ captureHandlerFailures: true });
  (rule.node.defaultChild as events.CfnRule).state = 'DISABLED';
  expect(idleIn(stack)).toEqual([]);
});

describe('protection', () => {
  beforeEach(() => {
    new events.Rule(stack, 'Plain', { eventPattern: { source: ['aws.ec2'] }, targets: [queueTarget('Target')] });
  });

  test('of an app says so with a stack of the app', () => {
    ServiceEventProtection.of(app).apply({ alarms: DeliveryAlarms.perRule({ late: { threshold: 5 }, failed: { threshold: 2 } }) });
    expect(idleIn(stack)).toEqual([expect.stringContaining('late of alarms of ServiceEventProtection.apply has no effect')]);
  });

  test('refuses actions without alarms', () => {
    const options = { alarms: DeliveryAlarms.none(), alarmActions: page() };
    expect(() => ServiceEventProtection.of(app).apply(options)).toThrow('alarmActions of ServiceEventProtection.apply has no effect');
  });
});

describe('what belongs to one rule', () => {
  test.each(['expectEvery', 'deliveryType', 'reconcile'])('is no default: %s', (option) => {
    expect(() => DeliveryDefaults.of(app).set({ [option]: Duration.hours(1) } as any))
      .toThrow(`${option} is no option of DeliveryDefaults.set: it belongs to one rule, as delivery.${option} there.`);
    queueIn(stack);
    ServiceEventProtection.of(stack).apply({ [option]: Duration.hours(1) } as any);
    expect(messagesOf(stack)).toContainEqual(expect.stringContaining(`${option} is no option of ServiceEventProtection.apply, and has no effect: it belongs to one rule`));
  });
});
