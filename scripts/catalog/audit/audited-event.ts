import { CollectedEvent } from './collected-events';
import { isViaCloudTrail } from '../../../src/catalog/cloudtrail-detail-types';
import { serviceEventsOf } from '../../../src/catalog/event-names';
import { SchemaField } from '../../../src/catalog/event-schema';
import { nearest } from '../../../src/catalog/nearest';
import { problemOfOperation } from '../../../src/catalog/operation-check';
import { isReadOnlyCall } from '../../../src/catalog/read-only-calls';
import { eventSourceOwners, servicesOfSource } from '../../../src/catalog/source-index';

/** What the catalogue does not know of an event, a sentence each. */
export function unknownOf(event: CollectedEvent): string[] {
  if (typeof event.source !== 'string') {
    return unknownOfCall(event);
  }
  const { source, 'detail-type': detailType, detail } = event;
  if (!/^aws\./.test(source) && servicesOfSource(source).length === 0) {
    return [];
  }
  if (isViaCloudTrail(detailType)) {
    return detail?.eventSource ? unknownOfCall(detail) : [];
  }
  const services = servicesOfSource(source);
  if (services.length === 0) {
    return [`source ${source}: not in the catalogue`];
  }
  const sender = services.find(({ detailTypes }) => detailTypes.includes(detailType));
  if (!sender) {
    const near = nearest(detailType, services.flatMap(({ detailTypes }) => detailTypes), 1).map((name) => ` (nearest: '${name}')`).join('');
    return [`${source}: does not send '${detailType}'${near}`];
  }
  const schema = sender.schemaOf(detailType);
  return schema ? unknownFields(detail, schema.fields, 'detail').map((sentence) => `${source} '${detailType}': ${sentence}`)
    : [`${source} '${detailType}': has no schema`];
}

function unknownOfCall({ eventSource, eventName, eventType, readOnly }: CollectedEvent): string[] {
  const owners = eventSourceOwners(eventSource);
  if (owners.length === 0) {
    return [`event source ${eventSource}: not in the catalogue (${eventName})`];
  }
  if (eventType === 'AwsServiceEvent') {
    return serviceEventsOf([eventSource]).includes(eventName) ? [] : [`${eventSource}: no service event '${eventName}' is known`];
  }
  if (eventType !== undefined && eventType !== 'AwsApiCall') {
    return [];
  }
  const problems = owners
    .map((owner) => problemOfOperation({ slug: owner._slug, serviceName: owner.serviceName, eventSources: owner._eventSources }, eventName));
  const unknown = problems.includes(undefined) ? [] : [`${eventSource}: no call '${eventName}' is known`];
  const reads = readOnly === true && !isReadOnlyCall([eventSource], eventName) ? [`${eventSource}: '${eventName}' is recorded as read-only`] : [];
  return [...unknown, ...reads];
}

/** Fields that a schema lacks, and values that it rules out. */
function unknownFields(value: unknown, fields: SchemaField[], path: string): string[] {
  if (Array.isArray(value)) {
    return [...new Set(value.flatMap((element) => unknownFields(element, fields, path)))];
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([name, held]) => {
    const field = fields.find((candidate) => candidate.name === name);
    return field ? unknownValues(held, field) : [`no field ${path}.${name}`];
  });
}

function unknownValues(held: unknown, field: SchemaField): string[] {
  const values = Array.isArray(held) ? held : [held];
  const outside = field.allowedValues ? values.filter((value) => typeof value === 'string' && !field.allowedValues!.includes(value)) : [];
  const inside = field.fields && !field.open ? unknownFields(held, field.fields, field.path) : [];
  return [...outside.map((value) => `${field.path} has ${JSON.stringify(value)}, which the list of its values lacks`), ...inside];
}
