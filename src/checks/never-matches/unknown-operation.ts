import { eventNamesOf } from '../../catalog/event-names';
import { remedyOf } from '../../catalog/problem';
import { eventSourceOwners } from '../../catalog/source-index';
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
  const { problemOfOperation, operationsOf } = operationTable();
  const called = eventSources.flatMap((eventSource) => eventSourceOwners(eventSource))
    .map(({ _slug: slug, serviceName, _eventSources }) => ({ slug, serviceName, eventSources: _eventSources }));
  const names = eventSources.map(operationsOf);
  const problems = called.map((service) => problemOfOperation(service, operation));
  if (names.includes(undefined) || problems.length === 0 || problems.includes(undefined)) {
    return undefined;
  }
  const problem = problems.find((candidate) => candidate!.certain) ?? problems[0]!;
  return {
    location: inPattern('detail', 'eventName'),
    value: operation,
    message: problem.what,
    fix: remedyOf(problem) ?? 'Leave it out.',
    severity: problem.certain ? undefined : CheckSeverity.WARNING,
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
  const { problemOfOperation } = require('../../catalog/operation-check') as typeof import('../../catalog/operation-check');
  const { operationsOf } = require('../../catalog/operations') as typeof import('../../catalog/operations');
  /* eslint-enable @typescript-eslint/no-require-imports */
  return { problemOfOperation, operationsOf };
}
