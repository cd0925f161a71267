import { metricExpression } from '../../../src/testing/delivery/metric-expression';

const VALUES: Record<string, number> = { a: 6, b: 3, zero: 0 };

const valueOf = (text: string) => metricExpression(text)?.((id) => VALUES[id]);

test.each<[string, number | undefined]>([
  ['a', 6], ['7', 7], ['2.5', 2.5], ['a + b', 9], ['a - b', 3], ['a * b', 18], ['a / b', 2], ['a / zero', undefined],
  ['a + b * 2', 12], ['(a + b) * 2', 18], ['a - b - 1', 2], ['a / b / 2', 1], ['a - 2 * b', 0], ['-a', -6], ['-a + b', -3], ['2 * -b', -6], ['-(a - b)', -3],
  ['SUM([a, b])', 9], ['SUM([a, b, none])', 9], ['SUM(a, b)', 9], ['SUM([none])', undefined],
  ['MAX([a, b])', 6], ['MIN([a, b])', 3], ['AVG([a, b])', 4.5], ['MAX([a + 1, b])', 7],
  ['FILL(a, 1)', 6], ['FILL(none, 1)', 1], ['FILL(none, b)', 3], ['FILL(none, 0) + FILL(a, 0)', 6], ['FILL(none, none)', undefined],
  // A missing value counts as nothing beside one that is there.
  ['a + none', 6], ['none + a', 6], ['none - a', -6], ['a * none', 0], ['none', undefined], ['none + none', undefined], ['-none', 0],
])('%s is %s', (text, value) => {
  expect(valueOf(text)).toBe(value);
});

test.each(['', 'a +', '+ a', '(a', 'a)', 'a b', 'SUM([a', 'SUM(a', 'SUM([a)', 'ANOMALY_DETECTION_BAND(a, 2)', 'a > 1', 'SEARCH(\'x\')', 'FILL(a, REPEAT)(b)'])('%j is not understood', (text) => {
  expect(metricExpression(text)).toBeUndefined();
});
