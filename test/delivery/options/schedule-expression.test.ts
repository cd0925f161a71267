import { Lazy } from 'aws-cdk-lib';
import { isScheduleOfRule } from '../../../src/delivery/options/schedule-expression';

test.each([
  'rate(1 minute)', 'rate(2 minutes)', 'rate(1 hour)', 'rate(10 days)', 'cron(0 12 * * ? *)', 'cron(0/15 8-18 ? * MON-FRI 2026,2027)', 'cron(0 0 L * ? *)', 'cron(0 9 ? * 2#1 *)',
])('%s is a schedule of a rule', (expression) => {
  expect(isScheduleOfRule(expression)).toBe(true);
});

test.each([
  'rate(1 minutes)', 'rate(2 minute)', 'rate(0 minutes)', 'rate(01 minutes)', 'rate(1.5 hours)', 'rate(1 week)', 'rate(5)', 'Rate(1 minute)', 'rate(1 minute) ',
  'cron(0 12 * * *)', 'cron(0 12 * * ? * *)', 'cron(0 12 * * * *)', 'cron(0 12 ? * ? *)', 'cron(0 12 * * ? €)', 'cron(0  12 * * ? *)', 'cron()', '0 12 * * ? *', 'at(2026-01-01T00:00:00)', '',
])('%j is none', (expression) => {
  expect(isScheduleOfRule(expression)).toBe(false);
});

test('what is known late may be one', () => {
  expect(isScheduleOfRule(Lazy.string({ produce: () => 'x' }))).toBe(true);
});
