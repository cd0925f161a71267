import { eventNamesOf, otherCallsOf, serviceEventsOf, unrecordedOperationsOf } from './event-names';
import { nearest } from './nearest';
import { operationsOfService } from './operations';
import { Problem } from './problem';
import { CATALOG } from './service-data';
import { resembles } from './spelling';

const NAMED_AT_MOST = 3;

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
  const known = [...operations ?? [], ...otherCallsOf(eventSources)];
  if (!operations || known.includes(operation) || isDatedName(eventSources, operations, operation)) {
    return undefined;
  }
  if (serviceEventsOf(eventSources).includes(operation)) {
    return {
      what: `${operation} is nothing that is called: ${serviceName} causes it itself, which CloudTrail records as 'AWS Service Event via CloudTrail'.`,
      nearest: [],
      wayOut: 'Use CloudTrailEventRule with CloudTrailEventType.SERVICE_EVENT.',
      certain: true,
    };
  }
  const owners = ownersOf(operation);
  const near = nearest(operation, known);
  return {
    what: `${serviceName} (${eventSources.join(', ')}) has no operation '${operation}'.${ownedBy(owners)}`,
    nearest: near,
    certain: owners.length > 0 || resembles(operation, near[0]),
  };
}

/** A name as CloudTrail writes it, with the version of the API that is known to be part of it. */
function isDatedName(eventSources: string[], operations: string[], name: string): boolean {
  const operation = operations.filter((candidate) => name.startsWith(candidate)).sort((one, other) => other.length - one.length)[0];
  return operation !== undefined && eventNamesOf(eventSources, operation)
    .some((written) => typeof written !== 'string' && name.startsWith(written.prefix));
}

function ownersOf(operation: string): string[] {
  return Object.entries(CATALOG.services)
    .filter(([slug, { viewOf, calls }]) => !viewOf && calls && operationsOfService(slug, calls.eventSources)?.includes(operation))
    .map(([, { c }]) => `AwsService.${c}`);
}

function ownedBy(owners: string[]): string {
  if (owners.length === 0) {
    return '';
  }
  const more = owners.length - NAMED_AT_MOST;
  return ` It is an operation of ${owners.slice(0, NAMED_AT_MOST).join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}
