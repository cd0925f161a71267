import { catalogueSearch, constantOf, leavesOf, operationNames } from './catalogue-index';
import { Options } from './options';
import { catalogueData } from './output/catalogue-data';
import { sampleOf, serviceNamed } from './sample-of';
import { Subcommand, Surroundings } from './subcommand';
import { UsageError } from './usage-error';
import { AwsService } from '../catalog/aws-service';
import { SchemaField } from '../catalog/event-schema';

const FORMAT = { name: 'format', takes: 'FORMAT', help: 'text, json (default: text)' };
const MOST = 20;

/** Writes what was asked for as text or as JSON. */
function told(options: Options, { write }: Surroundings, data: unknown, lines: () => string[]): number {
  write(options.oneOf('format', ['text', 'json'], 'text') === 'json' ? `${JSON.stringify(data, undefined, 2)}\n` : `${lines().join('\n')}\n`);
  return 0;
}

function only(options: Options, ...operands: string[]): string[] {
  if (options.positionals.length !== operands.length) {
    throw new UsageError(`Give ${operands.join(' and ')}, ${options.positionals.length === 0 ? 'which is missing' : `and not ${options.positionals.length} operands`}. A name with spaces stands in quotation marks.`);
  }
  return [...options.positionals];
}

const SERVICES: Subcommand = {
  name: 'services',
  operands: '[QUERY]',
  summary: 'finds services, events, operations and fields by any words; without a query, all services',
  options: [FORMAT],
  run: (options, surroundings) => {
    const query = options.positionals.join(' ');
    if (query === '') {
      return told(options, surroundings, catalogueData(), () => AwsService.all().map(serviceLine));
    }
    const { services, corrections, nearest } = catalogueSearch().find(query);
    const byId = new Map(AwsService.all().map((service) => [service._slug, service]));
    const found = services.map((result) => ({ ...result, service: byId.get(result.id)! }));
    const named = found.map(({ service, ...result }) => ({
      ...result, name: service.serviceName, source: service.source, constant: constantOf(service),
    }));
    const data = { query, corrections, nearest, services: named };
    told(options, surroundings, data, () => [
      ...Object.entries(corrections).map(([typed, read]) => `"${typed}" was read as "${read}".`),
      ...found.slice(0, MOST).flatMap(({ service, events, operations, note }) => [
        serviceLine(service),
        ...note === undefined ? [] : [`    ${note}`],
        ...events.slice(0, MOST).map(({ name, fields }) => `    ${name}${fields.length > 0 ? ` (${fields.join(', ')})` : ''}`),
        ...operations.slice(0, MOST).map((name) => `    ${name} (API call)`),
      ]),
      ...found.length > MOST ? [`and ${found.length - MOST} more`] : [],
      ...found.length === 0 ? [`No service, event or operation matches '${query}'. Nearest: ${nearest.join(', ')}.`] : [],
    ]);
    return found.length > 0 ? 0 : 1;
  },
};

function serviceLine(service: AwsService): string {
  const channel = service.emitsEvents ? `${service.detailTypes.length} kinds of events, ${service.deliveryType.toLowerCase().replace('_', ' ')}` : 'through CloudTrail only';
  return `${service.serviceName}  ${service.source}  AwsService.${constantOf(service)}  (${channel})`;
}

const EVENTS: Subcommand = {
  name: 'events',
  operands: 'SERVICE',
  summary: 'the events that a service sends, and how firmly they are promised',
  options: [FORMAT],
  run: (options, surroundings) => {
    const service = serviceNamed(only(options, 'a service')[0]);
    const events = service.detailTypes.map((detailType) => ({ detailType, deliveryType: service.deliveryTypeOf(detailType) }));
    return told(options, surroundings, { source: service.source, events }, () => (events.length > 0
      ? events.map(({ detailType, deliveryType }) => `${detailType}  (${deliveryType.toLowerCase().replace('_', ' ')})`)
      : [`${service.serviceName} sends no events that the catalogue lists: its API calls arrive through CloudTrail.`]));
  },
};

const OPERATIONS: Subcommand = {
  name: 'operations',
  operands: 'SERVICE',
  summary: 'the operations of a service, whose calls CloudTrail delivers',
  options: [FORMAT],
  run: (options, surroundings) => {
    const service = serviceNamed(only(options, 'a service')[0]);
    const operations = operationNames(service);
    return told(options, surroundings, { eventSource: service.cloudTrailEventSource, operations }, () => (operations.length > 0
      ? operations : [`No public model tells the operations of ${service.serviceName}.`]));
  },
};

const SAMPLE: Subcommand = {
  name: 'sample',
  operands: 'SERVICE DETAIL-TYPE',
  summary: 'an event as EventBridge delivers it, as JSON; for an API call, the operation in place of the detail-type',
  options: [],
  run: (options, { write }) => {
    const [name, kind] = only(options, 'a service', 'a detail-type or an operation');
    write(`${JSON.stringify(sampleOf(serviceNamed(name), kind), undefined, 2)}\n`);
    return 0;
  },
};

const SCHEMA: Subcommand = {
  name: 'schema',
  operands: 'SERVICE DETAIL-TYPE',
  summary: 'the fields of an event that are known, with their types and values',
  options: [FORMAT],
  run: (options, surroundings) => {
    const [name, kind] = only(options, 'a service', 'a detail-type');
    const service = serviceNamed(name);
    sampleOf(service, kind);
    const schema = service.schemaOf(kind);
    return told(options, surroundings, schema ?? null, () => (schema ? leavesOf(schema.fields).map(fieldLine)
      : [`No schema is known of '${kind}'.`]));
  },
};

function fieldLine({ path, jsonType, list, required, allowedValues, namedValues }: SchemaField): string {
  const values = allowedValues ?? namedValues;
  return `${path}  ${list ? 'list of ' : ''}${jsonType.toLowerCase()}${required ? '' : ', may be missing'}${values ? `: ${values.join(', ')}${allowedValues ? '' : ', ...'}` : ''}`;
}

/** What the command knows without a template. */
export const CATALOGUE_COMMANDS: Subcommand[] = [SERVICES, EVENTS, OPERATIONS, SAMPLE, SCHEMA];
