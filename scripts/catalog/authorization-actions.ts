import { buildCatalog } from './catalog';
import { readJsonFacts } from './facts';
import { Models } from './modelled-services';

interface AuthorizedService {
  readonly prefix: string;
  /** Actions that no operation is called like, a space between two. */
  readonly actions: string;
  /** Actions of the access levels Read and List whose names do not tell. */
  readonly reads: string;
}

interface PermissionsOnly {
  /** The service's prefix, or `*` for every service. */
  readonly prefix: string;
  readonly actions: string[] | 'all';
}

/** Names under one event source. */
export interface NamesUnder {
  readonly eventSource: string;
  readonly names: string[];
}

/**
 * Actions that the Service Authorization Reference lists and no model has: calls of consoles and agents among them. Those
 * that are permissions of other calls are left out.
 */
export function otherActions(): NamesUnder[] {
  const left = readJsonFacts<PermissionsOnly[]>('cloudtrail/permissions-only.json');
  return namesUnder(({ prefix, actions }) => split(actions)
    .filter((action) => !left.some((row) => ['*', prefix].includes(row.prefix) && (row.actions === 'all' || row.actions.includes(action)))));
}

/** Permissions that are no calls, by the prefix of their service. */
export function permissionsOnly(): NamesUnder[] {
  const left = readJsonFacts<PermissionsOnly[]>('cloudtrail/permissions-only.json');
  return namesUnder(({ prefix, actions }) => split(actions)
    .filter((action) => left.some((row) => ['*', prefix].includes(row.prefix) && (row.actions === 'all' || row.actions.includes(action)))));
}

/** Actions that read, though their names do not tell. */
export function readingActions(): NamesUnder[] {
  return namesUnder(({ reads }) => split(reads));
}

function namesUnder(namesOf: (service: AuthorizedService) => string[]): NamesUnder[] {
  const { services } = readJsonFacts<{ services: AuthorizedService[] }>('cloudtrail/authorization-actions.json');
  const sources = eventSourcesByPrefix();
  return services.flatMap((service) => [...sources.get(service.prefix) ?? []].map((eventSource) => ({ eventSource, names: namesOf(service) })))
    .filter(({ names }) => names.length > 0);
}

/** A service is authorized by the name that its requests are signed with, and often recorded by it. */
function eventSourcesByPrefix(): Map<string, Set<string>> {
  const { services } = buildCatalog();
  const known = new Set(services.flatMap(({ calls }) => calls?.eventSources ?? []));
  const models = new Models(known);
  const sources = new Map<string, Set<string>>();
  const add = (prefix: string, eventSource: string) => sources.set(prefix, (sources.get(prefix) ?? new Set()).add(eventSource));
  known.forEach((eventSource) => add(eventSource.replace(/\.amazonaws\.com$/, ''), eventSource));
  models.all.forEach((model) => models.eventSourcesOf(model).forEach((eventSource) => add(model.signingName, eventSource)));
  return sources;
}

function split(names: string): string[] {
  return names === '' ? [] : names.split(' ');
}
