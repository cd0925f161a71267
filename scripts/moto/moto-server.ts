import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { pythonWithRequirements } from './python-environment';

const LOOPBACK = '127.0.0.1';
const PATIENCE_MILLISECONDS = 60_000;
const LOG_CHARACTERS = 4_000;

/**
 * A server that answers as AWS does, of moto: it keeps everything in its memory, and starts empty.
 *
 * @see https://docs.getmoto.org/en/latest/docs/server_mode.html
 */
export class MotoServer {
  /**
   * Starts a server on a free port of the loopback interface, and waits until it answers.
   *
   * @throws when the machine has no fitting Python, or the server does not come up
   */
  public static async start(): Promise<MotoServer> {
    const python = pythonWithRequirements();
    const port = await freePort();
    const child = spawn(python, ['-m', 'moto.server', '-H', LOOPBACK, '-p', `${port}`], {
      stdio: ['ignore', 'pipe', 'pipe'],
      // Nothing of the machine's own AWS settings reaches the server.
      env: { PATH: process.env.PATH, PYTHONUNBUFFERED: '1', AWS_ACCESS_KEY_ID: 'testing', AWS_SECRET_ACCESS_KEY: 'testing' },
    });
    const server = new MotoServer(`http://${LOOPBACK}:${port}`, child);
    await server.waitUntilItAnswers();
    return server;
  }

  private log = '';
  private readonly killOnExit: () => void;

  private constructor(
    /** Where clients reach the server. */
    public readonly endpoint: string,
    private readonly child: ChildProcess,
  ) {
    this.killOnExit = () => child.kill('SIGKILL');
    process.once('exit', this.killOnExit);
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.on('data', (text) => this.log = `${this.log}${text}`.slice(-LOG_CHARACTERS));
    }
  }

  /**
   * The settings of an AWS SDK client that talks to this server instead of AWS.
   */
  public clientConfig(region: string) {
    return { endpoint: this.endpoint, region, credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' } };
  }

  /**
   * The environment of a process whose AWS SDK talks to this server instead of AWS.
   */
  public environment(region: string): Record<string, string> {
    return {
      AWS_ENDPOINT_URL: this.endpoint, AWS_REGION: region, AWS_DEFAULT_REGION: region, AWS_ACCESS_KEY_ID: 'testing', AWS_SECRET_ACCESS_KEY: 'testing',
    };
  }

  /** The last of what the server has printed. */
  public get output(): string {
    return this.log;
  }

  /** Forgets everything that was made. */
  public async reset(): Promise<void> {
    await fetch(`${this.endpoint}/moto-api/reset`, { method: 'POST' });
  }

  /** Ends the server. */
  public async stop(): Promise<void> {
    process.removeListener('exit', this.killOnExit);
    if (this.running) {
      const exited = once(this.child, 'exit');
      this.child.kill('SIGKILL');
      await exited;
    }
  }

  private get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  private async waitUntilItAnswers(): Promise<void> {
    const giveUpAt = Date.now() + PATIENCE_MILLISECONDS;
    while (!await this.answers()) {
      if (!this.running || Date.now() > giveUpAt) {
        await this.stop();
        throw new Error(`moto's server did not come up at ${this.endpoint}:\n${this.log}`);
      }
      await sleep(100);
    }
  }

  private async answers(): Promise<boolean> {
    try {
      return (await fetch(`${this.endpoint}/moto-api/data.json`)).ok;
    } catch {
      return false;
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, LOOPBACK);
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
