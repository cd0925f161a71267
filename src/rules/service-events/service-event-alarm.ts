import { Duration, Validations } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { knownKinds } from './known-kinds';
import { EVENT_ALARM_OPTIONS } from './service-event-kinds';
import { ServiceEventRule } from './service-event-rule';
import { ServiceEventSelection } from './service-event-selection';
import { AlarmActions } from '../../delivery/alarms/alarm-actions';
import { defineAlarm } from '../../delivery/alarms/alarm-definition';
import { describeAlarm, shortened, shownPath } from '../../delivery/alarms/alarm-description';
import { AlarmSeverity } from '../../delivery/alarms/alarm-severity';
import { defaultsFor } from '../../delivery/delivery-defaults';
import { requireOptions } from '../../delivery/options/require-options';

/** Enough is left for the events. */
const RESOURCES_CHARACTERS = 400;

/**
 * Which events an alarm is about, and when it fires.
 */
export interface ServiceEventAlarmProps extends ServiceEventSelection {
  /**
   * How many events within one period make the alarm fire.
   *
   * @default 1
   */
  readonly threshold?: number;

  /**
   * How long one period is.
   *
   * @default - 1 minute
   */
  readonly period?: Duration;

  /**
   * How many periods in a row must have so many events.
   *
   * @default 1
   */
  readonly evaluationPeriods?: number;

  /**
   * How urgent the alarm is, which decides the actions it gets.
   *
   * @default AlarmSeverity.TICKET
   */
  readonly severity?: AlarmSeverity;

  /**
   * Where the alarm goes.
   *
   * @default - the actions in the defaults of the scope (`DeliveryDefaults`)
   */
  readonly alarmActions?: AlarmActions;

  /**
   * What the alarm says.
   *
   * @default - names the service and the events
   */
  readonly alarmDescription?: string;

  /**
   * The event bus that is watched.
   *
   * @default - the default event bus of the account and Region
   */
  readonly eventBus?: events.IEventBus;

  /**
   * Only events from these accounts count, on a bus that several accounts feed.
   *
   * @default - events from any account that the bus receives them from
   */
  readonly accounts?: string[];
}

/**
 * An alarm when an event happens at all: a job has failed, a backup was not made.
 *
 * It is a rule without a target and an alarm on how often the rule matches, so there is nothing to deliver, and nothing
 * that can fail on the way. CloudWatch's metrics are best effort: what must not be missed calls for a `ServiceEventRule`
 * with a target. The alarm goes back to OK by itself once a period has passed without such an event.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 */
export class ServiceEventAlarm extends Construct {
  /**
   * The rule, which has no target.
   */
  public readonly rule: ServiceEventRule;

  /**
   * The alarm.
   */
  public readonly alarm: cloudwatch.Alarm;

  /**
   * Makes the rule, which has no target, and the alarm on it.
   *
   * @throws when the service does not send one of the events, the filter can never match, or the events do not name the
   * resource
   */
  constructor(scope: Construct, id: string, props: ServiceEventAlarmProps) {
    super(scope, id);
    requireOptions(this, `alarm '${this.node.path}'`, props, EVENT_ALARM_OPTIONS);
    const { threshold, period, evaluationPeriods, severity, alarmActions, alarmDescription, ...selection } = props;
    this.rule = new ServiceEventRule(this, 'Rule', selection);
    // Of cdk-nag, which asks for a dead-letter queue of every rule.
    Validations.of(this.rule).acknowledge({ id: 'Serverless-EventBusDLQ', reason: 'This rule has no target, so that nothing is delivered.' });
    this.alarm = defineAlarm(this, {
      id: 'Alarm',
      description: alarmDescription ?? describe(props),
      isOfEvents: true,
      severity: AlarmSeverity.TICKET,
      threshold: 1,
      period: Duration.minutes(1),
      evaluationPeriods: 1,
      metric: (length) => this.rule.metricTriggeredRules({ period: length }),
    }, alarmActions ?? defaultsFor(this).alarmActions, { threshold, period, evaluationPeriods, severity })!;
    this.node.defaultChild = this.alarm;
  }
}

function describe({ service, detailTypes, resources = [] }: ServiceEventAlarmProps): string {
  const kinds = knownKinds(detailTypes)?.join(', ') ?? 'an event';
  const about = shortened(resources.map(({ node }) => shownPath(node.path)).join(', '), RESOURCES_CHARACTERS);
  return describeAlarm(kinds, (named) => `${service.serviceName}: ${named}${about ? `, about ${about}` : ''} has happened.`);
}
