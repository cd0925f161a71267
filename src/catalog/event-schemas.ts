import { isViaCloudTrail } from './cloudtrail-detail-types';
import { dataEntries } from './data-tables';
import { SchemaField, EventSchema } from './event-schema';
import { JsonType } from './json-type';

/** A type as `data/event-schemas.json` has it; `scripts/catalog/encoded-schema.ts` says how to read it. */
type EncodedType = string | EncodedType[] | EncodedObject;

interface EncodedObject {
  readonly [field: string]: EncodedType | 1;
}

interface SchemaData {
  readonly fields: EncodedObject;
  /** Whether the schema was compared with the documentation. */
  readonly complete?: true;
}

const VIA_CLOUDTRAIL = 'via CloudTrail';
const SCHEMAS = dataEntries<SchemaData>('eventSchemas');
const OPEN = '...';

const SCALARS: Record<string, JsonType> = {
  string: JsonType.STRING,
  number: JsonType.NUMBER,
  integer: JsonType.INTEGER,
  boolean: JsonType.BOOLEAN,
  json: JsonType.ANY,
};

/**
 * What is known about the `detail` of the events of one kind.
 */
export function schemaOf(source: string, detailType: string): EventSchema | undefined {
  const schema = SCHEMAS(isViaCloudTrail(detailType) ? VIA_CLOUDTRAIL : `${source} ${detailType}`);
  return schema && { detailType, fields: fieldsOf(schema.fields, 'detail'), complete: schema.complete === true };
}

function fieldsOf(object: EncodedObject, path: string): SchemaField[] {
  return Object.entries(object)
    .filter((entry): entry is [string, EncodedType] => entry[0] !== OPEN)
    .map(([key, type]) => field(key, type, path));
}

function field(key: string, type: EncodedType, holder: string): SchemaField {
  const name = key.replace(/\?$/, '');
  const path = `${holder}.${name}`;
  const list = Array.isArray(type);
  const element = list ? (type as EncodedType[])[0] : type;
  const common = { name, path, list, required: name === key };
  if (typeof element === 'string') {
    const [scalar, ...values] = element.split(/[|~]/);
    const known = values.length === 0 ? {} : element[scalar.length] === '|' ? { allowedValues: values } : { namedValues: values };
    return { ...common, jsonType: SCALARS[scalar], open: scalar === 'json', ...known };
  }
  return { ...common, jsonType: JsonType.OBJECT, open: OPEN in element, fields: fieldsOf(element as EncodedObject, path) };
}
