import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ApiCallRule, AwsService, DeliveryAlarms, DeliveryDefaults, EventPatternRule, EventRegions, S3Events, ServiceEventRule } from 'cdk-service-events';
import { messagesOf, onlyResourceOf, queueIn, resourcesOf, testApp, testStack } from '../support/test-app';

const ENV = { account: '111111111111', region: 'eu-west-1' };
const BEST_EFFORT = { source: ['aws.ec2'], detailType: ['EC2 Instance State-change Notification'] };
const GUARANTEED = { source: ['aws.s3'], detailType: [S3Events.OBJECT_CREATED] };

let stack: Stack;
beforeEach(() => {
  stack = testStack({ env: ENV });
  queueIn(stack, 'Any');
});

const ruleOn = (eventPattern: events.EventPattern, props: object = {}, id = 'Rule') => new EventPatternRule(stack, id, { eventPattern, ...props });
const targetOf = (id: string): events.IRuleTarget => ({ bind: () => ({ arn: queueIn(stack, id).queueArn }) });
const said = (id: string) => messagesOf(stack).filter((text) => text.includes(id));
const schedules = () => Object.values(resourcesOf(stack, 'AWS::Events::Rule')).filter(({ Properties }) => Properties.ScheduleExpression);
const EVERY_DAY = events.Schedule.rate(Duration.days(1));

describe('a missing event', () => {
  test.each<[string, events.EventPattern, () => object, boolean]>([
    ['best effort alone', BEST_EFFORT, () => ({}), true],
    ['what is guaranteed', GUARANTEED, () => ({}), false],
    ['silence that is watched', BEST_EFFORT, () => ({ delivery: { expectEvery: Duration.days(1) } }), false],
    ['a sweep that finds it', BEST_EFFORT, () => ({ delivery: { reconcile: { schedule: EVERY_DAY, target: targetOf('Sweep') } } }), false],
    ['a rule that is off', BEST_EFFORT, () => ({ enabled: false }), false],
    ['guaranteed events of a rule that is off', GUARANTEED, () => ({ enabled: false }), false],
    ['a rule that is on in words', BEST_EFFORT, () => ({ enabled: true }), true],
  ])('is spoken of where there is %s: %#', (_what, pattern, props, spoken) => {
    ruleOn(pattern, { targets: [targetOf('Target')], ...props() });
    expect(said('events-can-go-missing')).toHaveLength(spoken ? 1 : 0);
  });
});

describe('a sweep that finds what never arrived', () => {
  const reconciled = (props: object = {}) => ruleOn(BEST_EFFORT, { delivery: { reconcile: { schedule: EVERY_DAY, target: targetOf('Sweep') }, expectEvery: Duration.days(1) }, ...props });

  test('runs as it is told, and is guarded as the rule is, but for silence', () => {
    const rule = reconciled({ targets: [targetOf('Target')] });
    expect(schedules()).toEqual([expect.objectContaining({
      Properties: expect.objectContaining({
        Description: 'Finds what never arrived: aws.ec2, EC2 Instance State-change Notification',
        State: 'ENABLED',
        ScheduleExpression: 'rate(1 day)',
        Targets: [expect.objectContaining({
          DeadLetterConfig: expect.anything(), RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 },
        })],
      }),
    })]);
    const sweep = stack.resolve((rule.node.findChild('Reconciliation') as events.Rule).ruleName);
    const watching = Object.values(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).filter(({ Properties }) => JSON.stringify(Properties.Dimensions ?? []).includes(JSON.stringify(sweep)));
    expect(watching.map(({ Properties }) => Properties.MetricName).sort()).toEqual(['InvocationsFailedToBeSentToDlq', 'RetryInvocationAttempts']);
    expect(rule.alarms).toHaveLength(4);
  });

  test('is off where the rule is', () => {
    reconciled({ enabled: false });
    expect(schedules().map(({ Properties }) => Properties.State)).toEqual(['DISABLED']);
    Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::Alarm', 0);
  });

  test('is described in no more characters than EventBridge takes', () => {
    const detailType = Array.from({ length: 30 }, (_, at) => `Something Of My Own Has Happened ${at}`);
    ruleOn({ source: ['com.example.shop'], detailType }, { delivery: { reconcile: { schedule: EVERY_DAY, target: targetOf('Sweep') } } });
    const descriptions = Object.values(resourcesOf(stack, 'AWS::Events::Rule')).map(({ Properties }) => Properties.Description);
    expect(descriptions.map(({ length }) => length)).toEqual([512, 512]);
    expect(descriptions.every((text) => text.endsWith('…'))).toBe(true);
  });
});

describe('a description that is made', () => {
  const described = (length: number) => {
    stack = testStack();
    const source = 'x'.repeat(length);
    ruleOn({ source: [source] });
    return onlyResourceOf(stack, 'AWS::Events::Rule').Properties.Description;
  };

  test('is whole where it is as long as may be, and else cut', () => {
    expect(described(511)).toBe('x'.repeat(511));
    expect(described(512)).toBe('x'.repeat(512));
    expect(described(513)).toBe(`${'x'.repeat(511)}…`);
  });

  test('says what the events need, and nothing of it where they need nothing', () => {
    new ServiceEventRule(stack, 'Needs', { service: AwsService.GUARDDUTY });
    new ServiceEventRule(stack, 'NeedsNothing', { service: AwsService.BATCH });
    const descriptions = Object.values(resourcesOf(stack, 'AWS::Events::Rule')).map(({ Properties }) => Properties.Description);
    expect(descriptions.map((text) => /\. Needs .+\.$/.test(text))).toEqual([true, false]);
    expect(descriptions[1]).toBe('AWS Batch (all events)');
  });
});

describe('an archive', () => {
  const archived = (props: object = {}) => ruleOn(BEST_EFFORT, { delivery: { archive: Duration.days(7) }, ...props });

  test('keeps what the rule matches on its bus', () => {
    const eventBus = new events.EventBus(stack, 'Bus');
    const rule = archived({ eventBus });
    expect(rule.archive).toBeInstanceOf(events.CfnArchive);
    expect(onlyResourceOf(stack, 'AWS::Events::Archive').Properties).toMatchObject({ RetentionDays: 7, SourceArn: stack.resolve(eventBus.eventBusArn) });
  });

  test.each<[string, object, object]>([
    ['a rule that is off', { archive: Duration.days(7) }, { enabled: false }],
    ['a rule that has none', {}, {}],
    ['a rule without replays, which defaults give one', {}, { excludeReplays: true, byDefault: true }],
  ])('is not made for %s', (_what, delivery, { byDefault, ...props }: any) => {
    if (byDefault) {
      DeliveryDefaults.of(stack).set({ archive: Duration.days(7) });
    }
    expect(ruleOn(BEST_EFFORT, { delivery, ...props }).archive).toBeUndefined();
    expect(resourcesOf(stack, 'AWS::Events::Archive')).toEqual({});
  });

  test('is made for a rule that is on in words', () => {
    expect(archived({ enabled: true }).archive).toBeInstanceOf(events.CfnArchive);
  });

  test('contradicts a rule that wants no replays', () => {
    expect(() => archived({ excludeReplays: true })).toThrow("Rule 'Stack/Rule' keeps its events in an archive and excludes replays");
    stack = testStack();
    expect(archived({ excludeReplays: false }).archive).toBeInstanceOf(events.CfnArchive);
  });
});

describe('a rule that nobody hears of is said', () => {
  const l1Target = { id: 'Target', arn: 'arn:aws:sqs:eu-west-1:111111111111:queue' };
  const resourceOf = (rule: EventPatternRule) => rule.rule.node.defaultChild as events.CfnRule;

  test.each<[string, () => unknown, boolean]>([
    ['with nothing', () => ruleOn(BEST_EFFORT), true],
    ['with a target', () => ruleOn(BEST_EFFORT, { targets: [targetOf('Target')] }), false],
    ['with a target that is added later', () => ruleOn(BEST_EFFORT).addTarget(targetOf('Target')), false],
    ['with a target of its resource', () => resourceOf(ruleOn(BEST_EFFORT)).targets = [l1Target], false],
    ['with an archive', () => ruleOn(BEST_EFFORT, { delivery: { archive: Duration.days(1) } }), false],
    ['with an alarm on silence', () => ruleOn(BEST_EFFORT, { delivery: { expectEvery: Duration.days(1) } }), false],
    ['where its metrics are read', () => ruleOn(BEST_EFFORT).metricTriggeredRules(), false],
    ['where it is off', () => ruleOn(BEST_EFFORT, { enabled: false }), false],
    ['where its resource is switched off', () => resourceOf(ruleOn(BEST_EFFORT)).state = 'DISABLED', false],
  ])('%s: %#', (_what, make, expected) => {
    make();
    expect(said('rule-without-target')).toEqual(expected ? [expect.stringContaining("Rule 'Stack/Rule' has no target, no archive and no alarm")] : []);
  });
});

describe('an option that has no effect is said', () => {
  test('of handler failures that no function can have', () => {
    ruleOn(BEST_EFFORT, { targets: [targetOf('Target')], delivery: { captureHandlerFailures: true } });
    expect(said('option-without-effect')).toEqual([expect.stringContaining("captureHandlerFailures of rule 'Stack/Rule' has no effect")]);
  });

  const page = { page: [{ bind: () => ({ alarmActionArn: 'arn:aws:sns:eu-west-1:111111111111:page' }) }] };

  test.each<[string, object, boolean]>([
    ['where nothing else tells them', {}, true],
    ['but not where forwarding does', { eventRegions: EventRegions.forward() }, false],
  ])('of alarm actions without alarms, %s', (_what, props, idle) => {
    new ApiCallRule(stack, 'Rule', {
      service: AwsService.IAM,
      operations: ['CreateUser'],
      targets: [targetOf('Target')],
      ...(idle ? { service: AwsService.EC2, operations: ['RunInstances'] } : {}),
      ...props,
      delivery: { alarms: DeliveryAlarms.none(), alarmActions: page },
    });
    expect(said('option-without-effect')).toHaveLength(idle ? 1 : 0);
  });
});

describe('the pattern of a rule', () => {
  const ofSize = (size: number) => {
    const without = JSON.stringify({ source: ['com.example'], detail: { key: [''] } }).length;
    return { source: ['com.example'], detail: { key: ['k'.repeat(size - without)] } };
  };

  test('may be as long as EventBridge takes, and no longer', () => {
    expect(ruleOn(ofSize(2048)).rule).toBeDefined();
    expect(() => ruleOn(ofSize(2049), {}, 'Longer')).toThrow("The event pattern of rule 'Stack/Longer' has 2049 characters, and EventBridge allows 2048");
  });

  test('says neither accounts nor replays where it is not asked to', () => {
    ruleOn(BEST_EFFORT, { excludeReplays: false });
    expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.EventPattern).toEqual({ 'source': ['aws.ec2'], 'detail-type': ['EC2 Instance State-change Notification'] });
  });

  test('may name accounts, or a bus of them, where no option does', () => {
    ruleOn({ ...BEST_EFFORT, account: ['222222222222'] });
    expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.EventPattern.account).toEqual(['222222222222']);
  });

  test('must be able to match every kind that is named for a service, and one of those of a pattern from elsewhere', () => {
    const detailTypes = ['Batch Job State Change', 'Batch Job Status Change'];
    expect(() => new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH, detailTypes })).toThrow("'Batch Job Status Change'");
    expect(ruleOn({ source: ['aws.batch'], detailType: detailTypes }, {}, 'Pattern').rule).toBeDefined();
  });
});

describe('the name of a rule', () => {
  test('belongs to one rule of a bus', () => {
    ruleOn(BEST_EFFORT, { ruleName: 'mine' }, 'One');
    ruleOn(BEST_EFFORT, { ruleName: 'mine', eventBus: new events.EventBus(stack, 'Bus') }, 'Elsewhere');
    ruleOn(BEST_EFFORT, { ruleName: 'mine' }, 'Two');
    expect(() => resourcesOf(stack, 'AWS::Events::Rule')).toThrow(/ruleName of rule 'Stack\/Two' is 'mine', and rule 'Stack\/One' on the same event bus has that name/);
  });

  test('is that of its metrics', () => {
    const bus = new events.EventBus(stack, 'Bus', { eventBusName: 'bus' });
    expect(ruleOn(BEST_EFFORT, { ruleName: 'mine', eventBus: bus }).metricTriggeredRules().dimensions).toEqual({ RuleName: 'mine', EventBusName: expect.anything() });
  });

  test('is one that another account or Region can know', () => {
    const app = testApp();
    const [here, there] = ['eu-west-1', 'us-east-1'].map((region) => new Stack(app, region, { env: { account: '111111111111', region } }));
    const rule = new EventPatternRule(here, 'Rule', { eventPattern: BEST_EFFORT, targets: [{ bind: () => ({ arn: 'arn:aws:sqs:eu-west-1:111111111111:queue' }) }] });
    expect(there.resolve(rule.ruleName)).toMatch(/^eu-west-1/);
  });
});

test('a rule is kept when its stack is deleted, where that is asked for', () => {
  ruleOn(BEST_EFFORT).applyRemovalPolicy(RemovalPolicy.RETAIN);
  expect(onlyResourceOf(stack, 'AWS::Events::Rule')).toMatchObject({ DeletionPolicy: 'Retain' });
});

test('a rule passes as the rule of the AWS CDK: its ARN, its name, and what refers to it', () => {
  const rule = ruleOn(BEST_EFFORT);
  expect([rule.ruleArn, rule.ruleName, rule.ruleRef]).toEqual([rule.rule.ruleArn, rule.rule.ruleName, rule.rule.ruleRef]);
});

describe('a rule may send to another event bus', () => {
  const toBus = (props: object = {}) => new ApiCallRule(stack, 'Rule', {
    service: AwsService.IAM, operations: ['CreateUser'], targets: [new targets.EventBus(events.EventBus.fromEventBusArn(stack, 'Bus', 'arn:aws:events:eu-west-1:111111111111:event-bus/central'))], ...props,
  });

  test('where its events arise', () => {
    stack = testStack({ env: { ...ENV, region: 'us-east-1' } });
    expect(toBus().rule).toBeInstanceOf(events.Rule);
  });

  test('unless they are forwarded to it', () => {
    expect(() => toBus({ eventRegions: EventRegions.forward() })).toThrow("Rule 'Stack/Rule' cannot send to another event bus: its events are forwarded to it already");
  });
});

test('the bus of a rule is one of its Region', () => {
  const eventBus = events.EventBus.fromEventBusArn(stack, 'Bus', 'arn:aws:events:us-east-1:111111111111:event-bus/central');
  expect(() => ruleOn(BEST_EFFORT, { eventBus })).toThrow("eventBus of rule 'Stack/Rule' is in us-east-1");
});

test('a target without a class is called a target', () => {
  const target = Object.assign(Object.create(null), { bind: () => ({ arn: '' }) });
  expect(() => ruleOn(BEST_EFFORT).addTarget(target)).toThrow("A target of rule 'Stack/Rule' (target) names no ARN");
});

test('a sixth target is refused, whatever gave the first', () => {
  const rule = ruleOn(BEST_EFFORT, { targets: ['A', 'B', 'C'].map(targetOf) });
  ['D', 'E'].forEach((id) => rule.addTarget(targetOf(id)));
  expect(() => rule.addTarget(targetOf('F'))).toThrow('is given target number 6');
});

test('a rule on read-only calls keeps its state where it has targets, and is off where it is switched off', () => {
  const stateOf = (props: object) => {
    stack = testStack({ env: ENV });
    new ApiCallRule(stack, 'Rule', { service: AwsService.EC2, operations: ['DescribeInstances'], targets: [targetOf('Target')], ...props });
    return onlyResourceOf(stack, 'AWS::Events::Rule').Properties.State;
  };
  const on = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
  expect([stateOf({}), stateOf({ enabled: true }), stateOf({ enabled: false })]).toEqual([on, on, 'DISABLED']);
});

const callOf = (eventName: string) => ({
  source: ['aws.ec2'], detailType: ['AWS API Call via CloudTrail'], detail: { eventSource: ['ec2.amazonaws.com'], eventName: [eventName] },
});

test.each<[string, events.EventPattern, string]>([
  ['read-only calls', callOf('DescribeInstances'), 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'],
  ['other calls', callOf('RunInstances'), 'ENABLED'],
  ['a field of that name in events of an app', { source: ['com.example'], detailType: ['Order'], detail: { readOnly: [true] } }, 'ENABLED'],
])('a pattern from elsewhere is asked whether it is on %s', (_what, eventPattern, state) => {
  ruleOn(eventPattern, { targets: [targetOf('Target')] });
  expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.State).toBe(state);
});

test('a function as a target keeps what it fails on, where that is asked for', () => {
  const code = lambda.Code.fromInline('exports.handler = () => {};');
  const handler = new lambda.Function(stack, 'Handler', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code });
  const target = { bind: () => ({ arn: handler.functionArn, targetResource: handler }) };
  ruleOn(BEST_EFFORT, { targets: [target], delivery: { captureHandlerFailures: true } });
  expect(said('option-without-effect')).toEqual([]);
  expect(Object.keys(resourcesOf(stack, 'AWS::Lambda::EventInvokeConfig'))).toHaveLength(1);
});
