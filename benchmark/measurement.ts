/** What one run has taken, and what has come out of it. */
export interface Measurement extends Counts {
  /** Of the package alone, where it is asked for by itself. */
  readonly requireMs: number;
  readonly importMs: number;
  readonly constructMs: number;
  readonly synthMs: number;
  readonly peakMb: number;
}

export interface Counts {
  readonly resources: number;
  readonly templateBytes: number;
  /** Statements for EventBridge in the policies of queues. */
  readonly statements: number;
  readonly alarms: number;
  /** What the alarms are charged by: an alarm on an expression counts each metric in it. */
  readonly alarmMetrics: number;
  readonly keys: number;
}
