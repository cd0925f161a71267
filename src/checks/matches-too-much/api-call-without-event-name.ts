import { Check, atEachServiceRule, inPattern } from '../check';
import { CheckSeverity } from '../check-severity';
import { apiCallsOf } from '../model/api-calls';

export const apiCallWithoutEventName: Check = {
  id: 'api-call-without-event-name',
  group: 'matches too much',
  summary: 'A rule on API calls that filters on nothing but the service matches every call that CloudTrail records of it.',
  severity: CheckSeverity.WARNING,
  find: atEachServiceRule((rule) => apiCallsOf(rule)
    .filter(({ pattern }) => pattern.resources === undefined && Object.keys(pattern.detail ?? {}).every((field) => field === 'eventSource'))
    .slice(0, 1)
    .map(({ pattern }) => ({
      location: inPattern('detail'),
      value: (pattern.source ?? []).join(', '),
      message: `The rule matches all API calls of ${(pattern.source ?? []).join(', ')} that CloudTrail records.`,
      fix: 'Name the operations in detail.eventName.',
      inApp: 'In ApiCallRule, they are operations.',
    }))),
};
