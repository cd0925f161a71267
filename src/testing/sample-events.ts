import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { cloudTrailRecord, isSignIn } from './cloud-trail-sample';
import { WantedKind, matchingExample, nearMissExample } from './pattern-example';
import { RuleTester } from './rule-tester';
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
import { jsonObject } from '../pattern/matcher/json-object';

/**
 * Events as EventBridge delivers them, to try rules with.
 *
 * They are made from the schemas of the catalogue, and are the same whenever they are made. Names and types of fields are
 * those of the schema, and a field with a known set of values has the first of them; other values are invented after the
 * field's name. Whatever a test depends on, it should set itself.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html
 */
export class SampleEvents {
  /**
   * An event of a service, in a Region in which such events appear.
   *
   * A kind of event without a schema has an empty `detail`. Events that arrive through CloudTrail are records of something
   * that succeeded. `resources` has what the documentation says of such events.
   *
   * @param service the service
   * @param detailType the kind of event, such as `Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION`
   * @param overrides fields to replace: objects are merged field by field, anything else takes the place of what was there,
   * and an id, name, account or Region is replaced wherever the event has it
   * @param options what else is taken
   * @returns the event
   * @throws when the service does not send such events, or an override is of a field that they do not have
   */
  public static of(
    service: AwsService, detailType: string, overrides: { [key: string]: any } = {}, options: SampleEventOptions = {},
  ): { [key: string]: any } {
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
   * The event of an API call, as it arrives through CloudTrail: a call of a user that succeeded, under the name with which
   * CloudTrail records it.
   *
   * @param service the service that was called
   * @param operation the operation, such as `CreateUser`
   * @param overrides fields to replace: objects are merged field by field, anything else takes the place of what was there,
   * and an id, name, account or Region is replaced wherever the event has it
   * @param options what else is taken
   * @returns the event
   * @throws when CloudTrail is not known to record calls of the service, or the operation is none that it records
   */
  public static apiCall(
    service: AwsService, operation: string, overrides: { [key: string]: any } = {}, options: SampleEventOptions = {},
  ): { [key: string]: any } {
    requireService(service);
    if (!service._apiCallPattern) {
      throw new Error(`CloudTrail is not known to record API calls of ${service.serviceName}: give its event as an object instead.`);
    }
    return viaCloudTrail(service, API_CALL_VIA_CLOUDTRAIL, operation, overrides, options);
  }

  /**
   * As `of`, with overrides and event as JSON texts, which keep `null` in every language.
   *
   * @param service the service
   * @param detailType the kind of event
   * @param overridesJson fields to replace, as JSON
   * @param options what else is taken
   * @returns the event as JSON
   * @throws when the service does not send such events, or an override is of a field that they do not have
   */
  public static ofJson(service: AwsService, detailType: string, overridesJson: string = '{}', options: SampleEventOptions = {}): string {
    return JSON.stringify(SampleEvents.of(service, detailType, jsonObject(overridesJson, 'The overrides of a sample'), options));
  }

  /**
   * As `apiCall`, with overrides and event as JSON texts, which keep `null` in every language.
   *
   * @param service the service that was called
   * @param operation the operation, such as `CreateUser`
   * @param overridesJson fields to replace, as JSON
   * @param options what else is taken
   * @returns the event as JSON
   * @throws when CloudTrail is not known to record calls of the service, or the operation is none that it records
   */
  public static apiCallJson(service: AwsService, operation: string, overridesJson: string = '{}', options: SampleEventOptions = {}): string {
    return JSON.stringify(SampleEvents.apiCall(service, operation, jsonObject(overridesJson, 'The overrides of a sample'), options));
  }

  /**
   * An event that a rule matches: of the kind that its pattern names, with what the pattern wants. What only a deployment
   * knows has the same stand-ins as in `RuleTester`. Synthesizes the app.
   *
   * @param rule the rule, of this library or another, in a stack
   * @param overrides fields to replace besides, as in `of`
   * @param options what else is taken
   * @returns the event
   * @throws when the construct has no rule with a pattern, or several, or no event could be made
   */
  public static matching(rule: IConstruct, overrides: { [key: string]: any } = {}, options: SampleEventOptions = {}): { [key: string]: any } {
    return override(SampleEvents._matchingPattern(patternOf(rule)), overrides, undefined, options);
  }

  /**
   * An event that a rule just does not match: as `matching` makes it, with one field changed, in `detail` where the pattern
   * wants something there. Synthesizes the app.
   *
   * @param rule the rule, of this library or another, in a stack
   * @returns the event
   * @throws when the construct has no rule with a pattern, or several, or no event could be made
   */
  public static nearMiss(rule: IConstruct): { [key: string]: any } {
    return SampleEvents._nearMissOfPattern(patternOf(rule));
  }

  /** @internal */
  public static _matchingPattern(pattern: { [key: string]: any }): { [key: string]: any } {
    return matchingExample(pattern, baseOf);
  }

  /** @internal */
  public static _nearMissOfPattern(pattern: { [key: string]: any }): { [key: string]: any } {
    const sample = matchingExample(pattern, baseOf);
    return nearMissExample(pattern, sample, (path) => otherValuesOf(sample, path));
  }

  private constructor() {
  }
}

function patternOf(rule: IConstruct): Record<string, any> {
  if (typeof rule?.node?.path !== 'string') {
    throw new Error(`A rule is a construct in a stack, and this is ${JSON.stringify(rule)}.`);
  }
  return RuleTester.fromStack(Stack.of(rule), { patternsOnly: true }).eventPatternOf(rule);
}

/** An event of a kind, whoever sends it. */
function baseOf({ source, detailType, eventSource, eventName }: WantedKind): Record<string, any> {
  const services = (source === undefined ? [] : servicesOfSource(source)).concat(eventSource === undefined ? [] : eventSourceOwners(eventSource))
    .concat(source === undefined && detailType !== undefined ? sendersOf(detailType) : []);
  const sending = services.find((service) => detailType === undefined || service._checkDetailTypes([detailType]) === undefined);
  const kind = detailType ?? sending?.detailTypes[0] ?? API_CALL_VIA_CLOUDTRAIL;
  if (sending === undefined || (detailType === undefined && sending._checkDetailTypes([kind]) !== undefined)) {
    const occasion = { service: 'example', region: 'us-east-1', account: SAMPLE_ACCOUNT };
    return { ...envelope(source ?? 'aws.example', kind, occasion), resources: [], detail: {} };
  }
  return isViaCloudTrail(kind) ? viaCloudTrail(sending, kind, eventName, {}, { allowUnknown: true }) : SampleEvents.of(sending, kind);
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
  return Object.fromEntries(Object.entries(detail)
    .filter(([, wanted]) => !Array.isArray(wanted) || typeof wanted[0] !== 'object')
    .map(([name, wanted]) => [name, Array.isArray(wanted) ? wanted[0] : exampleOf(wanted)]));
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
