import { Check } from './check';
import { apiCallLoop } from './loops/api-call-loop';
import { bucketLoop } from './loops/bucket-loop';
import { busLoop } from './loops/bus-loop';
import { logGroupLoop } from './loops/log-group-loop';
import { busRuleLimit } from './loses-events/bus-rule-limit';
import { deadLetterQueueKey } from './loses-events/dead-letter-queue-key';
import { deadLetterQueueKind } from './loses-events/dead-letter-queue-kind';
import { deadLetterQueuePolicy } from './loses-events/dead-letter-queue-policy';
import { deadLetterQueueWithoutAlarm } from './loses-events/dead-letter-queue-without-alarm';
import { functionPolicyLimit } from './loses-events/function-policy-limit';
import { logResourcePolicyLimit } from './loses-events/log-resource-policy-limit';
import { noDeadLetterQueue } from './loses-events/no-dead-letter-queue';
import { noOnFailureQueue } from './loses-events/no-on-failure-queue';
import { onFailureQueueAccess } from './loses-events/on-failure-queue-access';
import { onFailureQueueKind } from './loses-events/on-failure-queue-kind';
import { queuePolicyLimit } from './loses-events/queue-policy-limit';
import { replacedSubscriber } from './loses-events/replaced-subscriber';
import { ruleTargetLimit } from './loses-events/rule-target-limit';
import { shortRetry } from './loses-events/short-retry';
import { subscriberLists } from './loses-events/subscriber-lists';
import { subscriberShortRetry } from './loses-events/subscriber-short-retry';
import { targetMadeElsewhere } from './loses-events/target-made-elsewhere';
import { targetRefusesEvents } from './loses-events/target-refuses-events';
import { templateSize } from './loses-events/template-size';
import { unguardedForward } from './loses-events/unguarded-forward';
import { unguardedFunction } from './loses-events/unguarded-function';
import { unprotectedRule } from './loses-events/unprotected-rule';
import { wildcardRuleLimit } from './loses-events/wildcard-rule-limit';
import { apiCallWithoutEventName } from './matches-too-much/api-call-without-event-name';
import { emptyPrefix } from './matches-too-much/empty-prefix';
import { idleExclusion } from './matches-too-much/idle-exclusion';
import { noSource } from './matches-too-much/no-source';
import { sourceAlone } from './matches-too-much/source-alone';
import { unprovenSource } from './matches-too-much/unproven-source';
import { widenedPattern } from './matches-too-much/widened-pattern';
import { envelopeFilter } from './never-matches/envelope-filter';
import { eventSourceKeys } from './never-matches/event-source-keys';
import { eventSourceMismatch } from './never-matches/event-source-mismatch';
import { literalWildcard } from './never-matches/literal-wildcard';
import { readOnlyOperation } from './never-matches/read-only-operation';
import { refusedPattern } from './never-matches/refused-pattern';
import { serviceEventsOnCustomBus } from './never-matches/service-events-on-custom-bus';
import { serviceEventsOnPartnerBus } from './never-matches/service-events-on-partner-bus';
import { silentResource } from './never-matches/silent-resource';
import { subscriberWildcard } from './never-matches/subscriber-wildcard';
import { subscriberWithoutSource } from './never-matches/subscriber-without-source';
import { unknownDetailField } from './never-matches/unknown-detail-field';
import { unknownDetailType } from './never-matches/unknown-detail-type';
import { unknownOperation } from './never-matches/unknown-operation';
import { unknownSource } from './never-matches/unknown-source';
import { unknownTopLevelKey } from './never-matches/unknown-top-level-key';
import { unrecordedDataEvent } from './never-matches/unrecorded-data-event';
import { valueOutsideEnumeration } from './never-matches/value-outside-enumeration';
import { wrongRegion } from './never-matches/wrong-region';
import { wrongValueType } from './never-matches/wrong-value-type';

/** Every check, in the order of CHECKS.md. */
export const ALL_CHECKS: Check[] = [
  envelopeFilter,
  eventSourceKeys,
  eventSourceMismatch,
  literalWildcard,
  readOnlyOperation,
  refusedPattern,
  serviceEventsOnCustomBus,
  serviceEventsOnPartnerBus,
  subscriberWildcard,
  subscriberWithoutSource,
  silentResource,
  unknownDetailField,
  unknownDetailType,
  unknownOperation,
  unknownSource,
  unknownTopLevelKey,
  unrecordedDataEvent,
  valueOutsideEnumeration,
  wrongRegion,
  wrongValueType,
  apiCallWithoutEventName,
  emptyPrefix,
  idleExclusion,
  noSource,
  sourceAlone,
  unprovenSource,
  widenedPattern,
  busRuleLimit,
  deadLetterQueueKey,
  deadLetterQueueKind,
  deadLetterQueuePolicy,
  deadLetterQueueWithoutAlarm,
  functionPolicyLimit,
  logResourcePolicyLimit,
  noDeadLetterQueue,
  noOnFailureQueue,
  onFailureQueueAccess,
  onFailureQueueKind,
  queuePolicyLimit,
  replacedSubscriber,
  ruleTargetLimit,
  shortRetry,
  targetMadeElsewhere,
  targetRefusesEvents,
  subscriberLists,
  subscriberShortRetry,
  templateSize,
  unguardedForward,
  unguardedFunction,
  unprotectedRule,
  wildcardRuleLimit,
  apiCallLoop,
  bucketLoop,
  busLoop,
  logGroupLoop,
];
