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
  /** What the work comes to; after so long, an error called TimeoutError. */
  within<T>(milliseconds: number, work: Promise<T>): Promise<T>;
}

/** What the SDK calls it, too. */
export const TIMEOUT = 'TimeoutError';

/** The clock of a function that runs on AWS Lambda. */
export function clockOf(invocation: { getRemainingTimeInMillis(): number }): Clock {
  return {
    now: () => Date.now(),
    sleep: async (milliseconds) => {
      if (milliseconds > 0) {
        await sleep(milliseconds);
      }
    },
    millisecondsLeft: () => invocation.getRemainingTimeInMillis(),
    within: async (milliseconds, work) => {
      let timer: NodeJS.Timeout | undefined;
      const timeout = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(Object.assign(new Error('no answer came in time'), { name: TIMEOUT })), milliseconds);
      });
      try {
        return await Promise.race([work, timeout]);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
