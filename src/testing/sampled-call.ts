import { RecordedCall } from './cloud-trail-sample';
import { AwsService } from '../catalog/aws-service';
import { API_CALL_VIA_CLOUDTRAIL, SERVICE_EVENT_VIA_CLOUDTRAIL } from '../catalog/cloudtrail-detail-types';
import { dataEventTypesOf } from '../catalog/data-events';
import { recordedNameOf, serviceEventsOf } from '../catalog/event-names';
import { problemOfOperation } from '../catalog/operation-check';
import { operationsOf, operationsOfService } from '../catalog/operations';
import { optionOn } from '../catalog/option-spelling';
import { explain } from '../catalog/problem';
import { onlyReads } from '../catalog/read-only-calls';

/**
 * A call of a service as CloudTrail records it.
 *
 * @param operation nothing for one of the service's own that changes something
 * @throws when CloudTrail records no such call, unless what is unknown is allowed
 */
export function recordedCall(service: AwsService, detailType: string, operation: string | undefined, allowUnknown: boolean): RecordedCall {
  const eventSources = sourcesOf(service);
  const name = operation ?? someName(service, detailType, eventSources);
  if (detailType === API_CALL_VIA_CLOUDTRAIL && operation !== undefined) {
    requireName(operation);
    const problem = allowUnknown || service._isCustom ? undefined
      : problemOfOperation({ slug: service._slug, serviceName: service.serviceName, eventSources }, operation);
    if (problem) {
      throw new Error(`There is no such event: ${explain(problem)} What the catalogue does not know is taken with ${optionOn('allowUnknown')}.`);
    }
  }
  const eventSource = eventSources.find((candidate) => operationsOf(candidate)?.includes(name)) ?? eventSources[0];
  return { detailType, eventSource, eventName: detailType === API_CALL_VIA_CLOUDTRAIL ? recordedNameOf(eventSource, name) : name };
}

function sourcesOf(service: AwsService): string[] {
  return (service._apiCallPattern ?? service._defaultPattern).detail?.eventSource ?? [`${service.source.replace(/^aws\./, '')}.amazonaws.com`];
}

function someName(service: AwsService, detailType: string, eventSources: string[]): string {
  if (detailType === SERVICE_EVENT_VIA_CLOUDTRAIL) {
    return serviceEventsOf(eventSources)[0] ?? 'ExampleEvent';
  }
  const operations = operationsOfService(service._slug, eventSources) ?? [];
  return operations.find((operation) => !onlyReads(eventSources, operation) && dataEventTypesOf(eventSources, operation).length === 0)
    ?? operations[0] ?? 'CreateExample';
}

function requireName(operation: unknown): void {
  if (typeof operation !== 'string' || operation === '') {
    throw new Error(`An operation is a text such as 'CreateUser', and this is ${JSON.stringify(operation)}.`);
  }
}
