import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { resolve } from 'node:path';

/**
 * Measures the function of DeadLetterRedrive, as it is bundled, with many large letters: how much memory it takes, and how many
 * connections it has open at once.
 *
 *     npm run benchmark:redrive -- [letters] [kilobytes]
 */
const [LETTERS = 10_000, KILOBYTES = 250] = process.argv.slice(2).map(Number);
const MEGABYTES = 256;
/** What Node.js may use for objects on a function of that size; the rest is for code and buffers. */
const HEAP_MEGABYTES = 190;
const FUNCTION = resolve(__dirname, '../lib/redrive/function/redrive.js');
const PREFIX = 'arn:aws:';
const REGION_AND_ACCOUNT = 'eu-west-1:111111111111';
const RULE = `${PREFIX}events:${REGION_AND_ACCOUNT}:rule/mine`;
const TARGETS = [
  `${PREFIX}sqs:${REGION_AND_ACCOUNT}:work`, `${PREFIX}lambda:${REGION_AND_ACCOUNT}:function:handler`, `${PREFIX}states:${REGION_AND_ACCOUNT}:stateMachine:machine`,
];
const FILLING = 'x'.repeat(KILOBYTES * 1000);

interface Measured {
  readonly megabytes: number;
  readonly summary: { readonly redriven: number; readonly left: number; readonly stoppedBecause: string };
}

/** A queue that holds a number of letters, a rule, and targets that take everything. */
class Services {
  public mostConnections = 0;
  public sends = 0;
  public endpoint = '';
  private given = 0;
  private connections = 0;

  public constructor(private readonly accepts: boolean) {
  }

  public async listen(): Promise<string> {
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part) => parts.push(part)).on('end', () => {
        const [status, body] = this.answer(String(request.headers['x-amz-target'] ?? 'Lambda.Invoke').split('.')[1], Buffer.concat(parts));
        response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
      });
    });
    server.on('connection', (socket) => {
      this.connections += 1;
      this.mostConnections = Math.max(this.mostConnections, this.connections);
      socket.on('close', () => this.connections -= 1);
    });
    server.unref();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    this.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return this.endpoint;
  }

  private answer(call: string, body: Buffer): [status: number, body: string] {
    switch (call) {
      case 'ReceiveMessage': return [200, JSON.stringify({ Messages: this.take(JSON.parse(body.toString()).MaxNumberOfMessages) })];
      case 'ListTargetsByRule': return [200, JSON.stringify({ Targets: TARGETS.map((arn) => ({ Id: 'x', Arn: arn })) })];
      case 'DescribeRule': return [200, '{"State":"ENABLED"}'];
      case 'GetQueueUrl': return [200, JSON.stringify({ QueueUrl: `${this.endpoint}/111111111111/work` })];
      case 'GetQueueAttributes': return [200, '{"Attributes":{"ApproximateNumberOfMessages":"0","ApproximateNumberOfMessagesNotVisible":"0"}}'];
      case 'SendMessage': return this.accept(JSON.stringify({ MessageId: 'x', MD5OfMessageBody: md5(JSON.parse(body.toString()).MessageBody) }));
      case 'StartExecution': return this.accept('{"executionArn":"x","startDate":1}');
      case 'Invoke': return this.accept('', 202);
      default: return [200, '{}'];
    }
  }

  private accept(body: string, status = 200): [status: number, body: string] {
    this.sends += 1;
    return this.accepts ? [status, body] : [400, '{"__type":"ValidationException","message":"no"}'];
  }

  private take(atMost: number): object[] {
    const count = Math.min(atMost, LETTERS - this.given);
    return Array.from({ length: count }, () => {
      this.given += 1;
      const body = JSON.stringify({ id: `event-${this.given}`, detail: { filling: FILLING } });
      const text = (value: string) => ({ DataType: 'String', StringValue: value });
      return {
        MessageId: `m${this.given}`,
        ReceiptHandle: `r${this.given}`.padEnd(400, 'h'),
        Body: body,
        MD5OfBody: md5(body),
        Attributes: { SentTimestamp: '1' },
        MessageAttributes: { RULE_ARN: text(RULE), TARGET_ARN: text(TARGETS[this.given % TARGETS.length]), ERROR_CODE: text('X') },
      };
    });
  }
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

async function measure(title: string, input: object, accepts: boolean): Promise<void> {
  const services = new Services(accepts);
  const endpoint = await services.listen();
  const program = `
    console.log = () => undefined;
    const end = Date.now() + 3_600_000;
    require(${JSON.stringify(FUNCTION)}).handler(${JSON.stringify(input)}, { getRemainingTimeInMillis: () => end - Date.now() })
      .then((summary) => process.send({ summary, megabytes: Math.round(process.resourceUsage().maxRSS / 1024) }, () => process.exit()));`;
  const child = spawn(process.execPath, [`--max-old-space-size=${HEAP_MEGABYTES}`, '-e', program], {
    stdio: ['ignore', 'inherit', 'ignore', 'ipc'],
    env: {
      ...process.env, AWS_ENDPOINT_URL: endpoint, AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x', QUEUE_URL: `${endpoint}/111111111111/dead-letters`,
    },
  });
  const startedAt = Date.now();
  const measured = await new Promise<Measured | undefined>((done) => child.on('message', (message) => done(message as Measured)).on('exit', () => done(undefined)));
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  console.log(`${title}: ${measured ? `${measured.megabytes} MB of ${MEGABYTES}, ${seconds} s` : `ended after ${seconds} s without a summary`}, at most ${services.mostConnections} connections, ${services.sends} calls of targets`);
  if (measured) {
    const { redriven, left, stoppedBecause } = measured.summary;
    console.log(`  redriven ${redriven}, left ${left}: ${stoppedBecause}`);
  }
  if (!measured || measured.megabytes > MEGABYTES) {
    process.exitCode = 1;
  }
}

async function main(): Promise<void> {
  console.log(`${LETTERS} letters of ${KILOBYTES} kB`);
  await measure('dry run', {}, true);
  await measure('all accepted', { dryRun: false, perSecond: 1000 }, true);
  await measure('all refused', { dryRun: false, perSecond: 1000 }, false);
}

void main();
