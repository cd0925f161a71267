import { App, Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AlarmSeverity, DeliveryAlarms, DeliveryDefaults, DeliveryOptions, DeliveryType } from 'cdk-service-events';
import { Construct } from 'constructs';
import { stopWatching } from '../../../src/delivery/alarms/shared-watch';
import { DeadLetterAlarms } from '../../../src/delivery/dead-letters/dead-letter-alarms';
import { rememberRedrive } from '../../../src/delivery/dead-letters/redrive-of-queue';
import { deliveryFor } from '../../../src/delivery/delivery';
import { testApp } from '../../support/test-app';

const ENV = { account: '111111111111', region: 'eu-west-1' };
const DAY = 86_400;

let app: App;
let stack: Stack;
beforeEach(() => {
  app = testApp();
  stack = new Stack(app, 'Stack', { env: ENV });
});

const ensure = (queue: sqs.IQueue, id: string, delivery: DeliveryOptions = {}, days?: number | null, scope: Construct = stack) => {
  const user = new Construct(scope, id);
  const records = days === undefined ? undefined : { contents: 'holds records.', eventsKept: days === null ? undefined : Duration.days(days) };
  DeadLetterAlarms.ensure(queue, user, deliveryFor(user, { deliveryType: DeliveryType.BEST_EFFORT }, delivery), records);
};

const alarmsBelow = (scope: Construct) => Object.fromEntries(scope.node.findAll()
  .filter((node): node is cloudwatch.CfnAlarm => node instanceof cloudwatch.CfnAlarm)
  .map((alarm) => [alarm.node.scope!.node.id, alarm]));
const thresholds = (scope: Construct) => Object.entries(alarmsBelow(scope)).map(([id, { threshold }]) => [id, threshold]);
const oldestOf = (scope: Construct) => alarmsBelow(scope).Oldest?.threshold;
const textOf = (alarm: cloudwatch.CfnAlarm) => JSON.stringify(stack.resolve(alarm.alarmDescription));

describe('the alarm on the oldest record', () => {
  test.each<[string, (number | null | undefined)[], number]>([
    ['of events alone', [undefined], 10 * DAY],
    ['of records whose events stay as long', [null], 10 * DAY],
    ['of records whose events are kept for a week', [7], 5 * DAY],
    ['of records whose events are kept for longer than the queue', [100], 10 * DAY],
    ['of records with different ends', [7, 14, undefined, null], 5 * DAY],
    ['of records with different ends, in another order', [undefined, null, 14, 7], 5 * DAY],
    ['of records whose events are kept for a day', [1], Math.floor(DAY * 10 / 14)],
  ])('comes before the first of them is gone: %s', (_what, kept, threshold) => {
    const queue = new sqs.Queue(stack, 'Queue', { retentionPeriod: Duration.days(14) });
    kept.forEach((days, at) => ensure(queue, `User${at}`, {}, days));
    expect(oldestOf(queue)).toBe(threshold);
  });

  test('says that it is about records where there are some', () => {
    const [ofEvents, ofRecords, ofBoth] = ['One', 'Two', 'Three'].map((id) => new sqs.Queue(stack, id));
    ensure(ofEvents, 'A');
    ensure(ofRecords, 'B', {}, 7);
    ensure(ofBoth, 'C');
    ensure(ofBoth, 'D', {}, 7);
    const texts = [ofEvents, ofRecords, ofBoth].map((queue) => Object.values(alarmsBelow(queue)).map(textOf));
    expect(texts.map((each) => each.map((text) => text.includes('record')))).toEqual([[false, false], [true, true], [true, true]]);
    expect(texts[1][0]).toContain('holds records.');
  });

  test('is none where it is not known how long messages stay, unless a time is given, or that of the events', () => {
    const imported = (id: string) => sqs.Queue.fromQueueArn(stack, id, 'arn:aws:sqs:eu-west-1:111111111111:letters');
    const [plain, given, kept] = ['Plain', 'Given', 'Kept'].map(imported);
    ensure(plain, 'A');
    ensure(given, 'B', { alarms: DeliveryAlarms.perRule({ oldestDeadLetter: { threshold: 60 } }) });
    ensure(kept, 'C', {}, 7);
    expect([plain, given, kept].map(oldestOf)).toEqual([undefined, 60, 5 * DAY]);
  });
});

describe('the alarms of a queue', () => {
  const conditions = (queue: sqs.IQueue) => Object.values(alarmsBelow(queue))
    .map((alarm) => [alarm.metricName, alarm.statistic, alarm.threshold, alarm.period, alarm.evaluationPeriods]);

  test.each<[string, sqs.QueueProps, number]>([
    ['that says nothing', {}, 4 * DAY * 10 / 14], ['that keeps messages for two weeks', { retentionPeriod: Duration.days(14) }, 10 * DAY],
  ])('fire as their names say: of one %s', (_what, props, oldest) => {
    const queue = new sqs.Queue(stack, 'Queue', props);
    ensure(queue, 'A');
    expect(conditions(queue)).toEqual([
      ['ApproximateNumberOfMessagesVisible', 'Maximum', 1, 300, 1], ['ApproximateAgeOfOldestMessage', 'Maximum', Math.floor(oldest), 3600, 1],
    ]);
  });

  test.each<[string, () => Construct, RegExp]>([
    ['of its stack by its name', () => stack, /invoke function .*\(redrive Stack\/Redrive\): it sends the events again/],
    ['of another stack by its path', () => new Stack(app, 'Other', { env: ENV }), /invoke the function of redrive Other\/Redrive: it sends the events again/],
  ])('name the function that sends the letters again, one %s', (_where, scopeOf, said) => {
    const [queue, other] = ['Queue', 'OtherQueue'].map((id) => new sqs.Queue(stack, id));
    ensure(queue, 'A');
    ensure(other, 'B');
    rememberRedrive(queue, new lambda.Function(scopeOf(), 'Redrive', { code: lambda.Code.fromInline('x'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X }));
    expect(textOf(alarmsBelow(queue).NotEmpty)).toMatch(said);
    expect(textOf(alarmsBelow(other).NotEmpty)).toContain('Fix the target, then send the events again.');
  });

  test('speak of the first of two kinds of records with one end', () => {
    const queue = new sqs.Queue(stack, 'Queue');
    ensure(queue, 'A', {}, 7);
    const user = new Construct(stack, 'B');
    DeadLetterAlarms.ensure(queue, user, deliveryFor(user, { deliveryType: DeliveryType.BEST_EFFORT }), { contents: 'holds others.', eventsKept: Duration.days(7) });
    expect(textOf(alarmsBelow(queue).NotEmpty)).toContain('holds records.');
  });
});

describe('the alarms of a queue that several use', () => {
  test('are as those say who say something', () => {
    const queue = new sqs.Queue(stack, 'Queue');
    ensure(queue, 'A');
    ensure(queue, 'B', { alarms: DeliveryAlarms.perRule({ deadLetters: { threshold: 9, severity: AlarmSeverity.PAGE } }) });
    ensure(queue, 'C');
    expect(thresholds(queue)[0]).toEqual(['NotEmpty', 9]);
    expect(() => ensure(queue, 'D', { alarms: DeliveryAlarms.perRule({ deadLetters: { threshold: 8 } }) }))
      .toThrow("'Stack/D' and 'Stack/B' want different alarms of dead-letter queue 'Stack/Queue'");
  });

  test('are as the defaults of the queue say, and the user before them', () => {
    DeliveryDefaults.of(stack).set({ alarms: DeliveryAlarms.perRule({ deadLetters: { threshold: 9 }, oldestDeadLetter: { threshold: 60 } }) });
    const queue = new sqs.Queue(stack, 'Queue');
    ensure(queue, 'A', { alarms: DeliveryAlarms.perRule({ deadLetters: { threshold: 8 } }) });
    expect(thresholds(queue)).toEqual([['NotEmpty', 8], ['Oldest', 60]]);
  });

  test('are switched off one by one', () => {
    const queue = new sqs.Queue(stack, 'Queue');
    ensure(queue, 'A', { alarms: DeliveryAlarms.perRule({ deadLetters: { enabled: false } }) });
    expect(thresholds(queue).map(([id]) => id)).toEqual(['Oldest']);
  });

  test('tell the actions of all who use it, each as urgent as the alarm is', () => {
    const named = (name: string) => [{ bind: () => ({ alarmActionArn: `arn:aws:sns:eu-west-1:111111111111:${name}` }) }];
    const queue = new sqs.Queue(stack, 'Queue');
    ensure(queue, 'A', { alarmActions: { ticket: named('a'), page: named('page') } });
    ensure(queue, 'B', { alarmActions: { ticket: named('b') } }, 7);
    const told = Object.entries(alarmsBelow(queue)).map(([id, alarm]) => [id, stack.resolve(alarm.alarmActions).map((arn: string) => arn.split(':')[5])]);
    expect(told).toEqual([['NotEmpty', ['a', 'b']], ['Oldest', ['b', 'page']]]);
  });

  test('are as those want it who still use it', () => {
    const named = (name: string) => [{ bind: () => ({ alarmActionArn: `arn:aws:sns:eu-west-1:111111111111:${name}` }) }];
    const queue = new sqs.Queue(stack, 'Queue');
    ensure(queue, 'A', { alarmActions: { ticket: named('a') }, alarms: DeliveryAlarms.perRule({ deadLetters: { threshold: 9 } }) });
    ensure(queue, 'B', { alarmActions: { ticket: named('b') } });
    ensure(queue, 'C', { alarmActions: { ticket: named('c') } });
    stopWatching(stack.node.findChild('A'));
    expect(thresholds(queue)[0]).toEqual(['NotEmpty', 1]);
    expect(stack.resolve(alarmsBelow(queue).NotEmpty.alarmActions)).toEqual(['b', 'c'].map((name) => `arn:aws:sns:eu-west-1:111111111111:${name}`));
    ['B', 'C'].forEach((id) => stopWatching(stack.node.findChild(id)));
    expect(alarmsBelow(queue)).toEqual({});
  });

  test('stand beside it where nothing of another stack is told', () => {
    const other = new Stack(app, 'Other', { env: ENV });
    const queue = new sqs.Queue(stack, 'Queue');
    ensure(queue, 'A', { alarmActions: { ticket: [{ bind: () => ({ alarmActionArn: 'arn:aws:sns:eu-west-1:111111111111:t' }) }] } }, undefined, other);
    expect([queue, other].map((scope) => Object.keys(alarmsBelow(scope)).length)).toEqual([2, 0]);
  });

  test('stand in the account of the queue, and tell nobody of another, or are said to be needed there', () => {
    const there = new Stack(app, 'There', { env: { ...ENV, account: '222222222222' } });
    const action = [{ bind: () => ({ alarmActionArn: 'arn:aws:sns:eu-west-1:111111111111:t' }) }];
    const queue = new sqs.Queue(there, 'Queue', { queueName: 'letters' });
    ensure(queue, 'A', { alarmActions: { ticket: action } });
    expect(Object.values(alarmsBelow(queue)).map(({ alarmActions }) => there.resolve(alarmActions) ?? [])).toEqual([[], []]);
    const imported = sqs.Queue.fromQueueArn(stack, 'Imported', 'arn:aws:sqs:eu-west-1:222222222222:letters');
    ensure(imported, 'B');
    expect(alarmsBelow(imported)).toEqual({});
    expect(stack.node.findAll().flatMap(({ node }) => node.metadata).filter(({ data }) => String(data).includes('dead-letter-queue-elsewhere'))).toHaveLength(1);
  });
});
