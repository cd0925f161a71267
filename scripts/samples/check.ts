/**
 * Asks every sample of the catalogue what its own rule makes of it, and what all the others do. Exits with 1 when an answer is
 * wrong.
 */
import { AwsService } from '../../src/catalog/aws-service';
import { dataEventTypesOf, isPerhapsManagement } from '../../src/catalog/data-events';
import { eventNamesOf } from '../../src/catalog/event-names';
import { problemOfOperation } from '../../src/catalog/operation-check';
import { operationsOfService } from '../../src/catalog/operations';
import { EventPatternMatcher, SampleEvents } from '../../src/testing';

interface Kind {
  readonly service: AwsService;
  readonly detailType: string;
}

const KINDS: Kind[] = AwsService.all().filter(({ _isView }) => !_isView)
  .flatMap((service) => service.detailTypes.map((detailType) => ({ service, detailType })));

function checkKinds(): string[] {
  const rules = KINDS.map(({ service, detailType }) => EventPatternMatcher.of({ 'source': [service.source], 'detail-type': [detailType] }));
  return KINDS.flatMap(({ service, detailType }, own) => {
    const sample = SampleEvents.of(service, detailType);
    return rules.flatMap((rule, at) => {
      const same = KINDS[at].service.source === service.source && KINDS[at].detailType === detailType;
      return rule.matches(sample) === same ? [] : [`${service.serviceName} '${detailType}': the rule on '${KINDS[at].detailType}' ${own === at ? 'does not match' : 'matches'}`];
    });
  });
}

function checkCalls(): { readonly count: number; readonly wrong: string[] } {
  let count = 0;
  const wrong = AwsService.all().filter(({ _apiCallPattern: pattern }) => pattern).flatMap((service) => {
    const calls = service._apiCallPattern!;
    const eventSources: string[] = calls.detail!.eventSource;
    const called = { slug: service._slug, serviceName: service.serviceName, eventSources };
    const operations = (operationsOfService(service._slug, eventSources) ?? [])
      .filter((operation) => problemOfOperation(called, operation) === undefined);
    count += operations.length;
    return operations.filter((operation) => {
      const sample = SampleEvents.apiCall(service, operation);
      const rule = EventPatternMatcher.of({ ...calls, detail: { ...calls.detail, eventName: eventNamesOf(eventSources, operation) } });
      const isData = dataEventTypesOf([sample.detail.eventSource], sample.detail.eventName).length > 0
        && !isPerhapsManagement([sample.detail.eventSource], sample.detail.eventName);
      return !rule.matches(sample) || sample.detail.managementEvent === isData || (sample.detail.eventCategory === 'Data') !== isData;
    }).map((operation) => `${service.serviceName} ${operation}`);
  });
  return { count, wrong };
}

const kinds = checkKinds();
const calls = checkCalls();
console.log(`${KINDS.length} kinds of events, each against the rules on all of them: ${kinds.length} wrong answers.`);
console.log(`${calls.count} operations, each against the rule that names it: ${calls.wrong.length} wrong answers.`);
[...kinds, ...calls.wrong].slice(0, 50).forEach((line) => console.log(`  ${line}`));
process.exitCode = kinds.length + calls.wrong.length > 0 ? 1 : 0;
