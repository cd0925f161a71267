import { Duration, Lazy } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import { AwsService, S3Events, ServiceEventRule } from 'cdk-service-events';
import { queueIn, resourcesOf, testStack } from '../../support/test-app';

/** The expressions on which rules run. */
function reconciledOn(schedule: unknown): string[] {
  const stack = testStack();
  new ServiceEventRule(stack, 'Rule', {
    service: AwsService.S3,
    detailTypes: [S3Events.OBJECT_CREATED],
    delivery: { reconcile: { schedule: schedule as events.Schedule, target: new targets.SqsQueue(queueIn(stack)) } },
  });
  return Object.values(resourcesOf(stack, 'AWS::Events::Rule')).flatMap(({ Properties }) => Properties.ScheduleExpression ?? []);
}

test.each<[string, unknown, string]>([
  ['a rate', events.Schedule.rate(Duration.hours(1)), 'rate(1 hour)'],
  ['a cron expression', events.Schedule.cron({ minute: '0', hour: '10' }), 'cron(0 10 * * ? *)'],
  ['an expression that is known late', events.Schedule.expression(Lazy.string({ produce: () => 'rate(1 hour)' })), 'rate(1 hour)'],
])('a reconciliation runs on %s', (_what, schedule, expression) => {
  expect(reconciledOn(schedule)).toEqual([expression]);
});

test.each<[string, unknown, string]>([
  ['one moment, which a rule does not take', events.Schedule.expression('at(2026-01-01T00:00:00)'), 'its expression is "at(2026-01-01T00:00:00)", and a rule takes rate(5 minutes), rate(1 hour) or cron(0 10 * * ? *)'],
  ['what is misspelt', events.Schedule.expression('rate(1 hours'), 'its expression is "rate(1 hours", and a rule takes'],
  ['a text', 'rate(1 hour)', 'give a schedule, such as events.Schedule.rate(Duration.hours(1))'],
  ['nothing', null, 'give a schedule, such as events.Schedule.rate(Duration.hours(1))'],
])('a reconciliation is refused on %s', (_what, schedule, message) => {
  expect(() => reconciledOn(schedule)).toThrow(message);
});
