import { findingsIn } from '../../src/checks/finding';
import { chosenBranches } from '../../src/template/chosen-branches';
import { StackTemplate } from '../../src/template/stack-template';
import { Templates } from '../../src/template/templates';

const WRONG = 'EC2 Instance State-change Notifcation';
const RIGHT = 'EC2 Instance State-change Notification';
const either = (one: unknown, other: unknown) => ({ 'Fn::If': ['C', one, other] });

test('a value without a condition is itself', () => {
  expect(chosenBranches({ source: ['aws.ec2', { Ref: 'P' }] })).toEqual([{ source: ['aws.ec2', { Ref: 'P' }] }]);
});

test('a condition chooses one of two, and can leave out an entry or a name', () => {
  const value = { source: ['aws.ec2', either('aws.s3', { Ref: 'AWS::NoValue' })], region: either(['eu-west-1'], { Ref: 'AWS::NoValue' }) };
  expect(chosenBranches(value)).toEqual([{ source: ['aws.ec2', 'aws.s3'], region: ['eu-west-1'] }, { source: ['aws.ec2'] }]);
});

test('a list of which nothing would be left stays as it is, and is not judged', () => {
  const value = { 'source': ['aws.ec2'], 'detail-type': [either(RIGHT, { Ref: 'AWS::NoValue' }), { 'Fn::If': ['D', 'EBS Snapshot Notification', { Ref: 'AWS::NoValue' }] }] };
  expect(chosenBranches(value)).toEqual([{ 'source': ['aws.ec2'], 'detail-type': [RIGHT, 'EBS Snapshot Notification'] }, value]);
  expect(wrongKinds(value, 'refused-pattern')).toEqual([]);
});

/** The values of kinds of events that the checks find wrong. */
function wrongKinds(pattern: unknown, id = 'unknown-detail-type'): unknown[] {
  const app = new Templates([new StackTemplate({
    Conditions: { C: { 'Fn::Equals': [{ Ref: 'P' }, 'yes'] } },
    Parameters: { P: { Type: 'String' } },
    Resources: { Rule: { Type: 'AWS::Events::Rule', Properties: { EventPattern: pattern } } },
  })]);
  return findingsIn(app, {}).filter(({ check }) => check.id === id).map(({ value }) => value);
}

test.each<[string, unknown]>([
  ['a pattern', either({ 'source': ['aws.ec2'], 'detail-type': [WRONG] }, { source: ['aws.ecs'] })],
  ['the other pattern', either({ source: ['aws.ecs'] }, { 'source': ['aws.ec2'], 'detail-type': [WRONG] })],
  ['a list', { 'source': ['aws.ec2'], 'detail-type': either([WRONG], [RIGHT]) }],
  ['an entry', { 'source': ['aws.ec2'], 'detail-type': [either(RIGHT, WRONG)] }],
  ['a condition within a condition', { 'source': ['aws.ec2'], 'detail-type': either([either(WRONG, 'x')], [RIGHT]) }],
])('what a condition can choose is checked: %s', (_what, pattern) => {
  expect(wrongKinds(pattern)).toEqual([WRONG]);
});

test('what is right in either case has no finding', () => {
  expect(wrongKinds({ 'source': ['aws.ec2'], 'detail-type': either([RIGHT], { Ref: 'AWS::NoValue' }) })).toEqual([]);
});
