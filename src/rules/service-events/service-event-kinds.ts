import { Construct } from 'constructs';
import type { EventPatternRuleProps } from './event-pattern-rule';
import type { ServiceEventAlarmProps } from './service-event-alarm';
import type { ServiceEventRuleProps } from './service-event-rule';
import type { ServiceEventSelection } from './service-event-selection';
import { isJsonObject } from '../../catalog/json-object';
import { optionName } from '../../catalog/option-spelling';
import { AlarmSeverity } from '../../delivery/alarms/alarm-severity';
import { OptionKinds, leaf, listOf } from '../../delivery/options/option-kind';
import {
  ACCOUNT, ALARM_ACTIONS, BOOLEAN, BUS, FIELDS, KNOWN_DURATION, NUMBER, SERVICE, TEXT, oneOf, textUpTo,
} from '../../delivery/options/option-kinds';
import { MATCHERS } from '../matcher-kind';
import { RULE_OPTIONS } from '../rule-option-kinds';

const RESOURCE = leaf((value) => Construct.isConstruct(value), { advice: `give a construct, made here or imported; an ARN is given as ${optionName('resourceArns')}` });

/** What enters wherever events of a service are chosen. */
export const SELECTION: OptionKinds<ServiceEventSelection> = {
  service: SERVICE,
  detailTypes: MATCHERS,
  detail: FIELDS,
  detailJson: TEXT,
  resources: listOf(RESOURCE, `it must be a list of constructs; ARNs and what events.Match returns are given as ${optionName('resourceArns')}`),
  resourceArns: MATCHERS,
  allowUnknown: BOOLEAN,
};

/** What enters through a rule on the events of a service. */
export const SERVICE_EVENT_OPTIONS: OptionKinds<ServiceEventRuleProps> = { ...RULE_OPTIONS, ...SELECTION };

/** What enters through a rule on a pattern. */
export const EVENT_PATTERN_OPTIONS: OptionKinds<EventPatternRuleProps> = {
  ...RULE_OPTIONS,
  allowUnknown: BOOLEAN,
  eventPattern: leaf(isJsonObject, {
    advice: 'give a pattern, such as { source: [\'aws.ec2\'] }',
  }),
};

/** What enters through an alarm on events. */
export const EVENT_ALARM_OPTIONS: OptionKinds<ServiceEventAlarmProps> = {
  ...SELECTION,
  threshold: NUMBER,
  period: KNOWN_DURATION,
  evaluationPeriods: NUMBER,
  severity: oneOf('AlarmSeverity', AlarmSeverity),
  alarmActions: ALARM_ACTIONS,
  alarmDescription: textUpTo(1024),
  eventBus: BUS,
  accounts: listOf(ACCOUNT, 'it must be a list of account ids, such as [\'111122223333\']'),
};
