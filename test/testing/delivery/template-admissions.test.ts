import { testing } from 'cdk-service-events';
import { ANYBODY, Resources, getAtt, ruleTo } from '../../support/found-in-templates';

const { DeliveryTester, Fault } = testing;
const EVENT = { 'source': 'aws.batch', 'detail-type': 'Batch Job State Change', 'account': '111111111111', 'region': 'eu-west-1', 'detail': {} };
const HERE = { account: '111111111111', region: 'eu-west-1' };
const queue = (properties: object = {}) => ({ Type: 'AWS::SQS::Queue', Properties: properties });
const open = (...ids: string[]): Resources => ({ Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: ids.map((Ref) => ({ Ref })), PolicyDocument: ANYBODY } } });
const key = (...actions: string[]): Resources => ({
  Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: [{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: actions, Resource: '*' }] } } },
});
const WITH_KEY = { KmsMasterKeyId: getAtt('Key') };
const letters = { DeadLetterConfig: { Arn: getAtt('Letters') } };

/** The error with which a way ends, and what is told of it. */
function ended(resources: Resources, ...faults: testing.Fault[]): [string | undefined, string | undefined] {
  const { ways: [{ errorCode, reason }] } = DeliveryTester.fromTemplates([{ template: { Resources: resources }, stackName: 'Shop', ...HERE }]).deliver(EVENT, { faults });
  return [errorCode, reason];
}

describe('a queue takes an event of a rule', () => {
  const to = (properties: object, target: object = {}, more: Resources = open('Work')) =>
    ended({ Work: queue(properties), Letters: queue(), ...open('Work', 'Letters'), ...more, Rule: ruleTo(getAtt('Work'), {}, { ...letters, ...target }) });

  test.each<[string, object, object, Resources?]>([
    ['that its policy lets in', {}, {}],
    ['that its key lets in', WITH_KEY, {}, key('kms:Decrypt', 'kms:GenerateDataKey')],
    ['that its key lets in altogether', WITH_KEY, {}, key('kms:*')],
    ['in order, with a group', { FifoQueue: true, ContentBasedDeduplication: true }, { SqsParameters: { MessageGroupId: 'a' } }],
    ['in order, with a group, said in texts', { FifoQueue: 'true', ContentBasedDeduplication: 'true' }, { SqsParameters: { MessageGroupId: 'a' } }],
  ])('%s', (_which, properties, target, more = {}) => {
    expect(to(properties, target, { ...more, ...open('Work', 'Letters') })).toEqual([undefined, undefined]);
  });

  test.each<[string, object, object, Resources, string, string]>([
    ['whose policy lets in nobody', {}, {}, open('Letters'), 'NO_PERMISSIONS', 'Work'],
    ['whose key lets EventBridge write alone', WITH_KEY, {}, key('kms:GenerateDataKey'), 'NO_PERMISSIONS', 'kms:Decrypt'],
    ['whose key lets EventBridge read alone', WITH_KEY, {}, key('kms:Decrypt'), 'NO_PERMISSIONS', 'kms:GenerateDataKey'],
    ['that is encrypted with the key of Amazon SQS', { KmsMasterKeyId: 'alias/aws/sqs' }, {}, {}, 'NO_PERMISSIONS', 'Shop/Work is encrypted with alias/aws/sqs, which EventBridge may not use'],
    ['in order, without a group', { FifoQueue: true, ContentBasedDeduplication: true }, {}, {}, 'INVALID_PARAMETER', 'Shop/Work takes nothing without a message group, which the rule does not give'],
    ['in order, which does not tell duplicates by their content', { FifoQueue: true }, { SqsParameters: { MessageGroupId: 'a' } }, {}, 'INVALID_PARAMETER', 'Shop/Work takes nothing without a deduplication id, which the rule does not give'],
  ])('but not one %s', (_which, properties, target, more, error, why) => {
    const [code, reason] = to(properties, target, { ...open('Work', 'Letters'), ...more });
    expect([code, reason]).toEqual([error, expect.stringContaining(why)]);
  });
});

test('a topic in order takes nothing of a rule', () => {
  const app: Resources = {
    Topic: { Type: 'AWS::SNS::Topic', Properties: { FifoTopic: true, ContentBasedDeduplication: true } },
    TopicPolicy: { Type: 'AWS::SNS::TopicPolicy', Properties: { Topics: [{ Ref: 'Topic' }], PolicyDocument: ANYBODY } },
    Letters: queue(),
    ...open('Letters'),
    Rule: ruleTo({ Ref: 'Topic' }, {}, { ...letters, SqsParameters: { MessageGroupId: 'a' } }),
  };
  expect(ended(app)).toEqual(['INVALID_PARAMETER', 'Shop/Topic takes nothing without a message group, which the rule does not give']);
});

describe('a role for a target', () => {
  const machine = (role: object): Resources => ({
    Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties: {} },
    Letters: queue(),
    ...open('Letters'),
    Role: { Type: 'AWS::IAM::Role', Properties: role },
    Rule: ruleTo({ Ref: 'Machine' }, {}, { ...letters, RoleArn: getAtt('Role') }),
  });
  const trusts = (Service: string) => ({ AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }] } });
  const trusted = trusts('events.amazonaws.com');

  test('lets EventBridge in', () => {
    expect(ended(machine({ ...trusted, Policies: [{ PolicyDocument: ANYBODY }] }))).toEqual([undefined, undefined]);
  });

  test('that EventBridge may not assume is told by its code', () => {
    expect(ended(machine({ ...trusts('lambda.amazonaws.com'), Policies: [{ PolicyDocument: ANYBODY }] }))[0]).toBe('FAILED_TO_ASSUME_ROLE');
    expect(ended(machine(trusts('lambda.amazonaws.com')))[0]).toBe('FAILED_TO_ASSUME_ROLE');
  });

  test('that may do nothing is told by its code', () => {
    expect(ended(machine(trusted))[0]).toBe('NO_PERMISSIONS');
  });
});

describe('a dead-letter queue keeps an event', () => {
  const kept = (properties: object, more: Resources = {}, target: object = letters) => {
    const { ways: [{ end, reason }] } = DeliveryTester.fromTemplates([{
      template: { Resources: { Work: queue(), Letters: queue(properties), ...open('Work', 'Letters'), ...more, Rule: ruleTo(getAtt('Work'), {}, target) } }, stackName: 'Shop', ...HERE,
    }]).deliver(EVENT, { faults: [Fault.targetIsGone()] });
    return [end, reason];
  };
  const KEPT = ['DEAD_LETTERED', 'Shop/Work is gone'];

  test.each<[string, object, Resources?]>([
    ['that its policy lets in', {}],
    ['that its key lets in', WITH_KEY, key('kms:Decrypt', 'kms:GenerateDataKey')],
  ])('%s', (_which, properties, more = {}) => {
    expect(kept(properties, more)).toEqual(KEPT);
  });

  test('and is not there where it is for another stage', () => {
    const { ways: [{ end, reason }] } = DeliveryTester.fromTemplates([{
      template: { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } }, Resources: { Letters: queue(), ...open('Letters'), Rule: ruleTo('arn:aws:sqs:eu-west-1:111111111111:work', {}, { DeadLetterConfig: { Arn: { 'Fn::If': ['Never', getAtt('Letters'), { Ref: 'AWS::NoValue' }] } } }) } },
      ...HERE,
    }]).deliver(EVENT, { faults: [Fault.targetIsGone()] });
    expect([end, reason]).toEqual(['LOST', 'the target has no dead-letter queue']);
  });

  test('in a queue that no template has', () => {
    expect(kept({}, {}, { DeadLetterConfig: { Arn: 'arn:aws:sqs:eu-west-1:111111111111:other' } })[0]).toBe('DEAD_LETTERED');
  });

  test.each<[string, object, Resources | undefined, string]>([
    ['whose policy lets in nobody', {}, open('Work'), 'Letters'],
    ['whose key lets in nobody', WITH_KEY, key('kms:Encrypt'), 'kms:Decrypt'],
    ['in order', { FifoQueue: true }, undefined, 'Shop/Letters is a FIFO queue, which EventBridge does not write dead letters to'],
  ])('but not one %s', (_which, properties, more, why) => {
    expect(kept(properties, more)).toEqual(['LOST', expect.stringContaining(why)]);
  });

  test('whose policy lets in that rule, and not one whose policy lets in another rule', () => {
    const lettingIn = (rule: string): Resources => ({
      ...open('Work'),
      Letting: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Letters' }], PolicyDocument: { Statement: [{ ...ANYBODY.Statement[0], Condition: { ArnEquals: { 'aws:SourceArn': getAtt(rule) } } }] } } },
      Other: { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'rate(1 day)' } },
    });
    expect([kept({}, lettingIn('Rule'))[0], kept({}, lettingIn('Other'))[0]]).toEqual(['DEAD_LETTERED', 'LOST']);
  });

  test('of an event source where its policy lets EventBridge in', () => {
    const source = (more: Resources) => DeliveryTester.fromTemplates([{
      template: {
        Resources: {
          Custom: { Type: 'AWS::EventsV2::EventBus', Properties: { Name: 'custom' } },
          Source: { Type: 'AWS::EventsV2::EventSource', Properties: { EventBusArn: getAtt('Custom', 'EventBusArn'), Configuration: { AwsServiceEventsConfiguration: { AwsService: 'aws.batch', OnFailureConfiguration: { Arn: getAtt('Letters') } } } } },
          Letters: queue(),
          ...more,
        },
      },
      ...HERE,
    }]).deliver(EVENT, { faults: [Fault.targetIsGone()] }).ways[0].end;
    expect([source(open('Letters')), source({})]).toEqual(['DEAD_LETTERED', 'LOST']);
  });

  test('but not one in another Region', () => {
    expect(kept({}, {}, { DeadLetterConfig: { Arn: 'arn:aws:sqs:eu-west-2:111111111111:letters' } })).toEqual([
      'LOST', 'arn:aws:sqs:eu-west-2:111111111111:letters is in eu-west-2, and the rule in eu-west-1',
    ]);
  });
});

describe('the queue of a function keeps what it fails on', () => {
  const kept = (policies: object[], queueArn: unknown = getAtt('Letters')) => {
    const { ways: [{ end }] } = DeliveryTester.fromTemplates([{
      template: {
        Resources: {
          Handler: { Type: 'AWS::Lambda::Function', Properties: { Role: getAtt('Role'), DeadLetterConfig: { TargetArn: queueArn } } },
          Letters: queue(),
          Role: { Type: 'AWS::IAM::Role', Properties: { Policies: policies } },
          Rule: ruleTo(getAtt('Handler')),
          Permission: { Type: 'AWS::Lambda::Permission', Properties: { FunctionName: { Ref: 'Handler' }, Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com' } },
        },
      },
      ...HERE,
    }]).deliver(EVENT, { faults: [Fault.handlerFails()] });
    return end;
  };

  test('where its role may write there', () => {
    expect(kept([{ PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }] } }])).toBe('DEAD_LETTERED');
    expect(kept([])).toBe('LOST');
  });

  test('where the queue is in no template, of which nothing is known', () => {
    expect(kept([], 'arn:aws:sqs:eu-west-1:111111111111:other')).toBe('DEAD_LETTERED');
  });
});
