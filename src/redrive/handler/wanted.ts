import { DeadLetter, QueueMessage } from './dead-letter';
import { RedriveRequest } from './request';
import { parseRuleArn } from './rules';

const MINUTE = 60_000;
const DEFAULT_BUS = 'default';

/**
 * Whether a letter is what the request asks for.
 *
 * @param now when the run began
 */
export function isWanted(letter: DeadLetter, { sentAt }: QueueMessage, request: RedriveRequest, now: number): boolean {
  const { rule, target, errorCodes, olderThanMinutes, youngerThanMinutes } = request;
  // The clocks of SQS and of the function can differ.
  const minutes = Math.max(0, now - sentAt) / MINUTE;
  return (rule === undefined || namesOf(letter.ruleArn).includes(rule))
    && (target === undefined || letter.targetArn === target || letter.targetArn.split(/[:/]/).includes(target))
    && (errorCodes === undefined || errorCodes.includes(letter.errorCode))
    && (olderThanMinutes === undefined || minutes >= olderThanMinutes)
    && (youngerThanMinutes === undefined || minutes <= youngerThanMinutes);
}

/** What people call a rule. */
function namesOf(ruleArn: string | undefined): string[] {
  const address = ruleArn === undefined ? undefined : parseRuleArn(ruleArn);
  return address ? [ruleArn!, address.name, `${address.bus ?? DEFAULT_BUS}/${address.name}`] : [];
}
