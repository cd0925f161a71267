import { asksForReads, isCompilable } from './reading-filter';
import { eventNamesOf, otherCallsOf } from '../../catalog/event-names';
import { operationsOf } from '../../catalog/operations';
import { isReadOnlyCall } from '../../catalog/read-only-calls';
import { ServicePattern } from '../../pattern/algebra/service-pattern';
import { textsOf } from '../../pattern/algebra/texts-of';
import { FieldCondition } from '../../pattern/matcher/field-condition';

/**
 * Whether a pattern from elsewhere asks for read-only management calls, by name or because they read.
 *
 * @param pattern as it stands in a template, on events that arrive through CloudTrail
 */
export function asksForReadOnlyCalls({ source, detail }: ServicePattern): boolean {
  const eventSources = textsOf(detail?.eventSource ?? source?.map((name) => String(name).replace(/^aws\.(.*)$/, '$1.amazonaws.com')));
  return asksForReads(detail) || namesIn(detail?.eventName, eventSources).some((eventName) => isReadOnlyCall(eventSources, eventName));
}

/** The names of calls that a filter on the name can match, those that it spells out included. */
function namesIn(eventName: unknown, eventSources: string[]): string[] {
  if (!isCompilable(eventName) || eventName.every((name) => typeof name === 'string')) {
    return textsOf(eventName);
  }
  const condition = FieldCondition.of(eventName, 'detail.eventName');
  const written = eventSources.flatMap((eventSource) => (operationsOf(eventSource) ?? [])
    .flatMap((operation) => eventNamesOf([eventSource], operation).map((name) => (typeof name === 'string' ? name : name.prefix))));
  return [...textsOf(eventName), ...[...written, ...otherCallsOf(eventSources)].filter((name) => condition.holds(name))];
}
