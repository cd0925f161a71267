import { Resources, foundBy, many, ruleTo } from '../../support/found-in-templates';

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

test.each([[5, []], [6, [6]]])('of %d targets of a rule so many are too many: %j', (count, expected) => {
  const Targets = Array.from({ length: count }, (_, n) => ({ Id: `T${n}`, Arn: QUEUE }));
  expect(foundBy('rule-target-limit', [{ Rule: ruleTo(QUEUE, { Targets }) }]).map(({ value }) => value)).toEqual(expected);
});
