import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { IConstruct } from 'constructs';
import { AlarmActions, actionsFor } from './alarm-actions';
import { AlarmSeverity } from './alarm-severity';
import { AppNotice } from '../app-notice';
import { DeliveryAlarmOptions } from './delivery-alarms';

const WITHOUT_ACTION = new AppNotice('alarms-without-action', (paths) =>
  `Nobody is told when these alarms fire, because they have no action: ${paths}. `
  + 'Set DeliveryDefaults.of(app).set({ alarmActions: { page: [...], ticket: [...] } }), or acknowledge this notice.');

/**
 * The facts of an alarm, before its user's wishes.
 */
export interface AlarmDefinition {
  readonly id: string;
  readonly description: string;
  readonly severity: AlarmSeverity;
  readonly threshold: number;
  readonly period: Duration;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm?: number;
  readonly comparisonOperator?: cloudwatch.ComparisonOperator;
  readonly treatMissingData?: cloudwatch.TreatMissingData;
  readonly metric: (period: Duration) => cloudwatch.IMetric;
}

/**
 * Makes the alarm, unless the user switched it off.
 */
export function defineAlarm(
  scope: IConstruct, definition: AlarmDefinition, actions: AlarmActions | undefined, options: DeliveryAlarmOptions = {},
): cloudwatch.Alarm | undefined {
  if (options.enabled === false) {
    return undefined;
  }
  const severity = options.severity ?? definition.severity;
  const alarm = new cloudwatch.Alarm(scope as never, definition.id, {
    alarmDescription: definition.description,
    metric: definition.metric(options.period ?? definition.period),
    threshold: options.threshold ?? definition.threshold,
    evaluationPeriods: options.evaluationPeriods ?? definition.evaluationPeriods,
    datapointsToAlarm: options.datapointsToAlarm ?? (options.evaluationPeriods ? undefined : definition.datapointsToAlarm),
    comparisonOperator: definition.comparisonOperator ?? cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: definition.treatMissingData ?? cloudwatch.TreatMissingData.NOT_BREACHING,
  });
  const alarmActions = actionsFor(severity, actions);
  alarm.addAlarmAction(...alarmActions);
  alarm.addOkAction(...(actions?.ok ?? []));
  if (alarmActions.length === 0) {
    WITHOUT_ACTION.raise(alarm);
  }
  return alarm;
}
