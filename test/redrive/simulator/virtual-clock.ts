import { Clock } from '../../../src/redrive/handler/clock';

interface Appointment {
  readonly at: number;
  readonly happen: () => void;
}

/**
 * Time that passes when somebody waits or a call takes its time, and not otherwise.
 */
export class VirtualClock implements Clock {
  private time: number;
  private readonly appointments: Appointment[] = [];
  private deadline = Infinity;

  constructor(start = 1_760_000_000_000) {
    this.time = start;
  }

  public now(): number {
    return this.time;
  }

  public async sleep(milliseconds: number): Promise<void> {
    this.advance(milliseconds);
  }

  public millisecondsLeft(): number {
    return this.deadline - this.time;
  }

  /** A function starts that may run for so long. */
  public allow(milliseconds: number): void {
    this.deadline = this.time + milliseconds;
  }

  /** What happens by itself when so much time has passed. */
  public later(milliseconds: number, happen: () => void): void {
    this.appointments.push({ at: this.time + milliseconds, happen });
    this.appointments.sort((one, other) => one.at - other.at);
  }

  public advance(milliseconds: number): void {
    const end = this.time + milliseconds;
    while (this.appointments.length > 0 && this.appointments[0].at <= end) {
      const { at, happen } = this.appointments.shift()!;
      this.time = at;
      happen();
    }
    this.time = end;
  }
}
