import { testing } from 'cdk-service-events';

const { DeliveryTester, EventEnd, Fault } = testing;

const EVENT = { 'source': 'aws.ec2', 'detail-type': 'EC2 Instance State-change Notification', 'account': '111111111111', 'region': 'eu-west-1', 'detail': {} };
const BOTH = { account: '111111111111', region: 'eu-west-1' };
const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

/** A statement that lets EventBridge do something for the rule. */
function allowing(Action: string, rest: object = {}): object {
  return { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action, Resource: '*', Condition: { ArnEquals: { 'aws:SourceArn': arn('Rule') } }, ...rest };
}

function policyOf(queue: string, ...Statement: object[]): object {
  return { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: queue }], PolicyDocument: { Statement } } };
}

function ruleTo(target: object, rest: object = {}): object {
  return {
    Type: 'AWS::Events::Rule',
    Properties: { EventPattern: { source: ['aws.ec2'] }, Targets: [{ Id: 'Target0', DeadLetterConfig: { Arn: arn('Dead') }, ...target }], ...rest },
  };
}

const DEAD = { Dead: { Type: 'AWS::SQS::Queue' }, DeadPolicy: policyOf('Dead', allowing('sqs:SendMessage')) };

function deliver(Resources: object, ...faults: testing.Fault[]): testing.DeliveryWay {
  const { ways } = DeliveryTester.fromTemplates([{ template: { Resources }, ...BOTH }]).deliver(EVENT, { faults });
  expect(ways).toHaveLength(1);
  return ways[0];
}

describe('a target that the templates do not let EventBridge reach', () => {
  const queue = { ...DEAD, Rule: ruleTo({ Arn: arn('Work') }), Work: { Type: 'AWS::SQS::Queue' } };

  test('gets nothing, though nothing is broken', () => {
    expect(deliver(queue)).toMatchObject({ end: EventEnd.DEAD_LETTERED, errorCode: 'NO_PERMISSIONS', attempts: 1, deadLetterQueue: 'Dead' });
    expect(deliver({ ...queue, WorkPolicy: policyOf('Work', allowing('sqs:SendMessage')) }).end).toBe(EventEnd.DELIVERED);
    expect(deliver({ ...queue, WorkPolicy: policyOf('Work', allowing('sqs:ReceiveMessage')) }).end).toBe(EventEnd.DEAD_LETTERED);
    expect(deliver({ ...queue, WorkPolicy: policyOf('Work', allowing('sqs:SendMessage'), { ...allowing('sqs:*'), Effect: 'Deny', Condition: undefined }) }).end)
      .toBe(EventEnd.DEAD_LETTERED);
  });

  test('can be a function without a permission', () => {
    const handler = { ...DEAD, Rule: ruleTo({ Arn: arn('Handler') }), Handler: { Type: 'AWS::Lambda::Function', Properties: {} } };
    const Permission = {
      Type: 'AWS::Lambda::Permission',
      Properties: { FunctionName: { Ref: 'Handler' }, Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com', SourceArn: arn('Rule') },
    };
    expect(deliver(handler)).toMatchObject({ end: EventEnd.DEAD_LETTERED, errorCode: 'NO_PERMISSIONS' });
    expect(deliver({ ...handler, Permission }).end).toBe(EventEnd.DELIVERED);
  });

  test('can be a state machine whose role EventBridge may not take', () => {
    const role = (service: string) => ({
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }] },
        Policies: [{ PolicyName: 'Start', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'states:StartExecution', Resource: { Ref: 'Machine' } }] } }],
      },
    });
    const machine = { ...DEAD, Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties: {} }, Rule: ruleTo({ Arn: { Ref: 'Machine' }, RoleArn: arn('Role') }) };
    expect(deliver({ ...machine, Role: role('states.amazonaws.com') })).toMatchObject({ end: EventEnd.DEAD_LETTERED, errorCode: 'FAILED_TO_ASSUME_ROLE' });
    expect(deliver({ ...machine, Role: role('events.amazonaws.com') }).end).toBe(EventEnd.DELIVERED);
  });

  test('can be a queue with a key of AWS, or a FIFO queue without a message group', () => {
    const WorkPolicy = policyOf('Work', allowing('sqs:SendMessage'));
    const work = (Properties: object) => ({ ...queue, WorkPolicy, Work: { Type: 'AWS::SQS::Queue', Properties } });
    expect(deliver(work({ KmsMasterKeyId: 'alias/aws/sqs' }))).toMatchObject({ end: EventEnd.DEAD_LETTERED, errorCode: 'NO_PERMISSIONS' });
    expect(deliver(work({ FifoQueue: true, ContentBasedDeduplication: true }))).toMatchObject({ end: EventEnd.DEAD_LETTERED, errorCode: 'INVALID_PARAMETER' });
  });
});

describe('a dead-letter queue that keeps nothing', () => {
  const work = { Work: { Type: 'AWS::SQS::Queue' }, WorkPolicy: policyOf('Work', allowing('sqs:SendMessage')), Rule: ruleTo({ Arn: arn('Work') }) };
  const lost = (Resources: object) => deliver({ ...work, ...Resources }, Fault.targetIsGone());

  test('has no policy for the rule', () => {
    expect(lost({ Dead: { Type: 'AWS::SQS::Queue' } })).toMatchObject({ end: EventEnd.LOST, reason: expect.stringContaining("no policy of 'Dead' lets events.amazonaws.com do sqs:SendMessage") });
    expect(lost(DEAD).end).toBe(EventEnd.DEAD_LETTERED);
  });

  test('is a FIFO queue, or has a key that EventBridge may not use', () => {
    expect(lost({ ...DEAD, Dead: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } } }).end).toBe(EventEnd.LOST);
    const key = (...Statement: object[]) => ({
      ...DEAD, Dead: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: arn('Key') } }, Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement } } },
    });
    expect(lost(key()).end).toBe(EventEnd.LOST);
    expect(lost(key(allowing('kms:Decrypt', { Condition: undefined }), allowing('kms:GenerateDataKey', { Condition: undefined }))).end).toBe(EventEnd.DEAD_LETTERED);
  });

  test('is in another Region', () => {
    expect(lost({ Rule: ruleTo({ Arn: arn('Work'), DeadLetterConfig: { Arn: 'arn:aws:sqs:us-east-1:111111111111:dead' } }) })).toMatchObject({
      end: EventEnd.LOST, reason: 'arn:aws:sqs:us-east-1:111111111111:dead is in us-east-1, and the rule in eu-west-1',
    });
  });
});

describe('an event bus in another account', () => {
  const hub = { Hub: { Type: 'AWS::Events::EventBus', Properties: { Name: 'hub' } } };
  const policy = (Principal: string) => ({ HubPolicy: { Type: 'AWS::Events::EventBusPolicy', Properties: { EventBusName: { Ref: 'Hub' }, StatementId: 'In', Statement: { Effect: 'Allow', Principal: { AWS: Principal }, Action: 'events:PutEvents', Resource: '*' } } } });
  const Role = {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
      Policies: [{ PolicyName: 'Put', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'events:PutEvents', Resource: '*' }] } }],
    },
  };
  const send = (central: object, target: object = { RoleArn: arn('Role') }) => DeliveryTester.fromTemplates([
    { template: { Resources: { ...DEAD, Role, Rule: ruleTo({ Arn: 'arn:aws:events:eu-west-1:222222222222:event-bus/hub', ...target }) } }, ...BOTH },
    { template: { Resources: { ...hub, ...central } }, account: '222222222222', region: 'eu-west-1' },
  ]).deliver(EVENT).ways[0];

  test('needs a policy that admits the account, and a role at the target', () => {
    expect(send(policy('arn:aws:iam::111111111111:root')).end).toBe(EventEnd.DELIVERED);
    expect(send(policy('*')).end).toBe(EventEnd.DELIVERED);
    expect(send({})).toMatchObject({ end: EventEnd.DEAD_LETTERED, errorCode: 'NO_PERMISSIONS' });
    expect(send(policy('arn:aws:iam::333333333333:root'))).toMatchObject({ end: EventEnd.DEAD_LETTERED, errorCode: 'NO_PERMISSIONS' });
    expect(send(policy('*'), {})).toMatchObject({ end: EventEnd.DEAD_LETTERED, reason: expect.stringContaining('names no role') });
  });
});

test('an event that came from another account goes to no third one', () => {
  const bus = (name: string) => ({ Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: name } } });
  const forward = (account: string, name: string, from?: string) => ({
    Forward: ruleTo({ Arn: `arn:aws:events:eu-west-1:${account}:event-bus/${name}`, DeadLetterConfig: undefined, RoleArn: 'arn:aws:iam::111111111111:role/x' }, from ? { EventBusName: from } : {}),
  });
  const open = { Open: { Type: 'AWS::Events::EventBusPolicy', Properties: { EventBusName: { Ref: 'Bus' }, Principal: '*', Action: 'events:PutEvents', StatementId: 'x' } } };
  const { ways } = DeliveryTester.fromTemplates([
    { template: { Resources: forward('222222222222', 'b') }, ...BOTH },
    { template: { Resources: { ...bus('b'), ...open, ...forward('333333333333', 'c', 'b') } }, account: '222222222222', region: 'eu-west-1' },
    { template: { Resources: { ...bus('c'), ...open, Rule: ruleTo({ Arn: 'arn:aws:sqs:eu-west-1:333333333333:q' }, { EventBusName: 'c' }) } }, account: '333333333333', region: 'eu-west-1' },
  ]).deliver(EVENT);
  expect(ways.map(({ end, errorCode }) => [end, errorCode])).toEqual([['DELIVERED', undefined], ['LOST', 'THIRD_ACCOUNT_HOP_DETECTED']]);
});
