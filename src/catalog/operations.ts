import { dataTable } from './data-tables';
import { unpackOperations } from './packed-operations';

interface OperationsData {
  /** The models whose calls CloudTrail records under an event source. */
  readonly eventSources: Record<string, string[]>;
  /** The models of a service that shares its event sources with others, by slug. */
  readonly services: Record<string, string[]>;
  readonly verbs: string[];
  /** The operations of each model, packed with these verbs. */
  readonly models: Record<string, string>;
}

const DATA = dataTable<OperationsData>('operations');

/**
 * The operations whose calls CloudTrail records under an event source, as the public models of the services name them.
 *
 * This file is big: load it when an operation is asked for, and not before.
 *
 * @returns nothing for an event source that has no model
 */
export function operationsOf(eventSource: string): string[] | undefined {
  return operationsIn(DATA().eventSources[eventSource]);
}

/**
 * The operations of a service, of those that are recorded under its event sources.
 *
 * @returns nothing for a service that has no model
 */
export function operationsOfService(slug: string, eventSources: string[]): string[] | undefined {
  const models = DATA().services[slug] ?? eventSources.flatMap((eventSource) => DATA().eventSources[eventSource] ?? []);
  return operationsIn(models);
}

/** Many rules of an app name operations of the same services. */
const BY_MODELS = new Map<string, string[]>();

function operationsIn(models: string[] | undefined): string[] | undefined {
  if (!models || models.length === 0) {
    return undefined;
  }
  const key = models.join(' ');
  const known = BY_MODELS.get(key) ?? [...new Set(models.flatMap((model) => unpackOperations(DATA().models[model], DATA().verbs)))];
  BY_MODELS.set(key, known);
  return known;
}
