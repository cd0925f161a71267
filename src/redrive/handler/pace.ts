import { Clock } from './clock';

/**
 * Keeps calls apart, so that a target gets no more of them in a second than was asked for.
 */
export class Pace {
  private nextAt = -Infinity;
  private readonly interval: number;

  constructor(private readonly clock: Clock, perSecond: number) {
    this.interval = 1000 / perSecond;
  }

  /** How long it is until the next call is due. */
  public get wait(): number {
    return Math.max(0, this.nextAt - this.clock.now());
  }

  /** Waits until the next call is due, and counts it. */
  public async turn(): Promise<void> {
    await this.clock.sleep(this.wait);
    this.nextAt = this.clock.now() + this.interval;
  }
}
