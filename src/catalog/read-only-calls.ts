import { dataEventTypesOf, isPerhapsManagement } from './data-events';
import { dataTable } from './data-tables';
import { upperFirst } from './upper-first';

interface ReadOnlyCalls {
  /** How the names of reading operations begin. */
  readonly verbs: string[];
  /** Operations that begin so and are recorded as writes all the same, by event source. */
  readonly writes: Record<string, string[]>;
  /** The other read-only operations, by event source. */
  readonly listed: Record<string, string[]>;
}

const DATA = dataTable<ReadOnlyCalls>('readOnlyCalls');

/**
 * Whether a call is a management call that is read-only as far as EventBridge is concerned, or may be: that a verb other
 * than `Describe`, `Get` and `List` reads is inferred. A call that is taken for read-only and is not still matches.
 *
 * @param eventSources the CloudTrail event sources of the service
 * @param eventName as CloudTrail writes it
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-management-event-list.html
 */
export function isReadOnlyCall(eventSources: string[], eventName: string): boolean {
  if (dataEventTypesOf(eventSources, eventName).length > 0 && !isPerhapsManagement(eventSources, eventName)) {
    return false;
  }
  return onlyReads(eventSources, eventName);
}

/** Whether a call reads, be it a management call or a data event. */
export function onlyReads(eventSources: string[], eventName: string): boolean {
  const { verbs, writes, listed } = DATA();
  const isAmong = (table: Record<string, string[]>) => eventSources.some((eventSource) => table[eventSource]?.includes(eventName));
  return isAmong(listed) || (beginsWith(verbs, eventName) && !isAmong(writes));
}

/** A verb is followed by the next word: `Is` begins `IsMemberInGroups` and not `IssueCertificate`. */
function beginsWith(verbs: string[], eventName: string): boolean {
  const name = upperFirst(eventName);
  return verbs.some((verb) => name.startsWith(verb) && !/^[a-z]/.test(name.slice(verb.length)));
}
