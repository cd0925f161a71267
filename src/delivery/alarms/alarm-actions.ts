import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/**
 * Where the alarms of a delivery go.
 */
export interface AlarmActions {
  /**
   * Actions of the alarms that call for somebody at once.
   *
   * @default - the actions for tickets, so that a page is never quieter than a ticket
   */
  readonly page?: cloudwatch.IAlarmAction[];

  /**
   * Actions of the alarms that can wait for the working day.
   *
   * @default - none
   */
  readonly ticket?: cloudwatch.IAlarmAction[];

  /**
   * Actions when any of the alarms goes back to OK.
   *
   * @default - none
   */
  readonly ok?: cloudwatch.IAlarmAction[];
}
