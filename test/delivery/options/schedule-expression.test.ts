import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { isScheduleOfRule } from '../../../src/delivery/options/schedule-expression';

test.each([
  ...[1, 5, 60, 1440].map((minutes) => events.Schedule.rate(Duration.minutes(minutes)).expressionString),
  events.Schedule.cron({ minute: '0', hour: '10' }).expressionString,
  events.Schedule.cron({ weekDay: 'MON-FRI', minute: '0/15' }).expressionString,
  'cron(0 10 L * ? *)', 'cron(0 18 ? * 6#3 *)', 'cron(0 8 1 * ? 2027,2028)', 'cron(0 8 15W * ? *)',
])('%s is a schedule of a rule', (expression) => {
  expect(isScheduleOfRule(expression)).toBe(true);
});

test.each([
  'rate(1 hours)', 'rate(5 minute)', 'rate(0 minutes)', 'rate(1.5 hours)', 'rate(5 weeks)', 'rate(5)', 'cron(0 10 * * *)', 'cron(0 10 * * * *)',
  'cron(0 10 ? * ? *)', 'at(2027-01-01T00:00:00)', '5 minutes', '', 'cron()',
])('%j is none', (expression) => {
  expect(isScheduleOfRule(expression)).toBe(false);
});
