import { dataTable } from './data-tables';

/** An event name, or what matches names that begin so. */
export type EventName = string | { readonly prefix: string };

interface EventNamesData {
  /** How the operations are written whose event name differs, by event source and operation. */
  readonly renamed: Record<string, Record<string, EventName[]>>;
  /** Recorded API calls that no public model has, or not under this name. */
  readonly otherCalls: Record<string, string[]>;
  /** What services do without being called. */
  readonly serviceEvents: Record<string, string[]>;
  /** Operations that CloudTrail does not record. */
  readonly unrecorded: Record<string, string[]>;
  /** How operations are written that have a date, by event source and operation; the usual date under the empty name. */
  readonly dated: Record<string, Record<string, string>>;
  /** The names of operations that the documentation has with a date and not without. */
  readonly onlyDated: Record<string, Record<string, string>>;
  /** Permissions that calls of other names need. */
  readonly permissions: Record<string, string[]>;
}

const DATA = dataTable<EventNamesData>('eventNames');

/**
 * How CloudTrail writes an operation: mostly as it is called. Where documents differ, every spelling.
 *
 * @param eventSources the event sources of the service
 */
export function eventNamesOf(eventSources: string[], operation: string): EventName[] {
  const names = eventSources.flatMap((eventSource) => DATA().renamed[eventSource]?.[operation] ?? []);
  return names.length > 0 ? [...new Set(names)] : [operation];
}

/** One name with which CloudTrail writes an operation: with its date, where it has one. */
export function recordedNameOf(eventSource: string, operation: string): string {
  const dated = DATA().dated[eventSource] ?? {};
  const names = eventNamesOf([eventSource], operation);
  return names.some((name) => typeof name !== 'string') ? dated[operation] ?? operation + dated['']
    : names.find((name): name is string => typeof name === 'string')!;
}

/** The name of an operation with the version of the API, where the documentation has it so and not otherwise. */
export function datedNameOf(eventSources: string[], operation: string): string | undefined {
  return eventSources.map((eventSource) => DATA().onlyDated[eventSource]?.[operation]).find((name) => name !== undefined);
}

/** The names of recorded API calls that are not, or not so, among the operations of the service. */
export function otherCallsOf(eventSources: string[]): string[] {
  const written = eventSources.flatMap((eventSource) => Object.values(DATA().renamed[eventSource] ?? {}).flat());
  return [...among(DATA().otherCalls, eventSources), ...written.filter((name): name is string => typeof name === 'string')];
}

/** The names of events that a service causes itself, which are recorded with a detail-type of their own. */
export function serviceEventsOf(eventSources: string[]): string[] {
  return among(DATA().serviceEvents, eventSources);
}

/** Operations of which a document says that CloudTrail does not record them. */
export function unrecordedOperationsOf(eventSources: string[]): string[] {
  return among(DATA().unrecorded, eventSources);
}

/** Actions of policies that are permissions of calls with other names. */
export function permissionsOf(eventSources: string[]): string[] {
  return among(DATA().permissions, eventSources);
}

function among(table: Record<string, string[]>, eventSources: string[]): string[] {
  return eventSources.flatMap((eventSource) => table[eventSource] ?? []);
}
