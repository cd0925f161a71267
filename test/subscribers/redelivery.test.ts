import { Duration, Stack } from 'aws-cdk-lib';
import * as eventsv2 from 'aws-cdk-lib/aws-eventsv2';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ServiceEventBus } from 'cdk-service-events';
import { eventsKeptBy, redeliveryOf } from '../../src/subscribers/redelivery';
import { testStack } from '../support/test-app';

const ARN = 'arn:aws:events:eu-west-1:111111111111:event-busv2/orders/a1b2c3d4e5f6g7h8i9j0k1l2m';
const CALL = { invokeConfiguration: { TargetArn: 'queue' } };

let stack: Stack;
beforeEach(() => {
  stack = testStack();
});

const imported = () => ServiceEventBus.fromEventBusArn(stack, 'Bus', ARN) as eventsv2.IEventBusRef;

test('what a second subscriber needs of a bus of the app is its key, and how long it keeps events', () => {
  const encryptionKey = new kms.Key(stack, 'Key');
  const bus = new ServiceEventBus(stack, 'Bus', { encryptionKey, retention: Duration.days(30) });
  expect(redeliveryOf(ARN, bus, CALL)).toEqual({
    eventBusArn: ARN, retentionDays: 30, encryptionKey, properties: { InvokeConfiguration: { TargetArn: 'queue' } },
  });
  expect(eventsKeptBy(bus)?.toDays()).toBe(30);
});

test('of a bus of another app neither is known', () => {
  const bus = imported();
  expect(redeliveryOf(ARN, bus, CALL)).toEqual({ eventBusArn: ARN, properties: { InvokeConfiguration: { TargetArn: 'queue' } } });
  expect(eventsKeptBy(bus)).toBeUndefined();
});

test.each<[string, object, object]>([
  ['metadata', { transformer: { type: 'WITH_METADATA' } }, { Transformer: { Type: 'WITH_METADATA' } }],
  ['an input of its own', { transformer: { type: 'JSONATA', jsonataConfiguration: { expression: '$events.Data' } } }, {
    Transformer: { Type: 'JSONATA', JsonataConfiguration: { Expression: '$events.Data' } },
  }],
  ['a size of batches', { batchConfiguration: { maxBatchSize: 5 } }, { BatchConfiguration: { MaxBatchSize: 5 } }],
  ['a time for batches', { batchConfiguration: { maxBatchWindowInSeconds: 0 } }, { BatchConfiguration: { MaxBatchWindowInSeconds: 0 } }],
  ['both', { batchConfiguration: { maxBatchSize: 5, maxBatchWindowInSeconds: 60 } }, { BatchConfiguration: { MaxBatchSize: 5, MaxBatchWindowInSeconds: 60 } }],
])('a second subscriber calls the target with %s as the first does', (_what, call, expected) => {
  expect(redeliveryOf(ARN, imported(), { ...CALL, ...call }).properties).toEqual({ InvokeConfiguration: { TargetArn: 'queue' }, ...expected });
});
