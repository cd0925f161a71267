import { dataTable } from './data-tables';

interface DataEventsData {
  readonly basicTypes: string[];
  readonly types: string[];
  /** Operations that one document lists among data events and among management events. */
  readonly perhapsManagement: Record<string, string[]>;
  /** The types of resources by which a trail selects a call, by event source and event name. */
  readonly calls: Record<string, Record<string, string[]>>;
}

const DATA = dataTable<DataEventsData>('dataEvents');

/**
 * The types of resources that a trail must select, any of them, to record a call; none for a management call.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 */
export function dataEventTypesOf(eventSources: string[], eventName: string): string[] {
  return [...new Set(eventSources.flatMap((eventSource) => DATA().calls[eventSource]?.[eventName] ?? []))];
}

/** Whether the documents do not agree that a call is a data event. */
export function isPerhapsManagement(eventSources: string[], eventName: string): boolean {
  return eventSources.some((eventSource) => DATA().perhapsManagement[eventSource]?.includes(eventName));
}

/** The types of resources whose data events can be selected. */
export function dataEventTypes(): string[] {
  return DATA().types;
}

/** Whether a basic event selector can select data events of a type; for all others it takes an advanced one. */
export function isBasicDataEventType(type: string): boolean {
  return DATA().basicTypes.includes(type);
}
