import { StackTemplate } from '../../../src/template/stack-template';
import { Templates } from '../../../src/template/templates';
import { DeliveryModel } from '../../../src/testing/delivery/delivery-model';
import { FaultName } from '../../../src/testing/delivery/fault-kinds';
import { ModelledAws } from '../../../src/testing/redrive/modelled-aws';
import { WaitingLetters } from '../../../src/testing/redrive/waiting-letters';
import { ruleTo } from '../../support/found-in-templates';

const AT = 'eu-west-1:111111111111';
const ARNS = {
  queue: `arn:aws:sqs:${AT}:work`,
  topic: `arn:aws:sns:${AT}:topic`,
  function: `arn:aws:lambda:${AT}:function:handler`,
  machine: `arn:aws:states:${AT}:stateMachine:machine`,
  stream: `arn:aws:kinesis:${AT}:stream/stream`,
  group: `arn:aws:logs:${AT}:log-group:group`,
  streams: `arn:aws:logs:${AT}:log-group:all:*`,
  elsewhere: 'arn:aws:sqs:us-east-1:111111111111:work',
  bus: `arn:aws:events:${AT}:event-bus/central`,
};
const rules = Object.fromEntries(Object.entries(ARNS).map(([name, arn]) => [name, ruleTo(arn, { Name: `to-${name}`, ...name === 'topic' && { State: 'DISABLED' } }, { Input: '{"a":1}' })]));
const stack = new StackTemplate(
  { Resources: { ...rules, onBus: ruleTo(ARNS.queue, { Name: 'on-bus', EventBusName: 'central' }) } }, { path: 'Shop', account: '111111111111', region: 'eu-west-1' });
const model = new DeliveryModel(new Templates([stack]));

function aws(...faults: FaultName[]) {
  const modelled = new ModelledAws(model.app, new WaitingLetters([], 0, () => 0), model.aim(faults.map((name) => ({ name }))), '111111111111');
  return { resent: modelled.resent, call: (operation: string, input: object, region = 'eu-west-1') => modelled.call(operation, input, region) };
}

const CALLS: [operation: string, input: object, arn: string, payload: string, result: object][] = [
  ['SendMessage', { QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/111111111111/work', MessageBody: 'm' }, ARNS.queue, 'm', { MessageId: 'resent' }],
  ['SendMessage', { QueueUrl: 'https://sqs.amazonaws.com//work', MessageBody: 'm' }, ARNS.queue, 'm', { MessageId: 'resent' }],
  ['Invoke', { FunctionName: ARNS.function, Payload: 'p', InvocationType: 'Event' }, ARNS.function, 'p', { StatusCode: 202 }],
  ['Publish', { TopicArn: ARNS.topic, Message: 'm' }, ARNS.topic, 'm', { MessageId: 'resent' }],
  ['StartExecution', { stateMachineArn: ARNS.machine, input: 'i' }, ARNS.machine, 'i', { executionArn: 'resent' }],
  ['PutRecord', { StreamARN: ARNS.stream, Data: 'd' }, ARNS.stream, 'd', { SequenceNumber: '1', ShardId: 'shard' }],
  ['PutLogEvents', { logGroupName: 'group', logEvents: [{ message: 'l' }, { message: 'other' }] }, ARNS.group, 'l', {}],
  ['PutLogEvents', { logGroupName: 'all', logEvents: [{ message: 'l' }] }, ARNS.streams, 'l', {}],
  ['PutEvents', { Entries: [{ EventBusName: ARNS.bus, Detail: '{}' }] }, ARNS.bus, '{}', { FailedEntryCount: 0, Entries: [{ EventId: 'resent' }] }],
];

test.each(CALLS)('%s of %j reaches %s with %j', (operation, input, arn, payload, result) => {
  const asked = aws();
  expect(asked.call(operation, input)).toEqual({ result });
  expect(asked.resent).toEqual([{ arn, payload }]);
});

test('a call that only asks whether it may reaches nobody', () => {
  const asked = aws();
  expect(asked.call('Invoke', { FunctionName: ARNS.function, InvocationType: 'DryRun' })).toEqual({ result: { StatusCode: 204 } });
  expect(asked.resent).toEqual([]);
});

test.each<[FaultName, string, number]>([
  ['target-throttles', 'ThrottlingException', 429], ['target-refuses', 'AccessDeniedException', 403], ['target-is-gone', 'ResourceNotFoundException', 404],
  ['target-is-slow', 'ServiceUnavailable', 503], ['event-is-too-large', 'InvalidParameterValue', 400],
])('while %s, AWS answers %s (%d), and nothing is sent', (fault, name, status) => {
  const asked = aws(fault);
  expect(asked.call('Publish', { TopicArn: ARNS.topic, Message: 'm' })).toEqual({ error: { name, status, message: expect.stringContaining(ARNS.topic) } });
  expect(asked.resent).toEqual([]);
  expect(asked.call('Publish', { TopicArn: 'arn:unknown', Message: 'm' })).toEqual({ result: { MessageId: 'resent' } });
  expect(asked.resent).toEqual([{ arn: 'arn:unknown', payload: 'm' }]);
});

test('while another Region is cut off, AWS is not available there', () => {
  const asked = aws('region-is-cut-off');
  const send = (at: string) => asked.call('SendMessage', { QueueUrl: `https://sqs.${at}.amazonaws.com/111111111111/work`, MessageBody: 'm' }, at);
  expect(send('us-east-1')).toEqual({ error: { name: 'ServiceUnavailable', status: 503, message: expect.stringContaining('arn:aws:sqs:us-east-1:111111111111:work') } });
  expect(send('eu-west-1')).toEqual({ result: { MessageId: 'resent' } });
});

test('a fault of one of several rules with the target keeps it from all', () => {
  const fault = (of: string) => new ModelledAws(model.app, new WaitingLetters([], 0, () => 0), model.aim([{ name: 'target-is-gone', of }]), '111111111111')
    .call('SendMessage', { QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/111111111111/work', MessageBody: 'm' }, 'eu-west-1');
  expect(['to-queue', 'on-bus'].map((of) => fault(of))).toMatchObject([{ error: { name: 'ResourceNotFoundException' } }, { error: { name: 'ResourceNotFoundException' } }]);
  expect(fault('to-topic')).toEqual({ result: { MessageId: 'resent' } });
});

describe('a rule is told of', () => {
  test('with its targets as they stand in the template', () => {
    expect(aws().call('ListTargetsByRule', { Rule: 'to-queue' })).toEqual({ result: { Targets: [{ Id: 'T', Arn: ARNS.queue, Input: '{"a":1}' }] } });
    expect(aws().call('ListTargetsByRule', { Rule: 'on-bus', EventBusName: 'central' })).toEqual({ result: { Targets: [{ Id: 'T', Arn: ARNS.queue }] } });
  });

  test('without targets that are not there', () => {
    const never = new StackTemplate({
      Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
      Resources: { Work: { Type: 'AWS::SQS::Queue', Condition: 'Never' }, Rule: ruleTo({ 'Fn::GetAtt': ['Work', 'Arn'] }, { Name: 'to-nothing' }) },
    }, { account: '111111111111', region: 'eu-west-1' });
    const asked = new ModelledAws(new DeliveryModel(new Templates([never])).app, new WaitingLetters([], 0, () => 0), [], '111111111111');
    expect(asked.call('ListTargetsByRule', { Rule: 'to-nothing' }, 'eu-west-1')).toEqual({ result: { Targets: [] } });
  });

  test('with its state', () => {
    expect(['to-queue', 'to-topic'].map((Name) => aws().call('DescribeRule', { Name }))).toEqual([{ result: { State: 'ENABLED' } }, { result: { State: 'DISABLED' } }]);
  });

  test.each<[object]>([[{ Rule: 'nothing' }], [{ Rule: 'queue' }], [{ Rule: 'to-queue', EventBusName: 'central' }], [{ Rule: 'on-bus' }]])('unless there is none of that name on that bus: %j', (input) => {
    expect(aws().call('ListTargetsByRule', input)).toMatchObject({ error: { name: 'ResourceNotFoundException', status: 400, message: expect.stringMatching(/^Rule .* does not exist\.$/) } });
  });
});

test('the URL of a queue is made of its account and name', () => {
  expect(aws().call('GetQueueUrl', { QueueName: 'work', QueueOwnerAWSAccountId: '111111111111' })).toEqual({ result: { QueueUrl: 'https://sqs.amazonaws.com/111111111111/work' } });
  expect(aws().call('GetQueueUrl', { QueueName: 'work' })).toEqual({ result: { QueueUrl: 'https://sqs.amazonaws.com//work' } });
});

test('a call that the model does not know is refused', () => {
  expect(aws().call('DeleteQueue', {})).toEqual({ error: { name: 'UnknownOperationException', message: 'The model does not know DeleteQueue.', status: 400 } });
});
