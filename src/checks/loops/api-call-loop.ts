import { DELIVERY_CALLS } from '../../catalog/delivery-calls';
import { Check, atEachServiceRule } from '../check';
import { CheckSeverity } from '../check-severity';
import { ownCallsOf } from '../model/own-calls';

export const apiCallLoop: Check = {
  id: 'api-call-loop',
  group: 'loops',
  summary: 'Delivering to a target is an API call that the rule itself matches.',
  severity: CheckSeverity.WARNING,
  find: atEachServiceRule((rule) => ownCallsOf(rule, DELIVERY_CALLS)),
};
