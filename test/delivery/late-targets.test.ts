import { Aws, CfnCondition, CfnResource, Duration, Fn, Stack, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { AwsService, ServiceEventRule } from 'cdk-service-events';
import { messagesOf, onlyResourceOf, queueIn, resourcesOf, testStack } from '../support/test-app';

let stack: Stack;
beforeEach(() => {
  stack = testStack();
  new CfnCondition(stack, 'Condition', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });
});

/** What is said of the targets that somebody gives to the resource of a rule. */
function saidOf(targets: (queueArn: string) => any): string[] {
  const rule = new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH });
  (rule.node.defaultChild as events.CfnRule).addPropertyOverride('Targets', targets(queueIn(stack).queueArn));
  return messagesOf(stack).flatMap((message) => /^warning: Targets of rule '.*' are known at deployment only, (.*), so they are given/.exec(message)?.[1] ?? []);
}

test.each<[string, (arn: string) => any, string[]]>([
  ['a list that is imported', () => Fn.importValue('targets'), ['{"Fn::ImportValue":"targets"}']],
  ['an element', (Arn) => [{ Id: 'Queue', Arn }, Token.asAny({ 'Fn::Transform': { Name: 'Target' } })], ['{"Fn::Transform":{"Name":"Target"}}']],
  ['two elements', () => [Fn.importValue('one'), Fn.importValue('other')], ['{"Fn::ImportValue":"one"} and {"Fn::ImportValue":"other"}']],
  ['a branch of a condition', (Arn) => Fn.conditionIf('Condition', Fn.importValue('targets'), [{ Id: 'Queue', Arn }]), ['{"Fn::ImportValue":"targets"}']],
])('what only the deployment knows of targets is named: %s', (_what, targets, said) => {
  expect(saidOf(targets)).toEqual(said);
});

test.each<[string, (arn: string) => any]>([
  ['a target', (Arn) => [{ Id: 'Queue', Arn }]],
  ['a choice between targets', (Arn) => [Fn.conditionIf('Condition', { Id: 'Queue', Arn }, Aws.NO_VALUE)]],
  ['a choice between lists', (Arn) => Fn.conditionIf('Condition', [{ Id: 'Queue', Arn }], Aws.NO_VALUE)],
])('of what is written out nothing is said, and it is guarded: %s', (_what, targets) => {
  expect(saidOf(targets)).toEqual([]);
  expect(JSON.stringify(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.Targets)).toContain('"DeadLetterConfig":{"Arn":{"Fn::GetAtt":["ServiceEventDeadLetterQueue');
});

describe('targets that a condition chooses', () => {
  const OWN = 'arn:aws:sqs:eu-west-1:111111111111:own';
  const GUARDED = { DeadLetterConfig: { Arn: { 'Fn::GetAtt': [expect.stringMatching(/^ServiceEventDeadLetterQueue/), 'Arn'] } }, RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 } };
  const NOTHING = { Ref: 'AWS::NoValue' };
  const choice = (one: unknown, other: unknown) => ({ 'Fn::If': ['Condition', one, other] });

  test.each<[string, (target: object) => any, (target: object) => any]>([
    ['in a list', (target) => [target, choice(target, NOTHING)], (target) => [{ ...target, ...GUARDED }, choice({ ...target, ...GUARDED }, NOTHING)]],
    ['between lists', (target) => choice([target], [choice(target, NOTHING)]), (target) => choice([{ ...target, ...GUARDED }], [choice({ ...target, ...GUARDED }, NOTHING)])],
    ['within another', (target) => [choice(choice(target, NOTHING), NOTHING)], (target) => [choice(choice({ ...target, ...GUARDED }, NOTHING), NOTHING)]],
    ['and that have a queue', (target) => [choice({ ...target, DeadLetterConfig: { Arn: OWN } }, NOTHING)],
      (target) => [choice({ ...target, ...GUARDED, DeadLetterConfig: { Arn: OWN } }, NOTHING)]],
    ['and that have retries', (target) => [choice({ ...target, RetryPolicy: { MaximumRetryAttempts: 0 } }, NOTHING)],
      (target) => [choice({ ...target, ...GUARDED, RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 86_400 } }, NOTHING)]],
    ['and that are of use for an hour', (target) => choice([{ ...target, RetryPolicy: { MaximumEventAgeInSeconds: 3600 } }], NOTHING),
      (target) => choice([{ ...target, ...GUARDED, RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 3600 } }], NOTHING)],
  ])('%s are guarded where they stand, and keep what they have', (_what, given, rendered) => {
    const rule = new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH });
    const Arn = stack.resolve(queueIn(stack).queueArn);
    (rule.node.defaultChild as events.CfnRule).addPropertyOverride('Targets', given({ Id: 'Queue', Arn }));
    expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.Targets).toEqual(rendered({ Id: 'Queue', Arn }));
  });
});

test.each<[string, () => unknown]>([
  ['by a text', () => Fn.importValue('targets')],
  ['by an object', () => Token.asAny({ 'Fn::ImportValue': 'targets' })],
  ['by an element', () => [Token.asAny({ 'Fn::ImportValue': 'target' })]],
])('a rule of whose targets only the deployment knows is watched, and has no queue for them: %s', (_how, targets) => {
  const rule = new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH });
  (rule.node.defaultChild as events.CfnRule).addPropertyOverride('Targets', targets());
  expect(Object.keys(resourcesOf(stack, 'AWS::CloudWatch::Alarm'))).toEqual([expect.stringMatching(/^RuleAlarmsFailed/), expect.stringMatching(/^RuleAlarmsRetrying/)]);
});

test('a rule that is switched off, and gets its targets, by overrides has no alarms', () => {
  const rule = new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH });
  const resource = rule.node.defaultChild as events.CfnRule;
  resource.addPropertyOverride('Targets', [{ Id: 'Queue', Arn: queueIn(stack).queueArn }]);
  resource.addPropertyOverride('State', 'DISABLED');
  expect(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).toEqual({});
});

test('a rule with a condition has alarms with this condition, whenever it gets it, unless they have one of their own', () => {
  const rule = new ServiceEventRule(stack, 'Rule', {
    service: AwsService.BATCH, targets: ['One', 'Other'].map((id) => new SqsQueue(queueIn(stack, id))), delivery: { expectEvery: Duration.hours(1) },
  });
  const own = new CfnCondition(stack, 'Own', { expression: Fn.conditionEquals(Aws.REGION, 'us-east-1') });
  const resources = rule.alarms.map(({ node }) => node.defaultChild as CfnResource);
  resources[1].cfnOptions.condition = own;
  const resource = rule.node.defaultChild as events.CfnRule;
  expect(resource.cfnOptions.condition).toBeUndefined();
  resource.cfnOptions.condition = stack.node.findChild('Condition') as CfnCondition;
  const alarms = resourcesOf(stack, 'AWS::CloudWatch::Alarm');
  expect(resources.map((alarm) => alarms[stack.resolve(alarm.logicalId)].Condition)).toEqual(['Condition', 'Own', ...Array(resources.length - 2).fill('Condition')]);
  expect(onlyResourceOf(stack, 'AWS::Events::Rule').Condition).toBe('Condition');
});

test('the queue that a target brings by an override can be written to', () => {
  const rule = new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH });
  const brought = queueIn(stack, 'Brought');
  (rule.node.defaultChild as events.CfnRule).addPropertyOverride('Targets', [{ Id: 'Queue', Arn: queueIn(stack).queueArn, DeadLetterConfig: { Arn: brought.queueArn } }]);
  expect(onlyResourceOf(stack, 'AWS::SQS::QueuePolicy').Properties).toMatchObject({
    Queues: [stack.resolve(brought.queueUrl)], PolicyDocument: { Statement: [{ Action: 'sqs:SendMessage', Principal: { Service: 'events.amazonaws.com' } }] },
  });
});
