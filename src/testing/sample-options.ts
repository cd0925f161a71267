/**
 * How far a sample may go from what its event has.
 */
export interface SampleEventOptions {
  /**
   * Whether operations that the catalogue does not know, and overrides of fields that the event does not have, are taken as
   * they are.
   *
   * @default false
   */
  readonly allowUnknown?: boolean;

  /**
   * Fields that the sample does not have, such as `detail.errorCode`.
   *
   * @default - none is left out
   */
  readonly without?: string[];
}
