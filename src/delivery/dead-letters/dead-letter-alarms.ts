import { Duration, Lazy, Token } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { redriveOf } from './redrive-of-queue';
import { AlarmDefinition, defineAlarm } from '../alarms/alarm-definition';
import { AlarmSeverity } from '../alarms/alarm-severity';
import { DeliveryAlarms } from '../alarms/delivery-alarms';
import { Delivery } from '../delivery';
import { defaultsFor } from '../delivery-defaults';

const ID = 'DeadLetterAlarms';
/** What SQS keeps messages for unless told otherwise. */
const DEFAULT_RETENTION_SECONDS = 4 * 86_400;
/** Ten of fourteen days: time to act is left, and a weekend has passed. */
const SHARE_OF_RETENTION = 10 / 14;

/** What the queue holds, unless told otherwise. */
const EVENTS = 'holds events of AWS services that could not be delivered. Its messages say which rule and target (RULE_ARN, TARGET_ARN) and why (ERROR_CODE, ERROR_MESSAGE).';

/**
 * The alarms of a dead-letter queue, whatever number of rules write to it.
 */
export class DeadLetterAlarms extends Construct {
  /**
   * Makes sure that the queue has its alarms. They go by the defaults that hold for the queue; where these name no
   * actions, by those of the first rule that uses it.
   */
  public static ensure(queue: sqs.IQueue, delivery: Delivery, contents?: string): void {
    if (!queue.node.tryFindChild(ID)) {
      new DeadLetterAlarms(queue as unknown as Construct, ID, queue, delivery, contents);
    }
  }

  private constructor(scope: Construct, id: string, queue: sqs.IQueue, delivery: Delivery, contents: string | undefined) {
    super(scope, id);
    const defaults = defaultsFor(this);
    const actions = defaults.alarmActions ?? delivery.alarmActions;
    const options = (defaults.alarms ?? DeliveryAlarms.perRule())._options;
    if (!options) {
      return;
    }
    defineAlarm(this, notEmpty(queue, contents), actions, options.deadLetters);
    const retention = retentionSeconds(queue);
    if (retention !== undefined || options.oldestDeadLetter?.threshold !== undefined) {
      defineAlarm(this, oldest(queue, retention ?? 0), actions, options.oldestDeadLetter);
    }
  }
}

function notEmpty(queue: sqs.IQueue, contents = `${EVENTS} ${wayBack(queue)}`): AlarmDefinition {
  return {
    id: 'NotEmpty',
    description: `DEAD LETTERS: queue ${queue.queueName} ${contents}`,
    severity: AlarmSeverity.TICKET,
    threshold: 1,
    period: Duration.minutes(5),
    evaluationPeriods: 1,
    metric: (period) => queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
  };
}

/** A redrive of the queue can be made after the alarm. */
function wayBack(queue: sqs.IQueue): string {
  return Lazy.string({
    produce: () => {
      const redrive = redriveOf(queue);
      return redrive
        ? `Fix the target, then invoke ${redrive}: it sends the events again and deletes what has arrived. What stays is not delivered yet.`
        : 'Fix the target, then send the events again. Delete a message only when its event has arrived.';
    },
  });
}

function oldest(queue: sqs.IQueue, retention: number): AlarmDefinition {
  return {
    id: 'Oldest',
    description: `DEAD LETTERS ABOUT TO EXPIRE: the oldest message of queue ${queue.queueName} will soon be dropped, and the event in it lost. Take the messages out of the queue now.`,
    severity: AlarmSeverity.PAGE,
    threshold: Math.floor(retention * SHARE_OF_RETENTION),
    period: Duration.hours(1),
    evaluationPeriods: 1,
    metric: (period) => queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' }),
  };
}

/** Unknown for a queue that another app has made. */
function retentionSeconds(queue: sqs.IQueue): number | undefined {
  const resource = queue.node.defaultChild;
  if (!(resource instanceof sqs.CfnQueue)) {
    return undefined;
  }
  const retention = resource.messageRetentionPeriod ?? DEFAULT_RETENTION_SECONDS;
  return Token.isUnresolved(retention) ? undefined : retention;
}
