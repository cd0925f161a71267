import { OptionKinds, leaf, struct } from './option-kind';
import { ALARM_ACTIONS, BOOLEAN, DURATION, KEY, NAME, NUMBER, QUEUE, TARGET, instanceOf, oneOf } from './option-kinds';
import { DeliveryType } from '../../catalog/delivery-type';
import { DeliveryAlarms } from '../alarms/delivery-alarms';
import type { CommonDeliveryOptions, DeliveryDefaultsOptions, DeliveryOptions, ReconciliationOptions } from '../delivery-options';

/** Any text with an expression is a schedule to the CDK; a schedule is an object of it. */
const SCHEDULE = leaf((value) => typeof value?.expressionString === 'string', { advice: 'give a schedule, such as events.Schedule.rate(Duration.hours(1))' });

export const COMMON_DELIVERY: OptionKinds<CommonDeliveryOptions> = {
  deadLetterQueue: QUEUE,
  deadLetterQueueEnabled: BOOLEAN,
  retryAttempts: NUMBER,
  maxEventAge: DURATION,
  captureHandlerFailures: BOOLEAN,
  archive: DURATION,
  alarmActions: ALARM_ACTIONS,
  alarms: instanceOf(DeliveryAlarms, 'use DeliveryAlarms.perRule(...), DeliveryAlarms.shared(...) or DeliveryAlarms.none()'),
};

export const DELIVERY_DEFAULTS: OptionKinds<DeliveryDefaultsOptions> = { ...COMMON_DELIVERY, deadLetterEncryptionKey: KEY, runbookUrl: NAME };

const RECONCILIATION: OptionKinds<ReconciliationOptions> = { schedule: SCHEDULE, target: TARGET };

export const DELIVERY: OptionKinds<DeliveryOptions> = {
  ...COMMON_DELIVERY,
  deliveryType: oneOf('DeliveryType', DeliveryType),
  expectEvery: DURATION,
  reconcile: struct(RECONCILIATION, 'it must be an object with schedule and target', ['schedule', 'target']),
};
