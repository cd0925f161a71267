import { timeText } from '../../../src/testing/delivery/time-text';

test.each<[number, string]>([
  [0, '0 s'], [0.4, '0 s'], [0.5, '1 s'], [1, '1 s'], [59, '59 s'], [59.6, '1 min'], [60, '1 min'], [61, '1 min 1 s'], [120, '2 min'],
  [3_599, '59 min 59 s'], [3_600, '1 h'], [3_601, '1 h 1 s'], [7_260, '2 h 1 min'], [86_399, '23 h 59 min'], [86_400, '1 d'], [1_209_600, '14 d'],
  // Nobody needs the seconds of a day.
  [3_661, '1 h 1 min'], [90_061, '1 d 1 h'], [86_461, '1 d 1 min'],
])('%d seconds are said as %s', (seconds, text) => {
  expect(timeText(seconds)).toBe(text);
});
