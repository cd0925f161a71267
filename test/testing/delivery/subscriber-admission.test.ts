import { testing } from 'cdk-service-events';
import { BATCH_EVENT as EVENT, Resources, getAtt } from '../../support/found-in-templates';

const { DeliveryTester, Fault } = testing;
const HERE = { account: '111111111111', region: 'eu-west-1' };
const AT = 'eu-west-1:111111111111';
const OTHER_BUS = 'arn:aws:events:eu-west-1:222222222222:event-bus/central';

const trusting = (Service: string) => ({ Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }] });
const role = (actions: string[], on: unknown = '*', service = 'events.amazonaws.com'): Resources[string] => ({
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: trusting(service), Policies: [{ PolicyName: 'One', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: actions, Resource: on }] } }] },
});
const queue = (properties: object = {}) => ({ Type: 'AWS::SQS::Queue', Properties: properties });
const WITH_KEY = { KmsMasterKeyId: getAtt('Key') };
const KEY: Resources[string] = { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: [{ Effect: 'Allow', Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } }, Action: 'kms:*', Resource: '*' }] } } };

/** The way of an event through a subscriber: its end, the code of its error, and why. */
function way(
  target: unknown, Role: Resources[string], more: Resources = {},
  properties: { invoke?: object; rest?: object; there?: Resources } = {}, faults: testing.Fault[] = [],
) {
  const app: Resources = {
    Custom: { Type: 'AWS::EventsV2::EventBus', Properties: { Name: 'custom' } },
    Source: { Type: 'AWS::EventsV2::EventSource', Properties: { EventBusArn: getAtt('Custom', 'EventBusArn'), Configuration: { AwsServiceEventsConfiguration: { AwsService: 'aws.batch' } } } },
    Subscriber: {
      Type: 'AWS::EventsV2::Subscriber',
      Properties: { Name: 'jobs', EventBusArn: getAtt('Custom', 'EventBusArn'), InvokeConfiguration: { TargetArn: target, RoleArn: getAtt('Role'), ...properties.invoke }, ...properties.rest },
    },
    Role,
    ...more,
  };
  const { ways } = DeliveryTester.fromTemplates([
    { template: { Resources: app }, stackName: 'Shop', ...HERE },
    { template: { Resources: { Central: { Type: 'AWS::Events::EventBus', Properties: { Name: 'central' } }, ...properties.there } }, stackName: 'There', account: '222222222222', region: 'eu-west-1' },
  ]).deliver(EVENT, { faults });
  const { end, errorCode, reason } = ways.find(({ rule }) => rule === 'Shop/Subscriber')!;
  return [end, errorCode, reason];
}
const DELIVERED = ['DELIVERED', undefined, undefined];
const lost = ['LOST', 'ACCESS_DENIED', 'the subscriber has no dead-letter queue'];

describe('a role may deliver to', () => {
  test.each<[string, unknown, string[], object, Resources]>([
    ['a queue', getAtt('Work'), ['sqs:SendMessage'], {}, { Work: queue() }],
    ['a queue of no template', `arn:aws:sqs:${AT}:work`, ['sqs:SendMessage'], {}, {}],
    ['a topic', { Ref: 'Topic' }, ['sns:Publish'], {}, { Topic: { Type: 'AWS::SNS::Topic' } }],
    ['a function', getAtt('Handler'), ['lambda:InvokeFunction'], {}, { Handler: { Type: 'AWS::Lambda::Function', Properties: {} } }],
    ['a version of a function', { Ref: 'Version' }, ['lambda:InvokeFunction'], {}, {
      Handler: { Type: 'AWS::Lambda::Function', Properties: {} }, Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Handler' } } },
    }],
    ['a state machine', { Ref: 'Machine' }, ['states:StartExecution'], {}, { Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties: {} } }],
    ['a state machine that is waited for', { Ref: 'Machine' }, ['states:StartSyncExecution'], { StepFunctionsParameters: { InvocationType: 'REQUEST_RESPONSE' } }, { Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties: {} } }],
    ['a bus', getAtt('Own'), ['events:PutEvents'], {}, { Own: { Type: 'AWS::Events::EventBus', Properties: { Name: 'own' } } }],
  ])('%s with its own action alone', (_to, target, actions, invoke, more) => {
    expect(way(target, role(actions), more, { invoke })).toEqual(DELIVERED);
    expect(way(target, role(['s3:GetObject']), more, { invoke })).toEqual(lost);
  });

  test('a target that it names, and to no other', () => {
    expect(way(getAtt('Work'), role(['sqs:SendMessage'], getAtt('Work')), { Work: queue() })).toEqual(DELIVERED);
    expect(way(getAtt('Work'), role(['sqs:SendMessage'], getAtt('Other')), { Work: queue(), Other: queue() })).toEqual(lost);
  });

  test('a queue whose policy lets it in, without a policy of its own', () => {
    const lettingIn = (...queues: string[]): Resources => ({
      Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: queues.map((Ref) => ({ Ref })), PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { AWS: getAtt('Role') }, Action: 'sqs:SendMessage', Resource: '*' }] } } },
    });
    expect(way(getAtt('Work'), role(['s3:GetObject']), { Work: queue(), ...lettingIn('Work') })).toEqual(DELIVERED);
    const records = { rest: { OnFailureConfiguration: { Arn: getAtt('Records') } } };
    const failing = (...queues: string[]) => way(getAtt('Work'), role(['s3:GetObject']), { Work: queue(), Records: queue(), ...lettingIn(...queues) }, records, [Fault.targetIsGone({ of: 'Work' })])[0];
    expect([failing('Work', 'Records'), failing('Work')]).toEqual(['DEAD_LETTERED', 'LOST']);
  });

  test('a target where EventBridge may assume it', () => {
    expect(way(getAtt('Work'), role(['sqs:SendMessage'], '*', 'lambda.amazonaws.com'), { Work: queue() })).toEqual(lost);
  });

  test('a queue with a key where it may use the key', () => {
    expect(way(getAtt('Work'), role(['sqs:SendMessage', 'kms:Decrypt', 'kms:GenerateDataKey']), { Work: queue(WITH_KEY), Key: KEY })).toEqual(DELIVERED);
    expect(way(getAtt('Work'), role(['sqs:SendMessage', 'kms:Decrypt']), { Work: queue(WITH_KEY), Key: KEY })).toEqual(lost);
    expect(way(getAtt('Work'), role(['sqs:SendMessage']), { Work: queue(WITH_KEY), Key: KEY })).toEqual(lost);
  });

  test('a bus in another account where a policy of the bus admits the account', () => {
    const admitting = (Principal: string): Resources => ({ Policy: { Type: 'AWS::Events::EventBusPolicy', Properties: { EventBusName: 'central', StatementId: 'one', Action: 'events:PutEvents', Principal } } });
    expect(way(OTHER_BUS, role(['events:PutEvents']))).toEqual(lost);
    expect(way(OTHER_BUS, role(['events:PutEvents']), {}, { there: admitting('333333333333') })).toEqual(lost);
    expect(way(OTHER_BUS, role(['events:PutEvents']), {}, { there: admitting(HERE.account) })).toEqual(DELIVERED);
  });

  test('a Custom Event Bus in another account, which has no such policy', () => {
    const there: Resources = { Shared: { Type: 'AWS::EventsV2::EventBus', Properties: { Name: 'shared' } } };
    const arn = 'arn:aws:events:eu-west-1:222222222222:event-busv2/shared/a1b2c3d4e5f6g7h8i9j0k1l2m';
    expect(way(arn, role(['events:PutEvents']), {}, { there })).toEqual(DELIVERED);
    expect(way(arn, role(['events:PutRule']), {}, { there })).toEqual(lost);
  });
});

describe('a queue for records', () => {
  const recorded = (actions: string[], properties: object = {}, more: Resources = {}, rest: object = {}) => way(
    getAtt('Work'), role(actions), { Work: queue(), Records: queue(properties), ...more }, { rest: { OnFailureConfiguration: { Arn: getAtt('Records') }, ...rest } }, [Fault.targetIsGone({ of: 'Work' })]);
  const KEPT = ['DEAD_LETTERED', 'RESOURCE_NOT_FOUND', 'Shop/Work is gone'];

  test('takes them from the role of the subscriber', () => {
    expect(recorded(['sqs:SendMessage'])).toEqual(KEPT);
  });

  test('that no template has takes them where the role may write to it', () => {
    const elsewhere = { OnFailureConfiguration: { Arn: `arn:aws:sqs:${AT}:records` } };
    expect(recorded(['sqs:SendMessage'], {}, {}, elsewhere)).toEqual(['DEAD_LETTERED', 'RESOURCE_NOT_FOUND', 'Shop/Work is gone']);
    expect(way(getAtt('Work'), role(['sqs:SendMessage'], getAtt('Work')), { Work: queue() }, { rest: elsewhere }, [Fault.targetIsGone({ of: 'Work' })])[0]).toBe('LOST');
  });

  test('with a key takes them where the role may use the key', () => {
    expect(recorded(['sqs:SendMessage', 'kms:Decrypt', 'kms:GenerateDataKey'], WITH_KEY, { Key: KEY })).toEqual(KEPT);
    expect(recorded(['sqs:SendMessage'], WITH_KEY, { Key: KEY })).toEqual(['LOST', 'RESOURCE_NOT_FOUND', expect.stringContaining('kms:Decrypt')]);
  });

  test('in order takes them from a subscriber in order alone', () => {
    expect(recorded(['sqs:SendMessage'], { FifoQueue: true })).toEqual(['LOST', 'RESOURCE_NOT_FOUND', 'Shop/Records is a FIFO queue, and the events of the subscriber belong to no group']);
    expect(recorded(['sqs:SendMessage'], { FifoQueue: true }, {}, { Type: 'FIFO' })).toEqual(KEPT);
  });

  test('that the role may not write to takes none', () => {
    const Role = { ...role(['sqs:SendMessage'], getAtt('Work')) };
    expect(way(getAtt('Work'), Role, { Work: queue(), Records: queue() }, { rest: { OnFailureConfiguration: { Arn: getAtt('Records') } } }, [Fault.targetIsGone({ of: 'Work' })]))
      .toEqual(['LOST', 'RESOURCE_NOT_FOUND', expect.stringContaining('sqs:SendMessage')]);
  });
});
