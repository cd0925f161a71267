import { LOG_DELIVERY } from '../../catalog/delivery-calls';
import { Check, atEachServiceRule } from '../check';
import { CheckSeverity } from '../check-severity';
import { ownCallsOf } from '../model/own-calls';

export const logGroupLoop: Check = {
  id: 'log-group-loop',
  group: 'loops',
  summary: 'A rule on calls of CloudWatch Logs writes to a log group, which makes such calls.',
  severity: CheckSeverity.WARNING,
  find: atEachServiceRule((rule) => ownCallsOf(rule, [LOG_DELIVERY])),
};
