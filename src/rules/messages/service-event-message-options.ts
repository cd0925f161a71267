/**
 * What a message about events says.
 */
export interface ServiceEventMessageOptions {
  /**
   * The first line. `events.EventField.fromPath(...)` can stand in it.
   *
   * @default - the service, and the detail-type of the event
   */
  readonly title?: string;

  /**
   * The fields of the event that are shown, as JSON paths such as `$.detail.state`, at most 20.
   *
   * A quote within a value breaks a message that is JSON, since EventBridge escapes nothing: leave out what people write
   * freely.
   *
   * @default - up to 8 fields that all of the events have by their schema: what the event is about and how it ended first. A
   * message that is JSON leaves out those that hold sentences.
   */
  readonly fields?: string[];

  /**
   * Where the message links to. `events.EventField.fromPath(...)` can stand in it.
   *
   * @default - the console of the service in the Region of the event, where its address is known
   */
  readonly consoleUrl?: string;
}
