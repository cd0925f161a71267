/**
 * Where a new subscriber starts on the bus.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-replay.html
 */
export class SubscriberStartingPosition {
  /**
   * With what is published from then on.
   */
  public static readonly LATEST = new SubscriberStartingPosition('LATEST');

  /**
   * With the oldest event that the bus still keeps.
   */
  public static readonly EARLIEST = new SubscriberStartingPosition('POINT_IN_TIME', { pointType: 'HORIZON' });

  /**
   * With what was published at a time that the bus still keeps.
   *
   * @param time the time, which must not be in the future
   * @param until when to stop (without it the subscriber goes on with what is published from then on)
   * @returns the position
   * @throws when the time is no time, or not before `until`
   */
  public static at(time: Date, until?: Date): SubscriberStartingPosition {
    const [startingPoint, endPoint] = [secondsOf(time, 'time'), until && secondsOf(until, 'until')];
    if (endPoint !== undefined && endPoint <= startingPoint) {
      throw new Error(`SubscriberStartingPosition.at starts at ${time.toISOString()} and ends at ${until!.toISOString()}: the end must come after the start.`);
    }
    return new SubscriberStartingPosition('POINT_IN_TIME', { pointType: 'TIMESTAMP', startingPoint, endPoint });
  }

  /**
   * @internal
   */
  private constructor(
    public readonly _position: string,
    public readonly _pointInTime?: { readonly pointType: string; readonly startingPoint?: number; readonly endPoint?: number },
  ) {
  }
}

function secondsOf(time: Date, name: string): number {
  const milliseconds = time instanceof Date ? time.getTime() : Number.NaN;
  if (Number.isNaN(milliseconds)) {
    throw new Error(`${name} of SubscriberStartingPosition.at is ${JSON.stringify(time)}, which is no time: give a date such as new Date('2026-11-01T00:00:00Z').`);
  }
  return Math.floor(milliseconds / 1000);
}
