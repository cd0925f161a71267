import { dataTable } from './data-tables';

/** Operations by source, detail-type and event source. */
const TWINS = dataTable<Record<string, Record<string, Record<string, string[]>>>>('twins');

/** An action that arrives in two forms, as a text. */
export type Twin = string;

/**
 * The actions that a service sends as events of one kind, and that are documented to arrive as recorded API calls too.
 */
export function twinsOfEvent(source: string, detailType: string): Twin[] {
  return Object.entries(TWINS()[source]?.[detailType] ?? {})
    .flatMap(([eventSource, operations]) => operations.map((operation) => twin(source, detailType, eventSource, operation)));
}

/**
 * The actions that CloudTrail records as one call, and that are documented to arrive as events of the service itself too.
 */
export function twinsOfCall(eventSource: string, eventName: string): Twin[] {
  return Object.entries(TWINS()).flatMap(([source, kinds]) => Object.entries(kinds)
    .filter(([, calls]) => calls[eventSource]?.includes(eventName))
    .map(([detailType]) => twin(source, detailType, eventSource, eventName)));
}

function twin(...parts: string[]): Twin {
  return parts.join('\n');
}
