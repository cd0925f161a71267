import { App, CfnParameter, Duration, Fn, NestedStack, Stack, Validations } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { ApiCallRule, AwsService, Ec2Events, S3Events, ServiceEventChecks, ServiceEventRule, testing } from 'cdk-service-events';
import { testStack } from '../support/test-app';

const { RuleTester, SampleEvents } = testing;

const STOPPED = SampleEvents.of(AwsService.EC2, Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION, { detail: { state: 'stopped' } });
const RUNNING = SampleEvents.of(AwsService.EC2, Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION, { detail: { state: 'running' } });

/** A rule on instances that have stopped, with a queue for a target. */
function instanceRule(stack: Stack, target?: (queue: sqs.Queue) => events.IRuleTarget): ServiceEventRule {
  const queue = new sqs.Queue(stack, 'Work');
  return new ServiceEventRule(stack, 'InstanceStopped', {
    service: AwsService.EC2,
    detailTypes: [Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION],
    detail: { state: ['stopped', 'terminated'] },
    targets: [target ? target(queue) : new targets.SqsQueue(queue)],
  });
}

/** A template with one rule. */
function templateOf(properties: any, rest: any = {}): any {
  return { ...rest, Resources: { Rule: { Type: 'AWS::Events::Rule', Properties: properties }, ...rest.Resources } };
}

describe('an event that a rule matches', () => {
  test('reaches its targets', () => {
    const stack = testStack();
    instanceRule(stack);
    const [rule, ...more] = RuleTester.fromStack(stack).send(STOPPED);
    expect(more).toEqual([]);
    expect(rule).toMatchObject({ constructPath: 'InstanceStopped/Rule', eventBusName: 'default' });
    expect(rule.eventPattern.detail).toEqual({ state: ['stopped', 'terminated'] });
    expect(rule.targets).toHaveLength(1);
    expect(rule.targets[0]).toMatchObject({ id: 'Target0', resourceType: 'AWS::SQS::Queue', retryAttempts: 185, maxEventAgeSeconds: 86400 });
    expect(JSON.parse(rule.targets[0].input)).toEqual(STOPPED);
    expect(rule.targets[0].arn).toBe(`arn:aws:sqs:us-east-1:123456789012:${rule.targets[0].logicalId}`);
    expect(rule.targets[0].deadLetterQueueArn).toMatch(/^arn:aws:sqs:us-east-1:123456789012:.*DeadLetter/);
  });

  test('is expected, and not to match is an error that shows the rule', () => {
    const stack = testStack();
    instanceRule(stack);
    const tester = RuleTester.fromStack(stack);
    expect(tester.expectMatch(STOPPED, { rule: 'InstanceStopped' }).map(({ logicalId }) => logicalId)).toEqual(tester.send(STOPPED).map(({ logicalId }) => logicalId));
    expect(() => tester.expectNoMatch(STOPPED)).toThrow(/^Event 'EC2 Instance State-change Notification' of aws.ec2 matches, and should not:\n {2}InstanceStopped\/Rule: \{.*"stopped"/);
    expect(() => tester.expectNoMatch(RUNNING)).not.toThrow();
  });

  test('gives a target what the rule makes of it', () => {
    const input = (message: events.RuleTargetInput) => {
      const stack = testStack();
      instanceRule(stack, (queue) => new targets.SqsQueue(queue, { message }));
      return RuleTester.fromStack(stack).send(STOPPED)[0].targets[0].input;
    };
    expect(input(events.RuleTargetInput.fromEventPath('$.detail.state'))).toBe('"stopped"');
    expect(input(events.RuleTargetInput.fromObject({ constant: 5 }))).toBe('{"constant":5}');
    expect(JSON.parse(input(events.RuleTargetInput.fromObject({ id: events.EventField.fromPath('$.detail.instance-id'), at: events.EventField.time }))))
      .toEqual({ id: STOPPED.detail['instance-id'], at: STOPPED.time });
    expect(() => input(events.RuleTargetInput.fromEventPath('$.detail.nothing'))).toThrow(/^Rule InstanceStopped\/Rule, target Target0: InputPath '\$.detail.nothing' selects nothing/);
  });

  test('can name what only the deployment names', () => {
    const stack = testStack();
    const bucket = new s3.Bucket(stack, 'Bucket', { eventBridgeEnabled: true });
    new ServiceEventRule(stack, 'Created', {
      service: AwsService.S3, detailTypes: [S3Events.OBJECT_CREATED], detail: { bucket: { name: bucket.bucketName } }, targets: [new targets.SqsQueue(new sqs.Queue(stack, 'Work'))],
    });
    const created = (name: string) => SampleEvents.of(AwsService.S3, S3Events.OBJECT_CREATED, { detail: { bucket: { name } } });

    const tester = RuleTester.fromStack(stack);
    tester.expectMatch(created(bucket.bucketName));
    tester.expectNoMatch(created('my-bucket'));
    const standIn = stack.resolve(bucket.bucketName).Ref;
    expect(tester.standIns).toMatchObject({ [standIn]: standIn });

    const named = RuleTester.fromStack(stack, { parameters: { Bucket: 'my-bucket' } });
    named.expectMatch(created('my-bucket'));
    named.expectMatch(created(bucket.bucketName));
    expect(named.standIns).not.toHaveProperty(standIn);
  });
});

describe('an event that no rule matches', () => {
  test('is told what turned it away', () => {
    const stack = testStack();
    instanceRule(stack);
    const tester = RuleTester.fromStack(stack);
    expect(tester.send(RUNNING)).toEqual([]);
    expect(() => tester.expectMatch(RUNNING)).toThrow([
      'Event \'EC2 Instance State-change Notification\' of aws.ec2 does not match the rule:',
      '  InstanceStopped/Rule',
      '    detail.state: wanted ["stopped","terminated"], found "running"',
    ].join('\n'));
  });

  test('can be asked of one rule what turns it away', () => {
    const stack = testStack();
    instanceRule(stack);
    const tester = RuleTester.fromStack(stack);
    expect(tester.eventPatternOf('InstanceStopped').detail).toEqual({ state: ['stopped', 'terminated'] });
    expect(tester.mismatches(STOPPED, 'InstanceStopped')).toEqual([]);
    expect(tester.mismatches(RUNNING, 'InstanceStopped')).toEqual([{ path: 'detail.state', wanted: '["stopped","terminated"]', found: '"running"' }]);
  });

  test('is told of the rules that come nearest', () => {
    const stack = testStack();
    instanceRule(stack);
    for (let n = 0; n < 7; n++) {
      new ApiCallRule(stack, `Call${n}`, { service: AwsService.IAM, operations: ['CreateUser'], targets: [] });
    }
    expect(() => RuleTester.fromStack(stack).expectMatch(RUNNING)).toThrow(/matches none of 8 rules:\n {2}InstanceStopped\/Rule\n {4}detail.state: .*\n {2}Call0[^]*and 3 other rules$/);
  });

  test('is told that a rule is disabled', () => {
    const tester = RuleTester.fromTemplate(templateOf({ EventPattern: { source: ['aws.ec2'] }, State: 'DISABLED' }));
    expect(tester.send(STOPPED)).toEqual([]);
    expect(() => tester.expectMatch(STOPPED)).toThrow('Rule (is disabled)');
  });
});

describe('the rules of a template', () => {
  test('are all rules with a pattern, whoever made them', () => {
    const stack = testStack();
    instanceRule(stack);
    new events.Rule(stack, 'Plain', { eventPattern: { source: ['aws.ec2'] } });
    new events.CfnRule(stack, 'Bare', { eventPattern: { 'source': ['aws.ec2'], 'detail-type': [{ prefix: 'EC2' }] } });
    new events.Rule(stack, 'Nightly', { schedule: events.Schedule.rate(Duration.days(1)) });
    expect(RuleTester.fromStack(stack).send(STOPPED).map(({ constructPath }) => constructPath)).toEqual(['InstanceStopped/Rule', 'Plain', 'Bare']);
  });

  test('can be on an event bus of their own', () => {
    const stack = testStack();
    const bus = new events.EventBus(stack, 'Central', { eventBusName: 'central' });
    new events.Rule(stack, 'OnDefault', { eventPattern: { source: ['aws.ec2'] } });
    new events.Rule(stack, 'OnCentral', { eventPattern: { source: ['aws.ec2'] }, eventBus: bus });
    const tester = RuleTester.fromStack(stack, { parameters: { Central: 'central' } });
    expect(tester.send(STOPPED).map(({ eventBusName }) => eventBusName)).toEqual(['default', 'central']);
    expect(tester.send(STOPPED, { eventBusName: 'central' }).map(({ constructPath }) => constructPath)).toEqual(['OnCentral']);
    expect(() => tester.send(STOPPED, { eventBusName: 'other' })).toThrow('no rule with an event pattern on event bus \'other\'; its event buses are default, central');
  });

  test('are those of a nested stack when it is asked for', () => {
    const stack = new Stack(new App(), 'Parent');
    const nested = new NestedStack(stack, 'Nested');
    instanceRule(nested);
    expect(RuleTester.fromStack(nested).send(STOPPED)).toHaveLength(1);
  });

  test('are told apart by logical id, place in the app and name', () => {
    const stack = testStack();
    const { rule } = instanceRule(stack);
    new events.Rule(stack, 'Other', { eventPattern: { source: ['aws.ec2'] }, ruleName: 'named' });
    const tester = RuleTester.fromStack(stack);
    const sole = (name: string) => tester.send(STOPPED, { rule: name }).map(({ constructPath }) => constructPath);
    expect(sole('InstanceStopped')).toEqual(['InstanceStopped/Rule']);
    expect(sole(stack.getLogicalId(rule.node.defaultChild as events.CfnRule))).toEqual(['InstanceStopped/Rule']);
    expect(sole('named')).toEqual(['Other']);
    expect(() => sole('Nothing')).toThrow('has no rule \'Nothing\' with an event pattern; its rules are InstanceStopped/Rule, Other');
  });

  test('are read from JSON, with the places that its metadata name', () => {
    const template = templateOf({ EventPattern: { source: ['aws.ec2'] } });
    template.Resources.Rule.Metadata = { 'aws:cdk:path': 'Stack/Watch/Rule/Resource' };
    expect(RuleTester.fromTemplate(template).send(STOPPED, { rule: 'Watch' })).toHaveLength(1);
    expect(() => RuleTester.fromTemplate({ Rules: [] })).toThrow('A template has Resources, and this has none');
    expect(() => RuleTester.fromTemplate({ Resources: {} }).send(STOPPED)).toThrow('no rule with an event pattern');
  });

  test('are refused where EventBridge would refuse them', () => {
    expect(() => RuleTester.fromTemplate(templateOf({ EventPattern: { source: [{ prefx: 'aws' }] } })))
      .toThrow('Rule Rule: EventBridge refuses this event pattern: source[0].prefx is no operator');
  });

  test('can have a pattern that is a text, as one with null must be', () => {
    const tester = RuleTester.fromTemplate(templateOf({ EventPattern: { 'Fn::Sub': '{"source":["aws.ec2"],"region":["${AWS::Region}"],"detail":{"x":[null]}}' } }));
    tester.expectMatch({ ...STOPPED, detail: { x: null } });
    tester.expectNoMatch(STOPPED);
  });
});

describe('what only a deployment knows', () => {
  /** What a value becomes in a pattern. */
  const resolved = (value: any, rest: any = {}, parameters?: any) =>
    RuleTester.fromTemplate(templateOf({ EventPattern: { source: ['aws.ec2'], x: [{ 'anything-but': ['none', value] }] } }, rest), { parameters })
      .send({ ...STOPPED, x: 'y' })[0].eventPattern.x[0]['anything-but'][1];
  const queue = { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } };
  const bucket = { Resources: { Bucket: { Type: 'AWS::S3::Bucket' } } };

  test.each<[string, any, any, any, any]>([
    ['a reference', { Ref: 'Bucket' }, bucket, undefined, 'Bucket'],
    ['a reference that is given', { Ref: 'Bucket' }, bucket, { Bucket: 'b' }, 'b'],
    ['a reference to what goes by its URL', { Ref: 'Queue' }, queue, { Queue: 'q' }, 'https://sqs.us-east-1.amazonaws.com/123456789012/q'],
    ['a pseudo parameter', { Ref: 'AWS::Region' }, {}, undefined, 'us-east-1'],
    ['a pseudo parameter that is given', { Ref: 'AWS::Region' }, {}, { 'AWS::Region': 'eu-west-1' }, 'eu-west-1'],
    ['an ARN', { 'Fn::GetAtt': ['Queue', 'Arn'] }, queue, undefined, 'arn:aws:sqs:us-east-1:123456789012:Queue'],
    ['an ARN of what is given', { 'Fn::GetAtt': 'Queue.Arn' }, queue, { Queue: 'q' }, 'arn:aws:sqs:us-east-1:123456789012:q'],
    ['an ARN that is given', { 'Fn::GetAtt': ['Queue', 'Arn'] }, queue, { 'Queue.Arn': 'arn' }, 'arn'],
    ['a name', { 'Fn::GetAtt': ['Queue', 'QueueName'] }, queue, undefined, 'Queue'],
    ['another attribute', { 'Fn::GetAtt': ['Bucket', 'DomainName'] }, bucket, undefined, 'Bucket.DomainName'],
    ['a join', { 'Fn::Join': ['-', ['a', { Ref: 'Bucket' }]] }, bucket, undefined, 'a-Bucket'],
    ['a substitution', { 'Fn::Sub': '${Bucket}/${Bucket.Arn}/${!Bucket}' }, bucket, { Bucket: 'b' }, 'b/arn:aws:s3:::b/${Bucket}'],
    ['a substitution with names of its own', { 'Fn::Sub': ['${a}/${AWS::Partition}', { a: { Ref: 'Bucket' } }] }, bucket, undefined, 'Bucket/aws'],
    ['a part of a split', { 'Fn::Select': ['1', { 'Fn::Split': [':', 'a:b:c'] }] }, {}, undefined, 'b'],
    ['a parameter with a default', { Ref: 'Name' }, { Parameters: { Name: { Type: 'String', Default: 'd' } } }, undefined, 'd'],
    ['a parameter that is given', { Ref: 'Name' }, { Parameters: { Name: { Type: 'String', Default: 'd' } } }, { Name: 'n' }, 'n'],
    ['an entry of a list', { 'Fn::Select': [1, { Ref: 'Names' }] }, { Parameters: { Names: { Type: 'CommaDelimitedList', Default: 'a,b' } } }, undefined, 'b'],
    ['a mapping', { 'Fn::FindInMap': ['M', { Ref: 'AWS::Region' }, 'k'] }, { Mappings: { M: { 'us-east-1': { k: 'v' } } } }, undefined, 'v'],
    ['a condition', { 'Fn::If': ['C', 'yes', 'no'] }, { Conditions: { C: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] } } }, undefined, 'yes'],
    ['a condition of conditions', { 'Fn::If': ['C', 'yes', 'no'] }, { Conditions: { C: { 'Fn::And': [{ 'Fn::Not': [{ Condition: 'D' }] }, { 'Fn::Or': [false, true] }] }, D: { 'Fn::Equals': ['a', 'b'] } } }, undefined, 'yes'],
    ['a condition that is given', { 'Fn::If': ['C', 'yes', 'no'] }, { Conditions: { C: { 'Fn::Equals': ['a', 'a'] } } }, { C: false }, 'no'],
    ['an import', { 'Fn::ImportValue': 'other:Name' }, {}, undefined, 'other:Name'],
    ['an import that is given', { 'Fn::ImportValue': 'otherName' }, {}, { otherName: 'n' }, 'n'],
  ])('%s', (_, value, rest, parameters, expected) => {
    expect(resolved(value, rest, parameters)).toBe(expected);
  });

  test('takes a property away where it is no value', () => {
    const tester = RuleTester.fromTemplate(templateOf({ EventPattern: { source: ['aws.ec2'], detail: { Ref: 'AWS::NoValue' }, region: ['us-east-1', { Ref: 'AWS::NoValue' }] } }));
    expect(tester.send(STOPPED)[0].eventPattern).toEqual({ source: ['aws.ec2'], region: ['us-east-1'] });
  });

  test('is an error when it is given for what is not there', () => {
    const template = templateOf({ EventPattern: { source: ['aws.ec2'] } });
    expect(() => RuleTester.fromTemplate(template, { parameters: { Bukket: 'b' } })).toThrow('The template has nothing called \'Bukket\'; it has Rule.');
  });

  test('is what the stack says where it is deployed to a known place', () => {
    const stack = testStack({ env: { account: '111111111111', region: 'eu-west-1' } });
    const parameter = new CfnParameter(stack, 'Team', { default: 'ops' });
    new events.Rule(stack, 'Here', { eventPattern: { source: ['aws.ec2'], region: [Fn.ref('AWS::Region')], account: [Fn.ref('AWS::AccountId')], resources: [parameter.valueAsString] } });
    RuleTester.fromStack(stack).expectMatch({ ...STOPPED, account: '111111111111', region: 'eu-west-1', resources: ['ops'] });
  });
});

describe('bad input', () => {
  const tester = RuleTester.fromTemplate(templateOf({ EventPattern: { source: ['aws.ec2'] } }));

  test.each<[any, string]>([
    [[], 'An event is a JSON object'],
    [{ source: 'aws.ec2' }, '\'detail-type\' of the event is missing'],
    [{ ...STOPPED, detail: JSON.parse('['.repeat(5000) + ']'.repeat(5000)) }, 'deeper than 200 levels'],
    [{ ...STOPPED, detail: { text: 'x'.repeat(1024 * 1024) } }, 'larger than 1048576 bytes'],
  ])('is refused', (sample, message) => {
    expect(() => tester.send(sample)).toThrow(message);
    expect(() => tester.expectMatch(sample)).toThrow(message);
    expect(() => tester.expectNoMatch(sample)).toThrow(message);
  });
});

describe('what is not deployed', () => {
  const EVENT = { ...STOPPED, source: 's' };
  const prod = (met: boolean) => ({ Conditions: { Prod: { 'Fn::Equals': ['prod', met ? 'prod' : 'dev'] } } });
  const rule = (more: any = {}, attributes: any = {}) => ({ Rule: { Type: 'AWS::Events::Rule', Properties: { EventPattern: { source: ['s'] }, ...more }, ...attributes } });
  const targetsOf = (template: any) => RuleTester.fromTemplate(template).send(EVENT).map(({ targets: reached }) => reached.map(({ id }) => id));

  test('is a rule whose condition is false: it is not reached, and the answer says so', () => {
    const tester = RuleTester.fromTemplate({ ...prod(false), Resources: rule({}, { Condition: 'Prod' }) });
    expect(tester.send(EVENT)).toEqual([]);
    expect(() => tester.expectMatch(EVENT)).toThrow('Rule (not deployed: condition Prod is false)');
    expect(RuleTester.fromTemplate({ ...prod(false), Resources: rule({}, { Condition: 'Prod' }) }, { parameters: { Prod: true } }).send(EVENT)).toHaveLength(1);
  });

  test.each<[string, (met: boolean) => any]>([
    ['around Targets', (met) => ({ ...prod(met), Resources: rule({ Targets: { 'Fn::If': ['Prod', [{ Id: 'A', Arn: 'a' }], { Ref: 'AWS::NoValue' }] } }) })],
    ['in Targets', (met) => ({ ...prod(met), Resources: rule({ Targets: [{ 'Fn::If': ['Prod', { Id: 'A', Arn: 'a' }, { Ref: 'AWS::NoValue' }] }] }) })],
  ])('is a target that Fn::If leaves out, %s', (_where, templateWith) => {
    expect(targetsOf(templateWith(true))).toEqual([['A']]);
    expect(targetsOf(templateWith(false))).toEqual([[]]);
  });

  test('is a target whose resource or permission has a false condition', () => {
    const target = { Targets: [{ Id: 'A', Arn: { 'Fn::GetAtt': ['Fn', 'Arn'] } }] };
    const lambda = (attributes: any) => ({ Fn: { Type: 'AWS::Lambda::Function', ...attributes } });
    const permission = { Permission: { Type: 'AWS::Lambda::Permission', Condition: 'Prod', Properties: { FunctionName: { 'Fn::GetAtt': ['Fn', 'Arn'] } } } };
    const unreached = (template: any) => RuleTester.fromTemplate(template).send(EVENT)[0].unreachedTargets;
    expect(unreached({ ...prod(false), Resources: { ...rule(target), ...lambda({ Condition: 'Prod' }) } })).toEqual(['A: not deployed: condition Prod is false']);
    expect(unreached({ ...prod(false), Resources: { ...rule(target), ...lambda({}), ...permission } })).toEqual(['A: its permission is not deployed: condition Prod is false']);
    expect(targetsOf({ ...prod(true), Resources: { ...rule(target), ...lambda({ Condition: 'Prod' }), ...permission } })).toEqual([['A']]);
    const ofOthers = { Permission: { ...permission.Permission, Properties: { FunctionName: { 'Fn::GetAtt': ['Other', 'Arn'] } } }, Other: { Type: 'AWS::Lambda::Function' } };
    expect(targetsOf({ ...prod(false), Resources: { ...rule(target), ...lambda({}), ...ofOthers } })).toEqual([['A']]);
  });

  test('is one of several targets, and the others are reached', () => {
    const two = { Targets: [{ Id: 'A', Arn: { 'Fn::GetAtt': ['Fn', 'Arn'] } }, { Id: 'B', Arn: 'b' }] };
    const [reached] = RuleTester.fromTemplate({ ...prod(false), Resources: { ...rule(two), Fn: { Type: 'AWS::Lambda::Function', Condition: 'Prod' } } }).send(EVENT);
    expect([reached.targets.map(({ id }) => id), reached.unreachedTargets]).toEqual([['B'], ['A: not deployed: condition Prod is false']]);
    expect(RuleTester.fromTemplate({ Resources: rule({ Targets: [{ Id: 'B', Arn: 'b' }] }) }).send(EVENT)[0]).not.toHaveProperty('unreachedTargets');
  });

  test('is no reason against the other rules: one without a pattern, such as a schedule, is passed over', () => {
    const schedule = { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'rate(1 day)', EventPattern: { 'Fn::If': ['Prod', { source: ['s'] }, { Ref: 'AWS::NoValue' }] } } };
    expect(RuleTester.fromTemplate({ ...prod(false), Resources: { ...rule(), Schedule: schedule } }).send(EVENT).map(({ logicalId }) => logicalId)).toEqual(['Rule']);
  });
});

describe('the state of a rule', () => {
  const describeInstances = { ...STOPPED, 'detail-type': 'AWS API Call via CloudTrail', 'detail': { eventSource: 'ec2.amazonaws.com', eventName: 'DescribeInstances', readOnly: true, managementEvent: true } };
  const ruleIn = (State?: string) => templateOf({ EventPattern: { source: ['aws.ec2'] }, ...(State && { State }) });

  test('ENABLED sees no read-only call, and the state for all management events does', () => {
    expect(RuleTester.fromTemplate(ruleIn()).send(describeInstances)).toEqual([]);
    expect(() => RuleTester.fromTemplate(ruleIn()).expectMatch(describeInstances)).toThrow("sees no read-only call in its state ENABLED, and 'DescribeInstances' is one");
    expect(RuleTester.fromTemplate(ruleIn('ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS')).send(describeInstances)).toHaveLength(1);
  });

  test('is of no interest to who asks for patterns only', () => {
    expect(RuleTester.fromTemplate(ruleIn(), { patternsOnly: true }).send(describeInstances)).toHaveLength(1);
    expect(RuleTester.fromTemplate(ruleIn('DISABLED'), { patternsOnly: true }).send(STOPPED)).toHaveLength(1);
    const stack = testStack();
    new events.Rule(stack, 'Rule', { enabled: false, eventPattern: { source: ['aws.ec2'] } });
    expect([{}, { patternsOnly: true }].map((options) => RuleTester.fromStack(stack, options).send(STOPPED).length)).toEqual([0, 1]);
  });

  test.each([
    ['a data event', { readOnly: true, managementEvent: false }, 1], ['a call that writes', { readOnly: false }, 1],
    ['a record that does not say whether it reads', { readOnly: undefined }, 0],
  ])('%s', (_what, detail, reached) => {
    const call = { ...describeInstances, detail: { ...describeInstances.detail, ...detail } };
    expect(RuleTester.fromTemplate(ruleIn()).send(call)).toHaveLength(reached);
  });
});

describe('an event is data', () => {
  test.each([[{ Condition: 'x' }], [{ Ref: 'main' }], [{ 'Fn::Join': 'x' }], [{ 'Fn::GetAtt': ['a', 'b'] }]])('%j stays as it is', (value) => {
    const event = { ...STOPPED, detail: { value } };
    expect(JSON.parse(RuleTester.fromTemplate(templateOf({ EventPattern: { source: ['aws.ec2'] }, Targets: [{ Id: 'A', Arn: 'a' }] })).send(event)[0].targets[0].input)).toEqual(event);
    const stack = testStack();
    instanceRule(stack);
    expect(RuleTester.fromStack(stack, { patternsOnly: true }).mismatches(event, 'InstanceStopped')).toHaveLength(1);
  });

  test('but the tokens of its stack in it are what a deployment makes of them, within texts as well', () => {
    const stack = testStack();
    const bucket = new s3.Bucket(stack, 'Bucket', { bucketName: 'photos' });
    new events.Rule(stack, 'Rule', { eventPattern: { resources: ['arn:aws:s3:::photos/key'] } });
    RuleTester.fromStack(stack).expectMatch({ ...STOPPED, resources: [`${bucket.bucketArn}/key`] });
    RuleTester.fromStack(stack).expectMatch({ ...STOPPED, resources: [bucket.arnForObjects('key')] });
  });

  test('a token of another stack is never the resource of the same place', () => {
    const app = new App();
    const other = new s3.Bucket(new Stack(app, 'A'), 'Bucket');
    const named = new s3.Bucket(new Stack(app, 'B'), 'Bucket', { bucketName: 'photos' });
    const stack = new Stack(app, 'C');
    const own = new s3.Bucket(stack, 'Bucket');
    new events.Rule(stack, 'Own', { eventPattern: { resources: [own.bucketName, 'photos'] } });
    const tester = RuleTester.fromStack(stack);
    expect(tester.explain({ ...STOPPED, resources: [other.bucketName] })).toContain(`found "A/${stack.resolve(own.bucketName).Ref}"`);
    expect(tester.explain({ ...STOPPED, resources: [other.bucketArn] })).toContain('found "A/arn:aws:s3:::Bucket83908E77"');
    tester.expectMatch({ ...STOPPED, resources: [own.bucketName] });
    tester.expectMatch({ ...STOPPED, resources: [named.bucketName] });
  });

  test('a token of another stack that the rule imports is the value that it imports', () => {
    const app = new App();
    const other = new s3.Bucket(new Stack(app, 'A'), 'Bucket');
    const stack = new Stack(app, 'C');
    new events.Rule(stack, 'Rule', { eventPattern: { resources: [other.bucketArn] } });
    RuleTester.fromStack(stack).expectMatch({ ...STOPPED, resources: [other.bucketArn] });
  });
});

describe('a selection', () => {
  const two = { Resources: { A: { Type: 'AWS::Events::Rule', Properties: { Name: 'same', EventPattern: { source: ['aws.ec2'] } } }, B: { Type: 'AWS::Events::Rule', Properties: { Name: 'same', EventPattern: { source: ['aws.ec2'] } } } } };

  test.each<[any, string]>([
    ['', 'The template has no rule \'\' with an event pattern; its rules are A, B.'],
    ['same', '\'same\' fits 2 rules: A (A), B (B). Name one by its logical id.'],
    [5, 'A rule is selected by its construct, logical id, place in the app or name, and this is 5.'],
  ])('%j is refused', (rule, message) => {
    expect(() => RuleTester.fromTemplate(two).expectMatch(STOPPED, { rule })).toThrow(message);
    expect(() => RuleTester.fromTemplate(two).expectNoMatch(STOPPED, { rule })).toThrow(message);
  });

  test('that no rule of many fits tells the nearest', () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`Rule${n}`, { Type: 'AWS::Events::Rule', Properties: { EventPattern: { source: ['s'] } } }]));
    expect(() => RuleTester.fromTemplate({ Resources: many }).send(STOPPED, { rule: 'Rle42' })).toThrow(/no rule 'Rle42' with an event pattern; of its 100 rules, nearest: Rule42, .{1,40}\.$/);
  });

  test('can be the construct of the rule, of this library or another', () => {
    const stack = testStack();
    const made = instanceRule(stack);
    const plain = new events.Rule(stack, 'Plain', { eventPattern: { source: ['aws.ec2'] } });
    const tester = RuleTester.fromStack(stack);
    const sole = (rule: any) => tester.expectMatch(STOPPED, { rule }).map(({ constructPath }) => constructPath);
    expect([sole(made), sole(made.rule), sole(plain), sole(plain.node.defaultChild)]).toEqual([['InstanceStopped/Rule'], ['InstanceStopped/Rule'], ['Plain'], ['Plain']]);
    expect(() => sole(stack)).toThrow('\'Stack\' has 2 rules');
    expect(() => sole(new events.Rule(new Stack(new App(), 'Other'), 'Rule', { eventPattern: { source: ['x'] } }))).toThrow('Is it in another stack?');
  });

  test('of an event bus by name, ARN, logical id or place is the same', () => {
    const stack = testStack({ env: { account: '123456789012', region: 'us-east-1' } });
    const bus = new events.EventBus(stack, 'Central', { eventBusName: 'central' });
    new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.ec2'] }, eventBus: bus });
    const tester = RuleTester.fromStack(stack);
    for (const eventBusName of ['central', 'Central', stack.getLogicalId(bus.node.defaultChild as events.CfnEventBus), 'arn:aws:events:us-east-1:123456789012:event-bus/central']) {
      expect(tester.send(STOPPED, { eventBusName }).map((rule) => rule.eventBusName)).toEqual(['central']);
    }
  });
});

describe('a message', () => {
  test('about many rules is as short when none should match as when one should', () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`Rule${n}`, { Type: 'AWS::Events::Rule', Properties: { EventPattern: { 'source': ['aws.ec2'], 'detail-type': [STOPPED['detail-type'], ...Array.from({ length: 40 }, (__, k) => 'T'.repeat(k + 1))] } } }]));
    const tester = RuleTester.fromTemplate({ Resources: many });
    const message = (run: () => void) => {
      try {
        run();
        return '';
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(message(() => tester.expectNoMatch(STOPPED)).length).toBeLessThan(3000);
    expect(message(() => tester.expectNoMatch(STOPPED))).toMatch(/and 95 other rules$/);
    expect(message(() => tester.expectMatch({ ...STOPPED, source: 'other' })).length).toBeLessThan(3000);
  });

  test('says what is a stand-in, and how to give its value', () => {
    const tester = RuleTester.fromTemplate({ Resources: { Bucket: { Type: 'AWS::S3::Bucket' }, Rule: { Type: 'AWS::Events::Rule', Properties: { EventPattern: { detail: { name: [{ Ref: 'Bucket' }] } } } } } });
    expect(tester.explain({ ...STOPPED, detail: { name: 'photos' } })).toContain("detail.name: wanted [\"Bucket\"], found \"photos\" (a stand-in: what 'Bucket' is, the deployment decides; give it in parameters");
  });

  test('says what stands where a plain value is wanted, and shows no control character', () => {
    const tester = RuleTester.fromTemplate(templateOf({ EventPattern: { detail: { state: ['stopped'] } } }));
    const found = (state: any) => tester.mismatches({ ...STOPPED, detail: { state } }, 'Rule')[0].found;
    expect([{ name: 'x' }, {}, [], [{ a: 1 }], undefined].map(found)).toEqual(['an object with the fields name', 'an empty object', 'an empty list', 'an object with the fields a', 'nothing']);
    expect(tester.explain({ ...STOPPED, 'detail-type': 'a\u001b[31m', 'detail': { state: '\u202e' } })).toMatch(/^Event 'a\\u001b\[31m'[^]*found "\\u202e"$/);
  });

  test('is nothing when the event matches', () => {
    expect(RuleTester.fromTemplate(templateOf({ EventPattern: { source: ['aws.ec2'] } })).explain(STOPPED)).toBeUndefined();
  });
});

test('a synthesis that the checks refuse is an error that holds the finding', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  Validations.of(app).addPlugins(new ServiceEventChecks());
  new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.ec2'], detailType: ['EC2 Instance State-change Notifcation'] } });
  expect(() => RuleTester.fromStack(stack)).toThrow(/refused by its validation:\n {2}Stack\/Rule\/Resource: .*'EC2 Instance State-change Notifcation'.*Nearest: 'EC2 Instance State-change Notification'/);
});

describe('JSON texts', () => {
  const tester = RuleTester.fromTemplate(templateOf({ EventPattern: '{"source":["aws.ec2"],"detail":{"error":[null]}}' }));
  const json = (error: string) => `{"source":"aws.ec2","detail-type":"x","detail":{${error}}}`;

  test('keep null, which maps of other languages lose', () => {
    expect(tester.sendJson(json('"error":null'))).toHaveLength(1);
    expect(tester.expectMatchJson(json('"error":null'), { rule: 'Rule' })).toHaveLength(1);
    expect(tester.explainJson(json('"error":null'))).toBeUndefined();
    expect(tester.explainJson(json(''))).toContain('detail.error: wanted [null], found nothing');
    expect(() => tester.expectNoMatchJson(json('"error":null'))).toThrow('matches, and should not');
    expect(testing.EventPatternMatcher.fromJson('{"detail":{"error":[null]}}').matchesJson(json('"error":null'))).toBe(true);
  });

  test('that match no rule are held against what they should be all the same', () => {
    expect(tester.sendJson(json('"error":1'))).toEqual([]);
    expect(() => tester.sendJson(json('"error":1'), { rule: 'Rull' })).toThrow("The template has no rule 'Rull'");
    expect(() => tester.sendJson('{"source":"aws.ec2"}')).toThrow("'detail-type' of the event is missing");
  });

  test('from a stack may hold tokens', () => {
    const stack = new Stack(new App(), 'Stack');
    const bucket = new s3.Bucket(stack, 'Bucket');
    new events.Rule(stack, 'Rule', { eventPattern: { source: ['x'], detail: { bucket: [bucket.bucketName] } } });
    const sample = JSON.stringify({ 'source': 'x', 'detail-type': 'y', 'detail': { bucket: bucket.bucketName } });
    expect(RuleTester.fromStack(stack).sendJson(sample)).toHaveLength(1);
  });

  test('of samples can be changed by JSON', () => {
    const sample = SampleEvents.ofJson(AwsService.S3, S3Events.OBJECT_CREATED, '{"detail":{"bucket":{"name":"photos"},"requester":null}}');
    expect(JSON.parse(sample)).toMatchObject({ source: 'aws.s3', detail: { bucket: { name: 'photos' }, requester: null } });
    expect(JSON.parse(SampleEvents.apiCallJson(AwsService.IAM, 'CreateUser')).detail).toMatchObject({ eventName: 'CreateUser', responseElements: null });
  });

  test.each(['', '{', '[]', '"text"', 'null'])('that are no object are refused: %j', (text) => {
    expect(() => tester.sendJson(text)).toThrow(/JSON|An event is a JSON object/);
    expect(() => testing.EventPatternMatcher.fromJson(text)).toThrow(/JSON|pattern is an object/);
  });
});

describe('what is not read', () => {
  test.each<[string, any]>([
    ['Fn::ForEach', { 'Fn::ForEach::Rules': ['Name', ['A'], { 'Rule${Name}': { Type: 'AWS::Events::Rule', Properties: {} } }] }],
    ['AWS::Serverless::Application', { Other: { Type: 'AWS::Serverless::Application', Properties: { Location: 'other.yaml' } } }],
  ])('is said where no rule is found: %s', (what, Resources) => {
    expect(() => RuleTester.fromTemplate({ Resources }).send(STOPPED)).toThrow(what);
  });

  test('is said for AWS::Include', () => {
    expect(() => RuleTester.fromTemplate({ Resources: { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://b/k' } } } }).send(STOPPED)).toThrow('AWS::Include');
  });

  const OTHER = { Type: 'AWS::Events::Rule', Properties: { EventPattern: { source: ['aws.s3'] } } };
  const INCLUDE = { Name: 'AWS::Include', Parameters: { Location: 's3://b/k' } };

  test.each<[string, any]>([
    ['AWS::Include', { Resources: { 'Rule': OTHER, 'Fn::Transform': INCLUDE } }],
    ['AWS::Include', { Resources: { Rule: { Type: 'AWS::Events::Rule', Properties: { 'Fn::Transform': INCLUDE } }, Other: OTHER } }],
    ['AWS::Include', { Transform: ['AWS::LanguageExtensions', INCLUDE], Resources: { Rule: OTHER } }],
    ['the macro Rules', { Transform: 'Rules', Resources: { Rule: OTHER } }],
    ['a macro (Fn::Transform)', { Resources: { Rule: OTHER, Topic: { 'Fn::Transform': { Name: 'Rules' } } } }],
    ['Fn::ForEach', { Resources: { 'Rule': OTHER, 'Fn::ForEach::Rules': ['Name', ['A'], {}] } }],
  ])('keeps nobody from telling that another rule matches, and no match from being certain: %s', (what, template) => {
    const tester = RuleTester.fromTemplate(template);
    expect(() => tester.expectNoMatch(STOPPED)).toThrow(`What a deployment makes of ${what} was not read. Name the rule`);
    expect(() => tester.expectMatch(STOPPED)).toThrow(`What a deployment makes of ${what} was not read.`);
    const rule = Object.keys(template.Resources).find((id) => template.Resources[id] === OTHER);
    expect(() => tester.expectNoMatch(STOPPED, { rule })).not.toThrow();
  });

  test.each(['AWS::Serverless-2016-10-31', 'AWS::LanguageExtensions', 'AWS::SecretsManager-2024-09-16'])('is nothing of the transform %s', (Transform) => {
    expect(() => RuleTester.fromTemplate({ Transform, Resources: { Rule: OTHER } }).expectNoMatch(STOPPED)).not.toThrow();
  });

  test('the events of a function of the Serverless Application Model are rules', () => {
    const Resources = {
      Worker: {
        Type: 'AWS::Serverless::Function',
        Properties: { Events: { Stopped: { Type: 'EventBridgeRule', Properties: { Pattern: { source: ['aws.ec2'] }, DeadLetterConfig: { Arn: 'arn:aws:sqs:us-east-1:123456789012:q' } } } } },
      },
    };
    const [rule] = RuleTester.fromTemplate({ Transform: 'AWS::Serverless-2016-10-31', Resources }).expectMatch(STOPPED, { rule: 'WorkerStopped' });
    expect(rule.targets).toMatchObject([{ logicalId: 'Worker', arn: 'arn:aws:lambda:us-east-1:123456789012:function:Worker', deadLetterQueueArn: 'arn:aws:sqs:us-east-1:123456789012:q' }]);
  });
});
