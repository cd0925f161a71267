import { CONSOLE_SIGN_IN_VIA_CLOUDTRAIL, SIGN_IN_EVENT_NAMES } from './cloudtrail-detail-types';
import { eventNamesOf, otherCallsOf, permissionsOf, serviceEventsOf, unrecordedOperationsOf } from './event-names';
import { nearest } from './nearest';
import { operationsOfService } from './operations';
import { Problem } from './problem';
import { CATALOG } from './service-data';
import { resembles } from './spelling';

const NAMED_AT_MOST = 3;

/** No call has a name with a space in it, or none at all. */
const NAME = /^\w[\w.:-]*$/;

/** The service whose operations are named. */
export interface CalledService {
  readonly slug: string;
  readonly serviceName: string;
  readonly eventSources: string[];
}

/**
 * What keeps an operation of a service from ever being recorded, or nothing.
 */
export function problemOfOperation(service: CalledService, operation: string): Problem | undefined {
  const { slug, serviceName, eventSources } = service;
  if (unrecordedOperationsOf(eventSources).includes(operation)) {
    return { what: `CloudTrail does not record ${operation} of ${serviceName}.`, nearest: [], certain: true };
  }
  const operations = operationsOfService(slug, eventSources);
  if (!operations || callsOf(slug, eventSources)!.has(operation) || isDatedName(eventSources, operations, operation)) {
    return undefined;
  }
  if (SIGN_IN_EVENT_NAMES.includes(operation)) {
    return {
      what: `${operation} is no API call: CloudTrail records it as '${CONSOLE_SIGN_IN_VIA_CLOUDTRAIL[0]}'.`,
      nearest: [],
      wayOut: 'Use that detail-type.',
      inApp: 'ConsoleSignInRule does.',
      certain: true,
    };
  }
  if (serviceEventsOf(eventSources).includes(operation)) {
    return {
      what: `${operation} is nothing that is called: ${serviceName} causes it itself, which CloudTrail records as 'AWS Service Event via CloudTrail'.`,
      nearest: [],
      wayOut: 'Use that detail-type.',
      inApp: 'CloudTrailEventRule does, with CloudTrailEventType.SERVICE_EVENT.',
      certain: true,
    };
  }
  if (permissionsOf(eventSources).includes(operation)) {
    return {
      what: `${operation} is a permission of ${serviceName} that calls with other names need, and no call that CloudTrail is known to record.`,
      nearest: nearest(operation, callsOf(slug, eventSources)!),
      certain: false,
    };
  }
  const owners = ownersOf(operation);
  const near = nearest(operation, callsOf(slug, eventSources)!);
  const isOfOther = owners.length > 0 && !resembles(operation, near[0]);
  return {
    what: `${serviceName} (${eventSources.join(', ')}) has no operation '${operation}'.${ownedBy(owners.map(({ c }) => `AwsService.${c}`))}`,
    nearest: isOfOther ? [] : near,
    ...isOfOther && { wayOut: `Ask for calls of ${[...new Set(owners.flatMap(({ calls }) => calls!.eventSources))].slice(0, NAMED_AT_MOST).join(' or ')}.` },
    certain: owners.length > 0 || !NAME.test(operation) || resembles(operation, near[0]),
  };
}

/** Whether a name is that of an operation of the service. */
export function isOperationOf(slug: string, eventSources: string[], name: string): boolean {
  return callsOf(slug, eventSources)?.has(name) ?? false;
}

/**
 * The names with which CloudTrail can write the calls of a service; of those that are written with a date, how they begin.
 *
 * @returns nothing for a service that has no model
 */
export function writtenCallsOf(slug: string, eventSources: string[]): string[] | undefined {
  const key = `${slug} ${eventSources.join(' ')}`;
  if (!WRITTEN.has(key)) {
    const operations = operationsOfService(slug, eventSources);
    WRITTEN.set(key, operations && [...new Set([
      ...operations.flatMap((operation) => eventNamesOf(eventSources, operation).map((name) => (typeof name === 'string' ? name : name.prefix))),
      ...otherCallsOf(eventSources),
    ])]);
  }
  return WRITTEN.get(key);
}

/** Many rules of an app name operations of the same services. */
const WRITTEN = new Map<string, string[] | undefined>();
const CALLS = new Map<string, Set<string> | undefined>();

function callsOf(slug: string, eventSources: string[]): Set<string> | undefined {
  const key = `${slug} ${eventSources.join(' ')}`;
  if (!CALLS.has(key)) {
    const operations = operationsOfService(slug, eventSources);
    CALLS.set(key, operations && new Set([...operations, ...otherCallsOf(eventSources)]));
  }
  return CALLS.get(key);
}

/** A name as CloudTrail writes it, with the version of the API that is known to be part of it. */
function isDatedName(eventSources: string[], operations: string[], name: string): boolean {
  return operations.some((operation) => name.startsWith(operation)
    && eventNamesOf(eventSources, operation).some((written) => typeof written !== 'string' && name.startsWith(written.prefix)));
}

function ownersOf(operation: string) {
  return Object.entries(CATALOG.services)
    .filter(([slug, { viewOf, calls }]) => !viewOf && calls && operationsOfService(slug, calls.eventSources)?.includes(operation))
    .map(([, service]) => service);
}

function ownedBy(owners: string[]): string {
  if (owners.length === 0) {
    return '';
  }
  const more = owners.length - NAMED_AT_MOST;
  return ` It is an operation of ${owners.slice(0, NAMED_AT_MOST).join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}
