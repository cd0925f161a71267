import { AwsService } from '../../src/catalog/aws-service';
import { API_CALL_VIA_CLOUDTRAIL } from '../../src/catalog/cloudtrail-detail-types';
import { dataEventTypesOf, isPerhapsManagement } from '../../src/catalog/data-events';
import { eventNamesOf } from '../../src/catalog/event-names';
import { problemOfOperation } from '../../src/catalog/operation-check';
import { operationsOfService } from '../../src/catalog/operations';
import { verifyPattern } from '../../src/pattern/verifier/verify-pattern';
import { EventPatternMatcher, SampleEvents } from '../../src/testing';

/** What was asked, and each answer that is wrong. */
export interface SampleAnswers {
  readonly asked: number;
  readonly wrong: string[];
}

/** Each kind of events against the rules on kinds: its own rule matches, and of the others every so many are asked. */
export function answersOfKinds(oneIn = 1): SampleAnswers {
  const kinds = AwsService.all().filter(({ _isView }) => !_isView)
    .flatMap((service) => service.detailTypes.map((detailType) => ({ service, detailType })));
  const rules = kinds.map(({ service, detailType }) => EventPatternMatcher.of({ 'source': [service.source], 'detail-type': [detailType] }));
  const wrong = kinds.flatMap(({ service, detailType }, own) => {
    const sample = SampleEvents.of(service, detailType);
    return rules.flatMap((rule, at) => {
      if (at !== own && (at + own) % oneIn !== 0) {
        return [];
      }
      const same = kinds[at].service.source === service.source && kinds[at].detailType === detailType;
      return rule.matches(sample) === same ? []
        : [`${service.serviceName} '${detailType}': the rule on '${kinds[at].detailType}' ${same ? 'does not match' : 'matches'}`];
    });
  });
  return { asked: kinds.length, wrong };
}

/**
 * Operations against the rule that names them: it matches the sample, which says rightly whether it is a data event, and the
 * checks call no rule impossible that matches it.
 */
export function answersOfCalls(oneIn = 1): SampleAnswers {
  const calls = AwsService.all().filter(({ _apiCallPattern }) => _apiCallPattern).flatMap((service) => {
    const eventSources: string[] = service._apiCallPattern!.detail!.eventSource;
    const called = { slug: service._slug, serviceName: service.serviceName, eventSources };
    return (operationsOfService(service._slug, eventSources) ?? [])
      .filter((operation, at) => at % oneIn === 0 && problemOfOperation(called, operation) === undefined)
      .map((operation) => ({ service, operation, eventSources }));
  });
  const wrong = calls.flatMap(({ service, operation, eventSources }) => {
    const sample = SampleEvents.apiCall(service, operation);
    const name = `${service.serviceName} ${operation}`;
    const pattern = { ...service._apiCallPattern, detail: { ...service._apiCallPattern!.detail, eventName: eventNamesOf(eventSources, operation) } };
    const isData = dataEventTypesOf([sample.detail.eventSource], sample.detail.eventName).length > 0
      && !isPerhapsManagement([sample.detail.eventSource], sample.detail.eventName);
    return [
      ...EventPatternMatcher.of(pattern).matches(sample) ? [] : [`${name}: its rule does not match`],
      ...sample.detail.managementEvent === !isData && (sample.detail.eventCategory === 'Data') === isData ? [] : [`${name}: wrong category`],
      ...verifyPattern(plainPattern(sample)).filter(({ certain }) => certain).map(({ what }) => `${name}: called impossible: ${what}`),
    ];
  });
  return { asked: calls.length, wrong };
}

/** What somebody writes who copies the names from the record. */
function plainPattern({ source, detail }: Record<string, any>): Record<string, unknown> {
  return {
    'source': [source],
    'detail-type': [API_CALL_VIA_CLOUDTRAIL],
    'detail': { eventSource: [detail.eventSource], eventName: [detail.eventName] },
  };
}
