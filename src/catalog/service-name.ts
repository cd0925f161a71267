import { nearest } from './nearest';
import { CATALOG } from './service-data';

/** What people put before a service's name without meaning anything by it. */
const PREFIXES = /^(aws|amazon)[\s.-]+/;

/** The ways to name a service, in the order in which they count; a name that is settled by hand comes before
 * those that could mean several services. Each has the names, and the slug each of them means. */
type NameIndex = Map<string, Set<string>>[];

let index: NameIndex | undefined;

/**
 * The slug of the service that people call so.
 *
 * @throws when no service is called so, or several are
 */
export function slugNamed(name: string): string {
  const exact = name.trim().toLowerCase();
  const key = normalize(name);
  index ??= buildIndex();
  for (const names of index) {
    const slugs = names.get(exact) ?? names.get(key);
    if (slugs) {
      return slugs.size === 1 ? [...slugs][0] : refuse(name, slugs);
    }
  }
  throw new Error(`There is no AWS service called '${name}' in the catalogue. Nearest: ${nearestNames(name).map((near) => `'${near}'`).join(', ')}. A service newer than the catalogue is made with AwsService.custom({ serviceName, source }).`);
}

/** Ignores case, a leading "AWS" or "Amazon", spaces and punctuation. */
export function normalize(name: string): string {
  return name.trim().toLowerCase().replace(PREFIXES, '').replace(/[^a-z0-9]/g, '');
}

function buildIndex(): NameIndex {
  const sources = new Map<string, Set<string>>();
  const eventSources = new Map<string, Set<string>>();
  const slugs = new Map<string, Set<string>>();
  const productNames = new Map<string, Set<string>>();
  const rows = new Map<string, Set<string>>();
  for (const [slug, service] of Object.entries(CATALOG.services)) {
    if (service.viewOf) {
      continue;
    }
    add(sources, service.source, slug);
    add(slugs, slug, slug);
    add(slugs, normalize(slug), slug);
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
  const settled = new Map(Object.entries(CATALOG.names).map(([name, slug]) => [normalize(name), new Set([slug])]));
  return [sources, eventSources, settled, slugs, productNames, rows];
}

function add(names: Map<string, Set<string>>, name: string, slug: string): void {
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
