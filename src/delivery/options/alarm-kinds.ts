import { OptionKinds, listOf, struct } from './option-kind';
import { BOOLEAN, CONSTRUCT, KNOWN_DURATION, NUMBER, oneOf } from './option-kinds';
import { AlarmSeverity } from '../alarms/alarm-severity';
import type { DeliveryAlarmOptions, DeliveryAlarmsOptions, SharedDeliveryAlarmsOptions } from '../alarms/delivery-alarms';

/** The numbers are compared with the limits of CloudWatch where the alarm is made. */
const ALARM: OptionKinds<DeliveryAlarmOptions> = {
  enabled: BOOLEAN,
  severity: oneOf('AlarmSeverity', AlarmSeverity),
  threshold: NUMBER,
  period: KNOWN_DURATION,
  evaluationPeriods: NUMBER,
  datapointsToAlarm: NUMBER,
};

const ONE_ALARM = struct(ALARM, 'it must be an object such as { threshold: 5 }');

export const ALARMS: OptionKinds<DeliveryAlarmsOptions> = {
  lost: ONE_ALARM,
  failed: ONE_ALARM,
  retrying: ONE_ALARM,
  late: ONE_ALARM,
  handlerFailed: ONE_ALARM,
  deadLetters: ONE_ALARM,
  oldestDeadLetter: ONE_ALARM,
};

export const SHARED_ALARMS: OptionKinds<SharedDeliveryAlarmsOptions> = {
  ...ALARMS,
  stacks: listOf(CONSTRUCT, 'it must be a list of stacks, one for each account and Region'),
};
