import { Token } from 'aws-cdk-lib';

const RATE = /^rate\(([1-9]\d*) (minute|hour|day)(s?)\)$/;
const CRON = /^cron\((.+)\)$/;
/** Of minutes, hours, day of month, month, day of week and year. */
const FIELD = /^[\dA-Za-z*,/?#-]+$/;
const FIELDS = 6;
const [DAY_OF_MONTH, DAY_OF_WEEK] = [2, 4];

/**
 * Whether a rule takes an expression as its schedule; `at` is for schedules of Amazon EventBridge Scheduler.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
export function isScheduleOfRule(expression: string): boolean {
  if (Token.isUnresolved(expression)) {
    return true;
  }
  const [, count, , plural] = RATE.exec(expression) ?? [];
  if (count !== undefined) {
    return (count === '1') === (plural === '');
  }
  const fields = CRON.exec(expression)?.[1].split(' ') ?? [];
  return fields.length === FIELDS && fields.every((field) => FIELD.test(field)) && (fields[DAY_OF_MONTH] === '?') !== (fields[DAY_OF_WEEK] === '?');
}
