import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { DeliveryType } from '../catalog/delivery-type';
import { AlarmDefinition, defineAlarm } from '../delivery/alarms/alarm-definition';
import { AlarmSeverity } from '../delivery/alarms/alarm-severity';
import { DeliveryAlarmsOptions } from '../delivery/alarms/delivery-alarms';
import { silencePeriods } from '../delivery/alarms/rule-alarms';
import { Delivery } from '../delivery/delivery';

/** The subscriber that is watched, in words and in metrics. */
export interface WatchedSubscriber {
  /** The service and events, as a person on call would name them. */
  readonly subject: string;
  readonly name: string;
  readonly path: string;
  readonly deadLetterQueueName?: string;
  readonly metric: (metricName: string, options: cloudwatch.MetricOptions) => cloudwatch.Metric;
}

/**
 * The alarms of one subscriber.
 */
export class SubscriberAlarms extends Construct {
  public readonly alarms: cloudwatch.Alarm[];

  constructor(scope: Construct, id: string, subscriber: WatchedSubscriber, delivery: Delivery, options: DeliveryAlarmsOptions) {
    super(scope, id);
    const { alarmActions } = delivery;
    const made = [
      defineAlarm(this, dropped(subscriber), alarmActions, options.lost),
      subscriber.deadLetterQueueName ? defineAlarm(this, notRecorded(subscriber), alarmActions, options.lost) : undefined,
      subscriber.deadLetterQueueName ? defineAlarm(this, failed(subscriber, delivery), alarmActions, options.failed) : undefined,
      defineAlarm(this, retrying(subscriber), alarmActions, options.retrying),
      defineAlarm(this, late(subscriber, delivery), alarmActions, options.late),
    ];
    this.alarms = made.filter((alarm) => alarm !== undefined);
  }
}

/**
 * The alarm on silence: no event has matched for a given time.
 */
export function defineSubscriberSilence(
  scope: Construct, subscriber: WatchedSubscriber, expectEvery: Duration, delivery: Delivery,
): cloudwatch.Alarm {
  return defineAlarm(scope, silence(subscriber, expectEvery), delivery.alarmActions)!;
}

function subject({ subject: what, name, path }: WatchedSubscriber): string {
  return `events of ${what}, which subscriber ${name} (${path}) takes,`;
}

function dropped(subscriber: WatchedSubscriber): AlarmDefinition {
  return {
    id: 'Dropped',
    description: `LOST: ${subject(subscriber)} could not be delivered, and were dropped since the subscriber has no dead-letter queue. They are on the bus for as long as it keeps them: fix the target, then let a subscriber start from before the failure.`,
    severity: AlarmSeverity.PAGE,
    threshold: 1,
    period: Duration.minutes(1),
    evaluationPeriods: 1,
    metric: (period) => subscriber.metric('EventsDropped', { period }),
  };
}

function notRecorded(subscriber: WatchedSubscriber): AlarmDefinition {
  return {
    id: 'Lost',
    description: `LOST: ${subject(subscriber)} could not be delivered, and dead-letter queue ${subscriber.deadLetterQueueName} could not take the record of them. Check that the queue exists, and that the delivery role may write to it and use its key. The events are on the bus for as long as it keeps them.`,
    severity: AlarmSeverity.PAGE,
    threshold: 1,
    period: Duration.minutes(1),
    evaluationPeriods: 1,
    metric: (period) => subscriber.metric('OnFailureDestinationFailed', { period }),
  };
}

function failed(subscriber: WatchedSubscriber, { deliveryType }: Delivery): AlarmDefinition {
  return {
    id: 'Failed',
    description: `FAILED: ${subject(subscriber)} could not be delivered. Dead-letter queue ${subscriber.deadLetterQueueName} says which and why (ERROR_CODE, ERROR_MESSAGE), the bus has the events. Fix the target, then deliver them again while the bus keeps them.`,
    severity: deliveryType === DeliveryType.GUARANTEED ? AlarmSeverity.PAGE : AlarmSeverity.TICKET,
    threshold: 1,
    period: Duration.minutes(5),
    evaluationPeriods: 1,
    metric: (period) => subscriber.metric('OnFailureDestinationDelivered', { period }),
  };
}

/** The metric is as high as the retry's number, so its samples are counted instead of added up. */
function retrying(subscriber: WatchedSubscriber): AlarmDefinition {
  return {
    id: 'Retrying',
    description: `RETRYING: EventBridge keeps trying to deliver ${subject(subscriber)} to a target that refuses them. Nothing is lost yet. Look for throttling and errors at the target before the retries run out.`,
    severity: AlarmSeverity.TICKET,
    threshold: 3,
    period: Duration.minutes(15),
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    metric: (period) => subscriber.metric('RetryInvocationAttempts', { period, statistic: cloudwatch.Stats.SAMPLE_COUNT }),
  };
}

/** An hour is long for events that are useful for a day; for those that are useful for less, the same share. */
function late(subscriber: WatchedSubscriber, { maxEventAge }: Delivery): AlarmDefinition {
  const day = Duration.days(1).toSeconds();
  const hour = Duration.hours(1).toMilliseconds();
  return {
    id: 'Late',
    description: `LATE: ${subject(subscriber)} wait to be delivered. The target refuses them, is too slow, or one event holds up the others of its group. Nothing is lost while the bus keeps them.`,
    severity: AlarmSeverity.TICKET,
    threshold: maxEventAge.isUnresolved() ? hour : Math.max(60_000, Math.round(hour * maxEventAge.toSeconds() / day)),
    period: Duration.minutes(5),
    evaluationPeriods: 3,
    metric: (period) => subscriber.metric('ApproximateBacklogAge', { period, statistic: cloudwatch.Stats.MAXIMUM }),
  };
}

function silence(subscriber: WatchedSubscriber, expectEvery: Duration): AlarmDefinition {
  const { period, evaluationPeriods } = silencePeriods(expectEvery);
  return {
    id: 'Silence',
    description: `SILENCE: for ${expectEvery.toHumanString()}, none of the ${subject(subscriber)} has reached the bus. Either nothing has happened, or they do not get there: check the event source, the service, its Region, and what must be switched on for it to send events.`,
    severity: AlarmSeverity.TICKET,
    threshold: 1,
    period,
    evaluationPeriods,
    comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
    treatMissingData: cloudwatch.TreatMissingData.BREACHING,
    metric: (length) => subscriber.metric('FilterMatched', { period: length }),
  };
}
