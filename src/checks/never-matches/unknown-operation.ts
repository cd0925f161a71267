import { eventNamesOf } from '../../catalog/event-names';
import { nearest } from '../../catalog/nearest';
import { eventSourceOwners } from '../../catalog/source-index';
import { looksLikeTypo, sameLetters } from '../../pattern/schema/field-spelling';
import { Check, RuleProblem, atEachRule, inPattern } from '../check';
import { CheckSeverity } from '../check-severity';
import { apiCallsOf } from '../model/api-calls';

export const unknownOperation: Check = {
  id: 'unknown-operation',
  group: 'never matches',
  summary: 'The eventName is no operation of the service, or CloudTrail writes it in another way; a warning where it resembles none and is nobody else\'s, since the operation could be newer than the catalogue.',
  severity: CheckSeverity.ERROR,
  find: atEachRule((rule) => apiCallsOf(rule).flatMap(({ eventSources, operations = [] }) => (eventSources.length === 0 ? [] : operations
    .map((operation) => unknown(operation, eventSources) ?? writtenOtherwise(operation, eventSources))
    .filter((problem): problem is RuleProblem => problem !== undefined)))),
};

function unknown(operation: string, eventSources: string[]): RuleProblem | undefined {
  const { explainOperation, operationsOf } = operationTable();
  const called = eventSources.flatMap((eventSource) => eventSourceOwners(eventSource))
    .map(({ _slug: slug, serviceName, _eventSources }) => ({ slug, serviceName, eventSources: _eventSources }));
  const names = eventSources.map(operationsOf);
  const problems = called.map((service) => explainOperation(service, operation));
  if (names.includes(undefined) || problems.length === 0 || problems.includes(undefined)) {
    return undefined;
  }
  const [message, fix] = problems[0]!.split(/ (?=Nearest: |Use )/);
  const [near] = nearest(operation, names.flat() as string[], 1);
  const sure = fix === undefined || !fix.startsWith('Nearest') || message.includes(' It is an operation of ')
    || sameLetters(operation, near) || looksLikeTypo(operation, near);
  return {
    location: inPattern('detail', 'eventName'),
    value: operation,
    message,
    fix: fix ?? 'Leave it out.',
    severity: sure ? undefined : CheckSeverity.WARNING,
  };
}

function writtenOtherwise(operation: string, eventSources: string[]): RuleProblem | undefined {
  const written = eventNamesOf(eventSources, operation);
  const matches = written.some((name) => (typeof name === 'string' ? name === operation : operation.startsWith(name.prefix)));
  return matches ? undefined : {
    location: inPattern('detail', 'eventName'),
    value: operation,
    message: `CloudTrail does not write '${operation}' so.`,
    fix: `Use ${written.map((name) => JSON.stringify(name)).join(' or ')}; ApiCallRule does so by itself.`,
  };
}

/** The operations are loaded when the first rule names one. */
function operationTable() {
  /* eslint-disable @typescript-eslint/no-require-imports */
  const { explainOperation } = require('../../catalog/operation-check') as typeof import('../../catalog/operation-check');
  const { operationsOf } = require('../../catalog/operations') as typeof import('../../catalog/operations');
  /* eslint-enable @typescript-eslint/no-require-imports */
  return { explainOperation, operationsOf };
}
