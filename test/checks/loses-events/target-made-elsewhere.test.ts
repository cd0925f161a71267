import { TARGET_ACCESS } from '../../../src/catalog/target-access';
import { CheckSeverity } from '../../../src/checks/check-severity';
import { Resources, foundBy, getAtt, ruleTo } from '../../support/found-in-templates';

const found = (...resources: Resources[]) => foundBy('target-made-elsewhere', [Object.assign({}, ...resources)]);
const arn = (service: string, name = 'it') => `arn:aws:${service}:eu-west-1:111111111111:${name}`;
const statementOf = (fix: string) => JSON.parse(/must hold (\{.*\})\. Acknowledge/.exec(fix)![1]);

test.each<[string, string, string[] | string]>([
  ['queue', arn('sqs'), 'sqs:SendMessage'],
  ['topic', arn('sns'), 'sns:Publish'],
  ['function', arn('lambda', 'function:it'), 'lambda:InvokeFunction'],
  ['log group', arn('logs', 'log-group:/aws/events/it'), ['logs:CreateLogStream', 'logs:PutLogEvents']],
])('of a %s that no template has, the statement is told that its policy must hold', (what, target, Action) => {
  const [finding, ...others] = found({ Rule: ruleTo(target) });
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ location: 'Properties.Targets.0.Arn', value: target, severity: CheckSeverity.WARNING });
  expect(finding.message).toContain(`No template of this app has ${what} ${target}`);
  expect(statementOf(finding.fix)).toMatchObject({ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action });
});

test('it is said once for each target, whatever number of rules have it', () => {
  const Targets = [{ Id: 'A', Arn: arn('sqs') }, { Id: 'B', Arn: arn('sns') }, { Id: 'C', Arn: arn('sqs') }];
  expect(found({ One: ruleTo(undefined, { Targets }), Two: ruleTo(arn('sns')) }).map(({ location, value }) => [location, value])).toEqual([
    ['Properties.Targets.0.Arn', arn('sqs')], ['Properties.Targets.1.Arn', arn('sns')],
  ]);
});

test('what only the deployment knows stands as an asterisk', () => {
  const [finding] = found({ Rule: ruleTo({ 'Fn::Sub': ['arn:aws:sqs:eu-west-1:111111111111:${Name}', { Name: { 'Fn::ImportValue': 'name' } }] }) });
  expect(finding.value).toBe(arn('sqs', '*'));
  expect(finding.message).not.toContain('\u0000');
  expect(statementOf(finding.fix).Resource).toBe(arn('sqs', '*'));
});

test.each<[string, Resources]>([
  ['what a template has', { Queue: { Type: 'AWS::SQS::Queue' }, Rule: ruleTo(getAtt('Queue')) }],
  ['what is delivered to by a role only', { Rule: ruleTo(arn('kinesis', 'stream/it')) }],
  ['a queue that a role delivers to', { Rule: ruleTo(arn('sqs'), {}, { RoleArn: 'arn:aws:iam::111111111111:role/r' }) }],
  ['what is not known at all', { Rule: ruleTo({ 'Fn::ImportValue': 'target' }) }],
])('nothing is said of %s', (_what, resources) => {
  expect(found(resources)).toEqual([]);
});

test('a role does not help where only a policy lets EventBridge in', () => {
  expect(found({ Rule: ruleTo(arn('logs', 'log-group:/aws/events/it'), {}, { RoleArn: 'arn:aws:iam::111111111111:role/r' }) })).toHaveLength(1);
});

test('a service is that of one kind of target alone, where a policy can let EventBridge in', () => {
  const services = TARGET_ACCESS.filter(({ by }) => by !== 'role').map(({ actions: [action] }) => action.split(':')[0]);
  expect(services).toEqual([...new Set(services)]);
});
