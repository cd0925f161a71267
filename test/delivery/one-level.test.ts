import { Aws, CfnParameter, Fn, Lazy, Stack, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { areWrittenOut, hasTargets, oneLevelOf, queuesOfTargets, targetsByNow, unknownTargets } from '../../src/delivery/one-level';
import { UNKNOWN, finalProperty, isOverridden, overrideOf, replaceOverride, templateProperty } from '../../src/delivery/template-properties';
import { testStack } from '../support/test-app';

const ARN = 'arn:aws:sqs:eu-west-1:111111111111:letters';

let stack: Stack;
let rule: events.CfnRule;
beforeEach(() => {
  stack = testStack();
  rule = new events.CfnRule(stack, 'Rule', { eventPattern: { source: ['aws.ec2'] }, state: 'ENABLED' });
});

describe('what stands behind a token', () => {
  test('is asked for one level deep', () => {
    const inner = Lazy.string({ produce: () => 'x' });
    const list = Lazy.any({ produce: () => [{ arn: inner }] });
    expect(oneLevelOf(list, stack)).toEqual([{ arn: inner }]);
    expect(oneLevelOf([{ arn: inner }], stack)).toEqual([{ arn: inner }]);
    expect(oneLevelOf('text', stack)).toBe('text');
  });

  test('is given by an override where there is one', () => {
    expect(targetsByNow(rule, Lazy.any({ produce: () => ['given'] }))).toEqual(['given']);
    rule.addPropertyOverride('Targets', ['overridden']);
    expect(targetsByNow(rule, ['given'])).toEqual(['overridden']);
  });

  test.each<[string, unknown, boolean]>([
    ['nothing', undefined, false], ['null', null, false], ['an empty list', [], false], ['a late empty list', Lazy.any({ produce: () => [] }), false],
    ['a target', [{ arn: ARN }], true], ['a choice', { 'Fn::If': ['C', [], []] }, true], ['a late target', Lazy.any({ produce: () => [{ arn: ARN }] }), true],
  ])('is a target or is none: %s', (_what, given, has) => {
    expect(hasTargets(rule, given)).toBe(has);
  });
});

test.each<[string, () => unknown, unknown]>([
  ['none', () => [{ arn: ARN }], [{ arn: undefined }]],
  ['one', () => [{ arn: ARN, deadLetterConfig: { arn: ARN } }], [{ arn: ARN }]],
  ['one, as AWS CloudFormation spells it', () => [{ Arn: ARN, DeadLetterConfig: { Arn: ARN } }], [{ arn: ARN }]],
  ['one that is known late', () => [Lazy.any({ produce: () => ({ arn: ARN, deadLetterConfig: Lazy.any({ produce: () => ({ arn: ARN }) }) }) })], [{ arn: ARN }]],
  ['what only the deployment knows', () => [{ Ref: 'Targets' }], [{ isUnknown: true }]],
  ['what a condition chooses', () => [{ 'Fn::If': ['C', {}, {}] }], [{ arn: undefined }]],
  ['several', () => [{ arn: ARN }, { arn: ARN, deadLetterConfig: { arn: ARN } }], [{ arn: undefined }, { arn: ARN }]],
  ['a text that stands for one', () => [Fn.importValue('target')], [{ isUnknown: true }]],
  ['one that stands alone', () => ({ arn: ARN, deadLetterConfig: { arn: ARN } }), [{ arn: ARN }]],
])('a target brings a dead-letter queue or does not: %s', (_what, targets, queues) => {
  expect(queuesOfTargets(targets(), stack)).toEqual(queues);
});

test.each<[unknown, boolean]>([
  [[{ arn: ARN }], true], [[{ Arn: ARN }], true], [[], true], [[{ arn: ARN }, { Ref: 'x' }], false], [[{ 'Fn::If': ['C', {}, {}] }], false], [{ Ref: 'x' }, false], [['x'], false],
])('targets %j are written out: %s', (targets, areThey) => {
  expect(areWrittenOut(targets)).toBe(areThey);
});

test.each<[unknown, unknown[]]>([
  [[{ Arn: ARN }], []],
  [{ Ref: 'Targets' }, [{ Ref: 'Targets' }]],
  [[{ Arn: ARN }, { 'Fn::ImportValue': 'x' }], [{ 'Fn::ImportValue': 'x' }]],
  [{ 'Fn::If': [{ Ref: 'Never' }, [{ Ref: 'A' }, { Arn: ARN }], { Ref: 'AWS::NoValue' }] }, [{ Ref: 'A' }]],
  [[{ 'Fn::If': ['C', { Ref: 'A' }, { Ref: 'B' }] }], [{ Ref: 'A' }, { Ref: 'B' }]],
  [undefined, []],
])('of targets %j the deployment alone knows %j', (targets, unknown) => {
  expect(unknownTargets(targets)).toEqual(unknown);
});

describe('a property as the template has it', () => {
  test('is what the resource has', () => {
    expect([templateProperty(rule, 'State'), templateProperty(rule, 'Name'), templateProperty(rule, 'EventPattern.source'), templateProperty(rule, 'EventPattern.none.deeper')])
      .toEqual(['ENABLED', undefined, ['aws.ec2'], undefined]);
  });

  test('is what an override says', () => {
    expect(finalProperty(rule, 'State', rule.state)).toBe('ENABLED');
    expect([isOverridden(rule, 'State'), overrideOf(rule, 'State')]).toEqual([false, undefined]);
    rule.addPropertyOverride('State', 'DISABLED');
    expect([isOverridden(rule, 'State'), isOverridden(rule, 'Name'), overrideOf(rule, 'State')]).toEqual([true, false, 'DISABLED']);
    expect(finalProperty(rule, 'State', rule.state)).toBe('DISABLED');
    replaceOverride(rule, 'State', 'ENABLED');
    expect(templateProperty(rule, 'State')).toBe('ENABLED');
    rule.addPropertyDeletionOverride('State');
    expect(finalProperty(rule, 'State', rule.state)).toBeUndefined();
  });

  test('is unknown where only the deployment knows it, or what it is in', () => {
    rule.addPropertyOverride('State', { Ref: 'State' });
    rule.addPropertyOverride('EventPattern', Fn.importValue('pattern'));
    expect([templateProperty(rule, 'State.x'), templateProperty(rule, 'EventPattern.source')]).toEqual([UNKNOWN, UNKNOWN]);
    expect(templateProperty(rule, 'State')).toEqual({ Ref: 'State' });
  });

  test('may be a reference, which is resolved', () => {
    const parameter = new CfnParameter(stack, 'Parameter');
    expect([finalProperty(rule, 'State', parameter.valueAsString), finalProperty(rule, 'State', Aws.REGION)]).toEqual([{ Ref: 'Parameter' }, { Ref: 'AWS::Region' }]);
    expect(Token.isUnresolved(finalProperty(rule, 'State', parameter.valueAsString))).toBe(false);
  });
});
