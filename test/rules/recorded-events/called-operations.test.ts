import { CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import { ApiCallRule, AwsService } from 'cdk-service-events';
import { operationsOf } from '../../../src/catalog/operations';
import { onlyResourceOf, testStack } from '../../support/test-app';

let stack: Stack;
beforeEach(() => {
  stack = testStack();
});

test.each<[string, () => string]>([
  ['a parameter', () => new CfnParameter(stack, 'Operation').valueAsString],
  ['another stack', () => Fn.importValue('Operation')],
])('an operation that %s names is known at deployment only, and taken as it is', (_what, operation) => {
  new ApiCallRule(stack, 'Rule', { service: AwsService.EC2, operations: ['RunInstances', operation()] });
  const { eventName } = onlyResourceOf(stack, 'AWS::Events::Rule').Properties.EventPattern.detail;
  expect(eventName).toEqual(['RunInstances', expect.objectContaining({})]);
});

test('accounts of a rule count where it is asked how many operations one pattern holds', () => {
  const operations = operationsOf('ec2.amazonaws.com')!.filter((operation) => operation.startsWith('Describe')).slice(0, 60);
  const rulesFor = (accounts?: string[]) => ApiCallRule.split(testStack(), 'Rule', { service: AwsService.EC2, operations, accounts });
  const without = rulesFor();
  const accounts = Array.from({ length: 60 }, (_, at) => String(111111111111 + at));
  const withAccounts = rulesFor(accounts);
  expect(withAccounts.length).toBeGreaterThan(without.length);
  const sizes = withAccounts.map(({ node }) => JSON.stringify(onlyPattern(node.scope as Stack, node.id)).length);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(2048);
});

function onlyPattern(scope: Stack, id: string): object {
  return scope.resolve((scope.node.findChild(id).node.defaultChild as unknown as { eventPattern: unknown }).eventPattern);
}
