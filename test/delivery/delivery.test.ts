import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { DeliveryDefaults, DeliveryDefaultsOptions, DeliveryOptions, DeliveryType } from 'cdk-service-events';
import { deliveryFor } from '../../src/delivery/delivery';
import { nearer } from '../../src/delivery/delivery-defaults';
import { queueIn, testStack } from '../support/test-app';

const { BEST_EFFORT, GUARANTEED } = DeliveryType;

let stack: Stack;
beforeEach(() => {
  stack = testStack();
});

const late = (amount: number) => Lazy.number({ produce: () => amount });
const deliver = (options?: DeliveryOptions, usefulLife?: number) => deliveryFor(stack, { deliveryType: BEST_EFFORT, usefulLife }, options);
const numbers = ({ deadLetterQueueEnabled, retryAttempts, maxEventAge, deliveryType }: ReturnType<typeof deliver>) =>
  [deadLetterQueueEnabled, retryAttempts, maxEventAge.toSeconds(), deliveryType];

describe('how events are delivered', () => {
  test('is as long and as often as can be, unless something else is said', () => {
    expect(numbers(deliver())).toEqual([true, 185, 86_400, BEST_EFFORT]);
    expect(numbers(deliver({}, 120))).toEqual([true, 185, 120, BEST_EFFORT]);
    const said = { deadLetterQueueEnabled: false, retryAttempts: 0, maxEventAge: Duration.minutes(1), deliveryType: GUARANTEED };
    expect(numbers(deliver(said, 120))).toEqual([false, 0, 60, GUARANTEED]);
  });

  test('is what the defaults say, and what is said itself before them', () => {
    DeliveryDefaults.of(stack).set({ retryAttempts: 7, maxEventAge: Duration.hours(1) });
    expect(numbers(deliver({}, 120))).toEqual([true, 7, 3600, BEST_EFFORT]);
    expect(numbers(deliver({ retryAttempts: 3 }, 120))).toEqual([true, 3, 3600, BEST_EFFORT]);
  });

  test.each([[60], [61], [86_400]])('can be for %d seconds', (seconds) => {
    expect(deliver({ maxEventAge: Duration.seconds(seconds) }).maxEventAge.toSeconds()).toBe(seconds);
  });

  test.each([[Duration.seconds(59), 59], [Duration.seconds(86_401), 86401], [Duration.millis(60_500), 60.5]])('cannot be for %s', (maxEventAge, seconds) => {
    expect(() => deliver({ maxEventAge })).toThrow(`maxEventAge of rule 'Stack' is ${seconds} seconds: it must be a whole number from 60 to 86400 seconds.`);
  });

  test.each([[60], [604_800]])('can be watched for silence of %d seconds', (seconds) => {
    expect(deliver({ expectEvery: Duration.seconds(seconds) }).expectEvery?.toSeconds()).toBe(seconds);
  });

  test.each([[59], [604_801]])('cannot be watched for silence of %d seconds', (seconds) => {
    expect(() => deliver({ expectEvery: Duration.seconds(seconds) })).toThrow(`expectEvery of rule 'Stack' is ${seconds} seconds: it must be a whole number from 60 to 604800 seconds.`);
  });

  test('may be for seconds that are known late, and for nothing else that is', () => {
    expect(deliver({ maxEventAge: Duration.seconds(late(5)) }).maxEventAge.isUnresolved()).toBe(true);
    expect(() => deliver({ maxEventAge: Duration.minutes(late(5)) })).toThrow('is a number of minutes that is known at deployment only, and AWS counts seconds');
    expect(() => deliver({ expectEvery: Duration.seconds(late(600)) })).toThrow('expectEvery of rule \'Stack\' is known at deployment only');
  });

  test('has a queue or none', () => {
    const deadLetterQueue = queueIn(stack);
    expect(() => deliver({ deadLetterQueue, deadLetterQueueEnabled: false })).toThrow('leave out one of the two');
    expect(deliver({ deadLetterQueue, deadLetterQueueEnabled: true }).deadLetterQueue).toBe(deadLetterQueue);
    expect(deliver({ deadLetterQueue }).deadLetterQueueEnabled).toBe(true);
  });
});

describe('of two settings the nearer wins', () => {
  const action = (name: string) => [{ name, bind: () => ({ alarmActionArn: name }) }];
  const [queue, other, key] = ['queue', 'other', 'key'] as unknown as [DeliveryDefaultsOptions['deadLetterQueue'], DeliveryDefaultsOptions['deadLetterQueue'], kms.IKey];
  const [page, ticket] = [action('page'), action('ticket')];

  test.each<[string, DeliveryDefaultsOptions, DeliveryDefaultsOptions, DeliveryDefaultsOptions]>([
    ['by what it says', { retryAttempts: 1, runbookUrl: 'a' }, { retryAttempts: 2 }, { retryAttempts: 2, runbookUrl: 'a' }],
    ['not by what it leaves open', { retryAttempts: 1 }, { retryAttempts: undefined }, { retryAttempts: 1 }],
    ['by a value that is 0', { retryAttempts: 1 }, { retryAttempts: 0 }, { retryAttempts: 0 }],
    ['for each kind of action by itself', { alarmActions: { page, ticket: page } }, { alarmActions: { ticket, page: undefined } }, { alarmActions: { page, ticket } }],
    ['with its queue over none', { deadLetterQueueEnabled: false }, { deadLetterQueue: queue }, { deadLetterQueue: queue }],
    ['with its queue over another', { deadLetterQueue: other }, { deadLetterQueue: queue }, { deadLetterQueue: queue }],
    ['with its queue, and says so', { deadLetterQueueEnabled: false }, { deadLetterQueue: queue, deadLetterQueueEnabled: true }, { deadLetterQueue: queue, deadLetterQueueEnabled: true }],
    ['with no queue over one', { deadLetterQueue: queue }, { deadLetterQueueEnabled: false }, { deadLetterQueueEnabled: false }],
    ['with a key over a queue', { deadLetterQueue: queue }, { deadLetterEncryptionKey: key }, { deadLetterEncryptionKey: key }],
    ['with a key and a queue', { deadLetterQueue: other }, { deadLetterEncryptionKey: key, deadLetterQueue: queue }, { deadLetterEncryptionKey: key, deadLetterQueue: queue }],
    ['but leaves a queue where it says that there is one', { deadLetterQueue: queue }, { deadLetterQueueEnabled: true }, { deadLetterQueue: queue, deadLetterQueueEnabled: true }],
  ])('%s', (_what, farther, near, merged) => {
    expect(nearer(farther, near)).toStrictEqual(merged);
  });
});
