import { RemovalPolicy } from 'aws-cdk-lib';
import { EventBusAccess } from './event-bus-access';
import type { EventBusShareOptions } from './event-bus-share-options';
import type { EventSourceDeliveryOptions } from './event-source-delivery-options';
import type { ServiceEventBusProps } from './service-event-bus';
import type { ServiceEventSourceProps } from './service-event-source';
import type { ServiceEventSubscriberProps } from './service-event-subscriber-props';
import { SubscriberLogLevel } from './subscriber-logging';
import type { SubscriberLogging } from './subscriber-logging';
import { SubscriberStartingPosition } from './subscriber-starting-position';
import type { UniversalTargetProps } from './universal-target';
import { CUSTOM_EVENT_BUS } from '../catalog/quotas';
import { LOG_GROUP_ARN } from '../delivery/options/arn-kind';
import { COMMON_DELIVERY, DELIVERY } from '../delivery/options/delivery-kinds';
import { OptionKind, OptionKinds, leaf, listOf, struct } from '../delivery/options/option-kind';
import {
  ACCOUNT, ALARM_ACTIONS, BOOLEAN, DURATION, FIELDS, KEY, NAME, NUMBER, QUEUE, TARGET, instanceOf, nameLike, oneOf, textUpTo, withArn, withAttribute,
} from '../delivery/options/option-kinds';
import { SELECTION } from '../rules/service-events/service-event-kinds';

/** The name of a bus, event source or subscriber. */
const RESOURCE_NAME = nameLike(/^[A-Za-z0-9][A-Za-z0-9._-]{0,255}$/,
  'it must have 1 to 256 letters, digits, dots, dashes and underscores, and begin with a letter or digit');

const DESCRIPTION = textUpTo(CUSTOM_EVENT_BUS.descriptionCharacters);
const ACCOUNTS = listOf(ACCOUNT, 'it must be a list of account ids, such as [\'111122223333\']');

/** Whether it is a bus with rules is told where it is used. */
const CUSTOM_BUS: OptionKind = withAttribute('eventBusRef',
  'give a ServiceEventBus, ServiceEventBus.fromEventBusArn(...) or the construct of AWS::EventsV2::EventBus');

/** What enters through a Custom Event Bus. */
export const EVENT_BUS_OPTIONS: OptionKinds<ServiceEventBusProps> = {
  eventBusName: RESOURCE_NAME,
  description: DESCRIPTION,
  retention: DURATION,
  encryptionKey: KEY,
  removalPolicy: oneOf('RemovalPolicy', RemovalPolicy),
  alarmActions: ALARM_ACTIONS,
  alarms: COMMON_DELIVERY.alarms,
};

/** What enters where a bus is shared. */
export const SHARE_OPTIONS: OptionKinds<EventBusShareOptions> = {
  access: instanceOf(EventBusAccess, 'use one of EventBusAccess.PUBLISH, SUBSCRIBE, EVENT_SOURCES and FULL'),
  accounts: ACCOUNTS,
  organizationArns: listOf(NAME, 'it must be a list of ARNs, such as [\'arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5\']'),
  allowOutsideOrganization: BOOLEAN,
};

export const SOURCE_DELIVERY: OptionKinds<EventSourceDeliveryOptions> = {
  deadLetterQueue: QUEUE,
  deadLetterQueueEnabled: BOOLEAN,
  alarmActions: ALARM_ACTIONS,
  alarms: COMMON_DELIVERY.alarms,
};

/** What enters through an event source. */
export const EVENT_SOURCE_OPTIONS: OptionKinds<ServiceEventSourceProps> = {
  ...SELECTION,
  eventBus: CUSTOM_BUS,
  eventSourceName: RESOURCE_NAME,
  description: DESCRIPTION,
  delivery: struct(SOURCE_DELIVERY),
};

const LOGGING: OptionKinds<SubscriberLogging> = {
  level: oneOf('SubscriberLogLevel', SubscriberLogLevel),
  includePayload: BOOLEAN,
  logGroup: withArn('logGroupArn', LOG_GROUP_ARN, 'give a log group, such as new logs.LogGroup(...)'),
};

/** What enters through a subscriber. How many events a call takes is for the kind of its target to say. */
export const SUBSCRIBER_OPTIONS: OptionKinds<ServiceEventSubscriberProps> = {
  ...SELECTION,
  eventBus: CUSTOM_BUS,
  target: TARGET,
  subscriberName: RESOURCE_NAME,
  description: DESCRIPTION,
  enabled: BOOLEAN,
  skipBacklog: BOOLEAN,
  startingPosition: instanceOf(SubscriberStartingPosition, 'use SubscriberStartingPosition.LATEST, EARLIEST or at(...)'),
  fifo: BOOLEAN,
  maxBatchSize: NUMBER,
  maxBatchingWindow: DURATION,
  waitForTarget: BOOLEAN,
  withMetadata: BOOLEAN,
  accounts: ACCOUNTS,
  excludeReplays: BOOLEAN,
  logging: struct(LOGGING, 'it must be an object such as { level: SubscriberLogLevel.ERROR }'),
  delivery: struct(DELIVERY),
};

/** What enters through a target that calls an AWS API. */
export const UNIVERSAL_TARGET_OPTIONS: OptionKinds<UniversalTargetProps> = {
  service: NAME,
  action: NAME,
  request: FIELDS,
  jsonata: NAME,
  policyStatements: listOf(leaf((value) => typeof value?.toStatementJson === 'function', { advice: 'give a statement, such as new iam.PolicyStatement(...)' }),
    'it must be a list of statements, such as [new iam.PolicyStatement(...)]'),
};
