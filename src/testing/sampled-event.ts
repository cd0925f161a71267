import { cloudTrailRecord, isSignIn } from './cloud-trail-sample';
import { WantedKind, matchingExample, nearMissExample } from './pattern-example';
import { SampleEventOptions } from './sample-options';
import { KnownFields, override } from './sample-overrides';
import { sampleRegion } from './sample-region';
import { sampleResources } from './sample-resources';
import { SAMPLE_ACCOUNT, SAMPLE_TIME, SampleOccasion, sampleUuid, sampleValue } from './sample-values';
import { recordedCall } from './sampled-call';
import { AwsService } from '../catalog/aws-service';
import { API_CALL_VIA_CLOUDTRAIL, isViaCloudTrail } from '../catalog/cloudtrail-detail-types';
import { SchemaField } from '../catalog/event-schema';
import { explain } from '../catalog/problem';
import { eventSourceOwners, sendersOf, servicesOfSource } from '../catalog/source-index';

type Fields = { [key: string]: any };

/**
 * An event of a service; made without the CDK, since the command line makes some too.
 *
 * @throws when the service does not send such events, or an override is of a field that they do not have
 */
export function sampledEvent(service: AwsService, detailType: string, overrides: Fields = {}, options: SampleEventOptions = {}): Fields {
  requireService(service);
  const unknown = service._checkDetailTypes([detailType]);
  if (unknown) {
    throw new Error(explain(unknown));
  }
  if (isViaCloudTrail(detailType)) {
    return viaCloudTrail(service, detailType, undefined, overrides, options);
  }
  const own = exampleOf(service._defaultPattern.detail);
  const occasion = occasionOf(service.source, detailType, own, overrides);
  const schema = service.schemaOf(detailType);
  const values = Object.fromEntries((schema?.fields ?? []).map((field) => [field.name, sampleValue(occasion, field)]));
  const detail = { ...values, ...own };
  const resources = sampleResources(occasion, service.source, detailType, detail);
  const sample = { ...envelope(service.source, detailType, occasion), resources, detail };
  return override(sample, overrides, schema, options);
}

/**
 * The event of an API call.
 *
 * @throws when CloudTrail is not known to record calls of the service, or the operation is none that it records
 */
export function sampledApiCall(service: AwsService, operation: string, overrides: Fields = {}, options: SampleEventOptions = {}): Fields {
  requireService(service);
  if (!service._apiCallPattern) {
    throw new Error(`CloudTrail is not known to record API calls of ${service.serviceName}: give its event as an object instead.`);
  }
  return viaCloudTrail(service, API_CALL_VIA_CLOUDTRAIL, operation, overrides, options);
}

/** An event that a pattern matches. */
export function matchingSample(pattern: Fields): Fields {
  return matchingExample(pattern, baseOf);
}

/** An event that a pattern just does not match. */
export function nearMissSample(pattern: Fields): Fields {
  const sample = matchingSample(pattern);
  return nearMissExample(pattern, sample, (path) => otherValuesOf(sample, path));
}

/** An event of a kind, whoever sends it. */
function baseOf({ source, detailType, eventSource, eventName }: WantedKind): Record<string, any> {
  const ofSource = source === undefined ? [] : servicesOfSource(source);
  const services = [
    // Calls of others can arrive with the source of a service.
    ...ofSource.filter((service) => service.source === source),
    ...ofSource,
    ...eventSource === undefined ? [] : eventSourceOwners(eventSource),
    ...source === undefined && detailType !== undefined ? sendersOf(detailType) : [],
  ];
  const sending = services.find((service) => detailType === undefined || service._checkDetailTypes([detailType]) === undefined);
  const kind = detailType ?? sending?.detailTypes[0] ?? API_CALL_VIA_CLOUDTRAIL;
  if (sending === undefined || sending._checkDetailTypes([kind]) !== undefined) {
    const occasion = { service: 'example', region: 'us-east-1', account: SAMPLE_ACCOUNT };
    return { ...envelope(source ?? 'aws.example', kind, occasion), resources: [], detail: {} };
  }
  return isViaCloudTrail(kind) ? viaCloudTrail(sending, kind, eventName, {}, { allowUnknown: true }) : sampledEvent(sending, kind);
}

/** What else the schema says that a field can hold. */
function otherValuesOf(sample: Record<string, any>, path: string): string[] {
  const [, ...names] = path.split('.');
  const schema = servicesOfSource(sample.source)[0]?.schemaOf(sample['detail-type']);
  let fields: SchemaField[] | undefined = schema && [...schema.fields];
  let field: SchemaField | undefined;
  for (const name of names) {
    field = fields?.find((candidate) => candidate.name === name);
    fields = field?.fields;
  }
  return [...field?.allowedValues ?? field?.namedValues ?? []];
}

function viaCloudTrail(
  service: AwsService, detailType: string, operation: string | undefined, overrides: { [key: string]: any }, options: SampleEventOptions,
): { [key: string]: any } {
  const pattern = service._apiCallPattern ?? service._defaultPattern;
  const call = recordedCall(service, detailType, isSignIn(detailType) ? 'ConsoleLogin' : operation, options.allowUnknown ?? false);
  const source = pattern.source?.find((name) => typeof name === 'string') ?? service.source;
  const { eventSource: _eventSource, ...own } = exampleOf(pattern.detail);
  const occasion = occasionOf(source, detailType, { eventSource: call.eventSource, eventName: call.eventName }, overrides);
  const record: KnownFields | undefined = service.schemaOf(detailType);
  const sample = { ...envelope(source, detailType, occasion), resources: [], detail: { ...cloudTrailRecord(call, occasion), ...own } };
  return override(sample, overrides, record, options);
}

/** What matches the fields by which the catalogue tells events of this service from those of others. */
function exampleOf(detail: Record<string, any> = {}): Record<string, any> {
  return Object.fromEntries(Object.entries(detail).map(([name, wanted]) => [name, Array.isArray(wanted) ? wanted[0] : exampleOf(wanted)]));
}

function occasionOf(source: string, detailType: string, detail: Record<string, any>, { region, account }: { [key: string]: any }): SampleOccasion {
  return {
    service: source.replace(/^aws\./, ''),
    region: typeof region === 'string' ? region : sampleRegion(source, detailType, detail),
    account: typeof account === 'string' ? account : SAMPLE_ACCOUNT,
  };
}

function envelope(source: string, detailType: string, { region, account }: SampleOccasion): Record<string, unknown> {
  return {
    'version': '0',
    'id': sampleUuid(`${source} ${detailType}`),
    'detail-type': detailType,
    'source': source,
    'account': account,
    'time': SAMPLE_TIME,
    'region': region,
  };
}

function requireService(service: unknown): void {
  if (!(service instanceof AwsService)) {
    throw new Error(`A sample is of a service, such as AwsService.EC2, and this is ${typeof service === 'string' ? `the text '${service}': AwsService.named('${service}') finds it` : String(service)}.`);
  }
}
