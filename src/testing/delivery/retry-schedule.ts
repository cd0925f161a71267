import { once } from './once';
import { EVENT_AGE_SECONDS, RETRY_ATTEMPTS } from '../../catalog/quotas';

/** What EventBridge does for a target that says nothing. */
export const USUAL_RETRY = { attempts: RETRY_ATTEMPTS.max, ageSeconds: EVENT_AGE_SECONDS.max };

/**
 * AWS documents how long and how often EventBridge tries (24 hours, 185 times) and that the waits grow exponentially, with
 * jitter; it does not document the waits. Inferred: they double from a second on, without jitter, up to the length with which
 * both limits are reached together.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
 */
const DOUBLINGS = 9;
const LONGEST_WAIT = (USUAL_RETRY.ageSeconds - (2 ** DOUBLINGS - 1)) / (USUAL_RETRY.attempts - DOUBLINGS);

/** Seconds after the first attempt at which each retry takes place, the first attempt included. */
const MOMENTS = momentsOf(USUAL_RETRY.attempts);

/** How EventBridge stops trying. */
export type ExhaustedCondition = 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';

/** When a delivery is tried. */
export interface RetrySchedule {
  /** Seconds after the event arrived. The first is 0. */
  readonly moments: readonly number[];
  /** When EventBridge gives up, where no attempt succeeds. */
  readonly givenUpAfter: number;
  readonly condition: ExhaustedCondition;
}

const SCHEDULES = new Map<string, RetrySchedule>();

/**
 * The attempts of a delivery by a retry policy: whichever limit is reached first ends them.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html
 */
export function retrySchedule(attempts: number, ageSeconds: number): RetrySchedule {
  return once(SCHEDULES, `${attempts} ${ageSeconds}`, () => {
    // The first attempt takes place whatever the policy says.
    const allowed = MOMENTS.filter((moment, at) => moment === 0 || at <= attempts);
    const moments = allowed.filter((moment) => moment === 0 || moment <= ageSeconds);
    const condition = moments.length === allowed.length ? 'MaximumRetryAttempts' : 'MaximumEventAgeInSeconds';
    return { moments, condition, givenUpAfter: condition === 'MaximumRetryAttempts' ? moments[moments.length - 1] : Math.max(0, ageSeconds) };
  });
}

function momentsOf(attempts: number): number[] {
  const moments = [0];
  for (let retry = 0; retry < attempts; retry += 1) {
    moments.push(moments[retry] + Math.min(2 ** retry, LONGEST_WAIT));
  }
  return moments.map(Math.round);
}
