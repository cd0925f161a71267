import { Duration, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatchActions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AlarmActions, AlarmSeverity, AwsService, DeliveryAlarms, DeliveryDefaults, ServiceEventRule, ServiceEventRuleProps } from 'cdk-service-events';
import { Construct } from 'constructs';
import { messagesOf, queueIn, resourcesOf, testApp, testStack } from '../support/test-app';

const ENV = { account: '111111111111', region: 'eu-west-1' };
const GUARANTEED = AwsService.BATCH;
const BEST_EFFORT = AwsService.EC2;

function ruleIn(scope: Construct, id: string, props: Partial<ServiceEventRuleProps> = {}): ServiceEventRule {
  const queue = () => (scope.node.tryFindChild('TargetQueue') ?? queueIn(scope)) as sqs.Queue;
  return new ServiceEventRule(scope, id, {
    service: BEST_EFFORT, targets: props.targets ?? [new targets.SqsQueue(queue())], delivery: { alarms: DeliveryAlarms.shared() }, ...props,
  });
}

const switchOff = (rule: ServiceEventRule) => (rule.node.defaultChild as events.CfnRule).addPropertyOverride('State', 'DISABLED');

function sharedAlarmsOf(stack: Stack): Record<string, any> {
  return Object.fromEntries(Object.entries(resourcesOf(stack, 'AWS::CloudWatch::Alarm'))
    .filter(([id]) => id.startsWith('SharedDeliveryAlarms'))
    .map(([id, { Properties }]) => [/(DefaultBus|OtherBuses)(Lost|Failed|Retrying|Looping)/.exec(id)![0], Properties]));
}

describe('shared alarms', () => {
  test.each([
    ['DefaultBusLost', 'InvocationsFailedToBeSentToDlq', 60, { Threshold: 1, EvaluationPeriods: 1 }],
    ['DefaultBusFailed', 'FailedInvocations', 300, { Threshold: 1, EvaluationPeriods: 1 }],
    ['DefaultBusLooping', 'DeadLetterInvocations', 300, { Threshold: 1, EvaluationPeriods: 1 }],
    ['DefaultBusRetrying', 'RetryInvocationAttempts', 900, { Threshold: 3, EvaluationPeriods: 3, DatapointsToAlarm: 2 }],
  ])('%s asks for %s of every rule', (name, metric, period, condition) => {
    const stack = testStack();
    ruleIn(stack, 'Rule');
    expect(sharedAlarmsOf(stack)[name]).toMatchObject({
      ...condition,
      TreatMissingData: 'notBreaching',
      Metrics: [{ Expression: `SELECT SUM(${metric}) FROM SCHEMA("AWS/Events", RuleName) GROUP BY RuleName ORDER BY SUM() DESC`, Period: period }],
    });
  });

  test('replace those of each rule', () => {
    const stack = testStack();
    const rule = ruleIn(stack, 'Rule');
    ruleIn(stack, 'Other');
    expect(rule.alarms).toEqual([]);
    expect(Object.keys(resourcesOf(stack, 'AWS::CloudWatch::Alarm'))).toHaveLength(4 + 2);
  });

  test.each([
    ['shared', 108, DeliveryAlarms.shared()],
    ['its own', 404, DeliveryAlarms.perRule()],
  ])('of 100 rules need, %s, %d resources, the rules and their dead-letter queue included', (_which, resources, alarms) => {
    const stack = testStack();
    DeliveryDefaults.of(stack).set({ alarms });
    const target = new sqs.Queue(stack, 'Target', { encryption: sqs.QueueEncryption.KMS });
    for (let n = 0; n < 100; n++) {
      ruleIn(stack, `Rule${n}`, { service: n % 2 ? GUARANTEED : BEST_EFFORT, delivery: {}, targets: [new targets.SqsQueue(target)] });
    }
    const ofTarget = 3;
    expect(Object.keys(Template.fromStack(stack).toJSON().Resources)).toHaveLength(resources + ofTarget);
  });

  test('stand in each stack, which says so where they watch the same rules', () => {
    const app = testApp();
    const stacks = [ENV, ENV, { ...ENV, region: 'us-east-1' }].map((env, n) => new Stack(app, `Stack${n}`, { env }));
    stacks.forEach((stack) => ruleIn(stack, 'Rule'));
    expect(stacks.map((stack) => Object.keys(sharedAlarmsOf(stack)).length)).toEqual([4, 4, 4]);
    expect(messagesOf(stacks[0]).join()).toMatch(/2 shared alarm sets \(Stack0\/SharedDeliveryAlarms, Stack1\/SharedDeliveryAlarms\) .* fire together/);
  });

  test('may watch the same rules in stacks of which the account alone is known', () => {
    const app = testApp();
    const stacks = [{ account: ENV.account }, { region: ENV.region }].map((env, at) => new Stack(app, `Stack${at}`, { env }));
    stacks.forEach((stack) => ruleIn(stack, 'Rule'));
    expect(messagesOf(stacks[0]).join()).toContain('2 shared alarm sets (Stack0/SharedDeliveryAlarms, Stack1/SharedDeliveryAlarms)');
  });

  test('watch nothing twice where the rules of one stack are switched off late', () => {
    const app = testApp();
    const stacks = ['One', 'Other'].map((id) => new Stack(app, id, { env: ENV }));
    const rules = stacks.map((stack) => ruleIn(stack, 'Rule'));
    switchOff(rules[1]);
    expect(messagesOf(stacks[0]).join()).not.toContain('shared alarm set');
    expect(stacks.map((stack) => Object.keys(sharedAlarmsOf(stack)).length)).toEqual([4, 0]);
  });

  test('tell those of a rule that is switched off late no more, and those of the others still', () => {
    const stack = testStack();
    const [gone] = [GUARANTEED, BEST_EFFORT, BEST_EFFORT].map((service, n) => {
      const action = (kind: string) => [{ bind: () => ({ alarmActionArn: `${kind}-${n}` }) }];
      return ruleIn(stack, `Rule${n}`, { service, delivery: { alarms: DeliveryAlarms.shared(), alarmActions: { page: action('page'), ticket: action('ticket') } } });
    });
    switchOff(gone);
    const { DefaultBusFailed, DefaultBusLost } = sharedAlarmsOf(stack);
    expect([DefaultBusFailed, DefaultBusLost].map(({ AlarmActions: told }) => told)).toEqual([['ticket-1', 'ticket-2'], ['page-1', 'page-2']]);
  });

  test('stand in the first of the stacks that are named for an account and Region', () => {
    const app = testApp();
    const stacks = ['One', 'Other'].map((id) => new Stack(app, id, { env: ENV }));
    ruleIn(stacks[1], 'Rule', { delivery: { alarms: DeliveryAlarms.shared({ stacks }) } });
    queueIn(stacks[0], 'Queue');
    expect(stacks.map((stack) => Object.keys(sharedAlarmsOf(stack)).length)).toEqual([4, 0]);
  });

  test('stand in one stack of the account and Region that is named, and tell those whom its defaults name', () => {
    const app = testApp();
    const [owner, other, elsewhere] = [ENV, ENV, { ...ENV, region: 'us-east-1' }].map((env, n) => new Stack(app, `Stack${n}`, { env }));
    const topic = new sns.Topic(owner, 'Topic');
    DeliveryDefaults.of(owner).set({ alarmActions: { ticket: [new cloudwatchActions.SnsAction(topic)] } });
    const delivery = { alarms: DeliveryAlarms.shared({ stacks: [owner] }) };
    [other, owner, elsewhere].forEach((stack) => ruleIn(stack, 'Rule', { delivery }));
    expect([owner, other, elsewhere].map((stack) => Object.keys(sharedAlarmsOf(stack)).length)).toEqual([4, 0, 4]);
    expect(sharedAlarmsOf(owner).DefaultBusFailed.AlarmActions).toEqual([owner.resolve(topic.topicArn)]);
    expect(messagesOf(owner).join()).not.toContain('fire together');
  });

  describe('that stand in another stack', () => {
    const actionOf = (name: string) => new cloudwatchActions.SnsAction(sns.Topic.fromTopicArn(new Stack(), 'Topic', arnOf(name)));
    const arnOf = (name: string) => `arn:aws:sns:eu-west-1:111111111111:${name}`;
    const [ours, theirs] = ['ours', 'theirs'].map(actionOf);

    function alarmsAndWords(ofRule: AlarmActions | undefined, ofOwner: AlarmActions = { ticket: [ours] }) {
      const app = testApp();
      const [owner, other] = ['Owner', 'Other'].map((id) => new Stack(app, id, { env: ENV }));
      DeliveryDefaults.of(owner).set({ alarmActions: ofOwner });
      ruleIn(other, 'Rule', { delivery: { alarms: DeliveryAlarms.shared({ stacks: [owner] }), alarmActions: ofRule } });
      const said = messagesOf(other).filter((message) => message.includes('alarmActions that do not hear'));
      return { told: sharedAlarmsOf(owner).DefaultBusFailed.AlarmActions, said };
    }

    test.each<['page' | 'ticket' | 'ok']>([['page'], ['ticket'], ['ok']])('do not tell whom a rule names for %s, which is said', (kind) => {
      const { told, said } = alarmsAndWords({ [kind]: [theirs] });
      expect(told).toEqual([arnOf('ours')]);
      expect(said).toEqual([expect.stringContaining('Rule \'Other/Rule/Rule\' has alarmActions that do not hear of its failures: it shares its alarms, \'Owner/SharedDeliveryAlarms\'')]);
    });

    test.each<[string, AlarmActions | undefined, AlarmActions | undefined]>([
      ['names nobody', undefined, undefined], ['names nobody at all', {}, undefined], ['names the same', { ticket: [ours] }, undefined],
      ['names some of them', { ticket: [theirs] }, { ticket: [ours, theirs] }], ['has an empty list', { page: [] }, undefined],
    ])('say nothing where the rule %s', (_whom, ofRule, ofOwner) => {
      expect(alarmsAndWords(ofRule, ofOwner).said).toEqual([]);
    });

    test('are as urgent as the events of the rule want it', () => {
      const app = testApp();
      const [owner, other] = ['Owner', 'Other'].map((id) => new Stack(app, id, { env: ENV }));
      DeliveryDefaults.of(owner).set({ alarmActions: { page: [ours], ticket: [theirs] } });
      const delivery = { alarms: DeliveryAlarms.shared({ stacks: [owner] }) };
      ruleIn(other, 'Rule', { service: GUARANTEED, delivery });
      queueIn(owner);
      expect(sharedAlarmsOf(owner).DefaultBusFailed.AlarmActions).toEqual([arnOf('ours'), arnOf('theirs')]);
    });

    test('tell nobody where its defaults name nobody', () => {
      const { told, said } = alarmsAndWords({ ticket: [theirs] }, {});
      expect(told).toBeUndefined();
      expect(said).toHaveLength(1);
    });
  });

  test('are the same for a stack and its nested stacks, and those nested in them, wherever they go', () => {
    const stack = testStack();
    const nested = new NestedStack(stack, 'Nested');
    ruleIn(stack, 'Rule');
    const inner = new NestedStack(nested, 'Inner');
    ruleIn(nested, 'Rule');
    ruleIn(inner, 'Rule');
    expect([stack, nested, inner].map((one) => Object.keys(sharedAlarmsOf(one)).length)).toEqual([4, 0, 0]);
  });

  test('watch the rules of other buses by a query of their own', () => {
    const stack = testStack();
    ruleIn(stack, 'Rule', { eventBus: new events.EventBus(stack, 'Bus') });
    expect(sharedAlarmsOf(stack).OtherBusesFailed.Metrics[0].Expression).toBe(
      'SELECT SUM(FailedInvocations) FROM SCHEMA("AWS/Events", EventBusName, RuleName) GROUP BY EventBusName, RuleName ORDER BY SUM() DESC');
    expect(Object.keys(sharedAlarmsOf(stack))).toHaveLength(3);
  });

  test('leave the alarm on silence to each rule', () => {
    const stack = testStack();
    const rule = ruleIn(stack, 'Rule', { delivery: { alarms: DeliveryAlarms.shared(), expectEvery: Duration.days(1) } });
    expect(rule.alarms.map(({ node }) => node.id)).toEqual(['Silence']);
  });

  test('give CDK nothing to warn of', () => {
    const stack = testStack();
    ruleIn(stack, 'Rule');
    expect(messagesOf(stack).filter((text) => !text.startsWith('info'))).toEqual([]);
  });
});

describe('the alarm on failed deliveries of many rules', () => {
  function actionsOfFailed(services: AwsService[], severity?: AlarmSeverity): string[] {
    const stack = testStack();
    const action = (id: string) => new cloudwatchActions.SnsAction(new sns.Topic(stack, id));
    DeliveryDefaults.of(stack).set({
      alarms: DeliveryAlarms.shared({ failed: { severity } }), alarmActions: { page: [action('Page')], ticket: [action('Ticket')] },
    });
    services.forEach((service, n) => ruleIn(stack, `Rule${n}`, { service, delivery: {} }));
    return sharedAlarmsOf(stack).DefaultBusFailed.AlarmActions.map(({ Ref: ref }: any) => ref.slice(0, 4));
  }

  test('is a ticket where all events are best effort', () => {
    expect(actionsOfFailed([BEST_EFFORT, BEST_EFFORT])).toEqual(['Tick']);
  });

  test('pages as well as soon as one rule is on guaranteed events', () => {
    expect(actionsOfFailed([BEST_EFFORT, GUARANTEED, GUARANTEED])).toEqual(['Page', 'Tick']);
  });

  test('pages those of all rules as soon as one is on guaranteed events, whoever came first', () => {
    const told = (...services: AwsService[]) => {
      const stack = testStack();
      services.forEach((service, n) => ruleIn(stack, `Rule${n}`, {
        service, delivery: { alarms: DeliveryAlarms.shared(), alarmActions: { page: [{ bind: () => ({ alarmActionArn: `page-${n}` }) }] } },
      }));
      return sharedAlarmsOf(stack).DefaultBusFailed.AlarmActions;
    };
    expect(told(BEST_EFFORT, BEST_EFFORT)).toBeUndefined();
    expect(told(BEST_EFFORT, GUARANTEED)).toEqual(['page-0', 'page-1']);
    expect(told(GUARANTEED, BEST_EFFORT)).toEqual(['page-0', 'page-1']);
  });

  test('is as urgent as the user says', () => {
    expect(actionsOfFailed([GUARANTEED], AlarmSeverity.TICKET)).toEqual(['Tick']);
    expect(actionsOfFailed([BEST_EFFORT], AlarmSeverity.PAGE)).toEqual(['Page']);
  });

  test('has each action once', () => {
    const stack = testStack();
    const action = new cloudwatchActions.SnsAction(new sns.Topic(stack, 'Topic'));
    DeliveryDefaults.of(stack).set({ alarms: DeliveryAlarms.shared(), alarmActions: { ticket: [action] } });
    ruleIn(stack, 'Rule', { service: GUARANTEED, delivery: {} });
    expect(sharedAlarmsOf(stack).DefaultBusFailed.AlarmActions).toHaveLength(1);
  });
});

describe('the options of shared alarms', () => {
  test('change and switch off alarms', () => {
    const stack = testStack();
    ruleIn(stack, 'Rule', { delivery: { alarms: DeliveryAlarms.shared({ lost: { enabled: false }, failed: { threshold: 7 } }) } });
    const alarms = sharedAlarmsOf(stack);
    expect(Object.keys(alarms)).toEqual(['DefaultBusFailed', 'DefaultBusRetrying', 'DefaultBusLooping']);
    expect(alarms.DefaultBusFailed.Threshold).toBe(7);
  });

  test('are the same for all rules', () => {
    const stack = testStack();
    const shared = (minutes: number) => ({ alarms: DeliveryAlarms.shared({ failed: { period: Duration.minutes(minutes) } }) });
    ruleIn(stack, 'Rule', { delivery: shared(5) });
    ruleIn(stack, 'Same', { delivery: shared(5) });
    expect(() => ruleIn(stack, 'Other', { delivery: shared(10) })).toThrow(
      'Rule \'Stack/Other/Rule\' shares its alarms with other rules by options of its own, {"failed":{"period":"PT10M"}}, and the alarms have been made with {"failed":{"period":"PT5M"}}');
  });

  test.each<[string, object]>([
    ['an hour, three times', { period: Duration.hours(1), evaluationPeriods: 3 }], ['a minute, 180 times', { period: Duration.minutes(1), evaluationPeriods: 180 }],
  ])('can look back for three hours: %s', (_what, failed) => {
    const stack = testStack();
    ruleIn(stack, 'Rule', { delivery: { alarms: DeliveryAlarms.shared({ failed }) } });
    expect(sharedAlarmsOf(stack).DefaultBusFailed.EvaluationPeriods * sharedAlarmsOf(stack).DefaultBusFailed.Metrics[0].Period).toBe(10_800);
  });

  test.each<[string, object, string]>([
    ['more periods', { evaluationPeriods: 37 }, 'Failed looks back 37 times 5 minutes'],
    ['a minute more', { period: Duration.minutes(1), evaluationPeriods: 181 }, 'Failed looks back 181 times 1 minute'],
    ['longer periods', { period: Duration.hours(4) }, 'Failed looks back 1 times 4 hours'],
  ])('cannot look back for more: %s', (_what, failed, why) => {
    expect(() => ruleIn(testStack(), 'Rule', { delivery: { alarms: DeliveryAlarms.shared({ failed }) } })).toThrow(why);
  });

  test('make each alarm fire as its name says', () => {
    const stack = testStack();
    ruleIn(stack, 'Rule', { delivery: { alarms: DeliveryAlarms.shared() } });
    const conditions = Object.entries(sharedAlarmsOf(stack)).map(([
      id, { Threshold, EvaluationPeriods, DatapointsToAlarm, Metrics: [{ Expression, Period }] },
    ]) =>
      [id, /SUM\((\w+)\)/.exec(Expression)![1], Threshold, Period, EvaluationPeriods, DatapointsToAlarm]);
    expect(conditions).toEqual([
      ['DefaultBusLost', 'InvocationsFailedToBeSentToDlq', 1, 60, 1, undefined],
      ['DefaultBusFailed', 'FailedInvocations', 1, 300, 1, undefined],
      ['DefaultBusRetrying', 'RetryInvocationAttempts', 3, 900, 3, 2],
      ['DefaultBusLooping', 'DeadLetterInvocations', 1, 300, 1, undefined],
    ]);
  });

  test('name stacks in one stage alone: of those that are named, the one in the stage, account and Region of a rule', () => {
    const app = testApp();
    const stages = ['Beta', 'Prod'].map((id) => new Stage(app, id));
    const env = { account: '111111111111', region: 'eu-west-1' };
    const stacks = stages.flatMap((stage) => ['eu-west-1', 'us-east-1', 'eu-west-1'].map((region, at) => new Stack(stage, `Stack${at}`, { env: { ...env, region } })));
    const named = [stacks[1], stacks[2], stacks[4], stacks[5]];
    stacks.forEach((stack) => ruleIn(stack, 'Rule', { delivery: { alarms: DeliveryAlarms.shared({ stacks: named }) } }));
    expect(stacks.map((stack) => Object.keys(sharedAlarmsOf(stack)).length)).toEqual([0, 4, 4, 0, 4, 4]);
  });

  test('cannot look back further than three hours', () => {
    expect(() => ruleIn(testStack(), 'Rule', { delivery: { alarms: DeliveryAlarms.shared({ failed: { period: Duration.hours(1), evaluationPeriods: 4 } }) } })).toThrow(
      'The shared alarm Failed looks back 4 times 1 hour: CloudWatch looks back 3 hours');
  });
});
