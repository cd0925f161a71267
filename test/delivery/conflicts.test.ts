import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatchActions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AwsService, DeliveryAlarms, DeliveryAlarmOptions, DeliveryDefaults, DeliveryOptions, ServiceEventRule } from 'cdk-service-events';
import { Construct } from 'constructs';
import { messagesOf, onlyResourceOf, queueIn, resourcesOf, testApp } from '../support/test-app';

const ENV = { account: '111122223333', region: 'eu-west-1' };

let app: App;
let stack: Stack;
beforeEach(() => {
  app = testApp();
  stack = new Stack(app, 'Stack', { env: ENV });
});

function ruleIn(scope: Construct, id: string, delivery: DeliveryOptions = {}): ServiceEventRule {
  return new ServiceEventRule(scope, id, { service: AwsService.BATCH, delivery, targets: [new targets.SqsQueue(queueIn(scope, `${id}Target`))] });
}

function action(scope: Construct, id: string): cloudwatchActions.SnsAction {
  return new cloudwatchActions.SnsAction(new sns.Topic(scope, id));
}

function alarmActionsOf(of: Stack, id: RegExp): any[] {
  const alarms = Object.entries(resourcesOf(of, 'AWS::CloudWatch::Alarm')).filter(([name]) => id.test(name));
  expect(alarms.length).toBeGreaterThan(0);
  return alarms.map(([, { Properties }]) => Properties.AlarmActions);
}

describe('the nearer setting wins', () => {
  test('a queue over no queue, and no queue over a queue', () => {
    DeliveryDefaults.of(app).set({ deadLetterQueueEnabled: false });
    const inside = new Construct(stack, 'Inside');
    const queue = new sqs.Queue(stack, 'Queue');
    DeliveryDefaults.of(stack).set({ deadLetterQueue: queue });
    DeliveryDefaults.of(inside).set({ deadLetterQueueEnabled: false });
    expect(ruleIn(stack, 'Rule').deadLetterQueue).toBe(queue);
    expect(ruleIn(inside, 'Rule').deadLetterQueue).toBeUndefined();
  });

  test('a key over a queue of a scope above', () => {
    DeliveryDefaults.of(app).set({ deadLetterQueue: new sqs.Queue(stack, 'Queue') });
    const key = new kms.Key(stack, 'Key');
    DeliveryDefaults.of(stack).set({ deadLetterEncryptionKey: key });
    expect(ruleIn(stack, 'Rule').deadLetterQueue?.encryptionMasterKey).toBe(key);
  });

  test('each kind of alarm action by itself', () => {
    DeliveryDefaults.of(stack).set({ alarmActions: { page: [action(stack, 'Page')], ticket: [action(stack, 'Ticket')] } });
    ruleIn(stack, 'Rule', { alarmActions: { ok: [action(stack, 'Ok')] } });
    const { Properties } = Object.values(resourcesOf(stack, 'AWS::CloudWatch::Alarm'))
      .find(({ Properties: { MetricName } }) => MetricName === 'InvocationsFailedToBeSentToDlq')!;
    expect([Properties.AlarmActions[0].Ref, Properties.OKActions[0].Ref]).toEqual([expect.stringMatching(/^Page/), expect.stringMatching(/^Ok/)]);
  });

  test('a queue and none of the same scope contradict each other', () => {
    expect(() => DeliveryDefaults.of(stack).set({ deadLetterQueue: new sqs.Queue(stack, 'Queue'), deadLetterQueueEnabled: false })).toThrow('leave out one of the two');
  });
});

describe('whatever the order of rules', () => {
  test.each([[['A', 'B']], [['B', 'A']]])('a key of some rules encrypts their own queue: %s', (order) => {
    const secret = new Construct(stack, 'Secret');
    DeliveryDefaults.of(secret).set({ deadLetterEncryptionKey: new kms.Key(stack, 'Key') });
    order.forEach((id) => ruleIn(id === 'A' ? stack : secret, id));
    const keys = Object.entries(resourcesOf(stack, 'AWS::SQS::Queue')).filter(([id]) => id.startsWith('ServiceEvent'))
      .map(([id, { Properties }]) => [id, Properties.KmsMasterKeyId !== undefined]).sort();
    expect(keys).toEqual([['ServiceEventDeadLetterQueue8E98B6BE', false], [expect.stringMatching(/^ServiceEventDeadLetterQueue\w{8}Queue/), true]]);
  });

  test.each([[['A', 'B']], [['B', 'A']]])('the alarms of the queue tell whom any of them names: %s', (order) => {
    const actions = { A: action(stack, 'First'), B: action(stack, 'Second') } as Record<string, cloudwatchActions.SnsAction>;
    ruleIn(stack, 'Without');
    order.forEach((id) => ruleIn(stack, id, { alarmActions: { ticket: [actions[id]] } }));
    expect(alarmActionsOf(stack, /NotEmpty/)).toEqual([[{ Ref: expect.stringMatching(/^First/) }, { Ref: expect.stringMatching(/^Second/) }]]);
    expect(messagesOf(stack).filter((text) => text.includes('NotEmpty'))).toEqual([]);
  });

  test('the options of a rule for the alarms of its queue have an effect, also when another rule made the queue', () => {
    ruleIn(stack, 'Before');
    ruleIn(stack, 'Rule', { alarms: DeliveryAlarms.perRule({ deadLetters: { threshold: 7 }, oldestDeadLetter: { enabled: false } }) });
    const ofQueue = Object.entries(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).filter(([id]) => id.includes('DeadLetterAlarms'));
    expect(ofQueue.map(([, { Properties }]) => Properties.Threshold)).toEqual([7]);
    expect(() => ruleIn(stack, 'Other', { alarms: DeliveryAlarms.perRule({ deadLetters: { threshold: 8 } }) })).toThrow("'Stack/Other/Rule' and 'Stack/Rule/Rule' want different alarms of dead-letter queue");
  });
});

describe('alarms stand where their actions are', () => {
  test('those of a queue in another stack', () => {
    const queues = new Stack(app, 'Queues', { env: ENV });
    ruleIn(stack, 'Rule', { deadLetterQueue: new sqs.Queue(queues, 'Queue'), alarmActions: { ticket: [action(stack, 'Topic')] } });
    expect(() => app.synth()).not.toThrow();
    expect(alarmActionsOf(stack, /DeadLetterAlarms.*NotEmpty/)).toEqual([[{ Ref: expect.stringMatching(/^Topic/) }]]);
  });

  test('that of a function in another stack, and those of the queue of its failures', () => {
    const functions = new Stack(app, 'Functions', { env: ENV });
    const fn = new lambda.Function(functions, 'Function', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('//') });
    new ServiceEventRule(stack, 'Rule', {
      service: AwsService.BATCH, targets: [new targets.LambdaFunction(fn)], delivery: { captureHandlerFailures: true, alarmActions: { ticket: [action(stack, 'Topic')] } },
    });
    expect(() => app.synth()).not.toThrow();
    expect(alarmActionsOf(stack, /HandlerFailed/)).toEqual([[{ Ref: expect.stringMatching(/^Topic/) }]]);
  });

  test('none on the metrics of another account, which is said', () => {
    ruleIn(stack, 'Rule', { deadLetterQueue: sqs.Queue.fromQueueArn(stack, 'Queue', 'arn:aws:sqs:eu-west-1:999988887777:central') });
    expect(Object.keys(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).filter((id) => id.includes('DeadLetter'))).toEqual([]);
    expect(messagesOf(stack)).toContainEqual(expect.stringContaining('is in account 999988887777, whose metrics alarms of this account do not see'));
  });
});

describe('what AWS would refuse at deployment is refused before', () => {
  test.each<[DeliveryAlarmOptions, string]>([
    [{ evaluationPeriods: 2, datapointsToAlarm: 5 }, 'is to fire at 5 of 2 data points'],
    [{ period: Duration.days(2), evaluationPeriods: 9 }, 'looks back 9 times 2 days, and CloudWatch looks back 7 days'],
    [{ period: Duration.minutes(30), evaluationPeriods: 49 }, 'and CloudWatch looks back 1 days'],
    [{ period: Duration.seconds(90) }, 'has a period of 90 seconds'],
    [{ threshold: 0 }, 'has threshold 0'],
    [{ threshold: NaN }, 'threshold of DeliveryAlarms.perRule is NaN'],
    [{ evaluationPeriods: 0 }, 'has evaluationPeriods 0'],
    [{ evaluationPeriods: 1.5 }, 'has evaluationPeriods 1.5'],
    [{ evaluationPeriods: 3, datapointsToAlarm: -1 }, 'has datapointsToAlarm -1'],
  ])('alarms with %j', (failed, why) => {
    expect(() => ruleIn(stack, 'Rule', { alarms: DeliveryAlarms.perRule({ failed }) })).toThrow(why);
  });

  test('an action of another Region, imported or of the app', () => {
    const elsewhere = new Stack(app, 'Elsewhere', { env: { ...ENV, region: 'us-east-1' } });
    const imported = new cloudwatchActions.SnsAction(sns.Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:us-east-1:111122223333:topic'));
    expect(() => ruleIn(stack, 'Imported', { alarmActions: { ticket: [imported] } })).toThrow('its action arn:aws:sns:us-east-1:111122223333:topic in us-east-1');
    expect(() => ruleIn(stack, 'Own', { alarmActions: { ok: [action(elsewhere, 'Topic')] } })).toThrow("its action 'Elsewhere/Topic/Resource' in us-east-1");
  });

  test('more actions than an alarm takes, those of all rules together', () => {
    for (let n = 0; n < 6; n++) {
      ruleIn(stack, `Rule${n}`, { alarmActions: { ticket: [action(stack, `Topic${n}`)] } });
    }
    expect(() => app.synth()).toThrow('has 6 alarmActions, those of all its rules together, and CloudWatch allows 5');
  });

  test('more statements than a policy takes: rules of many accounts on one queue share one', () => {
    const queue = new sqs.Queue(stack, 'Queue', { queueName: 'central' });
    for (let n = 0; n < 25; n++) {
      const account = `4444555500${String(n).padStart(2, '0')}`;
      ruleIn(new Stack(app, `Account${n}`, { env: { account, region: 'eu-west-1' } }), 'Rule', { deadLetterQueue: queue });
    }
    const { Statement } = onlyResourceOf(stack, 'AWS::SQS::QueuePolicy').Properties.PolicyDocument;
    expect(Statement).toHaveLength(1);
    expect(Statement[0].Condition.ArnLike['aws:SourceArn']).toHaveLength(25);
  });

  test.each([[19, 0], [20, 1]])('more statements than a policy takes: with %d of the user\'s own and one for rules', (count, refusals) => {
    const queue = new sqs.Queue(stack, 'Queue');
    for (let n = 0; n < count; n++) {
      queue.addToResourcePolicy(new iam.PolicyStatement({
        sid: `S${n}`,
        principals: [new iam.ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [queue.queueArn],
        conditions: { StringEquals: { 'aws:SourceAccount': `4444555500${String(n).padStart(2, '0')}` } },
      }));
    }
    ruleIn(stack, 'Rule', { deadLetterQueue: queue });
    const refused = stack.node.findAll().flatMap(({ node }) => node.validate()).filter((text) => text.includes('statements and'));
    expect(refused).toEqual(Array(refusals).fill(expect.stringContaining('has 21 statements and')));
  });

  test.each([[0, []], [1, [expect.stringContaining('has 1 statements and 8193 bytes, and Amazon SQS allows 20 and 8192')]]])(
    'more bytes than a policy takes: %d too many', (more, refusals) => {
      const queue = new sqs.Queue(stack, 'Queue');
      ruleIn(stack, 'Rule', { deadLetterQueue: queue });
      const policy = queue.node.findChild('Policy').node.defaultChild as sqs.CfnQueuePolicy;
      const sized = (pad: number) => ({ Statement: { Sid: 'x'.repeat(pad) } });
      policy.policyDocument = sized(8192 + more - JSON.stringify(sized(0)).length);
      expect(policy.node.validate()).toEqual(refusals);
      policy.policyDocument = {};
      expect(policy.node.validate()).toEqual([]);
    });

  test('a construct of somebody else in the place of the dead-letter queue', () => {
    new Construct(stack, 'ServiceEventDeadLetterQueue');
    expect(() => ruleIn(stack, 'Rule')).toThrow("'Stack/ServiceEventDeadLetterQueue' has the id 'ServiceEventDeadLetterQueue', which this library needs");
  });

  test.each<[string, (parameter: number) => DeliveryOptions, string]>([
    ['maxEventAge', (value) => ({ maxEventAge: Duration.minutes(value) }), 'is a number of minutes that is known at deployment only'],
    ['archive', (value) => ({ archive: Duration.hours(value) }), 'is a number of hours that is known at deployment only'],
    ['expectEvery', (value) => ({ expectEvery: Duration.seconds(value) }), 'is known at deployment only, and the alarm on silence needs it before'],
  ])('a duration that deployment decides, in %s', (_name, delivery, why) => {
    const parameter = new CfnParameter(stack, 'Parameter', { type: 'Number' });
    expect(() => ruleIn(stack, 'Rule', delivery(parameter.valueAsNumber))).toThrow(why);
  });

  test('two archive retentions of which only deployment knows the longer', () => {
    const parameter = new CfnParameter(stack, 'Parameter', { type: 'Number' });
    ruleIn(stack, 'First', { archive: Duration.days(parameter.valueAsNumber) });
    expect(() => ruleIn(stack, 'Second', { archive: Duration.days(7) })).toThrow('which is longer is known at deployment only');
  });
});
