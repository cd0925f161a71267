import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { NamedBus, busMetric } from './event-bus-metrics';
import { AlarmActions } from '../delivery/alarms/alarm-actions';
import { AlarmDefinition, defineAlarm } from '../delivery/alarms/alarm-definition';
import { AlarmSeverity } from '../delivery/alarms/alarm-severity';
import { DeliveryAlarms } from '../delivery/alarms/delivery-alarms';
import { defaultsFor } from '../delivery/delivery-defaults';

interface BusAlarmOptions {
  readonly alarmActions?: AlarmActions;
  readonly alarms?: DeliveryAlarms;
}

/**
 * The alarms of a Custom Event Bus: on what is lost before the bus has it.
 */
export class EventBusAlarms extends Construct {
  public readonly alarms: cloudwatch.Alarm[];

  constructor(scope: Construct, id: string, bus: NamedBus, options: BusAlarmOptions) {
    super(scope, id);
    const defaults = defaultsFor(this);
    const actions = options.alarmActions ?? defaults.alarmActions;
    const chosen = (options.alarms ?? defaults.alarms ?? DeliveryAlarms.perRule())._options;
    this.alarms = chosen ? [failed(bus), throttled(bus)].map((definition) => defineAlarm(this, definition, actions)!) : [];
  }
}

function failed(bus: NamedBus): AlarmDefinition {
  return {
    id: 'PublishFailed',
    description: `PUBLISH FAILED: event bus ${bus.eventBusName} did not take events that were published to it. Their publishers have been told so. Check the permissions of the publishers and the key of the bus.`,
    severity: AlarmSeverity.TICKET,
    threshold: 1,
    period: Duration.minutes(5),
    evaluationPeriods: 1,
    metric: (period) => busMetric('PublishEventsFailedEntriesCount', bus, { period }),
  };
}

function throttled(bus: NamedBus): AlarmDefinition {
  return {
    id: 'PublishThrottled',
    description: `PUBLISH THROTTLED: too many calls publish to event bus ${bus.eventBusName}. Spread them over time, or put more events into one call.`,
    severity: AlarmSeverity.TICKET,
    threshold: 1,
    period: Duration.minutes(15),
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    metric: (period) => busMetric('PublishEventsApproximateThrottledCallCount', bus, { period }),
  };
}
