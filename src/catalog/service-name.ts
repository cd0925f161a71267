import { nearest } from './nearest';
import { normalize } from './normalized-name';
import { requireText } from './required-text';
import { CATALOG } from './service-data';

/** The slugs that each name could mean. */
type Names = Map<string, Set<string>>;

/** A way to name a service. */
interface Naming {
  readonly names: Names;
  /** How a name is spelled there. */
  readonly spell: (name: string) => string;
}

let namings: Naming[] | undefined;

/**
 * The slug of the service that people call so.
 *
 * @throws when no service is called so, or several are
 */
export function slugNamed(name: string): string {
  requireText('The name that AwsService.named is given', name);
  namings ??= collectNamings();
  for (const { names, spell } of namings) {
    const slugs = names.get(spell(name));
    if (slugs) {
      return slugs.size === 1 ? [...slugs][0] : refuse(name, slugs);
    }
  }
  throw new Error(`There is no AWS service called '${name}' in the catalogue. Nearest: ${nearestNames(name).map((near) => `'${near}'`).join(', ')}. A service newer than the catalogue is made with AwsService.custom({ serviceName, source }).`);
}

function asItStands(name: string): string {
  return name.trim().toLowerCase();
}

/**
 * The ways to name a service, in the order in which they count. A name that is settled by hand comes before those that
 * could mean several services.
 */
function collectNamings(): Naming[] {
  const sources: Names = new Map();
  const eventSources: Names = new Map();
  const slugs: Names = new Map();
  const spelledSlugs: Names = new Map();
  const productNames: Names = new Map();
  const rows: Names = new Map();
  for (const [slug, service] of Object.entries(CATALOG.services)) {
    if (service.viewOf) {
      continue;
    }
    add(sources, service.source, slug);
    add(slugs, slug, slug);
    add(spelledSlugs, normalize(slug), slug);
    add(productNames, normalize(service.n), slug);
    // Several services may share an event source; it names the one whose slug it holds.
    for (const eventSource of service.calls?.eventSources ?? []) {
      const owner = eventSource.replace(/\.amazonaws\.com$/, '');
      add(eventSources, eventSource, CATALOG.services[owner] ? owner : slug);
    }
  }
  for (const [row, slug] of Object.entries(CATALOG.rowNames)) {
    add(rows, normalize(row), slug);
  }
  const aliases: Names = new Map(Object.entries(CATALOG.aliases).map(([name, known]) => [name, new Set(known)]));
  const settled: Names = new Map(Object.entries(CATALOG.names).map(([name, slug]) => [name, new Set([slug])]));
  return [
    ...[sources, eventSources, slugs].map((names) => ({ names, spell: asItStands })),
    ...[settled, spelledSlugs, productNames, rows, aliases].map((names) => ({ names, spell: normalize })),
  ];
}

function add(names: Names, name: string, slug: string): void {
  const slugs = names.get(name) ?? new Set<string>();
  names.set(name, slugs.add(slug));
}

function refuse(name: string, slugs: Set<string>): never {
  const candidates = [...slugs].map((slug) => `AwsService.${CATALOG.services[slug].c} (${CATALOG.services[slug].source})`);
  throw new Error(`'${name}' could mean ${candidates.join(' or ')}: use the constant, or the source as the name.`);
}

function nearestNames(name: string): string[] {
  const wanted = name.trim().toLowerCase();
  const candidates = Object.entries(CATALOG.services).flatMap(([slug, { n, viewOf }]) => (viewOf ? [n] : [n, slug]));
  return nearest(wanted.replace(/^aws\.|\.amazonaws\.com$/g, ''), candidates);
}
