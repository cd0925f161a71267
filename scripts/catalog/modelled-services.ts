import { readJsonFacts, readJsonLinesFacts } from './facts';

/** A service as botocore models it. */
export interface Model {
  readonly service: string;
  readonly name: string;
  readonly endpointPrefix: string;
  readonly signingName: string;
  /** Names of its operations, a space between two. */
  readonly operations: string;
}

/** A service that has a model and no page in the events reference. */
export interface ModelledService {
  readonly slug: string;
  readonly name: string;
  readonly eventSources: string[];
  /** Whether no document names the event source. */
  readonly inferred: boolean;
}

interface KnownEventSource {
  readonly service: string;
  readonly certainty: string;
  readonly eventSource: string | null;
  readonly otherEventSources: string[];
}

const SUFFIX = '.amazonaws.com';

/** The models, with the event sources under which CloudTrail records each; those that it does not record have none. */
export class Models {
  public readonly all = readJsonFacts<{ services: Model[] }>('operations.json').services;
  private readonly known = new Map(readJsonLinesFacts<KnownEventSource>('cloudtrail/model-event-sources.jsonl').map((row) => [row.service, row]));

  /** Endpoints of whole services; those of data planes have a name of several parts. */
  private readonly endpoints = new Set(this.all.map(({ endpointPrefix }) => endpointPrefix).filter((name) => !name.includes('.')));

  /** @param catalogued the event sources of the services that are catalogued without a model's help */
  constructor(private readonly catalogued: Set<string>) {
  }

  public eventSourcesOf({ service, endpointPrefix, signingName }: Model): string[] {
    const row = this.known.get(service);
    if (row) {
      return row.eventSource ? [row.eventSource, ...row.otherEventSources] : [];
    }
    // Inferred, for models that are newer than the table: a service that signs as another is recorded as that one.
    const known = [signingName, endpointPrefix].find((name) => this.catalogued.has(name + SUFFIX) || this.endpoints.has(name));
    return known ? [known + SUFFIX] : [];
  }

  /** The services that are known by their models alone. */
  public get additions(): ModelledService[] {
    const names = new Map(readJsonFacts<{ slug: string; service: string }[]>('modelled-services.json').map(({ slug, service }) => [slug, service]));
    const additions = new Map<string, ModelledService>();
    for (const model of this.all) {
      const [eventSource, ...others] = this.eventSourcesOf(model);
      const slug = eventSource?.slice(0, -SUFFIX.length);
      if (slug && !this.catalogued.has(eventSource) && !additions.has(slug)) {
        additions.set(slug, {
          slug,
          name: names.get(slug) ?? model.name,
          // What another service is recorded as would match that one's calls.
          eventSources: [eventSource, ...others.filter((other) => !this.catalogued.has(other))],
          inferred: (this.known.get(model.service)?.certainty ?? 'I') === 'I',
        });
      }
    }
    return [...additions.values()];
  }
}
