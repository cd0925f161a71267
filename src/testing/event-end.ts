/**
 * Where the way of an event ends.
 */
export enum EventEnd {
  /**
   * The target has it, perhaps late.
   */
  DELIVERED = 'DELIVERED',

  /**
   * It could not be delivered, and a queue keeps it.
   */
  DEAD_LETTERED = 'DEAD_LETTERED',

  /**
   * It could not be delivered, and nothing keeps it.
   */
  LOST = 'LOST',

  /**
   * No rule matches it where it arrives.
   */
  NOT_MATCHED = 'NOT_MATCHED',
}
