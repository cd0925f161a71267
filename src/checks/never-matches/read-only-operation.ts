import { dataEventTypesOf, isPerhapsManagement } from '../../catalog/data-events';
import { isReadOnlyCall } from '../../catalog/read-only-calls';
import { WITH_READ_ONLY_CALLS } from '../../delivery/rule-state';
import { Check, atEachRule, inPattern } from '../check';
import { CheckSeverity } from '../check-severity';
import { apiCallsOf } from '../model/api-calls';

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html */
export const readOnlyOperation: Check = {
  id: 'read-only-operation',
  group: 'never matches',
  summary: 'The operation only reads, and read-only management calls match a rule only in the state ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS.',
  severity: CheckSeverity.WARNING,
  find: atEachRule((rule) => (rule.state !== 'ENABLED' ? [] : apiCallsOf(rule).flatMap(({ eventSources, operations = [] }) => operations
    .filter((operation) => operation !== '' && isReadOnlyCall(eventSources, operation) && !isDataEvent(eventSources, operation))
    .map((operation) => ({
      location: inPattern('detail', 'eventName'),
      value: operation,
      message: `'${operation}' only reads, and this rule does not see it in its state ENABLED.`,
      fix: `Set the state of the rule to ${WITH_READ_ONLY_CALLS}.`,
      inApp: 'That is state of CfnRule; ApiCallRule sets it.',
    }))))),
};

/** Data events match in any state but DISABLED. */
function isDataEvent(eventSources: string[], operation: string): boolean {
  return dataEventTypesOf(eventSources, operation).length > 0 && !isPerhapsManagement(eventSources, operation);
}
