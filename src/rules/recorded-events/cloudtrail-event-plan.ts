import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { CloudTrailEventRuleProps, CloudTrailEventType } from './cloudtrail-event-rule-props';
import { isOfOperations, namesReading, problemOfNames } from './named-events';
import { excludesReads, onlyReads } from './read-write-type';
import { requireRecordedCalls } from './recorded-calls';
import { CONSOLE_ACTION_VIA_CLOUDTRAIL, INSIGHT_VIA_CLOUDTRAIL, NETWORK_ACTIVITY_VIA_CLOUDTRAIL, SERVICE_EVENT_VIA_CLOUDTRAIL } from '../../catalog/cloudtrail-detail-types';
import { DeliveryType } from '../../catalog/delivery-type';
import { optionName, optionOn } from '../../catalog/option-spelling';
import { explain } from '../../catalog/problem';
import { informLate, warn } from '../../delivery/construct-notices';
import { detailPattern } from '../../pattern/algebra/detail-filter';
import { mergeDetail } from '../../pattern/algebra/merge-detail';
import { ServicePattern } from '../../pattern/algebra/service-pattern';
import { newerThan } from '../intent';
import { RulePlan } from '../rule-plan';
import { CLOUDTRAIL_EVENT_OPTIONS, EVENT_TYPE } from './recorded-event-kinds';
import { SERVICE } from '../../delivery/options/option-kinds';
import { requireGiven, requireRuleOptions } from '../require-rule-options';

interface Recording {
  readonly detailType: string;
  /** As a person on call would name it. */
  readonly subject: string;
}

const RECORDINGS: Record<CloudTrailEventType, Recording> = {
  [CloudTrailEventType.CONSOLE_ACTION]: { detailType: CONSOLE_ACTION_VIA_CLOUDTRAIL, subject: 'console actions' },
  [CloudTrailEventType.SERVICE_EVENT]: { detailType: SERVICE_EVENT_VIA_CLOUDTRAIL, subject: 'service events' },
  [CloudTrailEventType.INSIGHT]: { detailType: INSIGHT_VIA_CLOUDTRAIL, subject: 'Insights' },
  [CloudTrailEventType.NETWORK_ACTIVITY]: { detailType: NETWORK_ACTIVITY_VIA_CLOUDTRAIL, subject: 'network activity' },
};

const WAY_OUT = { 'detail.eventName': `name the events in ${optionName('eventNames')}`, 'detail.insightDetails.eventName': `name the operations in ${optionName('eventNames')}` };

/**
 * What a rule on what CloudTrail records beside API calls matches, and what is known of it.
 *
 * @throws when CloudTrail is not known to record anything of the service, or one of the names is that of an API operation
 */
export function planCloudTrailEvents(rule: IConstruct, props: CloudTrailEventRuleProps): RulePlan {
  requireRuleOptions(rule, props, CLOUDTRAIL_EVENT_OPTIONS);
  const { service, eventType, eventNames, readWriteType } = props;
  requireGiven(rule, 'service', service, SERVICE);
  requireGiven(rule, 'eventType', eventType, EVENT_TYPE);
  const calls = requireRecordedCalls(rule, service);
  const { detailType, subject } = RECORDINGS[eventType!];
  const readOnly = eventNames && checkNames(rule, props);
  const names = { eventSource: calls.detail!.eventSource, ...(eventNames && { eventName: eventNames }) };
  const own = { ...calls.detail, ...names, ...onlyReads(readWriteType) };
  const detail = detailPattern(props);
  const pattern: ServicePattern = eventType === CloudTrailEventType.INSIGHT
    // Their record names the service in its details only; any source of AWS will do.
    ? { 'source': [{ prefix: 'aws.' }], 'detail-type': [detailType], 'detail': mergeDetail({ insightDetails: names }, detail, WAY_OUT) }
    : { 'source': calls.source, 'detail-type': [detailType], 'detail': mergeDetail(own, detail, WAY_OUT) };
  return {
    pattern,
    subject: `${service.serviceName} (${subject})`,
    promise: { deliveryType: DeliveryType.BEST_EFFORT },
    viaCloudTrail: true,
    readOnlyCalls: readWriteType ? !excludesReads(readWriteType) : readOnly,
    intents: [
      ...newerThan(service, props.allowUnknown),
      // What is known of the names is checked above.
      ...eventNames && !isOfOperations(eventType!) ? [{ check: 'unknown-operation', reason: 'The rule names events of this type.' }] : [],
    ],
  };
}

/** Checks the names, and tells whether one of them only reads. */
function checkNames(rule: IConstruct, props: CloudTrailEventRuleProps): boolean {
  if (props.eventNames!.length === 0) {
    throw new Error(`${optionName('eventNames')} of rule '${rule.node.path}' is an empty list, which matches no event: name at least one, or leave ${optionName('eventNames')} out for all of them.`);
  }
  const names = Stack.of(rule).resolve(props.eventNames);
  const problem = problemOfNames(props, names);
  const newer = `What the catalogue does not know is accepted with ${optionOn('allowUnknown')}.`;
  if (problem?.certain) {
    throw new Error(`Rule '${rule.node.path}' can never match: ${explain(problem)} ${newer}`);
  }
  // Of an operation that may be newer the check of the template speaks, but where the record names it in other fields.
  if (problem && props.eventType === CloudTrailEventType.INSIGHT) {
    warn(rule, 'unknown-operation', `Rule '${rule.node.path}' may never match: ${explain(problem)} ${newer}`);
  } else if (problem && !isOfOperations(props.eventType!)) {
    informLate(rule, 'named-like-call', `Rule '${rule.node.path}' matches what the service does by itself, and no calls: ${explain(problem)} Acknowledge this where the service's own events are meant.`);
  }
  return namesReading(props, names);
}
