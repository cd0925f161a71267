import { ApiCallRuleProps, CallOutcome, Callers } from './api-call-rule-props';
import { CloudTrailEventRuleProps, CloudTrailEventType } from './cloudtrail-event-rule-props';
import { ConsoleSignInRuleProps, ConsoleUser } from './console-sign-in-rule-props';
import { READ_WRITE_TYPE } from './read-write-type';
import { OptionKinds, listOf } from '../../delivery/options/option-kind';
import { BOOLEAN, FIELDS, SERVICE, TEXT, oneOf } from '../../delivery/options/option-kinds';
import { MATCHERS } from '../matcher-kind';
import { RULE_OPTIONS } from '../rule-option-kinds';

const OUTCOME = oneOf('CallOutcome', CallOutcome);

/** What enters through a rule on API calls. */
export const API_CALL_OPTIONS: OptionKinds<ApiCallRuleProps> = {
  ...RULE_OPTIONS,
  service: SERVICE,
  operations: MATCHERS,
  allowUnknown: BOOLEAN,
  readWriteType: READ_WRITE_TYPE,
  outcome: OUTCOME,
  callers: oneOf('Callers', Callers),
  detail: FIELDS,
  detailJson: TEXT,
};

export const EVENT_TYPE = oneOf('CloudTrailEventType', CloudTrailEventType);

/** What enters through a rule on what CloudTrail records beside API calls. */
export const CLOUDTRAIL_EVENT_OPTIONS: OptionKinds<CloudTrailEventRuleProps> = {
  ...RULE_OPTIONS,
  service: SERVICE,
  eventType: EVENT_TYPE,
  eventNames: MATCHERS,
  readWriteType: READ_WRITE_TYPE,
  detail: FIELDS,
  detailJson: TEXT,
  allowUnknown: BOOLEAN,
};


/** What enters through a rule on sign-ins. */
export const SIGN_IN_OPTIONS: OptionKinds<ConsoleSignInRuleProps> = {
  ...RULE_OPTIONS,
  users: listOf(oneOf('ConsoleUser', ConsoleUser), 'it must be a list, such as [ConsoleUser.ROOT]'),
  withoutMfa: BOOLEAN,
  outcome: OUTCOME,
  detail: FIELDS,
  detailJson: TEXT,
};
