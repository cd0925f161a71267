import { createHash } from 'node:crypto';
import { SchemaField } from '../catalog/event-schema';
import { JsonType } from '../catalog/json-type';

/** The account of AWS's own examples. */
export const SAMPLE_ACCOUNT = '123456789012';
export const SAMPLE_REGION = 'us-east-1';
export const SAMPLE_TIME = '2026-01-15T12:00:00Z';

/** Where a value comes from. */
interface Occasion {
  /** The service's part of the source, such as `ec2`. */
  readonly service: string;
  readonly field: SchemaField;
}

/** What a field with such a name holds; the first that fits. Inferred from the name: the schemas say types only. */
const BY_NAME: readonly (readonly [RegExp, (occasion: Occasion) => string])[] = [
  [/arns?$/i, ({ service, field }) => `arn:aws:${service}:${SAMPLE_REGION}:${SAMPLE_ACCOUNT}:${thingOf(field.name)}/${idOf(field)}`],
  [/(^|[-_. ])account([-_ ]?id)?$|accountid$/i, () => SAMPLE_ACCOUNT],
  [/region$/i, () => SAMPLE_REGION],
  [/availability[-_ ]?zone$/i, () => `${SAMPLE_REGION}a`],
  [/(time|timestamp|date|[-_]at)(iso)?$|[a-z](At|On)$|^last-?modified/i, () => SAMPLE_TIME],
  [/(s3uri|s3-uri)$/i, () => 's3://amzn-s3-demo-bucket/example'],
  [/(url|uri|endpoint)$/i, () => 'https://example.com/'],
  [/ip([-_ ]?address)?(v4)?$/i, () => '192.0.2.1'],
  [/bucket([-_ ]?name)?$/i, () => 'amzn-s3-demo-bucket'],
  [/e-?mail$/i, () => 'person@example.com'],
  [/^(version|schemaversion|event-version)$/i, () => '1'],
  [/instance-?id$/i, ({ field }) => `i-${digest(field.path, 17)}`],
  [/(vpc|subnet|volume|snapshot|image)[-_ ]?id$/i, ({ field }) => `${PREFIXES[/(vpc|subnet|volume|snapshot|image)/i.exec(field.name)![1].toLowerCase()]}-${digest(field.path, 17)}`],
  [/(id|identifier)s?$|etag$|digest$|sequencer$/i, ({ field }) => idOf(field)],
  [/(status|state)$/i, () => 'COMPLETED'],
  [/(code|count|size|bytes|number)$/i, () => '0'],
];

const PREFIXES: Record<string, string> = { vpc: 'vpc', subnet: 'subnet', volume: 'vol', snapshot: 'snap', image: 'ami' };

/**
 * What a field of an event could hold: of its type, like its name, and always the same.
 */
export function sampleValue(service: string, field: SchemaField): unknown {
  const value = singleValue(service, field);
  return field.list ? [value] : value;
}

function singleValue(service: string, field: SchemaField): unknown {
  const values = field.allowedValues ?? field.namedValues;
  if (values) {
    return values[0];
  }
  switch (field.jsonType) {
    case JsonType.OBJECT:
      return Object.fromEntries((field.fields ?? []).map((inner) => [inner.name, sampleValue(service, inner)]));
    case JsonType.NUMBER:
    case JsonType.INTEGER:
      return 1;
    case JsonType.BOOLEAN:
      return true;
    case JsonType.ANY:
      return {};
    default:
      return BY_NAME.find(([name]) => name.test(field.name))?.[1]({ service, field }) ?? `example-${words(field.name)}`;
  }
}

/** An id that depends on nothing but a text, written as UUIDs are. */
export function sampleUuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function idOf({ path }: SchemaField): string {
  return digest(path, 12);
}

function digest(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

/** `taskArn` is of a task. */
function thingOf(name: string): string {
  return words(name.replace(/[-_]?arns?$/i, '')) || 'resource';
}

function words(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').replace(/[^A-Za-z0-9]+/g, '-').toLowerCase();
}
