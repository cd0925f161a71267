import { Fault } from './fault';
import { ACCOUNT, REGION, SimulatedAws, writeLetter } from './simulated-aws';
import { SendOptions, SimulatedMessage, SimulatedQueue } from './simulated-queue';
import { redrive } from '../../../src/redrive/handler/handler';
import { RedriveSummary } from '../../../src/redrive/handler/summary';

export const MINUTE = 60_000;
export const RULE = ruleArn('mine');
const ENVIRONMENT = { AWS_REGION: REGION, AWS_ACCESS_KEY_ID: 'testing', AWS_SECRET_ACCESS_KEY: 'testing', AWS_LAMBDA_FUNCTION_NAME: 'redrive' };

export interface RunOptions {
  readonly milliseconds?: number;
  readonly faults?: Fault[];
  readonly functionArn?: string;
}

export interface LetterOptions extends SendOptions {
  readonly targetArn?: string;
  readonly ruleArn?: string;
  readonly body?: string;
}

export function ruleArn(name: string, account = ACCOUNT): string {
  return `arn:aws:events:${REGION}:${account}:rule/${name}`;
}

export function arnOf(service: string, resource: string, account = ACCOUNT): string {
  return `arn:aws:${service}:${REGION}:${account}:${resource}`;
}

/** The text of an event, as EventBridge writes it. */
export function eventText(id: string, overrides: Record<string, unknown> = {}): string {
  return JSON.stringify({
    'version': '0',
    id,
    'detail-type': 'Kind',
    'source': 'aws.ec2',
    'account': ACCOUNT,
    'time': new Date(1_760_000_000_000).toISOString(),
    'region': REGION,
    'resources': [],
    'detail': { state: 'stopped' },
    ...overrides,
  });
}

/**
 * A queue with dead letters, a rule, and a target, in a simulated AWS.
 */
export class Scene {
  /** The reasons why letters were left. */
  public static reasonsOf({ groups }: RedriveSummary): string[] {
    return groups.flatMap(({ reasons }) => Object.keys(reasons));
  }

  public readonly aws = new SimulatedAws();
  public readonly deadLetters: SimulatedQueue;
  public readonly work: SimulatedQueue;
  /** What the function has logged. */
  public readonly lines: Record<string, unknown>[] = [];
  private readonly environment: NodeJS.ProcessEnv;
  private sequence = 0;

  constructor() {
    this.aws.install();
    this.deadLetters = this.aws.queue('dead-letters');
    this.work = this.aws.queue('work');
    this.aws.rules.set(RULE, { targets: [{ Id: 'Work', Arn: this.work.arn }] });
    this.environment = { ...process.env };
    Object.assign(process.env, ENVIRONMENT, { QUEUE_URL: this.deadLetters.url });
    jest.spyOn(console, 'log').mockImplementation((text) => this.lines.push(JSON.parse(text)));
  }

  public end(): void {
    this.aws.uninstall();
    process.env = this.environment;
    jest.restoreAllMocks();
  }

  /** Letters of the rule about its target, ten minutes old. */
  public write(count = 1, options: LetterOptions = {}): SimulatedMessage[] {
    return Array.from({ length: count }, () => {
      this.sequence += 1;
      const { targetArn = this.work.arn, ruleArn: rule = RULE, body = eventText(`event-${this.sequence}`), ...rest } = options;
      return writeLetter(this.deadLetters, rule, targetArn, body, { sentAt: this.aws.clock.now() - 10 * MINUTE, ...rest });
    });
  }

  /** One run; nothing when the function was killed. */
  public async tryRun(input: object = {}, options: RunOptions = {}): Promise<RedriveSummary | undefined> {
    const { milliseconds = 15 * MINUTE, faults = [], functionArn } = options;
    this.aws.faults = faults;
    this.aws.calls.length = 0;
    this.lines.length = 0;
    return this.aws.invoke(milliseconds, (clock) => redrive({ dryRun: false, ...input }, functionArn, clock));
  }

  public async run(input: object = {}, options: RunOptions = {}): Promise<RedriveSummary> {
    const summary = await this.tryRun(input, options);
    if (!summary) {
      throw new Error('The function was killed.');
    }
    return summary;
  }

  /** What the target has got. */
  public get delivered(): string[] {
    return this.aws.sentTo(this.work.arn);
  }
}
