import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { EventProperty, EventTypeDefinition, SpecDatabase } from '@aws-cdk/service-spec-types';
import { EncodedObject, EncodedType, OPEN, keyOf, objectIn } from './encoded-schema';
import { readJsonFacts } from './facts';
import { guideEvents } from './guide-events';
import { eitherOf } from './schema-union';

type SpecType = EventProperty['type'];

/** What the documentation says of an event, where the schema differs or says less. */
interface SchemaFact {
  readonly source: string;
  readonly detailTypes: string[];
  /** The fields are those that the documentation names, none is missing. */
  readonly complete?: boolean;
  /** Types by path, in the form of the data file. */
  readonly fields?: Record<string, EncodedType>;
  /** Fields that are sent under another name than the schema has, by path. */
  readonly renamed?: Record<string, string>;
  /** Paths of objects that may hold other fields, at every depth below too. */
  readonly open?: string[];
  readonly page: string;
  readonly reason?: string;
}

export interface EventSchemas {
  readonly bySource: Record<string, Record<string, EncodedObject>>;
  readonly complete: Record<string, string[]>;
  /** The record with which CloudTrail delivers events of any service. */
  readonly viaCloudTrail: EncodedObject;
}

const CLOUDTRAIL_SUFFIX = ' via CloudTrail';

/**
 * The schemas of all events, with what the documentation adds to them. Those of CloudTrail's events are left out: they
 * repeat the parameters of whatever call was recorded, while the record itself is documented.
 */
export function buildEventSchemas(): EventSchemas {
  const spec = loadAwsServiceSpecSync();
  const bySource: EventSchemas['bySource'] = {};
  for (const event of spec.all('event')) {
    if (!event.detailType.endsWith(CLOUDTRAIL_SUFFIX)) {
      const schemas = (bySource[event.source] ??= {});
      const schema = objectOf(spec.get('eventTypeDefinition', event.rootProperty), spec);
      // A few events have two schemas: the fields of either may be there.
      schemas[event.detailType] = schemas[event.detailType] ? eitherOf(schemas[event.detailType], schema) : schema;
    }
  }
  for (const { source, detailType, fields } of guideEvents()) {
    if (fields) {
      const schemas = (bySource[source] ??= {});
      schemas[detailType] = schemas[detailType] ? eitherOf(schemas[detailType], fields) : fields;
    }
  }
  const complete: EventSchemas['complete'] = {};
  for (const fact of readJsonFacts<SchemaFact[]>('event-schemas.json')) {
    for (const detailType of fact.detailTypes) {
      apply(fact, bySource[fact.source]?.[detailType], detailType);
      if (fact.complete) {
        (complete[fact.source] ??= []).push(detailType);
      }
    }
  }
  return { bySource, complete, viaCloudTrail: readJsonFacts<{ fields: EncodedObject }>('cloudtrail/record.json').fields };
}

function objectOf({ properties }: EventTypeDefinition, spec: SpecDatabase): EncodedObject {
  return Object.fromEntries(Object.entries(properties).map(([name, { type, required }]) => {
    if (/^\d+$/.test(name) || /[?|]|^\.\.\.$/.test(name)) {
      return [`${name.replace(/\D/g, '_')}?`, 'json'];
    }
    return [required ? name : `${name}?`, encode(type, spec)];
  }));
}

function encode(type: SpecType, spec: SpecDatabase): EncodedType {
  switch (type.type) {
    case 'ref': {
      const object = objectOf(spec.get('eventTypeDefinition', type.reference), spec);
      return Object.keys(object).length > 0 ? object : 'json';
    }
    case 'array': return [encode(type.element, spec)];
    case 'map': return { [OPEN]: 1 };
    case 'string': return type.allowedValues ? ['string', ...type.allowedValues].join('|') : 'string';
    case 'number': case 'integer': case 'boolean': return type.type;
    case 'date-time': return 'string';
    default: return 'json';
  }
}

function apply(fact: SchemaFact, schema: EncodedObject | undefined, detailType: string): void {
  if (!schema) {
    throw new Error(`event-schemas.json describes '${detailType}' of ${fact.source}, which has no schema.`);
  }
  for (const [path, name] of Object.entries(fact.renamed ?? {})) {
    const names = path.split('.');
    rename(find(schema, names.slice(0, -1), detailType), names[names.length - 1], name);
  }
  for (const [path, type] of Object.entries(fact.fields ?? {})) {
    const names = path.split('.');
    const field = names.pop()!;
    const holder = find(schema, names, detailType);
    const existing = keyOf(holder, field.replace(/\?$/, ''));
    holder[existing ?? field] = type;
  }
  for (const path of fact.open ?? []) {
    open(find(schema, path.split('.'), detailType));
  }
}

function find(schema: EncodedObject, path: string[], detailType: string): EncodedObject {
  return path.reduce((object, name) => {
    const next = objectIn(object[keyOf(object, name) ?? '']);
    if (!next) {
      throw new Error(`event-schemas.json names ${path.join('.')} of '${detailType}', which is no object there.`);
    }
    return next;
  }, schema);
}

function open(object: EncodedObject): void {
  Object.values(object).map(objectIn).filter((value) => value !== undefined).forEach(open);
  object[OPEN] = 1;
}

/** Another document may have the field under its own name already. */
function rename(object: EncodedObject, from: string, to: string): void {
  const key = keyOf(object, from);
  if (key !== undefined) {
    if (keyOf(object, to) === undefined) {
      object[key.replace(from, to)] = object[key];
    }
    delete object[key];
  }
}
