/**
 * Where the way of an event ends.
 */
export enum EventEnd {
  /**
   * The target has it, perhaps late.
   */
  DELIVERED = 'DELIVERED',

  /**
   * It could not be delivered, and a queue keeps it; of a subscriber of a Custom Event Bus, a record that names it on the bus.
   */
  DEAD_LETTERED = 'DEAD_LETTERED',

  /**
   * It could not be delivered, and nothing keeps it. A Custom Event Bus may still have it, and nothing says which event that is.
   */
  LOST = 'LOST',

  /**
   * No rule, event source or subscriber takes it where it arrives.
   */
  NOT_MATCHED = 'NOT_MATCHED',
}
