import { createHash } from 'node:crypto';
import { SchemaField } from '../catalog/event-schema';
import { JsonType } from '../catalog/json-type';
import { partitionOf } from '../catalog/partitions';

/** The account of AWS's own examples. */
export const SAMPLE_ACCOUNT = '123456789012';
export const SAMPLE_TIME = '2026-01-15T12:00:00Z';

/** Where and of whom an event is. */
export interface SampleOccasion {
  /** The service's part of the source, such as `ec2`. */
  readonly service: string;
  readonly region: string;
  readonly account: string;
}

interface FieldOccasion extends SampleOccasion {
  readonly field: SchemaField;
}

const EC2_ID = /(instance|vpc|subnet|volume|snapshot|image)[-_ ]?id$/i;

/** What a field with such a name holds; the first that fits. Inferred from the name: the schemas say types only. */
const BY_NAME: readonly (readonly [RegExp, (occasion: FieldOccasion) => string])[] = [
  [/arns?$/i, ({ service, region, account, field }) => `arn:${partitionOf(region)}:${service}:${region}:${account}:${thingOf(field.name)}/${idOf(thingOf(field.name))}`],
  [/(^|[-_. ])account([-_ ]?id)?$|accountid$/i, ({ account }) => account],
  [/region$/i, ({ region }) => region],
  [/availability[-_ ]?zone$/i, ({ region }) => `${region}a`],
  // The case tells `createdAt` from `format`, and `endTime` from `runtime`.
  [/(^|[-_ ])([Tt]ime|[Tt]imestamp|[Dd]ate|[Aa]t)$|[a-z](Time|Timestamp|Date|At|On)(ISO)?$|^timestamp$|^last-?modified/, () => SAMPLE_TIME],
  [/(s3uri|s3-uri)$/i, () => 's3://amzn-s3-demo-bucket/example'],
  [/(url|uri|endpoint)$/i, () => 'https://example.com/'],
  [/(^|[^a-z])ip([-_ ]?address)?(v4)?$|ipaddress$|Ip$/i, () => '192.0.2.1'],
  [/bucket([-_ ]?name)?$/i, () => 'amzn-s3-demo-bucket'],
  [/e-?mail$/i, () => 'person@example.com'],
  [/^(version|schemaversion|event-version)$/i, () => '0'],
  [EC2_ID, ({ field }) => resourceId(EC2_ID.exec(field.name)![1])],
  [/(id|identifier)s?$|etag$|digest$|sequencer$/i, ({ field }) => idOf(thingOf(field.name))],
  [/(status|state)$/i, () => 'COMPLETED'],
  [/(code|count|size|bytes|number)$/i, () => '0'],
];

/** How ids of Amazon EC2 begin. */
const PREFIXES: Record<string, string> = { instance: 'i', vpc: 'vpc', subnet: 'subnet', volume: 'vol', snapshot: 'snap', image: 'ami' };

/**
 * What a field of an event could hold: of its type, like its name, and always the same. What goes by one name has one id
 * throughout the event.
 */
export function sampleValue(occasion: SampleOccasion, field: SchemaField): unknown {
  const value = singleValue(occasion, field);
  return field.list ? [value] : value;
}

function singleValue(occasion: SampleOccasion, field: SchemaField): unknown {
  const values = field.allowedValues ?? field.namedValues;
  if (values) {
    return values[0];
  }
  switch (field.jsonType) {
    case JsonType.OBJECT:
      return Object.fromEntries((field.fields ?? []).map((inner) => [inner.name, sampleValue(occasion, inner)]));
    case JsonType.NUMBER:
    case JsonType.INTEGER:
      return 1;
    case JsonType.BOOLEAN:
      return true;
    case JsonType.ANY:
      return {};
    default:
      return nameOfHolder(field) ?? BY_NAME.find(([name]) => name.test(field.name))?.[1]({ ...occasion, field }) ?? `example-${words(field.name)}`;
  }
}

/** `bucket.name` is named like a bucket. */
function nameOfHolder({ name, path }: SchemaField): string | undefined {
  const holder = path.split('.').at(-2);
  return name !== 'name' || holder === undefined || holder === 'detail' ? undefined
    : holder === 'bucket' ? 'amzn-s3-demo-bucket' : `example-${words(holder)}`;
}

/** An id that depends on nothing but a text, written as UUIDs are. */
export function sampleUuid(text: string): string {
  const hex = digest(text, 32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The id of a thing of a kind: `instance`, `task`. */
export function idOf(thing: string): string {
  return Object.hasOwn(PREFIXES, thing) ? resourceId(thing) : digest(thing, 12);
}

/** The kind of thing that a field names: `taskArn` and `task-id` are of a task. */
export function thingOf(name: string): string {
  return words(name.replace(/[-_ ]?(arn|id|identifier)s?$/i, '')) || 'resource';
}

export function words(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').replace(/[^A-Za-z0-9]+/g, '-').toLowerCase();
}

function resourceId(thing: string): string {
  return `${PREFIXES[thing.toLowerCase()]}-${digest(thing.toLowerCase(), 17)}`;
}

function digest(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}
