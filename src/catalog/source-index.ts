import { AwsService } from './aws-service';

let bySource: Map<string, AwsService[]> | undefined;
let byDetailType: Map<string, AwsService[]> | undefined;
let byEventSource: Map<string, AwsService[]> | undefined;

/** The services whose events carry a source, those included that only CloudTrail delivers under it. */
export function servicesOfSource(source: string): AwsService[] {
  return index().get(source) ?? [];
}

/** Every source that the catalogue knows. */
export function knownSources(): string[] {
  return [...index().keys()];
}

/** The services that send events with a detail-type themselves. */
export function sendersOf(detailType: string): AwsService[] {
  byDetailType ??= indexBy(({ detailTypes }) => detailTypes);
  return byDetailType.get(detailType) ?? [];
}

function index(): Map<string, AwsService[]> {
  if (!bySource) {
    bySource = new Map();
    for (const service of AwsService.all()) {
      if (!service._isView) {
        for (const source of service._sources) {
          bySource.set(source, [...bySource.get(source) ?? [], service]);
        }
      }
    }
  }
  return bySource;
}

/** The services whose calls CloudTrail records under an event source. */
export function eventSourceOwners(eventSource: string): AwsService[] {
  byEventSource ??= indexBy(({ _eventSources: eventSources }) => eventSources);
  return byEventSource.get(eventSource) ?? [];
}

/** The sources with which calls recorded under an event source arrive. */
export function sourcesUnder(eventSource: string): string[] {
  const named = `aws.${eventSource.replace(/\.amazonaws\.com(\.cn)?$/, '')}`;
  return [...new Set([...eventSourceOwners(eventSource).flatMap((service) => service._callSources), named])];
}

/** The event sources of the calls that arrive with a source. */
export function eventSourcesUnder(source: string): string[] {
  const callers = servicesOfSource(source).filter((service) => service._callSources.includes(source));
  return [...new Set(callers.flatMap((service) => service._eventSources))];
}

/** Every event source under which CloudTrail is known to record calls. */
export function knownEventSources(): string[] {
  byEventSource ??= indexBy(({ _eventSources: eventSources }) => eventSources);
  return [...byEventSource.keys()];
}

function indexBy(keysOf: (service: AwsService) => string[]): Map<string, AwsService[]> {
  const found = new Map<string, AwsService[]>();
  for (const service of new Set([...index().values()].flat())) {
    for (const key of new Set(keysOf(service))) {
      const services = found.get(key);
      if (services) {
        services.push(service);
      } else {
        found.set(key, [service]);
      }
    }
  }
  return found;
}
