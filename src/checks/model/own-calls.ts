import { API_CALL_VIA_CLOUDTRAIL } from '../../catalog/cloudtrail-detail-types';
import { DeliveryCall } from '../../catalog/delivery-calls';
import { onlyTextsIn } from '../../pattern/algebra/pattern-values';
import { ServicePattern } from '../../pattern/algebra/service-pattern';
import { RuleInTemplate } from '../../template/rule-in-template';
import { RuleProblem } from '../check';

/** The targets of a rule whose delivery is recorded as a call that the rule matches. */
export function ownCallsOf(rule: RuleInTemplate, calls: DeliveryCall[]): RuleProblem[] {
  return (rule.enabled ? rule.targets : []).flatMap(({ location, resource, id }) => calls
    .filter(({ resourceType }) => resourceType === resource?.type)
    .flatMap((call) => call.operations.filter((operation) => rule.alternatives.some((pattern) => matches(pattern, call, operation)))
      .slice(0, 1)
      .map((operation): RuleProblem => ({
        location,
        value: id,
        message: `Delivering to target '${id}' is itself a call of ${operation} that this rule matches, where a trail records such calls.`,
        fix: 'Name other operations, filter on the resource that is meant (detail.requestParameters), or use a target of another kind.',
      }))));
}

/** Any other condition on the call may keep EventBridge's own out. */
function matches({ source, 'detail-type': detailType, resources, account, detail = {} }: ServicePattern, call: DeliveryCall, operation: string): boolean {
  const admits = (values: any, text: string) => values === undefined || onlyTextsIn(values)?.includes(text) === true;
  return resources === undefined && account === undefined
    && (source !== undefined || detail.eventSource !== undefined)
    && admits(source, call.source) && admits(detailType, API_CALL_VIA_CLOUDTRAIL)
    && Object.keys(detail).every((field) => field === 'eventSource' || field === 'eventName')
    && admits(detail.eventSource, call.eventSource) && admits(detail.eventName, operation);
}
