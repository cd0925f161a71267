import { CloudTrailEventRuleProps, CloudTrailEventType } from './cloudtrail-event-rule-props';
import { serviceEventsOf } from '../../catalog/event-names';
import { problemOfOperation } from '../../catalog/operation-check';
import { operationsOfService } from '../../catalog/operations';
import { Problem } from '../../catalog/problem';
import { isReadOnlyCall } from '../../catalog/read-only-calls';
import { textsOf } from '../../pattern/algebra/texts-of';

const OF_OPERATIONS = [CloudTrailEventType.INSIGHT, CloudTrailEventType.NETWORK_ACTIVITY];

/** Whether events of a type are about API operations. */
export function isOfOperations(eventType: CloudTrailEventType): boolean {
  return OF_OPERATIONS.includes(eventType);
}

/**
 * What keeps one of the names from ever being recorded, or nothing. There is no complete list of what services do by
 * themselves, nor of what is done in the console: only what is known to be an API call is refused there.
 *
 * @param names as they stand in a template
 */
export function problemOfNames({ service, eventType, allowUnknown }: CloudTrailEventRuleProps, names: unknown): Problem | undefined {
  const eventSources: string[] = service._apiCallPattern!.detail!.eventSource;
  const named = allowUnknown || service._isCustom ? [] : textsOf(names);
  if (isOfOperations(eventType!)) {
    const called = { slug: service._slug, serviceName: service.serviceName, eventSources };
    return named.map((name) => problemOfOperation(called, name)).find((problem) => problem !== undefined);
  }
  const operations = operationsOfService(service._slug, eventSources) ?? [];
  const called = named.find((name) => operations.includes(name) && !serviceEventsOf(eventSources).includes(name));
  return called === undefined ? undefined : {
    what: `${called} is an API operation of ${service.serviceName}.`,
    nearest: [],
    wayOut: 'Use ApiCallRule.',
    certain: eventType !== CloudTrailEventType.SERVICE_EVENT,
  };
}

/**
 * Whether one of the names is that of a read-only management event.
 *
 * @param names as they stand in a template
 */
export function namesReading({ service, eventType }: CloudTrailEventRuleProps, names: unknown): boolean {
  return !isOfOperations(eventType!) && textsOf(names).some((name) => isReadOnlyCall(service._apiCallPattern!.detail!.eventSource, name));
}
