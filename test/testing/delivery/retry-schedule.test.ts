import { retrySchedule } from '../../../src/testing/delivery/retry-schedule';

describe('a delivery is tried', () => {
  test('186 times in 24 hours, where nothing is said', () => {
    const { moments, givenUpAfter, condition } = retrySchedule(185, 86_400);
    expect([moments.length, moments[0], moments[185], givenUpAfter, condition]).toEqual([186, 0, 86_400, 86_400, 'MaximumRetryAttempts']);
  });

  test('after waits that double, and then stay as they are', () => {
    const { moments } = retrySchedule(185, 86_400);
    expect(moments.slice(0, 10)).toEqual([0, 1, 3, 7, 15, 31, 63, 127, 255, 511]);
    const waits = moments.slice(10).map((moment, at) => moment - moments[at + 9]);
    expect([Math.min(...waits), Math.max(...waits)]).toEqual([488, 489]);
  });

  test.each<[number, number, number[], number, string]>([
    [0, 86_400, [0], 0, 'MaximumRetryAttempts'],
    [3, 86_400, [0, 1, 3, 7], 7, 'MaximumRetryAttempts'],
    [3, 7, [0, 1, 3, 7], 7, 'MaximumRetryAttempts'],
    [3, 6, [0, 1, 3], 6, 'MaximumEventAgeInSeconds'],
    // AWS takes neither: the first attempt is there.
    [-1, 86_400, [0], 0, 'MaximumRetryAttempts'],
    [185, -5, [0], 0, 'MaximumEventAgeInSeconds'],
    [1000, 86_401, retrySchedule(185, 86_400).moments as number[], 86_400, 'MaximumRetryAttempts'],
    [185, 60, [0, 1, 3, 7, 15, 31], 60, 'MaximumEventAgeInSeconds'],
    [185, 63, [0, 1, 3, 7, 15, 31, 63], 63, 'MaximumEventAgeInSeconds'],
  ])('%d times again, for %d seconds: at %j, until %d, which %s ends', (attempts, age, moments, givenUpAfter, condition) => {
    expect(retrySchedule(attempts, age)).toEqual({ moments, givenUpAfter, condition });
  });
});
