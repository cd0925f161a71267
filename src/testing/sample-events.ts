import { cloudTrailRecord, isSignIn } from './cloud-trail-sample';
import { mergeEvent } from './merge-event';
import { SAMPLE_ACCOUNT, SAMPLE_REGION, SAMPLE_TIME, sampleUuid, sampleValue } from './sample-values';
import { AwsService } from '../catalog/aws-service';
import { API_CALL_VIA_CLOUDTRAIL, isViaCloudTrail } from '../catalog/cloudtrail-detail-types';
import { operationsOf } from '../catalog/operations';
import { explain } from '../catalog/problem';
import { isReadOnlyCall } from '../catalog/read-only-calls';

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
   * An event of a service.
   *
   * A kind of event without a schema has an empty `detail`. Events that arrive through CloudTrail are records of a call
   * that succeeded. `resources` has the ARNs that are found in `detail`, or one made of the first id in it.
   *
   * @param service the service
   * @param detailType the kind of event, such as `Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION`
   * @param overrides fields to replace: objects are merged field by field, anything else takes the place of what was there
   * @throws when the service does not send such events
   */
  public static of(service: AwsService, detailType: string, overrides: { [key: string]: any } = {}): { [key: string]: any } {
    const unknown = service._checkDetailTypes([detailType]);
    if (unknown) {
      throw new Error(explain(unknown));
    }
    if (isViaCloudTrail(detailType)) {
      return viaCloudTrail(service, detailType, undefined, overrides);
    }
    const name = service.source.replace(/^aws\./, '');
    const fields = service.schemaOf(detailType)?.fields ?? [];
    const values = Object.fromEntries(fields.map((field) => [field.name, sampleValue(name, field)]));
    const detail = mergeEvent(values, exampleOf(service._defaultPattern.detail));
    return mergeEvent({ ...envelope(service.source, detailType), resources: resourcesIn(detail, name), detail }, overrides);
  }

  /**
   * The event of an API call, as it arrives through CloudTrail: a call of a user that succeeded.
   *
   * @param service the service that was called
   * @param operation the operation, such as `CreateUser`
   * @param overrides fields to replace: objects are merged field by field, anything else takes the place of what was there
   * @throws when CloudTrail is not known to record calls of the service
   */
  public static apiCall(service: AwsService, operation: string, overrides: { [key: string]: any } = {}): { [key: string]: any } {
    if (!service._apiCallPattern) {
      throw new Error(`CloudTrail is not known to record API calls of ${service.serviceName}: give its event as an object instead.`);
    }
    return viaCloudTrail(service, API_CALL_VIA_CLOUDTRAIL, operation, overrides);
  }

  private constructor() {
  }
}

function viaCloudTrail(
  service: AwsService, detailType: string, operation: string | undefined, overrides: { [key: string]: any },
): { [key: string]: any } {
  const { source, detail } = service._apiCallPattern ?? service._defaultPattern;
  const eventSource = detail?.eventSource?.[0] ?? service.cloudTrailEventSource ?? `${service.source.replace(/^aws\./, '')}.amazonaws.com`;
  const eventName = operation ?? (isSignIn(detailType) ? 'ConsoleLogin' : someOperation(eventSource));
  const record = cloudTrailRecord(detailType, eventSource, eventName, isReadOnly(eventSource, eventName));
  return mergeEvent({
    ...envelope(typeof source[0] === 'string' ? source[0] : service.source, detailType),
    resources: [],
    detail: mergeEvent(record, exampleOf(detail)),
  }, overrides);
}

/** What matches the fields by which the catalogue tells events of this service from those of others. */
function exampleOf(detail: Record<string, any> = {}): Record<string, any> {
  return Object.fromEntries(Object.entries(detail)
    .filter(([, wanted]) => !Array.isArray(wanted) || typeof wanted[0] !== 'object')
    .map(([name, wanted]) => [name, Array.isArray(wanted) ? wanted[0] : exampleOf(wanted)]));
}

// What the two functions below load is big, and only some of the events need it.

/** An operation of the service that changes something; the first of its model. */
function someOperation(eventSource: string): string {
  const operations = operationsOf(eventSource) ?? [];
  return operations.find((operation) => !isReadOnly(eventSource, operation)) ?? operations[0] ?? 'CreateExample';
}

function isReadOnly(eventSource: string, eventName: string): boolean {
  return isReadOnlyCall([eventSource], eventName);
}

function envelope(source: string, detailType: string): Record<string, unknown> {
  return {
    'version': '0',
    'id': sampleUuid(`${source} ${detailType}`),
    'detail-type': detailType,
    'source': source,
    'account': SAMPLE_ACCOUNT,
    'time': SAMPLE_TIME,
    'region': SAMPLE_REGION,
  };
}

function resourcesIn(detail: Record<string, unknown>, service: string): string[] {
  const entries = Object.entries(detail).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const arns = entries.map(([, value]) => value).filter((value) => value.startsWith('arn:'));
  if (arns.length > 0) {
    return [...new Set(arns)];
  }
  const [name, id] = entries.find(([field]) => /[a-z][-_ ]?id$/i.test(field) && !/(request|account|version|event|message)[-_ ]?id$/i.test(field)) ?? [];
  return name ? [`arn:aws:${service}:${SAMPLE_REGION}:${SAMPLE_ACCOUNT}:${name.replace(/[-_ ]?id$/i, '').toLowerCase()}/${id}`] : [];
}
