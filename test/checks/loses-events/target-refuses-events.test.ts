import { CheckSeverity } from '../../../src/checks/check-severity';
import { Resources, foundBy, getAtt, ruleTo } from '../../support/found-in-templates';

const EVENTBRIDGE = { Service: 'events.amazonaws.com' };
const allow = (Action: unknown, Resource: unknown, more: object = {}) => ({ Effect: 'Allow', Principal: EVENTBRIDGE, Action, Resource, ...more });
const queue = (Properties: object = {}, ...Statement: object[]): Resources => ({
  Queue: { Type: 'AWS::SQS::Queue', Properties },
  Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Queue' }], PolicyDocument: { Statement: [allow('sqs:SendMessage', getAtt('Queue')), ...Statement] } } },
});
const toQueue = (target: object = {}): Resources => ({ Rule: ruleTo(getAtt('Queue'), {}, target) });
const role = (trusts: object = EVENTBRIDGE, ...Statement: object[]): Resources => ({
  Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: trusts, Action: 'sts:AssumeRole' }] } } },
  RolePolicy: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: { Statement } } },
});
const WITH_ROLE = { RoleArn: getAtt('Role') };
const GROUP = { SqsParameters: { MessageGroupId: 'g' } };

const found = (...resources: Resources[]) => foundBy('target-refuses-events', [Object.assign({}, ...resources)]);
const told = (...resources: Resources[]) => found(...resources).map(({ message }) => message);

test.each<[string, Resources[]]>([
  ['a queue whose policy lets it in', [queue(), toQueue()]],
  ['what no template has', [{ Rule: ruleTo('arn:aws:sqs:eu-west-1:111111111111:work') }]],
  ['what is neither queue nor topic, and needs nothing', [{ Bus: { Type: 'AWS::Events::EventBus' }, Rule: ruleTo(getAtt('Bus')) }]],
  ['a FIFO queue with all that it needs', [queue({ FifoQueue: true, ContentBasedDeduplication: true }), toQueue(GROUP)]],
  ['a FIFO queue that says so in texts', [queue({ FifoQueue: 'true', ContentBasedDeduplication: 'true' }), toQueue(GROUP)]],
  ['a queue that says that it is no FIFO queue', [queue({ FifoQueue: false }), toQueue()]],
  ['a queue with a key of the user elsewhere', [queue({ KmsMasterKeyId: 'alias/mine' }), toQueue()]],
])('%s takes the events', (_what, resources) => {
  expect(told(...resources)).toEqual([]);
});

describe('a FIFO queue refuses the events', () => {
  test('without content-based deduplication', () => {
    const [finding, ...others] = found(queue({ FifoQueue: true }), toQueue(GROUP));
    expect([finding.message, others]).toEqual(["Target 'T' is a FIFO queue without content-based deduplication, and EventBridge gives no deduplication id.", []]);
    expect(finding).toMatchObject({ location: 'Properties.Targets.0', value: 'T', severity: CheckSeverity.ERROR });
  });

  test.each<[object]>([[{}], [{ SqsParameters: {} }]])('without a message group: %j', (target) => {
    expect(told(queue({ FifoQueue: true, ContentBasedDeduplication: true }), toQueue(target))).toEqual(["Target 'T' is a FIFO queue, and the target names no message group."]);
  });

  test('for two reasons at once', () => {
    expect(told(queue({ FifoQueue: true }), toQueue())).toHaveLength(2);
  });
});

test('a FIFO topic takes no message without a group, as far as is known', () => {
  const topic: Resources = {
    Topic: { Type: 'AWS::SNS::Topic', Properties: { FifoTopic: true } },
    Policy: { Type: 'AWS::SNS::TopicPolicy', Properties: { Topics: [{ Ref: 'Topic' }], PolicyDocument: { Statement: [allow('sns:Publish', { Ref: 'Topic' })] } } },
  };
  expect(found(topic, { Rule: ruleTo({ Ref: 'Topic' }) }).map(({ message, severity }) => [message, severity])).toEqual([
    [expect.stringContaining('is a FIFO topic'), CheckSeverity.WARNING],
  ]);
});

describe('encryption keeps EventBridge out', () => {
  const MANAGED = { KmsMasterKeyId: 'alias/aws/sqs' };
  const key = (...Action: string[]): Resources => ({
    Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: Action.map((action) => allow(action, '*')) } } },
  });
  const OWN = { KmsMasterKeyId: getAtt('Key') };

  test('by a key of AWS, unless a role delivers', () => {
    expect(told(queue(MANAGED), toQueue())).toEqual(["Target 'T' is encrypted with the key alias/aws/sqs, whose policy cannot let EventBridge use it."]);
    expect(told(queue(MANAGED), role(EVENTBRIDGE, { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }), toQueue(WITH_ROLE))).toEqual([]);
  });

  test.each<[string, string[], string[]]>([
    ['all that it takes', ['kms:Decrypt', 'kms:GenerateDataKey'], []],
    ['one of two', ['kms:Decrypt'], ["Target 'T' is encrypted with key 'Here/Key', whose policy does not let EventBridge use it."]],
    ['the other of two', ['kms:GenerateDataKey'], ["Target 'T' is encrypted with key 'Here/Key', whose policy does not let EventBridge use it."]],
  ])('by a key of the app that lets it do %s', (_what, actions, messages) => {
    expect(told(queue(OWN), key(...actions), toQueue())).toEqual(messages);
  });

  test('by a key of the app not where a role delivers', () => {
    expect(told(queue(OWN), key('kms:DescribeKey'), role(EVENTBRIDGE, { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }), toQueue(WITH_ROLE))).toEqual([]);
  });
});

describe('permission is refused', () => {
  const rule = toQueue();

  test('by a queue whose policy says nothing', () => {
    const [finding, ...others] = found({ Queue: { Type: 'AWS::SQS::Queue' } }, rule);
    expect([finding.message, others]).toEqual(["Target 'T' is queue 'Here/Queue', of which no policy lets EventBridge write to it for this rule.", []]);
    expect(finding.fix).toBe("Allow events.amazonaws.com to do sqs:SendMessage, where aws:SourceArn is the ARN of rule 'Here/Rule'.");
  });

  test('by a topic whose policy says nothing', () => {
    const policy: Resources = { Topic: { Type: 'AWS::SNS::Topic' }, Policy: { Type: 'AWS::SNS::TopicPolicy', Properties: { Topics: [{ Ref: 'Topic' }], PolicyDocument: { Statement: [allow('sns:Subscribe', { Ref: 'Topic' })] } } } };
    const [finding] = found(policy, { Rule: ruleTo({ Ref: 'Topic' }) });
    expect([finding.message, finding.fix]).toEqual(["Target 'T' is topic 'Here/Topic', of which no policy lets EventBridge publish to it for this rule.", 'Allow events.amazonaws.com to do sns:Publish.']);
  });

  test('by a denial', () => {
    const [finding] = found(queue({}, { ...allow('sqs:SendMessage', getAtt('Queue')), Effect: 'Deny' }), rule);
    expect([finding.message, finding.fix]).toEqual(["Target 'T' is queue 'Here/Queue', whose policy denies sqs:SendMessage to EventBridge.", 'Exempt events.amazonaws.com from the denial.']);
  });

  test.each<[string, Resources, unknown, RegExp, RegExp]>([
    ['a function', { Handler: { Type: 'AWS::Lambda::Function' } }, getAtt('Handler'), /is function 'Here\/Handler', which EventBridge has no permission to invoke for this rule/, /as SourceArn\.$/],
    ['an alias', { Handler: { Type: 'AWS::Lambda::Function' }, Alias: { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: { Ref: 'Handler' } } } }, { Ref: 'Alias' }, /is function 'Here\/Alias'/, /as SourceArn, on the alias or version itself\.$/],
    ['a log group', { Logs: { Type: 'AWS::Logs::LogGroup' } }, getAtt('Logs'), /is log group 'Here\/Logs', and no resource policy of CloudWatch Logs lets EventBridge write to it/, /logs:CreateLogStream and logs:PutLogEvents on ".*", where nobody else/],
    ['a stream', { Stream: { Type: 'AWS::Kinesis::Stream' } }, getAtt('Stream'), /is stream 'Here\/Stream', to which EventBridge delivers with a role only, and the rule names no role for it/, /Give the target a role that may do kinesis:PutRecord\./],
  ])('by %s without a permission', (_what, resources, target, message, fix) => {
    const [finding, ...others] = found(resources, { Rule: ruleTo(target) });
    expect(others).toEqual([]);
    expect(finding.message).toMatch(message);
    expect(finding.fix).toMatch(fix);
    expect(finding.severity).toBe(/log group/.test(finding.message) ? CheckSeverity.WARNING : CheckSeverity.ERROR);
  });
});

describe('a role that delivers', () => {
  const stream: Resources = { Stream: { Type: 'AWS::Kinesis::Stream' }, Rule: ruleTo(getAtt('Stream'), {}, WITH_ROLE) };
  const MAY = { Effect: 'Allow', Action: 'kinesis:PutRecord', Resource: getAtt('Stream') };

  test('may do so', () => {
    expect(told(stream, role(EVENTBRIDGE, MAY))).toEqual([]);
  });

  test.each<[string, Resources, string, string]>([
    ['trusts somebody else', role({ Service: 'lambda.amazonaws.com' }, MAY), "Target 'T' is reached with role 'Here/Role', whose trust policy does not let events.amazonaws.com assume it.", 'Allow sts:AssumeRole to events.amazonaws.com in the trust policy of the role.'],
    ['may do nothing', role(), "Target 'T' is reached with role 'Here/Role', which may not do kinesis:PutRecord on stream 'Here/Stream'.", 'Allow the role kinesis:PutRecord on it.'],
    ['is denied it', role(EVENTBRIDGE, MAY, { ...MAY, Effect: 'Deny' }), "Target 'T' is reached with role 'Here/Role', which is denied kinesis:PutRecord on stream 'Here/Stream'.", 'Remove the denial, or exempt the role.'],
  ])('that %s cannot', (_what, roleResources, message, fix) => {
    const [finding, ...others] = found(stream, roleResources);
    expect([finding.message, finding.fix, others]).toEqual([message, fix, []]);
  });
});
