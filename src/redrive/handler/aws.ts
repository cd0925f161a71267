import { Clock } from './clock';
import { FailedCall } from './failed-call';
import { Refusal } from './refusal';

const ATTEMPTS = 3;
const FIRST_PAUSE_MILLISECONDS = 200;
/** What it takes to answer, which no call may use up. */
const LAST_MILLISECONDS = 1_000;
/** One request at a time needs one connection; letters are put back a few at a time. */
const CONNECTIONS = 5;
const CONNECTION_TIMEOUT = 3_000;
const REQUEST_TIMEOUT = 10_000;
/** What the SDK calls it. */
const TIMEOUT = 'TimeoutError';
/** No more attempts when so little time is left: the next may take as long as the last. */
const leastMilliseconds = (failure: FailedCall) => (failure.code === TIMEOUT ? 2 * REQUEST_TIMEOUT : 2_000);

interface Client {
  destroy(): void;
}

type ClientClass<T extends Client> = new (config: any) => T;

/** How a client is to send one request. */
export interface RequestOptions {
  /** Milliseconds. */
  readonly requestTimeout: number;
}

/** Sends one request. */
export type Attempt<T> = (options: RequestOptions) => Promise<T>;

interface CallOptions {
  /** Whether it does no harm to do twice what is asked for; otherwise a lost answer is not asked for again. */
  readonly repeatable: boolean;
  /** What to wait for before another attempt. @default - 200 milliseconds, then twice as long each time */
  readonly pause?: (attempt: number) => Promise<void>;
}

/**
 * The clients of the AWS SDK: one for each service and Region, which keeps its connection.
 */
export class Aws {
  private readonly clients = new Map<string, Client>();

  constructor(public readonly clock: Clock) {
  }

  /**
   * @param clientClass the client of a service
   * @param region where the service is; the function's own Region unless given
   */
  public client<T extends Client>(clientClass: ClientClass<T>, region?: string): T {
    const key = `${clientClass.name} ${region}`;
    let client = this.clients.get(key);
    if (!client) {
      client = new clientClass({
        ...(region && { region }),
        // What may be repeated is decided here and not in the SDK, which would repeat a send whose answer got lost.
        maxAttempts: 1,
        requestHandler: {
          connectionTimeout: CONNECTION_TIMEOUT,
          requestTimeout: REQUEST_TIMEOUT,
          throwOnRequestTimeout: true,
          httpAgent: { maxSockets: CONNECTIONS },
          httpsAgent: { maxSockets: CONNECTIONS },
        },
      });
      this.clients.set(key, client);
    }
    return client as T;
  }

  /**
   * Calls AWS, and again where that can help and cannot do anything twice.
   *
   * @param name the operation
   * @param ask one attempt
   * @throws FailedCall
   * @throws Refusal when that is what the attempt comes to
   */
  public async call<T>(name: string, ask: Attempt<T>, { repeatable, pause = this.backOff }: CallOptions): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await ask({ requestTimeout: this.patience });
      } catch (error) {
        if (error instanceof FailedCall || error instanceof Refusal) {
          throw error;
        }
        const failure = new FailedCall(name, error, repeatable);
        if (!failure.worthRepeating || attempt === ATTEMPTS || this.clock.millisecondsLeft() < leastMilliseconds(failure)) {
          throw failure;
        }
      }
      await pause(attempt);
    }
  }

  /** An answer that comes when the function is about to end is useless. */
  private get patience(): number {
    return Math.max(1, Math.min(REQUEST_TIMEOUT, this.clock.millisecondsLeft() - LAST_MILLISECONDS));
  }

  /** Closes all connections. */
  public close(): void {
    this.clients.forEach((client) => client.destroy());
    this.clients.clear();
  }

  private readonly backOff = (attempt: number) => this.clock.sleep(FIRST_PAUSE_MILLISECONDS * 2 ** (attempt - 1));
}
