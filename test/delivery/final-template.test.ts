import { App, CfnCondition, CfnParameter, Fn, Stack, Aws } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import { AwsService, ServiceEventProtection, ServiceEventRule } from 'cdk-service-events';
import { onlyResourceOf, queueIn, resourcesOf, testApp } from '../support/test-app';

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

test('a rule that is switched off by its resource has no alarms', () => {
  const rule = new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH, targets: [new targets.SqsQueue(queueIn(stack, 'Target'))] });
  (rule.node.defaultChild as events.CfnRule).state = 'DISABLED';
  expect(ofRule()).toEqual([]);
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
