import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { Event, EventProperty, EventTypeDefinition, ResourceField, SpecDatabase } from '@aws-cdk/service-spec-types';
import { Catalog } from './catalog';
import { readJsonFacts } from './facts';
import type { ResourceFieldData } from '../../src/catalog/resource-fields';

/** What a resource is called in the events of which the schemas say that they name it. */
interface OfSchema {
  readonly type: string;
  /** Only in these events, instead of all. */
  readonly detailType?: string;
  readonly value?: string;
  /** Where it stands, instead of where the schema says. */
  readonly field?: string;
  readonly ignoreCase?: boolean;
  readonly never?: string;
  readonly refused?: string;
}

/** What a service's guide says of where events name a resource. */
interface OfGuide {
  readonly source: string;
  readonly detailTypes: string[] | 'all';
  readonly type: string;
  readonly field: string;
  readonly value: string;
}

/** Where events name resources, by source. */
export function buildResourceFields(catalog: Catalog): Record<string, ResourceFieldData[]> {
  const spec = loadAwsServiceSpecSync();
  const { ofSchemas, ofGuides } = readJsonFacts<{ ofSchemas: OfSchema[]; ofGuides: OfGuide[] }>('resource-fields.json');
  const rows = new Map<string, ResourceFieldData & { source: string }>();
  const add = (source: string, detailType: string, row: Omit<ResourceFieldData, 'detailTypes'>) => {
    const key = JSON.stringify([source, row]);
    const known = rows.get(key) ?? { source, ...row, detailTypes: [] };
    rows.set(key, known);
    if (!known.detailTypes.includes(detailType)) {
      known.detailTypes.push(detailType);
    }
  };
  for (const event of spec.all('event')) {
    for (const named of event.resourcesField) {
      const type = spec.get('resource', named.resource).cloudFormationType;
      const fact = ofSchemas.find((candidate) => candidate.type === type && candidate.detailType === event.detailType)
        ?? ofSchemas.find((candidate) => candidate.type === type && !candidate.detailType);
      if (!fact) {
        throw new Error(`resource-fields.json does not say how ${type} is called in the events of ${event.source}.`);
      }
      const { field = pathOf(named, event, spec), value, ignoreCase, never, refused } = fact;
      add(event.source, event.detailType, { type, field, value, ignoreCase, never, refused });
    }
  }
  for (const { source, detailTypes, type, field, value } of ofGuides) {
    const events = catalog.services.find((service) => service.source === source && !service.viewOf)?.events ?? {};
    const known = Object.values(events).flat();
    for (const detailType of detailTypes === 'all' ? known : detailTypes) {
      if (!known.includes(detailType)) {
        throw new Error(`resource-fields.json names '${detailType}', which ${source} does not send.`);
      }
      add(source, detailType, { type, field, value });
    }
  }
  const bySource: Record<string, ResourceFieldData[]> = {};
  for (const { source, ...row } of [...rows.values()].sort((one, other) => (one.source < other.source ? -1 : one.source > other.source ? 1 : 0))) {
    (bySource[source] ??= []).push(row);
  }
  return bySource;
}

/** The one place of the event that has the type in which the resource is named. */
function pathOf({ type, fieldName }: ResourceField, event: Event, spec: SpecDatabase): string {
  const root = spec.get('eventTypeDefinition', event.rootProperty);
  const paths = pathsTo(type.$ref, root, 'detail', spec);
  if (paths.length !== 1 || !fieldName) {
    throw new Error(`Where '${event.detailType}' of ${event.source} names its resource is not clear: give the field in resource-fields.json.`);
  }
  return `${paths[0]}.${fieldName}`;
}

function pathsTo(id: string, holder: EventTypeDefinition, path: string, spec: SpecDatabase): string[] {
  const inside = Object.entries(holder.properties).flatMap(([name, { type }]) => referencesIn(type)
    .flatMap((reference) => pathsTo(id, spec.get('eventTypeDefinition', reference), `${path}.${name}`, spec)));
  return holder.$id === id ? [path, ...inside] : inside;
}

function referencesIn(type: EventProperty['type']): ResourceField['type'][] {
  switch (type.type) {
    case 'ref': return [type.reference];
    case 'array': case 'map': return referencesIn(type.element);
    default: return [];
  }
}
