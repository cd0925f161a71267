/**
 * What a document says of the delivery of events.
 */
export interface DeliveryStatement {
  /**
   * The document.
   */
  readonly document: string;

  /**
   * What it says, in its own words; empty where it names the events and leaves the delivery type blank.
   */
  readonly statement: string;

  /**
   * The events that it speaks of.
   *
   * @default - all native events of the service
   */
  readonly detailTypes?: string[];

  /**
   * Where the document can be read.
   *
   * @default - nowhere any more
   */
  readonly url?: string;
}
