import { readJsonFacts } from './facts';
import { Models } from './modelled-services';
import { normalize } from '../../src/catalog/normalized-name';

/** What is to be known of a service to tell what its clients are called. */
interface NamedService {
  readonly slug: string;
  readonly name: string;
  readonly events: Record<string, string[]>;
  readonly calls?: { readonly eventSources: string[] };
  readonly viewOf?: string;
}

interface Alias {
  readonly name: string;
  readonly services: string[];
}

/** Names that people use besides those of the documents, normalized, with the slugs of what each may mean. */
export function aliases(entries: NamedService[]): Record<string, string[]> {
  const services = entries.filter(({ viewOf }) => !viewOf);
  const named = new Map(readJsonFacts<Alias[]>('aliases.json').map((alias) => [normalize(alias.name), alias.services]));
  const models = new Models(new Set(services.flatMap(({ calls }) => calls?.eventSources ?? [])));
  for (const model of models.all) {
    const owners = ownersOf(models.eventSourcesOf(model)[0], services);
    for (const name of [normalize(model.service), normalize(model.name)]) {
      // A name that a row settles is not asked twice.
      if (owners.length > 0 && !named.has(name)) {
        named.set(name, owners);
      }
    }
  }
  const precise = new Set(services.flatMap(({ slug, name }) => [normalize(slug), normalize(name)]));
  return Object.fromEntries([...named].filter(([name]) => !precise.has(name)).sort());
}

/** The services under an event source: the one that sends events, or is called like it, where several share it. */
function ownersOf(eventSource: string | undefined, services: NamedService[]): string[] {
  const owners = services.filter(({ calls }) => eventSource && calls?.eventSources.includes(eventSource));
  const senders = owners.filter(({ events }) => Object.keys(events).length > 0);
  const namesakes = owners.filter(({ slug }) => eventSource === `${slug}.amazonaws.com`);
  const meant = [senders, namesakes].find(({ length }) => length === 1) ?? owners;
  return meant.map(({ slug }) => slug);
}
