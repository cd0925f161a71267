/**
 * A part of a pattern that turned an event away.
 */
export interface PatternMismatch {
  /**
   * The field, such as `detail.state`.
   */
  readonly path: string;

  /**
   * What the pattern wants there, as it is written in the pattern.
   */
  readonly wanted: string;

  /**
   * What the event has there.
   */
  readonly found: string;
}
