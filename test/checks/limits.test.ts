import { CheckSeverity } from '../../src/checks/check-severity';
import { Resources, foundBy, getAtt, many, ruleTo } from '../support/found-in-templates';

const QUEUE = 'arn:aws:sqs:eu-west-1:111111111111:work';
const ACCOUNT = '111111111111';
const ELSEWHERE = { account: ACCOUNT, region: 'eu-central-1', path: 'Elsewhere' };
const SMALL = { account: ACCOUNT, region: 'ca-west-1', path: 'Small' };

const rules = (count: number, properties: object = {}) => many(count, 'Rule', () => ruleTo(QUEUE, properties));

describe('the rules of an event bus', () => {
  test.each([[300, []], [301, ['Here/Rule300']]])('of which there are %d: %j', (count, paths) => {
    expect(foundBy('bus-rule-limit', [rules(count)]).map(({ resource }) => resource.path)).toEqual(paths);
  });

  test('are counted over the stacks of an account and Region, and for each Region apart', () => {
    const second = { account: ACCOUNT, region: 'eu-west-1', path: 'Second' };
    expect(foundBy('bus-rule-limit', [rules(200)], [rules(200), ELSEWHERE])).toEqual([]);
    expect(foundBy('bus-rule-limit', [rules(200)], [rules(200), second]).map(({ value }) => value)).toEqual([400]);
  });

  test('are counted for each bus apart', () => {
    expect(foundBy('bus-rule-limit', [{ ...rules(200), ...many(200, 'Other', () => ruleTo(QUEUE, { EventBusName: 'orders' })) }])).toEqual([]);
  });

  test('of stacks that do not say where they go are counted for each stack', () => {
    expect(foundBy('bus-rule-limit', [rules(200), { path: 'One' }], [rules(200), { path: 'Two' }])).toEqual([]);
    expect(foundBy('bus-rule-limit', [rules(200), { path: 'One', region: 'eu-west-1' }], [rules(200), { path: 'Two', region: 'eu-west-1' }])).toEqual([]);
    expect(foundBy('bus-rule-limit', [rules(200), { path: 'One', account: ACCOUNT }], [rules(200), { path: 'Two', account: ACCOUNT }])).toEqual([]);
  });

  test('of a resource are counted wherever they stand', () => {
    const bus: Resources = { Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'orders' } } };
    expect(foundBy('bus-rule-limit', [{ ...bus, ...rules(301, { EventBusName: { Ref: 'Bus' } }) }]).map(({ value }) => value)).toEqual([301]);
  });

  test('with wildcards', () => {
    const wild = (count: number, matcher: object) => many(count, 'Rule', () => ruleTo(QUEUE, { EventPattern: { source: ['aws.batch'], detail: { jobName: [matcher] } } }));
    for (const matcher of [{ wildcard: 'a*b' }, { 'anything-but': { wildcard: 'a*b' } }]) {
      expect(foundBy('wildcard-rule-limit', [wild(30, matcher)])).toEqual([]);
      expect(foundBy('wildcard-rule-limit', [wild(31, matcher)]).map(({ resource, value }) => [resource.path, value])).toEqual([['Here/Rule30', 31]]);
    }
    expect(foundBy('wildcard-rule-limit', [wild(31, { prefix: 'a' })])).toEqual([]);
    expect(foundBy('wildcard-rule-limit', [wild(20, { wildcard: 'a*' })], [wild(20, { wildcard: 'a*' }), SMALL])).toEqual([]);
  });
});

describe('the resource policies of CloudWatch Logs', () => {
  const policies = (count: number, Type = 'AWS::Logs::ResourcePolicy') => many(count, 'Policy', () => ({ Type }));

  test.each(['AWS::Logs::ResourcePolicy', 'Custom::CloudwatchLogResourcePolicy'])('of type %s are ten at most', (type) => {
    expect(foundBy('log-resource-policy-limit', [policies(10, type)])).toEqual([]);
    expect(foundBy('log-resource-policy-limit', [policies(11, type)]).map(({ resource, value }) => [resource.path, value])).toEqual([['Here/Policy10', 11]]);
  });

  test('are counted together, and for each Region of an account apart', () => {
    const custom = many(6, 'Custom', () => ({ Type: 'Custom::CloudwatchLogResourcePolicy' }));
    expect(foundBy('log-resource-policy-limit', [{ ...policies(6), ...custom }]).map(({ value }) => value)).toEqual([12]);
    expect(foundBy('log-resource-policy-limit', [policies(10)], [policies(10), ELSEWHERE])).toEqual([]);
    expect(foundBy('log-resource-policy-limit', [policies(10)], [policies(10), { ...ELSEWHERE, region: 'eu-west-1', account: '222222222222' }])).toEqual([]);
  });
});

test('the permissions of a function are as many as its policy holds, each function for itself', () => {
  const functions: Resources = { One: { Type: 'AWS::Lambda::Function' }, Two: { Type: 'AWS::Lambda::Function' } };
  const permissions = (count: number, fn: string) => many(count, `Of${fn}`, () => ({ Type: 'AWS::Lambda::Permission', Properties: { FunctionName: { Ref: fn } } }));
  expect(foundBy('function-policy-limit', [{ ...functions, ...permissions(50, 'One'), ...permissions(50, 'Two') }])).toEqual([]);
  expect(foundBy('function-policy-limit', [{ ...functions, ...permissions(51, 'One') }]).map(({ resource, value }) => [resource.path, value])).toEqual([['Here/One', 51]]);
  expect(foundBy('function-policy-limit', [permissions(60, 'Unknown')])).toEqual([]);
});

describe('where events appear', () => {
  const on = (...sources: string[]) => ({ Rule: ruleTo(QUEUE, { EventPattern: { source: sources } }) });

  test.each<[string, string[], 'ERROR' | 'WARNING']>([
    ['documented', ['aws.iam'], 'ERROR'], ['inferred', ['aws.shield'], 'WARNING'], ['documented and inferred', ['aws.iam', 'aws.shield'], 'WARNING'],
  ])('is %s: %j in another Region is of severity %s', (_what, sources, severity) => {
    const [finding, ...others] = foundBy('wrong-region', [on(...sources)]);
    expect([finding.value, others]).toEqual(['eu-west-1', []]);
    expect(finding.severity).toBe(CheckSeverity[severity]);
    expect(foundBy('wrong-region', [on(...sources), { account: ACCOUNT, region: 'us-east-1', path: 'There' }])).toEqual([]);
  });

  test('is one finding of the rule, however many branches of its pattern are elsewhere', () => {
    const call = (eventName: string) => ({ 'source': ['aws.iam'], 'detail-type': ['AWS API Call via CloudTrail'], 'detail': { eventName: [eventName] } });
    const found = (...branches: object[]) => foundBy('wrong-region', [{ Rule: ruleTo(QUEUE, { EventPattern: { $or: branches } }) }]).map(({ message }) => message);
    expect(found(call('CreateUser'), call('DeleteUser'))).toEqual([expect.stringContaining('those of aws.iam through CloudTrail are in us-east-1')]);
    expect(found(call('CreateUser'), { source: ['aws.shield'] })).toHaveLength(2);
  });

  test('is not asked where the Region is not known, or on another bus', () => {
    expect(foundBy('wrong-region', [on('aws.iam'), { path: 'Anywhere' }])).toEqual([]);
    expect(foundBy('wrong-region', [{ Rule: ruleTo(QUEUE, { EventPattern: { source: ['aws.iam'] }, EventBusName: 'central' }) }])).toEqual([]);
  });
});

describe('a dead-letter queue', () => {
  const queue = (Properties: object = {}): Resources => ({ Letters: { Type: 'AWS::SQS::Queue', Properties } });
  const to = (Arn: unknown, target: unknown = QUEUE): Resources => ({ Rule: ruleTo(target, {}, { DeadLetterConfig: { Arn } }) });
  const why = (...stacks: Parameters<typeof foundBy>[1][]) => foundBy('dead-letter-queue-kind', ...stacks).map(({ message }) => /queue of target 'T' (.*): nothing/.exec(message)![1]);

  test.each<[string, Resources, string[]]>([
    ['a standard one', { ...queue(), ...to(getAtt('Letters')) }, []],
    ['a FIFO one', { ...queue({ FifoQueue: true }), ...to(getAtt('Letters')) }, ['is a FIFO queue']],
    ['a FIFO one, in text', { ...queue({ FifoQueue: 'true' }), ...to(getAtt('Letters')) }, ['is a FIFO queue']],
    ['one that says it is no FIFO queue', { ...queue({ FifoQueue: 'false' }), ...to(getAtt('Letters')) }, []],
    ['a FIFO one by its ARN', to('arn:aws:sqs:eu-west-1:111111111111:letters.fifo'), ['is a FIFO queue']],
    ['one elsewhere by its ARN', to('arn:aws:sqs:us-east-1:111111111111:letters'), ['is in us-east-1, and the rule in eu-west-1']],
    ['one here by its ARN', to('arn:aws:sqs:eu-west-1:111111111111:letters'), []],
    ['one with a key of AWS', { ...queue({ KmsMasterKeyId: 'alias/aws/sqs' }), ...to(getAtt('Letters')) }, ['is encrypted with the key alias/aws/sqs, whose policy cannot let EventBridge use it']],
    ['one with a key of AWS by its ARN', { ...queue({ KmsMasterKeyId: 'arn:aws:kms:eu-west-1:111111111111:alias/aws/sqs' }), ...to(getAtt('Letters')) }, ['is encrypted with the key alias/aws/sqs, whose policy cannot let EventBridge use it']],
    ['one with a key of the user', { ...queue({ KmsMasterKeyId: 'alias/mine' }), ...to(getAtt('Letters')) }, []],
    ['the target', { ...queue(), ...to(getAtt('Letters'), getAtt('Letters')) }, ['is the target itself']],
    ['one that only the deployment knows', to({ 'Fn::ImportValue': 'letters' }), []],
  ])('can be %s', (_what, resources, expected) => {
    expect(why([resources])).toEqual(expected);
  });

  test('elsewhere is not judged where the Region of the rule is not known', () => {
    expect(why([to('arn:aws:sqs:us-east-1:111111111111:letters'), { path: 'Anywhere' }])).toEqual([]);
  });
});

describe('retries of guaranteed events', () => {
  const to = (...policies: object[]): Resources => ({
    Rule: ruleTo(QUEUE, { Targets: policies.map((RetryPolicy, n) => ({ Id: `T${n}`, Arn: QUEUE, RetryPolicy })) }),
  });
  const found = (resources: Resources) => foundBy('short-retry', [resources]).map(({ value, location, others }) => [value, location, others]);

  test.each<[object, unknown[]]>([
    [{}, []], [{ MaximumRetryAttempts: 1 }, []], [{ MaximumEventAgeInSeconds: 600 }, []],
    [{ MaximumRetryAttempts: 0 }, [['0', 'Properties.Targets.0.RetryPolicy', []]]],
    [{ MaximumEventAgeInSeconds: 599 }, [['599', 'Properties.Targets.0.RetryPolicy', []]]],
    [{ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 }, [['0', 'Properties.Targets.0.RetryPolicy', []]]],
  ])('by %j: %j', (policy, expected) => {
    expect(found(to(policy))).toEqual(expected);
  });

  test('of several targets are one finding, of those alone that are short', () => {
    expect(found(to({ MaximumRetryAttempts: 0 }, {}, { MaximumEventAgeInSeconds: 60 }))).toEqual([
      ['0, 60', 'Properties.Targets.0.RetryPolicy', ['Properties.Targets.2.RetryPolicy']],
    ]);
  });

  test('of best-effort events are the user\'s own affair', () => {
    expect(found({ Rule: ruleTo(QUEUE, { EventPattern: { source: ['aws.ec2'] } }, { RetryPolicy: { MaximumRetryAttempts: 0 } }) })).toEqual([]);
  });

  test.each<[object | undefined, unknown]>([
    [{ MaxRetryAttempts: 185, MaxEventAgeInSeconds: 600 }, undefined], [{ MaxRetryAttempts: 185, MaxEventAgeInSeconds: 599 }, 599],
    [{ MaxRetryAttempts: 0, MaxEventAgeInSeconds: 86_400 }, 0], [undefined, 300],
  ])('of a subscriber by %j: %s', (RetryPolicy, value) => {
    const Filters = [{ Scope: 'SYSTEM_METADATA', Pattern: JSON.stringify({ 'aws:EventSource': ['aws.batch'] }) }, { Scope: 'DATA', Pattern: JSON.stringify({ 'source': ['aws.batch'], 'detail-type': ['Batch Job State Change'] }) }];
    const Subscriber = { Type: 'AWS::EventsV2::Subscriber', Properties: { FilterConfiguration: { Filters }, State: 'RUNNING', ...RetryPolicy && { RetryPolicy } } };
    expect(foundBy('subscriber-short-retry', [{ Subscriber }]).map((finding) => finding.value)).toEqual(value === undefined ? [] : [value]);
  });
});

test.each([[5, []], [6, [6]]])('of %d targets of a rule so many are too many: %j', (count, expected) => {
  const Targets = Array.from({ length: count }, (_, n) => ({ Id: `T${n}`, Arn: QUEUE }));
  expect(foundBy('rule-target-limit', [{ Rule: ruleTo(QUEUE, { Targets }) }]).map(({ value }) => value)).toEqual(expected);
});
