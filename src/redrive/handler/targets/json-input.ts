import { Refusal } from '../refusal';

/**
 * EventBridge does not escape what an input transformer puts in, so the outcome may be no JSON at all.
 *
 * @throws Refusal when it is none
 */
export function jsonInput(payload: string): string {
  try {
    JSON.parse(payload);
  } catch {
    throw new Refusal('the input that the rule makes of this event is not valid JSON, which this kind of target needs');
  }
  return payload;
}
