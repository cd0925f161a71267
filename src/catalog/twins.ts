import { dataTable } from './data-tables';

/** Operations by source, detail-type and event source. */
const TWINS = dataTable<Record<string, Record<string, Record<string, string[]>>>>('twins');

/**
 * Whether what a service sends as an event of its own is documented to arrive as a recorded API call too.
 */
export function hasTwinCall(source: string, detailType: string): boolean {
  return TWINS()[source]?.[detailType] !== undefined;
}

/**
 * Whether what CloudTrail records as a call is documented to arrive as an event of the service itself too.
 */
export function hasTwinEvent(eventSource: string, eventName: string): boolean {
  return Object.values(TWINS()).some((kinds) => Object.values(kinds).some((calls) => calls[eventSource]?.includes(eventName)));
}
