import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { apiCallPattern } from './api-call-pattern';
import { ApiCallRuleProps } from './api-call-rule-props';
import { CalledOperations } from './called-operations';
import { DeliveryType } from '../../catalog/delivery-type';
import { optionName, optionOn } from '../../catalog/option-spelling';
import { explain } from '../../catalog/problem';
import { ALL_OPERATIONS, newerThan } from '../intent';
import { excludesReads } from './read-write-type';
import { requireRecordedCalls } from './recorded-calls';
import { PATTERN_CHARACTERS } from '../../catalog/quotas';
import { RulePlan } from '../rule-plan';
import { API_CALL_OPTIONS } from './recorded-event-kinds';
import { SERVICE } from '../../delivery/options/option-kinds';
import { requireGiven, requireRuleOptions } from '../require-rule-options';

const NEWER = `An operation newer than the catalogue is accepted with ${optionOn('allowUnknown')}.`;

/**
 * What a rule on API calls matches, and what is known of it.
 *
 * @throws when CloudTrail is not known to record calls of the service, or the service does not have one of the operations
 */
export function planApiCalls(rule: IConstruct, props: ApiCallRuleProps): RulePlan {
  requireRuleOptions(rule, props, API_CALL_OPTIONS);
  const { service, operations, readWriteType } = props;
  requireGiven(rule, 'service', service, SERVICE);
  requireRecordedCalls(rule, service);
  const calls = operations && requireCalls(rule, props);
  const pattern = apiCallPattern(props, Stack.of(rule).account, calls?.eventNames);
  const namesReads = calls !== undefined && (calls.readOnly.length > 0 || calls.matchesReadOnly);
  return {
    pattern,
    subject: `${service.serviceName} (API calls${calls && calls.named.length > 0 ? `: ${calls.named.join(', ')}` : ''})`,
    promise: { deliveryType: DeliveryType.BEST_EFFORT },
    viaCloudTrail: true,
    readOnlyCalls: readWriteType ? !excludesReads(readWriteType) : namesReads || undefined,
    intents: [
      ...operations ? [] : [ALL_OPERATIONS],
      ...newerThan(service, props.allowUnknown),
    ],
  };
}

function requireCalls(rule: IConstruct, props: ApiCallRuleProps): CalledOperations {
  const { service, operations, readWriteType } = props;
  if (operations!.length === 0) {
    throw new Error(`${optionName('operations')} of rule '${rule.node.path}' is an empty list, which matches no call: name at least one operation of ${service.serviceName}, or leave ${optionName('operations')} out for all of them.`);
  }
  const calls = new CalledOperations(Stack.of(rule), props);
  const groups = calls.size > PATTERN_CHARACTERS ? calls.groups : undefined;
  if (groups) {
    throw new Error(`The event pattern of rule '${rule.node.path}' has ${calls.size} characters, and EventBridge allows ${PATTERN_CHARACTERS}: its ${operations!.length} operations take ${groups.length} rules, which ApiCallRule.split(scope, id, props) makes, or a common prefix with events.Match.prefix(...).`);
  }
  // Of what may be newer than the catalogue, the check of the template speaks.
  const { problem } = calls;
  if (problem?.certain) {
    throw new Error(`Rule '${rule.node.path}' can never match: ${explain(problem)} ${NEWER}`);
  }
  if (excludesReads(readWriteType) && calls.readOnly.length > 0) {
    throw new Error(`Rule '${rule.node.path}' names ${calls.readOnly.join(', ')}, which only read, and its ${optionName('readWriteType')} is ReadWriteType.WRITE_ONLY, so it could never match them: leave ${optionName('readWriteType')} out, or these operations.`);
  }
  return calls;
}
