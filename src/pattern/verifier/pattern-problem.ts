import { Problem } from '../../catalog/problem';

/** What can be wrong with a pattern, by the id under which constructs warn of it and checks find it. */
export type PatternProblemId =
  /** EventBridge refuses the pattern. */
  | 'refused-pattern'
  | 'unknown-source'
  | 'unknown-detail-type'
  | 'event-source-mismatch'
  | 'unknown-operation'
  | 'unknown-top-level-key'
  | 'unknown-detail-field'
  | 'wrong-value-type'
  | 'value-outside-enumeration'
  | 'literal-wildcard'
  /** An account, Region or resource that no such event names. */
  | 'envelope-filter'
  /** What is excluded, or must be absent, is nothing that occurs. */
  | 'idle-exclusion';

/**
 * Something that is wrong with an event pattern.
 */
export interface PatternProblem extends Problem {
  readonly id: PatternProblemId;
  /** The place in the pattern, such as `detail.state`. */
  readonly path: string;
  /** The offending value. */
  readonly value?: unknown;
  /** What to write, where the problem names it already. */
  readonly instead?: string;
  /** Too little is known to suspect anything: no more than information. */
  readonly isMinor?: boolean;
}
