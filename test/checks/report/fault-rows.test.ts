import { FaultRow, faultRows } from '../../../src/checks/report/fault-rows';
import { Resources, getAtt, ruleTo, templatesOf, alarmOfRule } from '../../support/found-in-templates';

const QUEUE = 'arn:aws:sqs:eu-west-1:111111111111:work';
const LETTERS: Resources = {
  Letters: { Type: 'AWS::SQS::Queue' },
  Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Letters' }], PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: '*' }] } } },
};
const KEPT = { DeadLetterConfig: { Arn: getAtt('Letters') } };
const rowsOf = (...resources: Resources[]) => faultRows(templatesOf([Object.assign({}, ...resources)]));
const faultsOf = (path: string, ...resources: Resources[]) => rowsOf(...resources).get(path)!;
const named = (faults: FaultRow[], name: string) => faults.filter(({ fault }) => fault === name);

describe('what a fault does to the events of a rule', () => {
  test('is that they are lost, without a dead-letter queue', () => {
    const faults = faultsOf('Here/Rule', { Rule: ruleTo(QUEUE) });
    expect(named(faults, 'target-is-gone')).toEqual([{ fault: 'target-is-gone', end: 'LOST', afterSeconds: 0, tells: [] }]);
    expect(named(faults, 'target-throttles')).toEqual([
      expect.objectContaining({ lastsSeconds: 3_600, end: 'DELIVERED' }),
      { fault: 'target-throttles', end: 'LOST', afterSeconds: 86_400, tells: [] },
    ]);
    expect(named(faults, 'target-throttles')[0].afterSeconds).toBeGreaterThan(3_600);
  });

  test('is that they are kept, with one', () => {
    const faults = faultsOf('Here/Rule', LETTERS, { Rule: ruleTo(QUEUE, {}, KEPT) });
    expect(named(faults, 'target-is-gone')).toEqual([{ fault: 'target-is-gone', end: 'DEAD_LETTERED', afterSeconds: 0, deadLetterQueue: 'Here/Letters', tells: [] }]);
    expect(faults.filter(({ end }) => end === 'LOST')).toEqual([]);
  });

  test('is the worst of what it does at several targets', () => {
    const Targets = [{ Id: 'A', Arn: QUEUE, ...KEPT }, { Id: 'B', Arn: QUEUE }];
    expect(named(faultsOf('Here/Rule', LETTERS, { Rule: ruleTo(undefined, { Targets }) }), 'target-is-gone')).toEqual([
      { fault: 'target-is-gone', end: 'LOST', afterSeconds: 0, tells: [] },
    ]);
  });

  test('is told to those whose alarm watches what goes wrong, and to nobody else', () => {
    const alarm = (metricName: string, topic: string) => alarmOfRule(metricName, { Period: 300, AlarmActions: [`arn:aws:sns:eu-west-1:111111111111:${topic}`] });
    const faults = faultsOf('Here/Rule', { Rule: ruleTo(QUEUE), Failed: alarm('FailedInvocations', 'failed'), Second: alarm('FailedInvocations', 'failed'), Sent: alarm('InvocationsSentToDlq', 'sent') });
    expect(named(faults, 'target-is-gone').flatMap(({ tells }) => tells)).toEqual(['arn:aws:sns:eu-west-1:111111111111:failed']);
  });

  test('is not told of a dead-letter queue, which has faults of its own', () => {
    const names = new Set(faultsOf('Here/Rule', LETTERS, { Rule: ruleTo(QUEUE, {}, KEPT) }).map(({ fault }) => fault));
    expect([...names].sort()).toEqual(['event-is-too-large', 'target-is-gone', 'target-is-slow', 'target-refuses', 'target-throttles']);
  });

  test('is none for a target that cannot have it', () => {
    const handler: Resources = { Handler: { Type: 'AWS::Lambda::Function' }, Permission: { Type: 'AWS::Lambda::Permission', Properties: { FunctionName: { Ref: 'Handler' }, Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com' } } };
    expect(named(faultsOf('Here/Rule', { Rule: ruleTo(QUEUE) }), 'handler-fails')).toEqual([]);
    expect(named(faultsOf('Here/Rule', handler, { Rule: ruleTo(getAtt('Handler')) }), 'handler-fails')).toEqual([expect.objectContaining({ end: 'LOST' })]);
  });
});

test.each<[string, Resources]>([
  ['is off', { Rule: ruleTo(QUEUE, { State: 'DISABLED' }) }],
  ['has no pattern that is known', { Rule: ruleTo(QUEUE, { EventPattern: { Ref: 'Pattern' } }) }],
  ['has no pattern, but a schedule', { Rule: ruleTo(QUEUE, { EventPattern: undefined, ScheduleExpression: 'rate(1 day)' }) }],
])('a rule that %s has no faults', (_what, resources) => {
  expect(rowsOf(resources).get('Here/Rule') ?? []).toEqual([]);
});

test('a rule without a target has nothing that breaks', () => {
  expect(rowsOf({ Rule: ruleTo(undefined, { Targets: [] }) }).get('Here/Rule') ?? []).toEqual([]);
});

test('rules alike have the same faults', () => {
  const rows = rowsOf({ A: ruleTo(QUEUE), B: ruleTo(QUEUE) });
  expect(rows.get('Here/B')).toBe(rows.get('Here/A'));
  expect(rows.get('Here/A')).not.toEqual([]);
});

describe('an event that goes on to another bus', () => {
  const BUS: Resources = { Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'central' } } };
  const role: Resources = {
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sts:AssumeRole' }] } } },
    RolePolicy: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'events:PutEvents', Resource: '*' }] } } },
  };
  const forward = { Forward: ruleTo(getAtt('Bus'), {}, { RoleArn: getAtt('Role') }) };

  test('is played on there, where it is one that the rule there matches', () => {
    const there = (EventPattern?: object) => ({ There: ruleTo(QUEUE, { EventBusName: { Ref: 'Bus' }, ...(EventPattern && { EventPattern }) }) });
    expect(named(faultsOf('Here/Forward', BUS, role, forward, there()), 'target-is-gone')).toEqual([expect.objectContaining({ end: 'LOST' })]);
    expect(rowsOf(BUS, role, forward, there({ source: ['aws.ecs'] })).has('Here/Forward')).toBe(true);
  });
});
