/**
 * How urgently somebody has to look at an alarm.
 */
export enum AlarmSeverity {
  /**
   * Events are being lost, or are about to be: somebody is woken up.
   */
  PAGE = 'PAGE',

  /**
   * Nothing is lost yet, or a loss was always possible: work for the day.
   */
  TICKET = 'TICKET',
}
