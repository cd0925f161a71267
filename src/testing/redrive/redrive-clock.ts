import { Answer, SandboxWorld } from './redrive-sandbox';
import { Letter } from '../delivery/played-way';

/** What each call takes. */
const CALL_MILLISECONDS = 20;

/** The time of a redrive, which passes in the model alone. It begins as soon as the last letter is in the queue. */
export class RedriveClock {
  /** The moment from which the times of letters count, in milliseconds since 1970. Any does. */
  public readonly since = Date.parse('2026-01-01T00:00:00Z');
  private time: number;

  constructor(letters: readonly Letter[]) {
    this.time = this.since + Math.max(...letters.map(({ at }) => at)) * 1000;
  }

  /** Milliseconds since 1970. */
  public readonly now = (): number => this.time;

  /** What the code of a redrive finds around it, where calls are answered. */
  public world(environment: Record<string, string>, answer: (operation: string, input: any) => Answer): SandboxWorld {
    return {
      environment,
      now: this.now,
      pass: (milliseconds) => {
        this.time += milliseconds;
      },
      call: (operation, input) => {
        this.time += CALL_MILLISECONDS;
        return answer(operation, input);
      },
    };
  }
}
