import { Token } from 'aws-cdk-lib';
import { ApiCallRuleProps, CallOutcome, Callers } from './api-call-rule-props';
import { onlyReads } from './read-write-type';
import { detailPattern } from '../../pattern/algebra/detail-filter';
import { mergeDetail } from '../../pattern/algebra/merge-detail';
import { ServicePattern } from '../../pattern/algebra/service-pattern';

/** CloudTrail leaves `errorCode` out of the record of a call that succeeded. */
const OUTCOMES: Record<CallOutcome, Record<string, any> | undefined> = {
  [CallOutcome.SUCCEEDED]: { errorCode: [{ exists: false }] },
  [CallOutcome.FAILED]: { errorCode: [{ exists: true }] },
  [CallOutcome.ANY]: undefined,
};

const WAY_OUT = {
  'detail.eventName': 'name the operations in operations',
  'detail.errorCode': 'leave outcome out to match error codes of your own choice',
  'detail.$or': 'leave callers out, or name the accounts in the app, since both need alternatives',
  'detail.userIdentity.accountId': 'leave callers out to match accounts of your own choice',
};

/**
 * What a rule on API calls matches.
 *
 * @param props what the rule is given, of a service whose calls are recorded
 * @param account the account that the rule is in
 * @param eventNames the event names of the operations, as CloudTrail writes them
 * @throws where `detail` says something else of a field than the other properties do
 */
export function apiCallPattern(props: ApiCallRuleProps, account: string, eventNames: unknown[] | undefined): ServicePattern {
  const { service, outcome = CallOutcome.ANY, callers = Callers.ANY, accounts = [account], readWriteType } = props;
  const calls = service._apiCallPattern!;
  const own = {
    ...calls.detail,
    ...(eventNames && { eventName: eventNames }),
    ...OUTCOMES[outcome],
    ...onlyReads(readWriteType),
    ...(callers === Callers.OWN_ACCOUNT && callersOf(accounts)),
  };
  return { ...calls, detail: mergeDetail(own, detailPattern(props), WAY_OUT) };
}

/** AWS services call without an account. A list that only deployment knows takes no more elements. */
function callersOf(accounts: string[]): Record<string, any> {
  const nobody = { exists: false };
  const of = (accountId: unknown[]) => ({ userIdentity: { accountId } });
  return Token.isUnresolved(accounts) ? { $or: [of(accounts), of([nobody])] } : of([...accounts, nobody]);
}
