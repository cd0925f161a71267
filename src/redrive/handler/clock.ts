import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What tells the time, and lets it pass.
 */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** How long the function may still run. */
  millisecondsLeft(): number;
}

/** The clock of a function that runs on AWS Lambda. */
export function clockOf(invocation: { getRemainingTimeInMillis(): number }): Clock {
  return {
    now: () => Date.now(),
    sleep: (milliseconds) => sleep(milliseconds),
    millisecondsLeft: () => invocation.getRemainingTimeInMillis(),
  };
}
