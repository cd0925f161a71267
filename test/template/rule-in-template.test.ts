import { References } from '../../src/template/references';
import { RuleInTemplate } from '../../src/template/rule-in-template';
import { StackTemplate } from '../../src/template/stack-template';

const QUEUE = { Type: 'AWS::SQS::Queue' };

function ruleWith(Properties: object, { resources = {}, more = {}, origin = { path: 'S', account: '111111111111', region: 'eu-west-1' } }: any = {}): RuleInTemplate {
  const stack = new StackTemplate({ Resources: { Rule: { Type: 'AWS::Events::Rule', Properties }, Queue: QUEUE, ...resources }, ...more }, origin);
  return new RuleInTemplate(stack.resources.get('Rule')!, new References([stack]));
}

const LATE = { 'Fn::ImportValue': 'late' };

describe('the state of a rule is', () => {
  test.each<[unknown, string | undefined, boolean]>([
    [undefined, 'ENABLED', true], ['ENABLED', 'ENABLED', true], ['DISABLED', 'DISABLED', false], [LATE, undefined, true], [{ 'Fn::If': ['Late', 'ENABLED', 'DISABLED'] }, undefined, true], [{ Ref: 'AWS::NoValue' }, 'ENABLED', true],
  ])('%j: %p', (State, state, enabled) => {
    const rule = ruleWith({ State }, { more: { Conditions: { Late: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] } }, Parameters: { P: { Type: 'String' } } } });
    expect([rule.state, rule.enabled]).toEqual([state, enabled]);
  });
});

describe('the bus of a rule is', () => {
  const buses = {
    Own: { Type: 'AWS::Events::EventBus', Properties: { Name: 'own' } }, Partner: { Type: 'AWS::Events::EventBus', Properties: { Name: 'aws.partner/p', EventSourceName: 'aws.partner/p' } },
  };

  test.each<[unknown, string, string]>([
    [undefined, 'default', '111111111111 eu-west-1 default'], ['default', 'default', '111111111111 eu-west-1 default'],
    ['arn:aws:events:eu-west-1:111111111111:event-bus/default', 'default', '111111111111 eu-west-1 arn:aws:events:eu-west-1:111111111111:event-bus/default'],
    [{ Ref: 'AWS::NoValue' }, 'default', '111111111111 eu-west-1 default'],
    ['other', 'custom', '111111111111 eu-west-1 other'], ['aws.partner/q', 'partner', '111111111111 eu-west-1 aws.partner/q'],
    [{ Ref: 'Own' }, 'custom', 'S/Own'], ['own', 'custom', 'S/Own'], [{ Ref: 'Partner' }, 'partner', 'S/Partner'], [{ Ref: 'Queue' }, 'unknown', 'S/Queue'],
    [LATE, 'unknown', 'S/Rule {"Fn::ImportValue":"late"}'], [{ 'Fn::Join': ['', [{ Ref: 'Own' }, { Ref: 'Queue' }]] }, 'unknown', 'S/Rule {"Fn::Join":["",[{"Ref":"Own"},{"Ref":"Queue"}]]}'],
  ])('%j: %s, known as %s', (EventBusName, kind, key) => {
    const { bus } = ruleWith({ EventBusName }, { resources: buses });
    expect([bus.kind, bus.key]).toEqual([kind, key]);
    expect(bus.resource === undefined).toBe(!key.startsWith('S/') || key.startsWith('S/Rule'));
  });
});

describe('the pattern of a rule', () => {
  const EC2 = { source: ['aws.ec2'] };

  test.each<[unknown, unknown, boolean]>([
    [EC2, [EC2], true], [JSON.stringify(EC2), [EC2], true], [{ $or: [EC2, { source: ['own'] }] }, [EC2, { source: ['own'] }], true], [{ source: ['own'] }, [{ source: ['own'] }], false], [undefined, [], false], [LATE, [], false],
  ])('%j has the alternatives %j, and is on services: %p', (EventPattern, alternatives, isOn) => {
    const rule = ruleWith({ EventPattern });
    expect([rule.alternatives, rule.onServiceEvents]).toEqual([alternatives, isOn]);
    expect(rule.fields.length > 0).toBe((alternatives as unknown[]).length > 0);
  });

  test('names the sources of services, each once', () => {
    expect(ruleWith({ EventPattern: { $or: [{ source: ['aws.ec2', 'own', { prefix: 'aws.' }] }, { source: ['aws.ec2', 'aws.s3'] }, { detail: { a: [1] } }] } }).serviceSources).toEqual(['aws.ec2', 'aws.s3']);
  });

  test('has a variant for each branch that a condition chooses', () => {
    expect(ruleWith({ EventPattern: EC2 }).variants).toEqual([EC2]);
    expect(ruleWith({}).variants).toEqual([]);
    const variants = ruleWith({ EventPattern: { source: [{ 'Fn::If': ['Late', 'aws.ec2', 'aws.s3'] }] } }, { more: { Conditions: { Late: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] } }, Parameters: { P: { Type: 'String' } } } }).variants;
    expect(variants).toEqual([EC2, { source: ['aws.s3'] }]);
  });

  test('is none of a schedule', () => {
    expect([ruleWith({ ScheduleExpression: 'rate(1 day)' }).isSchedule, ruleWith({}).isSchedule, ruleWith({ ScheduleExpression: 'rate(1 day)' }).pattern]).toEqual([true, false, undefined]);
  });
});

describe('the targets of a rule', () => {
  const ARN = { 'Fn::GetAtt': ['Queue', 'Arn'] };
  const CONDITIONS = { more: { Conditions: { Late: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] }, Yes: { 'Fn::Equals': ['a', 'a'] } }, Parameters: { P: { Type: 'String' } } } };

  test('are read with what they have', () => {
    const [target] = ruleWith({ Targets: [{ Id: 'T', Arn: ARN, DeadLetterConfig: { Arn: ARN }, RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: '60' } }] }).targets;
    expect(target).toMatchObject({ location: 'Properties.Targets.0', id: 'T', arn: ARN, deadLetterArn: ARN, retryAttempts: 0, maxEventAgeSeconds: 60 });
    expect([target.resource?.logicalId, target.deadLetterQueue?.logicalId, target.arnText]).toEqual(['Queue', 'Queue', expect.stringContaining('Queue')]);
  });

  test('have the defaults of EventBridge for what they lack, and nothing for what is known late', () => {
    const of = (RetryPolicy: unknown) => ruleWith({ Targets: [{ Id: 'T', Arn: 'arn:aws:sqs:eu-west-1:111111111111:q', RetryPolicy }] }).targets.map(({ retryAttempts, maxEventAgeSeconds }) => [retryAttempts, maxEventAgeSeconds])[0];
    expect([of(undefined), of({}), of({ MaximumRetryAttempts: LATE, MaximumEventAgeInSeconds: { Ref: 'AWS::NoValue' } })]).toEqual([[185, 86_400], [185, 86_400], [undefined, 86_400]]);
    const [plain] = ruleWith({ Targets: [{ Arn: 'arn:x' }] }).targets;
    expect([plain.deadLetterArn, plain.deadLetterQueue, plain.resource, plain.arnText]).toEqual([undefined, undefined, undefined, 'arn:x']);
  });

  test.each<[unknown, string[]]>([
    [undefined, []], ['x', []], [[null, 'x', LATE, { Id: 'A' }], ['Properties.Targets.3 A']],
    [{ 'Fn::If': ['Late', [{ Id: 'A' }], [{ Id: 'B' }, { Id: 'C' }]] }, ['Properties.Targets.Fn::If.1.0 A', 'Properties.Targets.Fn::If.2.0 B', 'Properties.Targets.Fn::If.2.1 C']],
    [[{ 'Fn::If': ['Yes', { Id: 'A' }, { Id: 'B' }] }, { 'Fn::If': ['Late', { Id: 'C' }, { Ref: 'AWS::NoValue' }] }], ['Properties.Targets.0.Fn::If.1 A', 'Properties.Targets.0.Fn::If.2 B', 'Properties.Targets.1.Fn::If.1 C']],
  ])('of %j are %j', (Targets, places) => {
    expect(ruleWith({ Targets }, CONDITIONS).targets.map(({ location, id }) => `${location} ${id}`)).toEqual(places);
  });
});
