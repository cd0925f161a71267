/**
 * What came of one dead-letter queue.
 */
export interface RedrivenQueue {
  /**
   * Where the queue stands in the app, or its ARN.
   */
  readonly deadLetterQueue: string;

  /**
   * How many events were sent to their targets again.
   */
  readonly redriven: number;

  /**
   * How many stay in the queue.
   */
  readonly left: number;

  /**
   * Why they stay.
   */
  readonly reasons: string[];

  /**
   * The targets that were sent to, by ARN, once for each event.
   */
  readonly targets: string[];
}

/**
 * What a redrive has done.
 */
export interface RedriveOutcome {
  /**
   * How many events were sent to their targets again.
   */
  readonly redriven: number;

  /**
   * How many stay in their queues.
   */
  readonly left: number;

  /**
   * Queue by queue.
   */
  readonly queues: RedrivenQueue[];
}
