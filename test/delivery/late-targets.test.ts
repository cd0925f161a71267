import { Aws, CfnCondition, Fn, Stack, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { AwsService, ServiceEventRule } from 'cdk-service-events';
import { messagesOf, onlyResourceOf, queueIn, testStack } from '../support/test-app';

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
