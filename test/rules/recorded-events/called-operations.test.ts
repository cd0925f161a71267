import { CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { ApiCallRule, ApiCallRuleProps, AwsService } from 'cdk-service-events';
import { operationsOf } from '../../../src/catalog/operations';
import { CalledOperations } from '../../../src/rules/recorded-events/called-operations';
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

describe('operations that are named are', () => {
  type More = Partial<ApiCallRuleProps>;
  const of = (service: AwsService, operations: string[], more: More = {}) => new CalledOperations(stack, { service, operations, ...more });

  test('matched as CloudTrail writes them, each once', () => {
    expect(of(AwsService.LAMBDA, ['CreateFunction', 'Invoke']).eventNames).toEqual(['CreateFunction', { prefix: 'CreateFunction20' }, 'Invoke']);
    expect(of(AwsService.CASSANDRA, ['UpdateTable', 'TagResource']).eventNames).toEqual(['AlterTable']);
    expect(of(AwsService.CASSANDRA, ['UpdateTable']).eventNames).toEqual(['AlterTable']);
  });

  test('matched as they are, where only the deployment knows them', () => {
    const list = new CfnParameter(stack, 'Operations', { type: 'CommaDelimitedList' }).valueAsList;
    const called = of(AwsService.IAM, list);
    const { eventNames, named, readOnly, matchesReadOnly, problem, groups } = called;
    expect([eventNames, named, readOnly, matchesReadOnly, problem, groups]).toEqual([list, [], [], false, undefined, undefined]);
  });

  test('called by their names, and a matcher by what it is', () => {
    expect(of(AwsService.EC2, ['RunInstances', ...events.Match.prefix('Describe')]).named).toEqual(['RunInstances', '{"prefix":"Describe"}']);
  });

  test('read-only, as far as they are', () => {
    expect(of(AwsService.EC2, ['RunInstances', 'DescribeInstances', 'DescribeVpcs']).readOnly).toEqual(['DescribeInstances', 'DescribeVpcs']);
    expect(of(AwsService.EC2, ['RunInstances']).readOnly).toEqual([]);
  });

  test.each<[string, string[], boolean]>([
    ['Describe', events.Match.prefix('Describe'), true], ['Run', events.Match.prefix('RunInst'), false], ['either', [...events.Match.prefix('RunInst'), ...events.Match.prefix('Describe')], true], ['a name', ['DescribeInstances'], false],
  ])('matched with read-only ones among them: %s', (_what, operations, reads) => {
    expect(of(AwsService.EC2, operations).matchesReadOnly).toBe(reads);
  });

  test('matched also by names that are in no model', () => {
    expect(of(AwsService.EKS, events.Match.prefix('AccessKubernetes')).problem).toBeUndefined();
    expect(of(AwsService.LAMBDA, events.Match.prefix('CreateFunction20')).problem).toBeUndefined();
  });

  test('so long with the rest of the pattern', () => {
    const short = of(AwsService.EC2, ['RunInstances']);
    const accounts = ['111111111111'];
    const text = JSON.stringify({ 'source': ['aws.ec2'], 'detail-type': ['AWS API Call via CloudTrail'], 'detail': { eventSource: ['ec2.amazonaws.com'], eventName: ['RunInstances'] } });
    expect(short.size).toBe(text.length);
    expect(of(AwsService.EC2, ['RunInstances'], { accounts }).size).toBe(text.length + JSON.stringify({ account: accounts }).length - 1);
  });

  test('put into one group where they fit, and into none where one alone does not', () => {
    expect(of(AwsService.EC2, ['RunInstances', 'StopInstances']).groups).toEqual([['RunInstances', 'StopInstances']]);
    expect(of(AwsService.EC2, ['RunInstances', 'X'.repeat(3000)]).groups).toBeUndefined();
    const [longest, longer] = [2048, 2049].map((size) => ['X'.repeat(size - of(AwsService.EC2, ['X']).size + 1)]);
    expect(of(AwsService.EC2, longest)).toMatchObject({ size: 2048, groups: [longest] });
    expect(of(AwsService.EC2, longer).groups).toBeUndefined();
  });
});

describe('an operation that is never recorded is found', () => {
  const problemOf = (operations: string[], more: Partial<ApiCallRuleProps> = {}) =>
    new CalledOperations(stack, { service: AwsService.IAM, operations, ...more }).problem;

  test.each<[string, string[], string]>([
    ['by its name', ['CreateUser', 'CreateUsr'], "no operation 'CreateUsr'"],
    ['by a matcher that matches none', events.Match.prefix('Creates'), 'no operation of AWS Identity and Access Management matches {"prefix":"Creates"}.'],
    ['by the second of two matchers', [...events.Match.prefix('Create'), ...events.Match.prefix('Creates')], 'matches {"prefix":"Creates"}.'],
    ['by its name before a matcher', ['CreateUsr', ...events.Match.prefix('Creates')], "no operation 'CreateUsr'"],
    ['by the first of two names', ['CreateUsr', 'DeleteUsr'], "no operation 'CreateUsr'"],
  ])('%s', (_how, operations, words) => {
    expect(problemOf(operations)).toMatchObject({ what: expect.stringContaining(words), certain: true });
  });

  test.each<[string, string[], Partial<ApiCallRuleProps>]>([
    ['there is one', ['CreateUser'], {}],
    ['a matcher matches one', events.Match.prefix('Create'), {}],
    ['the rule allows what is unknown', ['CreateUsr', ...events.Match.prefix('Creates')], { allowUnknown: true }],
    ['the service is made here', ['Anything'], { service: AwsService.custom({ serviceName: 'Newest', source: 'aws.newest', cloudTrailEventSource: 'newest.amazonaws.com' }) }],
    ['the service has no model', events.Match.prefix('Any'), { service: AwsService.CONSOLEAPP }],
  ])('and none is where %s', (_where, operations, more) => {
    expect(problemOf(operations, more)).toBeUndefined();
  });
});
