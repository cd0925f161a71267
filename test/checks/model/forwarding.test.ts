import { busKeyOf, forwardersTo, forwardsSomewhere, isInOtherEnvironment } from '../../../src/checks/model/forwarding';
import { TemplateOrigin } from '../../../src/template/stack-template';
import { Resources, getAtt, ruleTo, templatesOf } from '../../support/found-in-templates';

const BUS: Resources = { Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'central' } } };
const OTHER_REGION: TemplateOrigin = { account: '111111111111', region: 'us-east-1', path: 'There' };
const busArn = (region = 'eu-west-1', account = '111111111111', name = 'central') => `arn:aws:events:${region}:${account}:event-bus/${name}`;
const SUB = { 'Fn::Sub': 'arn:aws:events:${AWS::Region}:${AWS::AccountId}:event-bus/central' };

/** A rule with a target, and the app. */
function ruleWith(Arn: unknown, more: Resources = BUS, origin?: TemplateOrigin) {
  const app = templatesOf([{ ...more, Rule: ruleTo(Arn) }, origin]);
  const [rule] = app.rules;
  return { app, rule, target: rule.targets[0] };
}

test.each<[string, unknown, string | undefined]>([
  ['a bus of the app', getAtt('Bus'), 'Here/Bus'],
  ['a bus by its ARN', busArn(), '111111111111 eu-west-1 central'],
  ['a bus of another Region by its ARN', busArn('us-east-1'), '111111111111 us-east-1 central'],
  ['a bus of another account by its ARN', busArn('eu-west-1', '222222222222'), '222222222222 eu-west-1 central'],
  ['the default bus by its ARN', busArn('us-east-1', '222222222222', 'default'), '222222222222 us-east-1 default'],
  ['a bus here, wherever that is', SUB, '111111111111 eu-west-1 central'],
  ['a queue', 'arn:aws:sqs:eu-west-1:111111111111:work', undefined],
  ['what only the deployment knows', { 'Fn::ImportValue': 'bus' }, undefined],
])('events go to %s: %#', (_what, arn, key) => {
  const { rule, target } = ruleWith(arn, {});
  expect(key === 'Here/Bus' ? busKeyOf(ruleWith(arn).target, ruleWith(arn).rule) : busKeyOf(target, rule)).toBe(key);
});

test('a resource that is no bus is none', () => {
  const { rule, target } = ruleWith(getAtt('Bus'), { Bus: { Type: 'AWS::SQS::Queue' } });
  expect(busKeyOf(target, rule)).toBeUndefined();
});

test('the rules that forward to the bus of a rule are found', () => {
  const resources: Resources = {
    ...BUS,
    Forward: ruleTo(undefined, { Targets: [{ Id: 'A', Arn: 'arn:aws:sqs:eu-west-1:111111111111:work' }, { Id: 'B', Arn: getAtt('Bus') }] }),
    Watch: ruleTo('arn:aws:sqs:eu-west-1:111111111111:work', { EventBusName: { Ref: 'Bus' } }),
  };
  const app = templatesOf([resources]);
  const [forward, watch] = app.rules;
  expect(forwardersTo(watch.bus, app)).toEqual([forward]);
  expect(forwardersTo(forward.bus, app)).toEqual([]);
});

test.each<[string, unknown, boolean]>([
  ['what only the deployment knows', { 'Fn::ImportValue': 'target' }, true],
  ['a bus of a name that only the deployment knows', { 'Fn::Sub': 'arn:aws:events:eu-west-1:111111111111:event-bus/${AWS::StackName}' }, true],
  ['a bus of a known name', busArn(), false],
  ['a queue of a name that only the deployment knows', { 'Fn::Sub': 'arn:aws:sqs:eu-west-1:111111111111:${AWS::StackName}' }, false],
  ['a bus of the app', getAtt('Bus'), false],
])('a rule that sends to %s may forward to any bus: %s', (_what, arn, expected) => {
  expect(forwardsSomewhere(ruleWith(arn).app)).toBe(expected);
});

test('one rule or target of several is enough to forward to any bus', () => {
  const somewhere = { Id: 'S', Arn: { 'Fn::ImportValue': 'target' } };
  const known = { Id: 'K', Arn: busArn() };
  const rules = { One: ruleTo(undefined, { Targets: [known, somewhere] }), Two: ruleTo(busArn()) };
  expect(forwardsSomewhere(templatesOf([rules]))).toBe(true);
  expect(forwardsSomewhere(templatesOf([{ Two: rules.Two }]))).toBe(false);
});

test.each<[string, unknown, boolean]>([
  ['another Region', busArn('us-east-1'), true],
  ['another account', busArn('eu-west-1', '222222222222'), true],
  ['the same account and Region', busArn(), false],
  ['an account and Region that the deployment knows', SUB, false],
  ['no known place', { 'Fn::ImportValue': 'bus' }, false],
])('a bus in %s is elsewhere: %s', (_what, arn, expected) => {
  const { rule, target } = ruleWith(arn, {});
  expect(isInOtherEnvironment(target, rule)).toBe(expected);
});

test('a bus of the app is elsewhere where its stack is', () => {
  const elsewhere = (origin: TemplateOrigin, own?: TemplateOrigin) => {
    const app = templatesOf([{ Rule: ruleTo({ 'Fn::ImportValue': 'bus' }) }, own], [BUS, origin]);
    const [rule] = app.rules;
    const resource = app.resourcesOf('AWS::Events::EventBus')[0];
    return isInOtherEnvironment({ ...rule.targets[0], resource }, rule);
  };
  expect(elsewhere(OTHER_REGION)).toBe(true);
  expect(elsewhere({ ...OTHER_REGION, region: 'eu-west-1' })).toBe(false);
  expect(elsewhere({ path: 'There', account: '222222222222', region: 'eu-west-1' })).toBe(true);
  expect(elsewhere({ path: 'There' })).toBe(false);
  expect(elsewhere(OTHER_REGION, { path: 'Here' })).toBe(false);
});
