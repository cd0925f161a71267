import data from './data/read-only-calls.json';
import { dataEventTypesOf, isPerhapsManagement } from './data-events';

interface ReadOnlyCalls {
  /** How the names of reading operations begin. */
  readonly verbs: string[];
  /** Operations that begin so and are recorded as writes all the same, by event source. */
  readonly writes: Record<string, string[]>;
  /** The other read-only operations, by event source. */
  readonly listed: Record<string, string[]>;
}

const { verbs, writes, listed } = data as ReadOnlyCalls;

/** A verb is followed by the next word: `Is` begins `IsMemberInGroups` and not `IssueCertificate`. */
const READING = new RegExp(`^(${verbs.join('|')})(?![a-z])`);

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
  const isAmong = (table: Record<string, string[]>) => eventSources.some((eventSource) => table[eventSource]?.includes(eventName));
  return isAmong(listed) || (READING.test(eventName[0].toUpperCase() + eventName.slice(1)) && !isAmong(writes));
}
