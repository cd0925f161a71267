import type * as events from 'aws-cdk-lib/aws-events';
import { OptionKinds, leaf, struct } from './option-kind';
import { ALARM_ACTIONS, BOOLEAN, DURATION, KEY, NAME, QUEUE, TARGET, instanceOf, oneOf, wholeNumber } from './option-kinds';
import { isScheduleOfRule } from './schedule-expression';
import { shown } from './shown';
import { DeliveryType } from '../../catalog/delivery-type';
import { RETRY_ATTEMPTS } from '../../catalog/quotas';
import { DeliveryAlarms } from '../alarms/delivery-alarms';
import type { CommonDeliveryOptions, DeliveryDefaultsOptions, DeliveryOptions, ReconciliationOptions } from '../delivery-options';

/** Any text with an expression is a schedule to the CDK; a schedule is an object of it. */
const isSchedule = (value: any) => typeof value?.expressionString === 'string';

const SCHEDULE = leaf((value) => isSchedule(value) && isScheduleOfRule(value.expressionString), {
  advice: (value) => (isSchedule(value)
    ? `its expression is ${shown((value as events.Schedule).expressionString)}, and a rule takes rate(5 minutes), rate(1 hour) or cron(0 10 * * ? *), where one of the days is a question mark`
    : 'give a schedule, such as events.Schedule.rate(Duration.hours(1))'),
});

export const COMMON_DELIVERY: OptionKinds<CommonDeliveryOptions> = {
  deadLetterQueue: QUEUE,
  deadLetterQueueEnabled: BOOLEAN,
  retryAttempts: wholeNumber(RETRY_ATTEMPTS),
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

/** Where an option belongs that the defaults of many rules do not have; those that they have are not looked up here. */
export const OF_ONE_RULE: Record<string, string> = Object.fromEntries(Object.keys(DELIVERY)
  .map((name) => [name, `it belongs to one rule, as delivery.${name} there`]));
