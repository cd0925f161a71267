import { Duration, Stack, Stage } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct, IConstruct } from 'constructs';
import { DeliveryType } from '../catalog/delivery-type';
import { AlarmDefinition, defineAlarm } from '../delivery/alarms/alarm-definition';
import { AlarmSeverity } from '../delivery/alarms/alarm-severity';
import { actionsFor } from '../delivery/alarms/chosen-actions';
import { DeliveryAlarmsOptions } from '../delivery/alarms/delivery-alarms';
import { Delivery } from '../delivery/delivery';
import { defaultsFor } from '../delivery/delivery-defaults';
import { environmentKey } from '../delivery/environment-key';

const ID = 'SharedSubscriberAlarms';

const SHARED = new WeakMap<IConstruct, Map<string, SharedSubscriberAlarms>>();

/**
 * Alarms that watch all subscribers of an account and Region at once: each is a query that answers with one time series a
 * subscriber, and the subscribers that breach are the contributors of the alarm.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Metrics_Insights_Alarm.html
 */
export class SharedSubscriberAlarms extends Construct {
  /**
   * Makes sure that the subscriber is watched. The alarms are made in the stack of the first subscriber that shares them.
   */
  public static watch(subscriber: IConstruct, delivery: Delivery, options: DeliveryAlarmsOptions): void {
    const root = Stage.of(subscriber) ?? subscriber.node.root;
    const byEnvironment = SHARED.get(root) ?? new Map<string, SharedSubscriberAlarms>();
    SHARED.set(root, byEnvironment);
    const key = environmentKey(subscriber);
    const shared = byEnvironment.get(key) ?? new SharedSubscriberAlarms(Stack.of(subscriber), ID, delivery, options);
    byEnvironment.set(key, shared);
    shared.join(delivery);
  }

  private readonly failed?: cloudwatch.Alarm;
  private readonly actions: Delivery['alarmActions'];
  private pages: boolean;

  private constructor(scope: Construct, id: string, delivery: Delivery, options: DeliveryAlarmsOptions) {
    super(scope, id);
    this.actions = defaultsFor(this).alarmActions ?? delivery.alarmActions;
    this.pages = options.failed?.severity !== undefined;
    defineAlarm(this, DROPPED, this.actions, options.lost);
    defineAlarm(this, LOST, this.actions, options.lost);
    this.failed = defineAlarm(this, FAILED, this.actions, options.failed);
    defineAlarm(this, RETRYING, this.actions, options.retrying);
    defineAlarm(this, LATE, this.actions, options.late);
  }

  /** One guaranteed event that fails is enough for a page: which subscriber it was is known only when the alarm fires. */
  private join(delivery: Delivery): void {
    if (this.pages || delivery.deliveryType !== DeliveryType.GUARANTEED) {
      return;
    }
    this.pages = true;
    const tickets = actionsFor(AlarmSeverity.TICKET, this.actions);
    this.failed?.addAlarmAction(...actionsFor(AlarmSeverity.PAGE, this.actions).filter((action) => !tickets.includes(action)));
  }
}

const WHICH = 'The subscribers are the contributors of this alarm.';

const DROPPED: AlarmDefinition = {
  id: 'Dropped',
  description: `LOST: events could not be delivered, and were dropped since their subscriber has no dead-letter queue. ${WHICH} The events are on the bus for as long as it keeps them: fix the target, then let a subscriber start from before the failure.`,
  severity: AlarmSeverity.PAGE,
  threshold: 1,
  period: Duration.minutes(1),
  evaluationPeriods: 1,
  metric: (period) => perSubscriber('SUM', 'EventsDropped', period),
};

const LOST: AlarmDefinition = {
  id: 'Lost',
  description: `LOST: events could not be delivered, and the dead-letter queue of their subscriber could not take the record of them. ${WHICH} Check that the queue exists, and that the delivery role may write to it and use its key.`,
  severity: AlarmSeverity.PAGE,
  threshold: 1,
  period: Duration.minutes(1),
  evaluationPeriods: 1,
  metric: (period) => perSubscriber('SUM', 'OnFailureDestinationFailed', period),
};

const FAILED: AlarmDefinition = {
  id: 'Failed',
  description: `FAILED: events could not be delivered. ${WHICH} Their dead-letter queues say which events and why (ERROR_CODE, ERROR_MESSAGE), the bus has the events. Fix the target, then deliver them again while the bus keeps them.`,
  severity: AlarmSeverity.TICKET,
  threshold: 1,
  period: Duration.minutes(5),
  evaluationPeriods: 1,
  metric: (period) => perSubscriber('SUM', 'OnFailureDestinationDelivered', period),
};

const RETRYING: AlarmDefinition = {
  id: 'Retrying',
  description: `RETRYING: EventBridge keeps trying to deliver events to a target that refuses them. ${WHICH} Nothing is lost yet. Look for throttling and errors at the targets before the retries run out.`,
  severity: AlarmSeverity.TICKET,
  threshold: 3,
  period: Duration.minutes(15),
  evaluationPeriods: 3,
  datapointsToAlarm: 2,
  metric: (period) => perSubscriber('COUNT', 'RetryInvocationAttempts', period),
};

const LATE: AlarmDefinition = {
  id: 'Late',
  description: `LATE: events wait to be delivered. ${WHICH} The target refuses them, is too slow, or one event holds up the others of its group. Nothing is lost while the bus keeps them.`,
  severity: AlarmSeverity.TICKET,
  threshold: Duration.hours(1).toMilliseconds(),
  period: Duration.minutes(5),
  evaluationPeriods: 3,
  metric: (period) => perSubscriber('MAX', 'ApproximateBacklogAge', period),
};

/**
 * Where there are more than 500 subscribers, those with the most are returned.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html
 */
function perSubscriber(statistic: string, metricName: string, period: Duration): cloudwatch.MathExpression {
  return new cloudwatch.MathExpression({
    expression: `SELECT ${statistic}(${metricName}) FROM SCHEMA("AWS/EventsV2", EventBus, Subscriber) GROUP BY EventBus, Subscriber ORDER BY ${statistic}() DESC`,
    usingMetrics: {},
    period,
  });
}
