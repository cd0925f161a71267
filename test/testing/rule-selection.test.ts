import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { testing } from 'cdk-service-events';
import { many, ruleTo } from '../support/found-in-templates';
import { testApp } from '../support/test-app';

const { RuleTester } = testing;
const EVENT = { 'source': 'aws.batch', 'detail-type': 'Batch Job State Change', 'account': '111111111111', 'region': 'eu-west-1', 'detail': {} };
const ARN = 'arn:aws:sqs:eu-west-1:111111111111:work';

const RESOURCES = {
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'central' }, Metadata: { 'aws:cdk:path': 'Shop/Central/Resource' } },
  One: { ...ruleTo(ARN, { Name: 'shared' }), Metadata: { 'aws:cdk:path': 'Shop/First/Resource' } },
  Two: ruleTo(ARN, { Name: 'shared', EventBusName: { Ref: 'Bus' } }),
  Three: ruleTo(ARN, { Name: 'One', EventBusName: 'other' }),
};
const tester = RuleTester.fromTemplate({ Resources: RESOURCES });
const sent = (selection: testing.RuleSelection) => tester.send(EVENT, selection).map(({ logicalId }) => logicalId);

describe('rules are selected by', () => {
  test.each<[string, testing.RuleSelection, string[]]>([
    ['nothing: all of them', {}, ['One', 'Two', 'Three']],
    ['a logical id, before names of people\'s own choice', { rule: 'One' }, ['One']],
    ['a bus by its name', { eventBusName: 'central' }, ['Two']],
    ['a bus by its logical id', { eventBusName: 'Bus' }, ['Two']],
    ['a bus by its ARN', { eventBusName: 'arn:aws:events:eu-west-1:111111111111:event-bus/other' }, ['Three']],
    ['the default bus', { eventBusName: 'default' }, ['One']],
    ['a name on a bus', { rule: 'shared', eventBusName: 'central' }, ['Two']],
  ])('%s', (_by, selection, rules) => {
    expect(sent(selection)).toEqual(rules);
  });
});

test('an event that one of several rules gets needs no explanation', () => {
  const wanting = (source: string) => ruleTo(ARN, { EventPattern: { source: [source] } });
  const of = RuleTester.fromTemplate({ Resources: { One: wanting('aws.batch'), Two: wanting('aws.s3') } });
  expect(of.explain(EVENT)).toBeUndefined();
  expect(of.explain({ ...EVENT, source: 'aws.ec2' })).toContain('One');
});

describe('a selection is refused of', () => {
  test.each<[string, testing.RuleSelection, string]>([
    ['a name that several rules have', { rule: 'shared' }, "'shared' fits 2 rules: First (One), Two (Two). Name one by its logical id."],
    ['a name that no rule has', { rule: 'Four' }, "The template has no rule 'Four' with an event pattern; its rules are First, Two, Three."],
    ['a rule on another bus', { rule: 'Three', eventBusName: 'central' }, "The template has no rule 'Three' with an event pattern; its rules are Two."],
    ['a bus without rules', { eventBusName: 'nowhere' }, "The template has no rule with an event pattern on event bus 'nowhere'; its event buses are default, central, other."],
    ['what is no name', { rule: 7 }, 'A rule is selected by its construct, logical id, place in the app or name, and this is 7.'],
    ['what is no construct', { rule: { id: 'One' } }, 'A rule is selected by its construct, logical id, place in the app or name, and this is {"id":"One"}.'],
  ])('%s', (_what, selection, message) => {
    expect(() => tester.explain(EVENT, selection)).toThrow(message);
  });

  test('a name, with the nearest of more than five', () => {
    const of = (count: number) => () => RuleTester.fromTemplate({ Resources: many(count, 'Rule', () => ruleTo(ARN)) }).explain(EVENT, { rule: 'Rul' });
    expect(of(5)).toThrow("The template has no rule 'Rul' with an event pattern; its rules are Rule0, Rule1, Rule2, Rule3, Rule4.");
    expect(of(6)).toThrow("The template has no rule 'Rul' with an event pattern; of its 6 rules, nearest: Rule0, Rule1, Rule2.");
  });

  test('a bus, with the first five of more', () => {
    const of = (count: number) => () => RuleTester.fromTemplate({ Resources: many(count, 'Rule', (n) => ruleTo(ARN, { EventBusName: `bus-${n}` })) }).send(EVENT, { eventBusName: 'x' });
    expect(of(5)).toThrow('its event buses are bus-0, bus-1, bus-2, bus-3, bus-4.');
    expect(of(7)).toThrow('its event buses are bus-0, bus-1, bus-2, bus-3, bus-4 and 2 others.');
  });

  test('a template without rules', () => {
    const empty = RuleTester.fromTemplate({ Resources: {} });
    expect(() => empty.send(EVENT)).toThrow(new Error('The template has no rule with an event pattern.'));
    expect(() => empty.send(EVENT, { eventBusName: 'central' })).toThrow(new Error("The template has no rule with an event pattern on event bus 'central'."));
  });

  test('a construct of another stack', () => {
    const app = testApp();
    const [here, there] = ['Here', 'There'].map((id) => new Stack(app, id));
    const rule = (stack: Stack) => new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.batch'] } });
    const [own, other] = [rule(here), rule(there)];
    const ofApp = RuleTester.fromStack(here);
    expect(ofApp.explain(EVENT, { rule: own })).toBeUndefined();
    expect(() => ofApp.explain(EVENT, { rule: other })).toThrow("The template has no rule of 'There/Rule' with an event pattern; its rules are Rule. Is it in another stack?");
  });

  test('a construct with several rules', () => {
    const stack = new Stack(testApp(), 'Here');
    ['One', 'Two'].forEach((id) => new events.Rule(stack, id, { eventPattern: { source: ['aws.batch'] } }));
    expect(() => RuleTester.fromStack(stack).explain(EVENT, { rule: stack })).toThrow(/^'Here' has 2 rules: One \(One\w+\), Two \(Two\w+\)\. Name one by its logical id\.$/);
  });
});
