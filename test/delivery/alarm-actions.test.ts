import { App, Aws, Duration, Fn, Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import { AwsService, DeliveryAlarms, DeliveryDefaults, DeliveryOptions, ServiceEventAlarm, ServiceEventRule } from 'cdk-service-events';
import { Construct } from 'constructs';
import { messagesOf, queueIn, resourcesOf, testApp } from '../support/test-app';

const ENV = { account: '111122223333', region: 'eu-west-1' };

let app: App;
let stack: Stack;
beforeEach(() => {
  app = testApp();
  stack = new Stack(app, 'Stack', { env: ENV });
});

const ruleIn = (scope: Construct, delivery: DeliveryOptions, id = 'Rule') => new ServiceEventRule(scope, id, {
  service: AwsService.BATCH, delivery, targets: [new targets.SqsQueue(queueIn(scope, `${id}Target`))],
});
const functionIn = (scope: Construct) => new lambda.Function(scope, 'Function', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('//') });

describe('a function as the action of alarms', () => {
  const permissionsOf = (of: Stack) => Object.values(resourcesOf(of, 'AWS::Lambda::Permission')).filter(({ Properties }) => Properties.Principal === 'lambda.alarms.cloudwatch.amazonaws.com');

  test('is called by each of them', () => {
    DeliveryDefaults.of(app).set({ alarmActions: { ticket: [new actions.LambdaAction(functionIn(stack))] } });
    ruleIn(stack, {});
    new ServiceEventAlarm(stack, 'Alarm', { service: AwsService.EC2 });
    const alarms = Object.keys(resourcesOf(stack, 'AWS::CloudWatch::Alarm'));
    expect(permissionsOf(stack).map(({ Properties }) => Properties.SourceArn['Fn::GetAtt'][0]).sort()).toEqual(alarms.sort());
  });

  test('can be in another stack', () => {
    const fn = functionIn(new Stack(app, 'Functions', { env: ENV }));
    ruleIn(stack, { alarmActions: { ticket: [new actions.LambdaAction(fn)] } });
    const alarms = Object.entries(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).filter(([, { Properties }]) => Properties.AlarmActions);
    expect(alarms).not.toEqual([]);
    expect(alarms.map(([, { Properties }]) => Properties.AlarmActions)).toEqual(alarms.map(() => [{ 'Fn::ImportValue': expect.stringMatching(/^Functions:/) }]));
    expect(permissionsOf(stack).map(({ Properties }) => Properties.SourceArn['Fn::GetAtt'][0]).sort()).toEqual(alarms.map(([id]) => id).sort());
  });

  test('of another account is said to need a permission there', () => {
    const fn = lambda.Function.fromFunctionArn(stack, 'Function', 'arn:aws:lambda:eu-west-1:444455556666:function:f');
    ruleIn(stack, { alarmActions: { ticket: [new actions.LambdaAction(fn)] } });
    expect(messagesOf(stack).join()).toContain("Function 'Stack/Function' is in account 444455556666");
  });
});

const topic = (arn: string) => new actions.SnsAction(
  sns.Topic.fromTopicArn(stack, `Topic${stack.node.children.length}`, arn));

describe('an action that is of no use is refused', () => {
  test.each<[string, () => cloudwatch.IAlarmAction, string]>([
    ['on an EC2 instance', () => new actions.Ec2Action(actions.Ec2InstanceAction.STOP), 'has an action on an EC2 instance, arn:${AWS::Partition}:automate:eu-west-1:ec2:stop: CloudWatch'],
    ['of another partition', () => topic('arn:aws-cn:sns:eu-west-1:111122223333:t'), 'whose partition is aws-cn, and eu-west-1 is in aws'],
    ['of another Region in a partition that is not known', () => topic(`arn:${Aws.PARTITION}:sns:us-east-1:111122223333:t`), 'its action arn:${AWS::Partition}:sns:us-east-1:111122223333:t in us-east-1'],
    ['without an ARN', () => ({ bind: () => ({ alarmActionArn: '' }) }), 'has an action that names nothing'],
    ['that returns nothing', () => ({ bind: () => undefined as never }), 'has an action that names nothing'],
  ])('%s', (_what, action, why) => {
    expect(() => ruleIn(stack, { alarmActions: { ticket: [action()] } })).toThrow(why);
  });
});

test.each<[string, string]>([
  ['an ARN of which the Region is not known', `arn:aws:sns:${Aws.REGION}:111122223333:t`],
  ['an ARN of which the account is not known', `arn:aws:sns:eu-west-1:${Aws.ACCOUNT_ID}:t`],
  ['an ARN without a place', 'arn:aws:sns:::contact'],
  ['an ARN of the same place', 'arn:aws:sns:eu-west-1:111122223333:t'],
])('an action is taken that is %s', (_what, arn) => {
  ruleIn(stack, { alarmActions: { ticket: [topic(arn)] } });
  expect(messagesOf(stack).filter((message) => message.includes('its action'))).toEqual([]);
});

test('an action of the app in another Region is refused, and one in another account is told of', () => {
  const other = (env: object) => new actions.SnsAction(new sns.Topic(new Stack(app, 'Other', { env }), 'Topic', { topicName: 'topic' }));
  expect(() => ruleIn(stack, { alarmActions: { ticket: [other({ account: '111122223333', region: 'us-east-1' })] } }))
    .toThrow("its action 'Other/Topic/Resource' in us-east-1");
});

test.each(['page', 'ok'] as const)('an action that is named twice stands once: for %s', (kind) => {
  const action = topic('arn:aws:sns:eu-west-1:111122223333:t');
  ruleIn(stack, { alarmActions: { [kind]: [action, action, topic('arn:aws:sns:eu-west-1:111122223333:t')] } });
  const property = kind === 'ok' ? 'OKActions' : 'AlarmActions';
  const found = Object.values(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).flatMap(({ Properties }) => (Properties[property] ? [Properties[property]] : []));
  expect(found).not.toHaveLength(0);
  expect(found.filter((one) => JSON.stringify(one) !== '["arn:aws:sns:eu-west-1:111122223333:t"]')).toEqual([]);
});

test.each(['page', 'ok'] as const)('an action is bound to an alarm once, however many rules name it: for %s', (kind) => {
  const boundTo: string[] = [];
  const action = { bind: (_scope: Construct, alarm: cloudwatch.IAlarm) => { boundTo.push(alarm.node.path); return { alarmActionArn: 'arn:aws:sns:eu-west-1:111122223333:t' }; } };
  ['One', 'Other'].forEach((id) => ruleIn(stack, { alarmActions: { [kind]: [action as cloudwatch.IAlarmAction] } }, id));
  expect(boundTo).toContain('Stack/ServiceEventDeadLetterQueue/Queue/DeadLetterAlarms/Oldest');
  expect(boundTo).toHaveLength(new Set(boundTo).size);
});

test.each<[string, cloudwatch.IAlarmAction[], number]>([
  ['nobody', [], 1], ['somebody', [{ bind: () => ({ alarmActionArn: 'arn:aws:sns:eu-west-1:111122223333:t' }) }], 0],
])('of alarms that the user lets tell %s it is said, or not, that nobody is told', (_whom, added, count) => {
  ruleIn(stack, {});
  const alarms = stack.node.findAll().filter((node): node is cloudwatch.Alarm => node instanceof cloudwatch.Alarm);
  alarms.forEach((alarm) => alarm.addAlarmAction(...added));
  expect(messagesOf(stack).filter((message) => message.includes(`${alarms.length} alarms have no action`))).toHaveLength(count);
});

test('an empty list of actions tells nobody', () => {
  ruleIn(stack, {});
  const alarms = stack.node.findAll().filter((node): node is cloudwatch.CfnAlarm => node instanceof cloudwatch.CfnAlarm);
  alarms.forEach((alarm) => { alarm.alarmActions = []; });
  expect(messagesOf(stack).filter((message) => message.includes(`${alarms.length} alarms have no action`))).toHaveLength(1);
});

test('an action in another Region is named by what it refers to', () => {
  const arn = `arn:aws:sns:us-east-1:111122223333:${new sns.Topic(stack, 'Own').topicName}-${Fn.importValue('suffix')}`;
  expect(() => ruleIn(stack, { alarmActions: { ticket: [{ bind: () => ({ alarmActionArn: arn }) }] } }))
    .toThrow('its action arn:aws:sns:us-east-1:111122223333:${Stack/Own/Resource.TopicName}-${...} in us-east-1');
});

test('actions of one rule stand in its order, those of several in one that does not depend on who came first', () => {
  const told = (...orders: string[][]) => {
    app = testApp();
    stack = new Stack(app, 'Stack', { env: ENV });
    orders.forEach((names, at) => ruleIn(stack, { alarmActions: { ticket: names.map((name) => topic(`arn:aws:sns:eu-west-1:111122223333:${name}`)) } }, `Rule${at}`));
    const [, alarm] = Object.entries(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).find(([id]) => id.includes('NotEmpty'))!;
    return alarm.Properties.AlarmActions.map((arn: string) => arn.split(':')[5]);
  };
  expect(told(['c', 'a', 'b'])).toEqual(['c', 'a', 'b']);
  expect(told(['c', 'a'], ['b'])).toEqual(['a', 'b', 'c']);
  expect(told(['b'], ['c', 'a'])).toEqual(['a', 'b', 'c']);
});

test.each([[5, 0], [6, 1]])('an alarm has room for five actions: %d', (count, refusals) => {
  const many = Array.from({ length: count }, (_, at) => topic(`arn:aws:sns:eu-west-1:111122223333:t${at}`));
  ruleIn(stack, { alarmActions: { ok: many } });
  const refused = stack.node.findAll().flatMap(({ node }) => node.validate()).filter((text) => text.includes(`has ${count} okActions`));
  expect(refused.length > 0 ? 1 : 0).toBe(refusals);
});

test('an action in another account needs a policy there, which is said', () => {
  ruleIn(stack, { alarmActions: { ticket: [topic('arn:aws:sns:eu-west-1:444455556666:t')] } });
  expect(messagesOf(stack)).toContainEqual(expect.stringMatching(/is in account 111122223333, and its action arn:aws:sns:eu-west-1:444455556666:t in 444455556666/));
});

test('options of shared alarms that are undefined are left out', () => {
  const other = new Stack(testApp(), 'Stack', { env: ENV });
  ruleIn(other, { alarms: DeliveryAlarms.shared() }, 'First');
  ruleIn(stack, { alarms: DeliveryAlarms.shared({ failed: { threshold: undefined } }) }, 'First');
  ruleIn(stack, { alarms: DeliveryAlarms.shared({ failed: {}, lost: undefined }) }, 'Second');
  expect(Object.keys(resourcesOf(stack, 'AWS::CloudWatch::Alarm'))).toEqual(Object.keys(resourcesOf(other, 'AWS::CloudWatch::Alarm')));
});

describe('the description of every alarm is as long as CloudWatch takes', () => {
  const LIMIT = 1024;
  const nameOf = (part: unknown) => (typeof part === 'string' ? part : '-'.repeat(80));
  const textOf = (description: any) => (typeof description === 'string' ? description : description['Fn::Join'][1].map(nameOf).join(''));
  const longest = (of: Stack) => Math.max(...Object.values(Template.fromStack(of).findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => textOf(Properties.AlarmDescription).length));

  test.each([[100], [700], [1500]])('with a path of %d characters and the address of a runbook', (length) => {
    DeliveryDefaults.of(app).set({ runbookUrl: `https://example.com/${'r'.repeat(200)}` });
    let scope: Construct = stack;
    for (let n = 0; n < length / 50; n++) {
      scope = new Construct(scope, 'x'.repeat(50));
    }
    new ServiceEventRule(scope, 'Rule', {
      service: AwsService.EC2,
      detailTypes: AwsService.EC2.detailTypes.slice(0, 20),
      targets: [new targets.LambdaFunction(functionIn(scope))],
      delivery: { expectEvery: Duration.hours(1), captureHandlerFailures: true },
    });
    new ServiceEventAlarm(scope, 'Alarm', { service: AwsService.EC2, detailTypes: AwsService.EC2.detailTypes.slice(0, 30) });
    expect(longest(stack)).toBeLessThanOrEqual(LIMIT);
    expect(longest(stack)).toBeGreaterThan(200);
  });
});

test('numbers of alarms that are known late are looked at when the template is written', () => {
  const late = (value: number) => Lazy.number({ produce: () => value });
  const retrying = { evaluationPeriods: late(2), datapointsToAlarm: late(5) };
  ruleIn(stack, { alarms: DeliveryAlarms.perRule({ failed: { threshold: late(-1) }, retrying }) });
  expect(() => app.synth()).toThrow(/has threshold -1.*is to fire at 5 of 2 data points/s);
});

test.each<[string, DeliveryAlarms, string]>([
  ['its own alarms', DeliveryAlarms.perRule({ failed: { threshold: Lazy.number({ produce: () => 7 }), period: Duration.minutes(1) } }), 'Failed'],
  ['shared ones', DeliveryAlarms.shared({ failed: { threshold: Lazy.number({ produce: () => 7 }), period: Duration.minutes(1) } }), 'SharedDeliveryAlarms'],
])('a number that is known late goes with a period: %s', (_what, alarms, name) => {
  ruleIn(stack, { alarms });
  expect(() => app.synth()).not.toThrow();
  const found = Object.entries(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).filter(([id, { Properties }]) => id.includes(name) && Properties.Threshold === 7);
  expect(found).not.toHaveLength(0);
});

test('a period that deployment decides is refused', () => {
  expect(() => DeliveryAlarms.perRule({ failed: { period: Duration.seconds(Lazy.number({ produce: () => 60 })) } })).toThrow(
    'failed.period of DeliveryAlarms.perRule is a Duration: it is known at deployment only, and is needed before');
});
