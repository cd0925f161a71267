import { SandboxWorld } from './redrive-sandbox';
import { Letter } from '../delivery/played-way';

/** When events arrive that do not say so themselves. */
const SOMETIME = Date.parse('2026-01-01T00:00:00Z');
/** What each call takes. */
const CALL_MILLISECONDS = 20;

/** The time of a redrive, which passes in the model alone. It begins as soon as the last letter is in the queue. */
export class RedriveClock {
  /** When the events arrived, in milliseconds since 1970: the moment from which the times of letters count. */
  public readonly since: number;
  private time: number;

  constructor(letters: readonly Letter[]) {
    const times = letters.map(({ sample }) => Date.parse(sample.time)).filter(Number.isFinite);
    this.since = times.length === 0 ? SOMETIME : Math.max(...times);
    this.time = this.since + Math.max(...letters.map(({ at }) => at)) * 1000;
  }

  /** Milliseconds since 1970. */
  public readonly now = (): number => this.time;

  /** What the code of a redrive finds around it, where calls are answered. */
  public world(environment: Record<string, string>, answer: SandboxWorld['call']): SandboxWorld {
    return {
      environment,
      now: this.now,
      pass: (milliseconds) => {
        this.time += milliseconds;
      },
      call: (...asked) => {
        this.time += CALL_MILLISECONDS;
        return answer(...asked);
      },
    };
  }
}
