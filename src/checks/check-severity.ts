/**
 * What becomes of a finding.
 */
export enum CheckSeverity {
  /**
   * Synthesis fails, and no acknowledgement helps.
   */
  FATAL = 'fatal',

  /**
   * Synthesis fails.
   */
  ERROR = 'error',

  /**
   * It is reported.
   */
  WARNING = 'warning',

  /**
   * It is reported as a piece of information.
   */
  INFO = 'info',

  /**
   * It is not looked for.
   */
  OFF = 'off',
}
