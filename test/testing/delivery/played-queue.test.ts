import { StackTemplate } from '../../../src/template/stack-template';
import { TemplateValues } from '../../../src/template/template-values';
import { playedQueue, queueElsewhere } from '../../../src/testing/delivery/played-queue';

function queueOf(properties: object) {
  const stack = new StackTemplate({ Parameters: { Days: { Type: 'Number' } }, Resources: { Work: { Type: 'AWS::SQS::Queue', Properties: properties } } }, { path: 'Shop' });
  const { resource: _resource, ...queue } = playedQueue(stack.resources.get('Work')!, new TemplateValues(stack, { 'AWS::Region': 'eu-west-1', 'AWS::AccountId': '111111111111' }), '111111111111 eu-west-1');
  return queue;
}
const USUAL = { name: 'Shop/Work', arn: 'arn:aws:sqs:eu-west-1:111111111111:work', queueName: 'work', environment: '111111111111 eu-west-1', retentionSeconds: 345_600, messageBytes: 1_048_576, isFifo: false };

test.each<[string, object, object]>([
  ['nothing but its name', { QueueName: 'work' }, {}],
  ['how long it keeps messages', { QueueName: 'work', MessageRetentionPeriod: 60 }, { retentionSeconds: 60 }],
  ['how long it keeps messages, in a text', { QueueName: 'work', MessageRetentionPeriod: '60' }, { retentionSeconds: 60 }],
  ['a time that only the deployment knows', { QueueName: 'work', MessageRetentionPeriod: { Ref: 'Days' } }, {}],
  ['the largest message', { QueueName: 'work', MaximumMessageSize: 1024 }, { messageBytes: 1024 }],
  ['that it is in order', { QueueName: 'work.fifo', FifoQueue: true }, { arn: `${USUAL.arn}.fifo`, queueName: 'work.fifo', isFifo: true }],
  ['that it is in order, in a text', { QueueName: 'work.fifo', FifoQueue: 'true' }, { arn: `${USUAL.arn}.fifo`, queueName: 'work.fifo', isFifo: true }],
])('a queue of a template says %s', (_what, properties, more) => {
  expect(queueOf(properties)).toEqual({ ...USUAL, ...more });
});

test('a queue of another app is what its ARN says', () => {
  expect(queueElsewhere(USUAL.arn)).toEqual({ ...USUAL, name: USUAL.arn });
  expect(queueElsewhere(`${USUAL.arn}.fifo`)).toMatchObject({ queueName: 'work.fifo', isFifo: true });
  expect(queueElsewhere('a token')).toMatchObject({ name: 'a token', queueName: 'a token', environment: ' ' });
});
