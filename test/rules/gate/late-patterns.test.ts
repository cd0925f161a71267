import { CfnParameter, Lazy, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { EventPatternRule } from 'cdk-service-events';
import { passGate, warnOfPattern } from '../../../src/rules/pattern-gate';
import { messagesOf, onlyResourceOf, queueIn, resourcesOf, testStack } from '../../support/test-app';

let stack: Stack;
beforeEach(() => {
  stack = testStack();
  queueIn(stack, 'Any');
});

const gate = (pattern: object, options: object = {}) => passGate(stack, pattern as never, { intents: [], everyKind: true, ...options });
const said = () => messagesOf(stack).filter((text) => /may never match|can never match|never occurs/.test(text)).map((text) => text.replace(/.*?: /, ''));

const CALL = 'AWS API Call via CloudTrail';
const iam = (...eventName: string[]) => ({ 'source': ['aws.iam'], 'detail-type': [CALL], 'detail': { eventSource: ['iam.amazonaws.com'], eventName } });
const EC2 = { 'source': ['aws.ec2'], 'detail-type': ['EC2 Instance State-change Notification'] };

describe('a pattern that is right passes without a word', () => {
  test.each<[string, object]>([['events of a service', EC2], ['a source alone', { source: ['aws.batch'] }], ['events of an app', { source: ['my.app'] }]])('%s', (_what, pattern) => {
    gate(pattern);
    expect(said()).toEqual([]);
  });
});

describe('what is wrong is said', () => {
  test('with the way out of the catalogue where one of the problems is of that kind', () => {
    const newer = 'What is newer than the catalogue is accepted with allowUnknown: true.';
    expect(() => gate({ source: ['aws.ec3'], region: ['Ireland'] })).toThrow(newer);
    expect(() => gate({ source: ['aws.ec2'], region: ['Ireland'] })).toThrow(/^Rule 'Stack' can never match: (?!.*allowUnknown)/);
  });

  test('as an exclusion of what never occurs', () => {
    expect(() => gate({ ...EC2, detail: { state: [{ 'anything-but': ['stoped'] }] } })).toThrow(/^Rule 'Stack' excludes what never occurs: /);
  });

  test('of each kind of what is not certain for itself', () => {
    gate({ ...iam(), detail: { eventSource: ['iam.amazonaws.com'], eventName: ['CreateNothing', 'DeleteNothing'], requestParameters: { userName: ['a*'] } } });
    const texts = said();
    expect(texts.filter((text) => text.includes('CreateNothing'))).toEqual([expect.stringContaining('DeleteNothing')]);
    expect(new Set(texts).size).toBe(texts.length);
  });

  test('of errors alone where there are errors', () => {
    expect(() => gate({ $or: [{ source: ['aws.ec3'] }, iam('CreateNothing')] })).toThrow(/^(?!.*CreateNothing).*'aws\.ec3'/);
  });
});

describe('what is minor is said where each kind must be able to match', () => {
  const minor = { 'source': ['aws.health'], 'detail-type': ['AWS Health Event'], 'detail': { anything: ['x'] } };

  test.each([[true, 1], [false, 0]])('everyKind %s: %d', (everyKind, count) => {
    gate(minor, { everyKind });
    expect(said()).toHaveLength(count);
  });

  test('and not of a rule that was made without this library', () => {
    warnOfPattern(stack, minor as never);
    expect(said()).toEqual([]);
  });

  test('unless it is forgiven', () => {
    gate(minor, { intents: [{ check: 'unknown-detail-field', reason: 'seen' }] });
    expect(said()).toEqual([]);
  });
});

describe('a rule that was made without this library', () => {
  test('is warned of what is wrong, under the name of its first problem', () => {
    warnOfPattern(stack, { source: ['aws.ec3'], region: ['Ireland'] } as never);
    expect(messagesOf(stack).filter((text) => text.includes("'aws.ec3'"))).toEqual([expect.stringMatching(/can never match.*Ireland.*::(unknown-source|envelope-filter)\]/)]);
  });

  test('is warned of what may be wrong', () => {
    warnOfPattern(stack, iam('CreateNothing') as never);
    expect(said()).toEqual([expect.stringContaining('CreateNothing')]);
    expect(said()[0]).not.toContain('allowUnknown');
  });
});

describe('a pattern that has become another one by the time that the template is written', () => {
  const ruleOn = (eventPattern: events.EventPattern) => new EventPatternRule(stack, 'Rule', { eventPattern });
  const resourceOf = (rule: EventPatternRule) => rule.rule.node.defaultChild as events.CfnRule;
  const rules = () => resourcesOf(stack, 'AWS::Events::Rule');
  const EVENTS = { source: ['aws.ec2'], detailType: EC2['detail-type'] };

  test('is judged again where it is wrong for certain', () => {
    resourceOf(ruleOn(EVENTS)).addPropertyOverride('EventPattern.source', ['aws.ec3']);
    expect(rules).toThrow(/Rule 'Stack\/Rule' can never match: .*'aws\.ec3'/);
  });

  test('is warned of where it may be wrong', () => {
    resourceOf(ruleOn({ source: ['aws.iam'], detailType: [CALL] })).addPropertyOverride('EventPattern.detail', { eventSource: ['iam.amazonaws.com'], eventName: ['CreateNothing'] });
    expect(said()).toEqual([expect.stringContaining('CreateNothing')]);
  });

  test('is not warned of twice where it is the same in another order', () => {
    const rule = ruleOn({ source: ['aws.iam'], detailType: [CALL], detail: { eventSource: ['iam.amazonaws.com'], eventName: ['CreateNothing'] } });
    resourceOf(rule).addPropertyOverride('EventPattern', { 'source': ['aws.iam'], 'detail': { eventName: ['CreateNothing'], eventSource: ['iam.amazonaws.com'] }, 'detail-type': [CALL] });
    expect(said()).toHaveLength(1);
  });

  test('is let be where only the deployment knows it', () => {
    new CfnParameter(stack, 'Pattern');
    resourceOf(ruleOn(EVENTS)).addPropertyOverride('EventPattern', { 'Fn::Sub': '${Pattern}' });
    expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.EventPattern).toEqual({ 'Fn::Sub': '${Pattern}' });
  });

  test('is let be where it is a text', () => {
    resourceOf(ruleOn(EVENTS)).addPropertyOverride('EventPattern', '{"source":["aws.ec3"]}');
    expect(Object.keys(rules())).toHaveLength(1);
  });

  test('is judged with a value that is known late', () => {
    ruleOn({ ...EVENTS, detail: { state: [Lazy.string({ produce: () => 'stopped' })] } });
    expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.EventPattern.detail).toEqual({ state: ['stopped'] });
  });
});
