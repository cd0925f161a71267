import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatchActions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  AlarmActions, AlarmSeverity, AwsService, DeliveryAlarmOptions, DeliveryAlarms, DeliveryDefaults, DeliveryOptions, DeliveryType, ServiceEventRule,
  ServiceEventRuleProps,
} from 'cdk-service-events';
import { metricsOf } from '../support/alarm-metrics';
import { everyOf } from '../support/every-of';
import { queueIn, resourcesOf, testStack } from '../support/test-app';

const GUARANTEED = AwsService.BATCH;
const BEST_EFFORT = AwsService.EC2;

function ruleIn(stack: Stack, props: Partial<ServiceEventRuleProps> = {}): ServiceEventRule {
  return new ServiceEventRule(stack, 'Rule', { service: GUARANTEED, targets: [new targets.SqsQueue(queueIn(stack))], ...props });
}

/** The alarms of a stack by what they are called in the tree. */
function alarmsOf(stack: Stack): Record<string, any> {
  const named = ['Lost', 'Failed', 'Retrying', 'Silence', 'NotEmpty', 'Oldest'];
  return Object.fromEntries(Object.entries(resourcesOf(stack, 'AWS::CloudWatch::Alarm'))
    .map(([id, { Properties }]) => [named.find((name) => id.includes(name))!, Properties]));
}

function actionsIn(stack: Stack): { actions: AlarmActions; topics: Record<string, any> } {
  const action = (id: string) => new cloudwatchActions.SnsAction(new sns.Topic(stack, id));
  const actions = { page: [action('Page')], ticket: [action('Ticket')], ok: [action('Ok')] };
  const ref = (id: string) => ({ Ref: stack.getLogicalId(stack.node.findChild(id).node.defaultChild as sns.CfnTopic) });
  return { actions, topics: { page: ref('Page'), ticket: ref('Ticket'), ok: ref('Ok') } };
}

describe('the alarms of a rule', () => {
  test('Failed adds up what failed for good and what would have looped', () => {
    const stack = testStack();
    const rule = ruleIn(stack);
    const { Failed } = alarmsOf(stack);
    expect(Failed).toMatchObject({ Threshold: 1, EvaluationPeriods: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold', TreatMissingData: 'notBreaching' });
    expect(Failed.Metrics[0]).toMatchObject({ Expression: 'failed + looping', ReturnData: true });
    expect(metricsOf(Failed)).toEqual(['FailedInvocations', 'DeadLetterInvocations'].map((MetricName) => ({
      Namespace: 'AWS/Events', MetricName, Statistic: 'Sum', Period: 300, Dimensions: [{ Name: 'RuleName', Value: stack.resolve(rule.ruleName) }],
    })));
  });

  test.each([
    ['Lost', 'InvocationsFailedToBeSentToDlq', { Threshold: 1, Period: 60, EvaluationPeriods: 1 }],
    ['Retrying', 'RetryInvocationAttempts', { Threshold: 3, Period: 900, EvaluationPeriods: 3, DatapointsToAlarm: 2 }],
  ])('%s watches %s of the rule', (name, metric, condition) => {
    const stack = testStack();
    const rule = ruleIn(stack);
    expect(alarmsOf(stack)[name]).toMatchObject({
      ...condition,
      Namespace: 'AWS/Events',
      MetricName: metric,
      Statistic: 'Sum',
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
      Dimensions: [{ Name: 'RuleName', Value: stack.resolve(rule.ruleName) }],
    });
  });

  test('tell the person on call which service, rule and queue, and what to do', () => {
    const stack = testStack();
    ruleIn(stack, { ruleName: 'failed-jobs' });
    const { Failed, NotEmpty } = alarmsOf(stack);
    const text = JSON.stringify(Failed.AlarmDescription);
    expect(text).toContain('FAILED: a target of rule failed-jobs (Stack/Rule) did not take events of AWS Batch (all events)');
    expect(text).toContain('They are in dead-letter queue Stack/ServiceEventDeadLetterQueue/Queue. Fix the target, then send them again.');
    expect(JSON.stringify(NotEmpty.AlarmDescription)).toContain('RULE_ARN, TARGET_ARN');
    expect(NotEmpty.Dimensions).toMatchObject([{ Name: 'QueueName', Value: { 'Fn::GetAtt': [expect.stringMatching(/^ServiceEventDeadLetterQueue/), 'QueueName'] } }]);
  });

  test.each<[string, (stack: Stack) => Partial<ServiceEventRuleProps>, string]>([
    ['has no name', () => ({}), 'rule Stack/Rule '],
    ['has a name that the deployment gives', (stack) => ({ ruleName: new CfnParameter(stack, 'Name').valueAsString }), 'rule Stack/Rule '],
    ['has a name', () => ({ ruleName: 'failed-jobs' }), 'rule failed-jobs (Stack/Rule) '],
  ])('name a rule by its path, and by its name where it is known: one that %s', (_what, propsOf, shown) => {
    const stack = testStack();
    ruleIn(stack, propsOf(stack));
    const { Lost, Failed, Retrying } = alarmsOf(stack);
    expect([Lost, Failed, Retrying].filter(({ AlarmDescription: text }) => !text.includes(shown))).toEqual([]);
  });

  test.each<[number, string]>([
    [0, 'They are in dead-letter queue Stack/ServiceEventDeadLetterQueue/Queue.'],
    [1, 'They are in dead-letter queue Stack/Letters0.'],
    [2, 'They are in the dead-letter queue of the target.'],
    [3, 'They are in the dead-letter queue of the target.'],
  ])('name the queue where there is one: of %d that targets bring', (count, said) => {
    const stack = testStack();
    const brought = Array.from({ length: count }, (_, n) =>
      new targets.SqsQueue(queueIn(stack, `Target${n}`), { deadLetterQueue: new sqs.Queue(stack, `Letters${n}`) }));
    ruleIn(stack, count > 0 ? { targets: brought } : {});
    expect(alarmsOf(stack).Failed.AlarmDescription).toContain(said);
  });

  test('look at metrics that are sums over five minutes', () => {
    const metric = ruleIn(testStack()).metric('FailedInvocations');
    expect([metric.statistic, metric.period.toMinutes()]).toEqual(['Sum', 5]);
  });

  test.each<[string, (stack: Stack) => sqs.IQueue, string]>([
    ['whose name the user gave', (stack) => new sqs.Queue(stack, 'Own', { queueName: 'letters' }), 'letters'],
    ['of another app', (stack) => sqs.Queue.fromQueueArn(stack, 'Own', 'arn:aws:sqs:eu-west-1:111111111111:letters'), 'letters'],
    ['whose name is a parameter', (stack) => new sqs.Queue(stack, 'Own', { queueName: new CfnParameter(stack, 'Name').valueAsString }), 'Stack/Own'],
    ['of another app whose ARN is a parameter', (stack) => sqs.Queue.fromQueueArn(stack, 'Own', new CfnParameter(stack, 'Arn').valueAsString), 'Stack/Own'],
    ['that is named at deployment', (stack) => new sqs.Queue(stack, 'Own'), 'Stack/Own'],
  ])('name a queue %s without a reference', (_which, makeQueue, shown) => {
    const stack = testStack();
    ruleIn(stack, { delivery: { deadLetterQueue: makeQueue(stack) } });
    expect(alarmsOf(stack).Failed.AlarmDescription).toContain(`They are in dead-letter queue ${shown}. Fix the target`);
  });

  test('name a queue as it is called when the template is written', () => {
    const stack = testStack();
    const queue = new sqs.Queue(stack, 'Own');
    ruleIn(stack, { delivery: { deadLetterQueue: queue } });
    (queue.node.defaultChild as sqs.CfnQueue).queueName = 'letters';
    expect(alarmsOf(stack).Failed.AlarmDescription).toContain('They are in dead-letter queue letters. Fix the target');
  });

  test('of a guaranteed event that fails is a page, of a best-effort one a ticket', () => {
    for (const [service, expected] of [[GUARANTEED, 'page'], [BEST_EFFORT, 'ticket']] as const) {
      const stack = testStack();
      const { actions, topics } = actionsIn(stack);
      ruleIn(stack, { service, delivery: { alarmActions: actions } });
      const alarms = alarmsOf(stack);
      expect(alarms.Failed.AlarmActions).toEqual([topics[expected]]);
      expect(alarms.Lost.AlarmActions).toEqual([topics.page]);
      expect(alarms.Retrying.AlarmActions).toEqual([topics.ticket]);
      expect(alarms.NotEmpty.AlarmActions).toEqual([topics.ticket]);
      expect(alarms.Oldest.AlarmActions).toEqual([topics.page]);
      expect(Object.values(alarms).map(({ OKActions }) => OKActions)).toEqual(Array(5).fill([topics.ok]));
    }
  });

  test('follow a delivery type that the user knows better', () => {
    const stack = testStack();
    const { actions, topics } = actionsIn(stack);
    const rule = ruleIn(stack, { service: BEST_EFFORT, delivery: { alarmActions: actions, deliveryType: DeliveryType.GUARANTEED } });
    expect(rule.deliveryType).toBe(DeliveryType.GUARANTEED);
    expect(alarmsOf(stack).Failed.AlarmActions).toEqual([topics.page]);
  });

  test('for pages go where tickets go when nothing else is said', () => {
    const stack = testStack();
    const { actions: { ticket }, topics } = actionsIn(stack);
    ruleIn(stack, { delivery: { alarmActions: { ticket } } });
    expect(alarmsOf(stack).Lost.AlarmActions).toEqual([topics.ticket]);
  });

  test('on another bus carry both names, the rule\'s taken from its ARN', () => {
    const stack = testStack();
    const eventBus = new events.EventBus(stack, 'Bus');
    const rule = ruleIn(stack, { eventBus });
    expect(metricsOf(alarmsOf(stack).Failed)[0].Dimensions).toEqual([
      { Name: 'EventBusName', Value: stack.resolve(eventBus.eventBusName) },
      { Name: 'RuleName', Value: { 'Fn::Select': [2, { 'Fn::Split': ['/', stack.resolve(rule.ruleArn)] }] } },
    ]);
  });

  test('on another bus carry the name that the rule was given', () => {
    const stack = testStack();
    ruleIn(stack, { eventBus: new events.EventBus(stack, 'Bus'), ruleName: 'failed-jobs' });
    expect(metricsOf(alarmsOf(stack).Failed)[0].Dimensions[1]).toEqual({ Name: 'RuleName', Value: 'failed-jobs' });
  });

  test('on the default bus given by name carry the rule\'s name only', () => {
    const stack = testStack();
    ruleIn(stack, { eventBus: events.EventBus.fromEventBusName(stack, 'Bus', 'default') });
    expect(metricsOf(alarmsOf(stack).Failed)[0].Dimensions.map(({ Name }: any) => Name)).toEqual(['RuleName']);
  });

  test('are not made for an inactive rule', () => {
    const stack = testStack();
    const rule = ruleIn(stack, { enabled: false, delivery: { expectEvery: Duration.days(1) } });
    expect(rule.alarms).toEqual([]);
    expect(alarmsOf(stack)).toEqual({});
  });

  test('can be switched off', () => {
    const stack = testStack();
    expect(ruleIn(stack, { delivery: { alarms: DeliveryAlarms.none() } }).alarms).toEqual([]);
    expect(alarmsOf(stack)).toEqual({});
  });

  test('on silence stays where all others are switched off, since it is asked for by itself', () => {
    const stack = testStack();
    ruleIn(stack, { delivery: { alarms: DeliveryAlarms.none(), expectEvery: Duration.days(1) } });
    expect(Object.keys(alarmsOf(stack))).toEqual(['Silence']);
  });

  test('can be switched off one by one, and changed', () => {
    const stack = testStack();
    const { actions, topics } = actionsIn(stack);
    ruleIn(stack, {
      delivery: {
        alarmActions: actions,
        alarms: DeliveryAlarms.perRule({
          retrying: { enabled: false },
          failed: { threshold: 5, period: Duration.minutes(1), evaluationPeriods: 10, datapointsToAlarm: 3, severity: AlarmSeverity.TICKET },
        }),
      },
    });
    const alarms = alarmsOf(stack);
    expect(alarms.Retrying).toBeUndefined();
    expect(alarms.Failed).toMatchObject({
      Threshold: 5, EvaluationPeriods: 10, DatapointsToAlarm: 3, AlarmActions: [topics.ticket],
    });
    expect(metricsOf(alarms.Failed).map(({ Period }) => Period)).toEqual([60, 60]);
  });

  test.each<[string, DeliveryAlarmOptions, object]>([
    ['threshold', { threshold: 7 }, { Threshold: 7, EvaluationPeriods: 3, DatapointsToAlarm: 2 }],
    ['number of periods', { evaluationPeriods: 6 }, { Threshold: 3, EvaluationPeriods: 6, DatapointsToAlarm: undefined }],
    ['number of data points', { datapointsToAlarm: 1 }, { Threshold: 3, EvaluationPeriods: 3, DatapointsToAlarm: 1 }],
    ['period', { period: Duration.minutes(1) }, { Threshold: 3, EvaluationPeriods: 3, DatapointsToAlarm: 2 }],
  ])('keep the other numbers where a %s is given', (_what, retrying, expected) => {
    const stack = testStack();
    ruleIn(stack, { delivery: { alarms: DeliveryAlarms.perRule({ retrying }) } });
    const { Threshold, EvaluationPeriods, DatapointsToAlarm } = alarmsOf(stack).Retrying;
    expect({ Threshold, EvaluationPeriods, DatapointsToAlarm }).toEqual(expected);
  });

  test('are shown by the rule', () => {
    const stack = testStack();
    expect(ruleIn(stack, { delivery: { expectEvery: Duration.hours(1) } }).alarms.map(({ node }) => node.id))
      .toEqual(['Silence', 'Lost', 'Failed', 'Retrying']);
  });
});

describe('the alarms of a dead-letter queue', () => {
  test('are made once, whatever the number of rules', () => {
    const stack = testStack();
    ruleIn(stack);
    new ServiceEventRule(stack, 'Other', { service: BEST_EFFORT, targets: [new targets.SqsQueue(queueIn(stack, 'OtherTarget'))] });
    Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::Alarm', 2 * 3 + 2);
  });

  test('fire at one message, and at 10 of its 14 days', () => {
    const stack = testStack();
    ruleIn(stack);
    expect(alarmsOf(stack).NotEmpty).toMatchObject({
      MetricName: 'ApproximateNumberOfMessagesVisible', Statistic: 'Maximum', Threshold: 1, Period: 300, EvaluationPeriods: 1, TreatMissingData: 'notBreaching',
    });
    expect(alarmsOf(stack).Oldest).toMatchObject({
      MetricName: 'ApproximateAgeOfOldestMessage', Statistic: 'Maximum', Threshold: 864_000, Period: 3600, EvaluationPeriods: 1,
    });
  });

  test('are as urgent as the user says, and go to whom all of its rules name', () => {
    const stack = testStack();
    const { actions, topics } = actionsIn(stack);
    const alarms = DeliveryAlarms.perRule({ deadLetters: { severity: AlarmSeverity.PAGE }, oldestDeadLetter: { severity: AlarmSeverity.TICKET } });
    ruleIn(stack, { delivery: { alarms, alarmActions: actions } });
    expect([alarmsOf(stack).NotEmpty.AlarmActions, alarmsOf(stack).Oldest.AlarmActions]).toEqual([[topics.page], [topics.ticket]]);
  });

  test('are none where those of the scope of the queue are none', () => {
    const stack = testStack();
    DeliveryDefaults.of(stack).set({ alarms: DeliveryAlarms.none() });
    ruleIn(stack, { delivery: { alarms: DeliveryAlarms.perRule() } });
    expect(Object.keys(alarmsOf(stack)).sort()).toEqual(['Failed', 'Lost', 'Retrying']);
  });

  test('know how long a queue of the user keeps messages', () => {
    const stack = testStack();
    const deadLetterQueue = new sqs.Queue(stack, 'DeadLetters', { retentionPeriod: Duration.days(7) });
    ruleIn(stack, { delivery: { deadLetterQueue } });
    expect(alarmsOf(stack).Oldest.Threshold).toBe(5 * 86_400);
  });

  test('know that a queue of the user keeps messages for 4 days where nothing else is said', () => {
    const stack = testStack();
    ruleIn(stack, { delivery: { deadLetterQueue: new sqs.Queue(stack, 'DeadLetters') } });
    expect(alarmsOf(stack).Oldest.Threshold).toBe(Math.floor(4 * 86_400 * 10 / 14));
  });

  test('leave out the age where only the deployment knows how long a queue keeps messages, unless it is given', () => {
    const queueOf = (stack: Stack) => new sqs.Queue(stack, 'DeadLetters', {
      retentionPeriod: Duration.seconds(new CfnParameter(stack, 'Retention', { type: 'Number' }).valueAsNumber),
    });
    const [unknown, given] = [testStack(), testStack()];
    ruleIn(unknown, { delivery: { deadLetterQueue: queueOf(unknown) } });
    ruleIn(given, { delivery: { deadLetterQueue: queueOf(given), alarms: DeliveryAlarms.perRule({ oldestDeadLetter: { threshold: 3600 } }) } });
    expect([unknown, given].map((stack) => alarmsOf(stack).Oldest?.Threshold)).toEqual([undefined, 3600]);
  });

  test('tell those whom the defaults of the queue name, and those of the rule only where they name nobody', () => {
    const [told, untold] = [testStack(), testStack()];
    const { actions, topics } = actionsIn(told);
    const { actions: ofRule, topics: topicsOfRule } = actionsIn(untold);
    DeliveryDefaults.of(told).set({ alarmActions: { ticket: actions.ticket } });
    ruleIn(told, { delivery: { alarmActions: { ticket: actions.ok } } });
    ruleIn(untold, { delivery: { alarmActions: { ticket: ofRule.ticket } } });
    expect(alarmsOf(told).NotEmpty.AlarmActions).toEqual([topics.ticket]);
    expect(alarmsOf(told).Retrying.AlarmActions).toEqual([topics.ok]);
    expect(alarmsOf(untold).NotEmpty.AlarmActions).toEqual([topicsOfRule.ticket]);
  });

  test('leave out the age where it is not known how long a queue keeps messages', () => {
    const stack = testStack();
    ruleIn(stack, { delivery: { deadLetterQueue: sqs.Queue.fromQueueArn(stack, 'Imported', 'arn:aws:sqs:eu-west-1:111111111111:dead-letters') } });
    expect(Object.keys(alarmsOf(stack)).sort()).toEqual(['Failed', 'Lost', 'NotEmpty', 'Retrying']);
  });

  test('follow the defaults that hold for the queue', () => {
    const stack = testStack();
    DeliveryDefaults.of(stack).set({ alarms: DeliveryAlarms.perRule({ deadLetters: { threshold: 10 }, oldestDeadLetter: { enabled: false } }) });
    ruleIn(stack);
    expect(alarmsOf(stack).NotEmpty.Threshold).toBe(10);
    expect(alarmsOf(stack).Oldest).toBeUndefined();
  });
});

describe('the alarm on silence', () => {
  function silence(expectEvery: Duration, options: DeliveryOptions = {}): any {
    const stack = testStack();
    new ServiceEventRule(stack, 'Rule', { service: BEST_EFFORT, delivery: { expectEvery, ...options } });
    return alarmsOf(stack).Silence;
  }

  test('fires when nothing has matched, and when CloudWatch knows nothing', () => {
    expect(silence(Duration.hours(6))).toMatchObject({
      MetricName: 'TriggeredRules',
      Statistic: 'Sum',
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
      Period: 21_600,
      EvaluationPeriods: 1,
    });
  });

  test('looks back up to 7 days, in periods of at most a day', () => {
    expect(silence(Duration.days(7))).toMatchObject({ Period: 86_400, EvaluationPeriods: 7 });
    expect(silence(Duration.hours(36))).toMatchObject({ Period: 64_800, EvaluationPeriods: 2 });
  });

  test('never fires earlier than asked for: periods are whole minutes', () => {
    expect(silence(Duration.seconds(90))).toMatchObject({ Period: 120, EvaluationPeriods: 1 });
  });

  test('is a ticket, of guaranteed events too', () => {
    const stack = testStack();
    const { actions, topics } = actionsIn(stack);
    ruleIn(stack, { service: GUARANTEED, delivery: { expectEvery: Duration.days(1), alarmActions: actions } });
    expect(alarmsOf(stack).Silence.AlarmActions).toEqual([topics.ticket]);
  });

  test('over more than 7 days is refused', () => {
    expect(() => silence(Duration.days(8))).toThrow("expectEvery of rule 'Stack/Rule' is 691200 seconds: it must be a whole number from 60 to 604800 seconds.");
  });

  test('needs no target', () => {
    const stack = testStack();
    new ServiceEventRule(stack, 'Rule', { service: BEST_EFFORT, delivery: { expectEvery: Duration.days(1) } });
    Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::Alarm', 1);
  });
});

test.each([
  [Duration.minutes(1), 60, 1],
  [Duration.seconds(61), 120, 1],
  [Duration.days(1), 86_400, 1],
  [Duration.seconds(86_401), 43_260, 2],
  [Duration.days(7), 86_400, 7],
])('silence of %s is looked for in whole minutes of at most a day', (expectEvery, Period, EvaluationPeriods) => {
  const stack = testStack();
  new ServiceEventRule(stack, 'Rule', { service: BEST_EFFORT, delivery: { expectEvery } });
  expect(alarmsOf(stack).Silence).toMatchObject({ Period, EvaluationPeriods });
});

describe('a runbook', () => {
  test('is the page on operations, where the user has none', () => {
    const stack = testStack();
    ruleIn(stack, { delivery: { expectEvery: Duration.hours(1) } });
    for (const { AlarmDescription: text } of everyOf(Object.values(alarmsOf(stack)))) {
      expect(JSON.stringify(text)).toMatch(/ Runbook: https:\/\/github\.com\/.*\/docs\/operations\.md#alarms"\]?\]?\}?$/);
    }
  });

  test('has room also where the events have many names', () => {
    const stack = testStack();
    const runbookUrl = `https://wiki.example.com/${'x'.repeat(231)}`;
    DeliveryDefaults.of(stack).set({ runbookUrl });
    new ServiceEventRule(stack, 'Rule', {
      service: AwsService.EC2, detailTypes: AwsService.EC2.detailTypes.slice(0, 30), targets: [new targets.SqsQueue(queueIn(stack))],
    });
    for (const { AlarmDescription: text } of everyOf(Object.values(alarmsOf(stack)))) {
      const parts: any[] = text['Fn::Join']?.[1] ?? [text];
      const length = parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 80), 0);
      expect(length).toBeLessThanOrEqual(1024);
      expect(parts.at(-1)).toContain(runbookUrl);
    }
  });

  test('stands at the end of every alarm below the scope', () => {
    const stack = testStack();
    DeliveryDefaults.of(stack).set({ runbookUrl: 'https://wiki.example.com/events' });
    ruleIn(stack, { delivery: { expectEvery: Duration.hours(1) } });
    const texts = Object.values(alarmsOf(stack)).map(({ AlarmDescription: text }) => JSON.stringify(text));
    expect(texts).toHaveLength(6);
    for (const text of everyOf(texts)) {
      expect(text).toMatch(/ Runbook: https:\/\/wiki\.example\.com\/events"\]?\]?\}?$/);
    }
  });

  test.each([
    ['', 'it must be a text with at least one character'],
    [' ', 'it must be a text of 1 to 256 characters'],
    ['x'.repeat(257), 'it must be a text of 1 to 256 characters'],
    [7 as never, 'it must be a text with at least one character'],
  ])('is not %j', (runbookUrl, words) => {
    const stack = testStack();
    expect(() => {
      DeliveryDefaults.of(stack).set({ runbookUrl });
      ruleIn(stack);
    }).toThrow(words);
  });
});

test('a reconciliation runs on its schedule, and is guarded too', () => {
  const stack = testStack();
  ruleIn(stack, {
    service: BEST_EFFORT,
    delivery: { reconcile: { schedule: events.Schedule.rate(Duration.days(1)), target: new targets.SqsQueue(queueIn(stack, 'Sweep')) } },
  });
  const sweep = Object.values(resourcesOf(stack, 'AWS::Events::Rule')).find(({ Properties }) => Properties.ScheduleExpression);
  expect(sweep.Properties).toMatchObject({
    ScheduleExpression: 'rate(1 day)',
    Targets: [{ DeadLetterConfig: { Arn: {} }, RetryPolicy: { MaximumRetryAttempts: 185 } }],
  });
  Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::Alarm', 3 + 3 + 2);
});
