import { App, Aspects, Aws, CfnCondition, CfnParameter, CfnResource, Duration, Fn, Stack, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AwsService, DeliveryAlarms, DeliveryDefaults, DeliveryOptions, ServiceEventProtection, ServiceEventRule } from 'cdk-service-events';
import { messagesOf, onlyResourceOf, queueIn, resourcesOf, testApp } from '../support/test-app';

const GUARDED = {
  DeadLetterConfig: { Arn: { 'Fn::GetAtt': [expect.stringMatching(/^ServiceEventDeadLetterQueue/), 'Arn'] } },
  RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
};

let app: App;
let stack: Stack;
let condition: CfnCondition;
beforeEach(() => {
  app = testApp();
  stack = new Stack(app, 'Stack');
  condition = new CfnCondition(stack, 'Condition', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });
});

function ofRule(): any[] {
  return Object.entries(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).filter(([id]) => !id.includes('DeadLetter')).map(([, alarm]) => alarm);
}

test('the alarms of a rule have its condition, whoever made it and whenever it came', () => {
  const plain = new events.CfnRule(stack, 'Plain', { eventPattern: { source: ['aws.ecs'] }, targets: [{ id: 'Queue', arn: queueIn(stack, 'First').queueArn }] });
  const rule = new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH, targets: [new targets.SqsQueue(queueIn(stack, 'Second'))] });
  ServiceEventProtection.of(app).apply();
  [plain, rule.node.defaultChild as events.CfnRule].forEach(({ cfnOptions }) => { cfnOptions.condition = condition; });
  expect(ofRule().map(({ Condition }) => Condition)).toEqual(Array(6).fill('Condition'));
});

test.each<[string, (target: object) => any, any]>([
  ['the list of targets', (target) => Fn.conditionIf('Condition', [target], Aws.NO_VALUE), { 'Fn::If': ['Condition', [expect.objectContaining(GUARDED)], { Ref: 'AWS::NoValue' }] }],
  ['a target', (target) => [Fn.conditionIf('Condition', target, Aws.NO_VALUE)], [{ 'Fn::If': ['Condition', expect.objectContaining(GUARDED), { Ref: 'AWS::NoValue' }] }]],
])('%s that a condition chooses is guarded', (_what, given, expected) => {
  new events.CfnRule(stack, 'Rule', { eventPattern: { source: ['aws.ecs'] }, targets: given({ Id: 'Queue', Arn: queueIn(stack, 'Target').queueArn }) });
  ServiceEventProtection.of(app).apply();
  expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.Targets).toEqual(expected);
});

test.each<[string, () => any, any]>([
  ['a list', () => Fn.importValue('targets'), '{"Fn::ImportValue":"targets"}'],
  ['a list as a token', () => Token.asAny({ 'Fn::Transform': { Name: 'Targets' } }), '{"Fn::Transform":{"Name":"Targets"}}'],
  ['an element', () => [Token.asAny({ 'Fn::Transform': { Name: 'Target' } })], '{"Fn::Transform":{"Name":"Target"}}'],
  ['a branch of a condition', () => Fn.conditionIf('Condition', Fn.importValue('targets'), Aws.NO_VALUE), '{"Fn::ImportValue":"targets"}'],
])('what is known of targets at deployment only is reported by name: %s', (_what, given, named) => {
  new events.CfnRule(stack, 'Rule', { eventPattern: { source: ['aws.ecs'] }, targets: given() });
  ServiceEventProtection.of(app).apply();
  expect(messagesOf(stack).filter((text) => text.includes('targets-unknown'))).toEqual([expect.stringContaining(`Targets of rule 'Stack/Rule' are known at deployment only, ${named}, so they are given`)]);
  expect(Object.keys(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).filter((id) => id.includes('Failed'))).toHaveLength(1);
});

test('targets that are known at deployment only have no queue made for them', () => {
  new events.CfnRule(stack, 'Rule', { eventPattern: { source: ['aws.ecs'] }, targets: Token.asAny({ 'Fn::ImportValue': 'targets' }) });
  ServiceEventProtection.of(app).apply();
  expect(resourcesOf(stack, 'AWS::SQS::Queue')).toEqual({});
});

test('a list of detail-types that is a parameter is an unknown value', () => {
  const kinds = new CfnParameter(stack, 'Kinds', { type: 'CommaDelimitedList' }).valueAsList;
  new events.CfnRule(stack, 'Rule', {
    eventPattern: { 'source': ['aws.ecs'], 'detail-type': kinds }, targets: [{ id: 'Queue', arn: queueIn(stack, 'Target').queueArn }],
  });
  ServiceEventProtection.of(app).apply();
  expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.Targets).toEqual([expect.objectContaining(GUARDED)]);
});

test('a target added to the rule of the CDK is guarded', () => {
  const rule = new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH });
  rule.rule.addTarget(new targets.SqsQueue(queueIn(stack, 'Target')));
  expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.Targets).toEqual([expect.objectContaining(GUARDED)]);
  expect(ofRule()).toHaveLength(3);
});

describe('a rule that is switched off late', () => {
  const off: [string, (rule: events.CfnRule) => void][] = [
    ['by its resource', (rule) => { rule.state = 'DISABLED'; }],
    ['by an override', (rule) => rule.addPropertyOverride('State', 'DISABLED')],
    ['by an aspect', (rule) => Aspects.of(app).add({ visit: (node) => { if (node === rule) { rule.state = 'DISABLED'; } } })],
  ];
  const ruleIn = (id: string, delivery: DeliveryOptions = {}, target: events.IRuleTarget = new targets.SqsQueue(queueIn(stack, `${id}Target`))) =>
    new ServiceEventRule(stack, id, { service: AwsService.BATCH, targets: [target], delivery });
  const resourceOf = (rule: ServiceEventRule) => rule.node.defaultChild as events.CfnRule;
  const alarms = () => Object.keys(resourcesOf(stack, 'AWS::CloudWatch::Alarm'));

  test.each(off)('%s has no alarms, nor has its queue', (_how, change) => {
    const rule = ruleIn('Rule', { expectEvery: Duration.days(1) });
    change(resourceOf(rule));
    expect(alarms()).toEqual([]);
    expect(rule.alarms).toEqual([]);
    expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.Targets).toEqual([expect.objectContaining(GUARDED)]);
  });

  test.each(off)('%s has no alarms of a queue either that a target brings which was added late', (_how, change) => {
    const rule = ruleIn('Rule');
    rule.rule.addTarget(new targets.SqsQueue(queueIn(stack, 'Late'), { deadLetterQueue: queueIn(stack, 'Letters') }));
    change(resourceOf(rule));
    expect(alarms()).toEqual([]);
  });

  test('and whose state an override takes away is on, and has its alarms', () => {
    const rule = resourceOf(ruleIn('Rule'));
    rule.state = 'DISABLED';
    rule.addPropertyDeletionOverride('State');
    expect(alarms()).toHaveLength(5);
    expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties).not.toHaveProperty('State');
  });

  test.each(off)('%s leaves the alarms of a queue that another rule uses', (_how, change) => {
    ruleIn('Kept');
    change(resourceOf(ruleIn('Rule')));
    expect(alarms()).toHaveLength(5);
    expect(alarms().filter((id) => id.startsWith('Rule'))).toEqual([]);
  });

  test.each([[['First'], 1], [['First', 'Second'], 0]])('leaves the alarm on a function that another rule calls: %j', (switchedOff, left) => {
    const handler = new lambda.Function(stack, 'Handler', {
      runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => {};'),
    });
    const rules = ['First', 'Second'].map((id) => ruleIn(id, { captureHandlerFailures: true }, new targets.LambdaFunction(handler)));
    rules.filter(({ node }) => (switchedOff as string[]).includes(node.id)).forEach((rule) => { resourceOf(rule).state = 'DISABLED'; });
    expect(alarms().filter((id) => id.includes('HandlerFailed'))).toHaveLength(left as number);
  });

  test.each([[['First'], 6], [['First', 'Second'], 0]])('leaves alarms that it shares with another rule: %j', (switchedOff, left) => {
    DeliveryDefaults.of(app).set({ alarms: DeliveryAlarms.shared() });
    const rules = ['First', 'Second'].map((id) => ruleIn(id));
    rules.filter(({ node }) => (switchedOff as string[]).includes(node.id)).forEach((rule) => { resourceOf(rule).state = 'DISABLED'; });
    expect(alarms()).toHaveLength(left as number);
  });

  test('leaves no alarms over the rules of the default bus where those that are on watch other buses', () => {
    DeliveryDefaults.of(app).set({ alarms: DeliveryAlarms.shared() });
    resourceOf(ruleIn('Rule')).state = 'DISABLED';
    new ServiceEventRule(stack, 'Other', {
      service: AwsService.BATCH, eventBus: new events.EventBus(stack, 'Bus'), targets: [new targets.SqsQueue(queueIn(stack, 'OtherTarget'))],
    });
    expect(alarms().filter((id) => id.includes('DefaultBus'))).toEqual([]);
    expect(alarms().filter((id) => id.includes('OtherBuses'))).toHaveLength(3);
  });
});

test('a plain rule without targets is given nothing', () => {
  new events.CfnRule(stack, 'Rule', { eventPattern: { source: ['aws.ecs'] } });
  ServiceEventProtection.of(app).apply();
  expect([resourcesOf(stack, 'AWS::CloudWatch::Alarm'), resourcesOf(stack, 'AWS::SQS::Queue')]).toEqual([{}, {}]);
});

test('sources by wildcard are sources of AWS services', () => {
  new events.CfnRule(stack, 'Rule', { eventPattern: { source: [{ wildcard: 'aws.*' }] }, targets: [{ id: 'Queue', arn: queueIn(stack, 'Target').queueArn }] });
  ServiceEventProtection.of(app).apply();
  expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.Targets).toEqual([expect.objectContaining(GUARDED)]);
});

test.each<[string, (queue: sqs.CfnQueue, key: kms.Key) => void]>([
  ['an aspect', (queue, key) => { queue.kmsMasterKeyId = key.keyArn; }],
  ['an aspect, by its id', (queue, key) => { queue.kmsMasterKeyId = key.keyId; }],
  ['an override', (queue, key) => queue.addPropertyOverride('KmsMasterKeyId', key.keyArn)],
  ['an override, as the template says it', (queue, key) => queue.addPropertyOverride('KmsMasterKeyId', {
    'Fn::GetAtt': [Stack.of(key).getLogicalId(key.node.defaultChild as CfnResource), 'Arn'],
  })],
])('the key that the dead-letter queue is given by %s admits EventBridge', (_how, give) => {
  const key = new kms.Key(stack, 'Key');
  new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH, targets: [new targets.SqsQueue(queueIn(stack, 'Target'))] });
  Aspects.of(app).add({ visit: (node) => { if (node instanceof sqs.CfnQueue && node.node.path.includes('DeadLetter')) { give(node, key); } } });
  expect(onlyResourceOf(stack, 'AWS::KMS::Key').Properties.KeyPolicy.Statement).toContainEqual(expect.objectContaining({
    Principal: { Service: 'events.amazonaws.com' }, Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
  }));
});

test('a key of another app that the dead-letter queue is given by an aspect is told of, with the statement', () => {
  new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH, targets: [new targets.SqsQueue(queueIn(stack, 'Target'))] });
  Aspects.of(app).add({ visit: (node) => { if (node instanceof sqs.CfnQueue) { node.kmsMasterKeyId = '1234abcd-12ab-34cd-56ef-1234567890ab'; } } });
  expect(messagesOf(stack).filter((text) => text.includes('dead-letter-queue-key'))).toEqual([expect.stringContaining('"Action":["kms:Decrypt","kms:GenerateDataKey"]')]);
});
