import { Readable } from 'node:stream';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { SQSClient } from '@aws-sdk/client-sqs';
import { AwsError } from './aws-error';
import { Fault, FaultKind } from './fault';
import { BATCH, SendOptions, SimulatedMessage, SimulatedQueue, md5 } from './simulated-queue';
import { VirtualClock } from './virtual-clock';

export const REGION = 'eu-west-1';
export const ACCOUNT = '111111111111';
const CALL_MILLISECONDS = 15;
const REQUEST_TIMEOUT_BY_DEFAULT = 3_600_000;

export interface SimulatedRule {
  readonly targets: Record<string, any>[];
  readonly state?: 'ENABLED' | 'DISABLED';
}

export interface SimulatedFunction {
  /** Where the records of its failures go; it fails every time. */
  readonly failuresTo?: SimulatedQueue;
  /** How long it takes to fail for good. */
  readonly failsAfter?: number;
}

/** What a target has accepted. */
export interface Sent {
  readonly arn: string;
  readonly payload: string;
  readonly at: number;
  readonly parameters: Record<string, any>;
}

interface HttpRequest {
  readonly hostname: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
}

/** The function is gone, and nothing that it waits for ever comes. */
export class Killed extends Error {
}

interface RequestOptions {
  readonly requestTimeout?: number;
}

type Parameters = Record<string, any>;

/**
 * Amazon SQS, EventBridge, AWS Lambda and what else a redrive calls, as they look from below the HTTP layer of the SDK. Time
 * passes in a virtual clock, and any call can fail in any way.
 */
export class SimulatedAws {
  public readonly queues = new Map<string, SimulatedQueue>();
  public readonly rules = new Map<string, SimulatedRule>();
  public readonly functions = new Map<string, SimulatedFunction>();
  /** Topics, state machines, streams, buses and log groups. */
  public readonly others = new Set<string>();
  public readonly sent: Sent[] = [];
  public readonly calls: string[] = [];
  public faults: Fault[] = [];
  public callMilliseconds = CALL_MILLISECONDS;
  /** How many targets one page of a rule holds. */
  public pageSize = 100;
  public readonly executions = new Map<string, string>();
  /** Clients that have asked for something. */
  public readonly clients = new Set<object>();
  private readonly restore: (() => void)[] = [];
  private killed!: (reason: Killed) => void;
  private isDead = false;

  constructor(public readonly clock: VirtualClock = new VirtualClock()) {
  }

  /** Takes the place of the network. */
  public install(): this {
    const aws = this;
    // One speaks HTTP/1.1, as most clients do, and the other HTTP/2.
    for (const client of [new SQSClient({ region: REGION }), new KinesisClient({ region: REGION })]) {
      const prototype = Object.getPrototypeOf(client.config.requestHandler);
      const original = prototype.handle;
      prototype.handle = function (request: HttpRequest, options: RequestOptions) {
        return aws.answer(this, request, options);
      };
      this.restore.push(() => prototype.handle = original);
    }
    return this;
  }

  public uninstall(): void {
    this.restore.splice(0).forEach((restore) => restore());
  }

  /** Runs the function; nothing when it was killed. */
  public async invoke<T>(milliseconds: number, run: (clock: VirtualClock) => Promise<T>): Promise<T | undefined> {
    this.clock.allow(milliseconds);
    this.isDead = false;
    const killed = new Promise<never>((_resolve, reject) => this.killed = reject);
    try {
      return await Promise.race([run(this.clock), killed]);
    } catch (error) {
      if (error instanceof Killed) {
        return undefined;
      }
      throw error;
    } finally {
      this.isDead = true;
      killed.catch(() => undefined);
    }
  }

  public queue(name: string, region = REGION, account = ACCOUNT): SimulatedQueue {
    const arn = `arn:aws:sqs:${region}:${account}:${name}`;
    let queue = this.queues.get(arn);
    if (!queue) {
      queue = new SimulatedQueue(this.clock, arn, `https://sqs.${region}.amazonaws.com/${account}/${name}`);
      this.queues.set(arn, queue);
    }
    return queue;
  }

  public sentTo(arn: string): string[] {
    return this.sent.filter((one) => one.arn === arn).map(({ payload }) => payload);
  }

  private async answer(handler: object, request: HttpRequest, options: RequestOptions): Promise<unknown> {
    this.clients.add(handler);
    const { service, call, parameters } = read(request);
    // The SDK answers in the next turn of the loop, too.
    await Promise.resolve();
    if (this.isDead || this.clock.millisecondsLeft() <= 0) {
      return this.die();
    }
    const fault = this.faultOf(call);
    this.calls.push(call);
    if (fault === 'crash') {
      return this.die();
    }
    if (fault === 'hanging') {
      return this.hang(options);
    }
    const wait = call === 'ReceiveMessage' && this.queueOf(parameters.QueueUrl).visible.length === 0 ? (parameters.WaitTimeSeconds ?? 0) * 1000 : 0;
    this.clock.advance(this.callMilliseconds + wait);
    if (fault === 'reset') {
      throw reset();
    }
    const failure = refusalOf(fault);
    if (failure) {
      return respond(service, failure);
    }
    let outcome: Parameters;
    try {
      outcome = this.perform(service, call, parameters, fault === 'partial');
    } catch (error) {
      if (error instanceof AwsError) {
        return respond(service, error);
      }
      throw error;
    }
    switch (fault) {
      case 'reset after':
        throw reset();
      case 'hanging after':
        return this.hang(options);
      case 'crash after':
        return this.die();
      case 'empty':
        return respond(service, call === 'Invoke' ? outcome : {});
      default:
        return respond(service, outcome);
    }
  }

  private faultOf(call: string): FaultKind | undefined {
    if (this.faults.length === 0) {
      return undefined;
    }
    const before = this.calls.filter((name) => name === call).length;
    return this.faults.find(({ call: name, from = 0, times = 1 }) => name === call && before >= from && before < from + times)?.kind;
  }

  private die(): Promise<never> {
    this.isDead = true;
    this.killed(new Killed());
    return new Promise(() => undefined);
  }

  private async hang({ requestTimeout = REQUEST_TIMEOUT_BY_DEFAULT }: RequestOptions): Promise<never> {
    this.clock.advance(requestTimeout);
    if (this.clock.millisecondsLeft() <= 0) {
      return this.die();
    }
    throw Object.assign(new Error('no answer came'), { name: 'TimeoutError' });
  }

  private perform(service: string, call: string, parameters: Parameters, isPartial: boolean): Parameters {
    switch (service) {
      case 'sqs': return this.sqs(call, parameters, isPartial);
      case 'events': return this.events(call, parameters, isPartial);
      case 'lambda': return this.lambda(call, parameters);
      default: return this.other(call, parameters);
    }
  }

  private queueOf(url: string): SimulatedQueue {
    const queue = [...this.queues.values()].find((candidate) => candidate.url === url);
    if (!queue) {
      throw new AwsError('AWS.SimpleQueueService.NonExistentQueue', 'The specified queue does not exist.');
    }
    return queue;
  }

  private sqs(call: string, parameters: Parameters, isPartial: boolean): Parameters {
    if (call === 'GetQueueUrl') {
      const queue = [...this.queues.values()].find(({ arn }) => arn.endsWith(`:${parameters.QueueOwnerAWSAccountId}:${parameters.QueueName}`));
      if (!queue) {
        throw new AwsError('AWS.SimpleQueueService.NonExistentQueue', 'The specified queue does not exist.');
      }
      return { QueueUrl: queue.url };
    }
    const queue = this.queueOf(parameters.QueueUrl);
    switch (call) {
      case 'ReceiveMessage': {
        const messages = queue.receive(parameters.MaxNumberOfMessages, parameters.VisibilityTimeout);
        return messages.length > 0 ? { Messages: messages.map(describeMessage) } : {};
      }
      case 'DeleteMessage':
        queue.remove(parameters.ReceiptHandle);
        return {};
      case 'ChangeMessageVisibilityBatch': {
        if (parameters.Entries.length === 0 || parameters.Entries.length > BATCH) {
          throw new AwsError('AWS.SimpleQueueService.TooManyEntriesInBatchRequest', `A batch of ${parameters.Entries.length} entries.`);
        }
        const failed = parameters.Entries.filter((entry: Parameters, n: number) => {
          if (isPartial && n % 2 === 1) {
            return true;
          }
          queue.changeVisibility(entry.ReceiptHandle, entry.VisibilityTimeout);
          return false;
        });
        return {
          Successful: parameters.Entries.filter((entry: Parameters) => !failed.includes(entry)).map(({ Id }: Parameters) => ({ Id })),
          Failed: failed.map(({ Id }: Parameters) => ({ Id, Code: 'InternalError', SenderFault: false })),
        };
      }
      case 'GetQueueAttributes': {
        const { visible, inFlight } = queue.counts;
        return {
          Attributes: {
            ApproximateNumberOfMessages: `${visible}`,
            ApproximateNumberOfMessagesNotVisible: `${inFlight}`,
            ...(queue.redrivePolicy && { RedrivePolicy: JSON.stringify({ maxReceiveCount: queue.redrivePolicy.maxReceiveCount }) }),
          },
        };
      }
      case 'SendMessage': {
        const { MessageBody: body, MessageGroupId: group, MessageDeduplicationId: deduplicationId } = parameters;
        const message = queue.send(body, { group, deduplicationId });
        if (message) {
          this.accept(queue.arn, body, parameters);
        }
        return { MessageId: message?.id ?? 'known', MD5OfMessageBody: md5(body) };
      }
      default:
        throw new Error(`The simulator does not know ${call} of SQS.`);
    }
  }

  private events(call: string, parameters: Parameters, isPartial: boolean): Parameters {
    if (call === 'PutEvents') {
      const [entry] = parameters.Entries;
      if (!this.others.has(entry.EventBusName)) {
        throw new AwsError('ValidationException', 'no such bus');
      }
      if (isPartial) {
        return { FailedEntryCount: 1, Entries: [{ ErrorCode: 'InternalFailure', ErrorMessage: 'try again' }] };
      }
      this.accept(entry.EventBusName, entry.Detail, entry);
      return { FailedEntryCount: 0, Entries: [{ EventId: 'new' }] };
    }
    const { Rule: name = parameters.Name, EventBusName: bus } = parameters;
    const rule = [...this.rules].find(([arn]) => arn.endsWith(`:rule/${bus ? `${bus}/` : ''}${name}`))?.[1];
    if (!rule) {
      throw new AwsError('ResourceNotFoundException', `Rule ${name} does not exist.`);
    }
    if (call === 'DescribeRule') {
      return { Name: name, State: rule.state ?? 'ENABLED' };
    }
    const from = Number(parameters.NextToken ?? 0);
    const end = from + this.pageSize;
    return { Targets: rule.targets.slice(from, end), ...(end < rule.targets.length && { NextToken: `${end}` }) };
  }

  private lambda(call: string, { functionArn, payload }: Parameters): Parameters {
    const fn = this.functions.get(functionArn);
    if (!fn) {
      throw new AwsError('ResourceNotFoundException', 'Function not found', 404);
    }
    if (call === 'Invoke.DryRun') {
      return {};
    }
    this.accept(functionArn, payload, {});
    const { failuresTo, failsAfter = 50 } = fn;
    if (failuresTo) {
      this.clock.later(failsAfter, () => failuresTo.send(recordOf(functionArn, payload), { senderId: `AROAEXAMPLE:${functionArn.split(':')[6]}` }));
    }
    return {};
  }

  private other(call: string, parameters: Parameters): Parameters {
    const { TopicArn, stateMachineArn, StreamARN, logGroupName } = parameters;
    const arn = TopicArn ?? stateMachineArn ?? StreamARN ?? `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${logGroupName}`;
    if (!this.others.has(arn)) {
      throw new AwsError('ResourceNotFoundException', 'no such resource', 400);
    }
    switch (call) {
      case 'StartExecution': {
        const known = this.executions.get(parameters.name);
        if (known !== undefined) {
          throw new AwsError('ExecutionAlreadyExists', 'Execution Already Exists');
        }
        this.executions.set(parameters.name, parameters.input);
        this.accept(arn, parameters.input, parameters);
        return { executionArn: `${arn}:${parameters.name}`, startDate: this.clock.now() / 1000 };
      }
      case 'Publish':
        this.accept(arn, parameters.Message, parameters);
        return { MessageId: 'id' };
      case 'PutRecord':
        this.accept(arn, Buffer.from(parameters.Data, 'base64').toString(), parameters);
        return { SequenceNumber: '1', ShardId: 'shard' };
      case 'PutLogEvents':
        this.accept(arn, parameters.logEvents[0].message, parameters);
        return { nextSequenceToken: 'next' };
      case 'CreateLogStream':
        return {};
      default:
        throw new Error(`The simulator does not know ${call}.`);
    }
  }

  private accept(arn: string, payload: string, parameters: Parameters): void {
    this.sent.push({ arn, payload, at: this.clock.now(), parameters });
  }
}

/** A dead letter, as EventBridge writes it. */
export function writeLetter(queue: SimulatedQueue, ruleArn: string, targetArn: string, body: string, options: SendOptions = {}): SimulatedMessage {
  return queue.send(body, {
    senderId: 'AIDAJXNJGGKNS7OSV23OI',
    ...options,
    attributes: { RULE_ARN: ruleArn, TARGET_ARN: targetArn, ERROR_CODE: 'NO_PERMISSIONS', ERROR_MESSAGE: 'because', ...options.attributes },
  })!;
}

/** A record of a failed invocation, as AWS Lambda writes it. */
export function recordOf(functionArn: string, payload: string, condition = 'RetriesExhausted'): string {
  const requestContext = { requestId: 'r', functionArn: `${functionArn}:$LATEST`, condition, approximateInvokeCount: 1 };
  return `{"version":"1.0","requestContext":${JSON.stringify(requestContext)},"requestPayload":${payload},"responsePayload":{"errorMessage":"boom"}}`;
}

function describeMessage({ id, body, attributes, sentAt, senderId, receipt }: SimulatedMessage): Parameters {
  return {
    MessageId: id,
    ReceiptHandle: receipt,
    Body: body,
    MD5OfBody: md5(body),
    Attributes: { SentTimestamp: `${sentAt}`, ...(senderId && { SenderId: senderId }) },
    MessageAttributes: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }])),
  };
}

function read({ hostname, path, headers, body = '' }: HttpRequest): { service: string; call: string; parameters: Parameters } {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  const target = header(headers, 'x-amz-target');
  if (target) {
    const [prefix, call] = target.split('.');
    const service = prefix === 'AmazonSQS' ? 'sqs' : prefix === 'AWSEvents' ? 'events' : 'other';
    return { service, call, parameters: JSON.parse(text) };
  }
  if (hostname.startsWith('lambda.')) {
    const isDryRun = header(headers, 'x-amz-invocation-type') === 'DryRun';
    return { service: 'lambda', call: isDryRun ? 'Invoke.DryRun' : 'Invoke', parameters: { functionArn: decodeURIComponent(path.split('/')[3]), payload: text } };
  }
  const parameters = Object.fromEntries(new URLSearchParams(text));
  return { service: 'sns', call: parameters.Action, parameters };
}

function header(headers: Record<string, string>, name: string): string | undefined {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
}

function refusalOf(fault: FaultKind | undefined): AwsError | undefined {
  switch (fault) {
    case 'throttled': return new AwsError('ThrottlingException', 'Rate exceeded', 429);
    case 'denied': return new AwsError('AccessDeniedException', 'You may not do that', 403);
    case 'broken': return new AwsError('InternalFailure', 'try again', 500);
    default: return undefined;
  }
}

function respond(service: string, outcome: AwsError | Parameters) {
  const failure = outcome instanceof AwsError ? outcome : undefined;
  const status = failure?.status ?? (service === 'lambda' ? 202 : 200);
  const body = service === 'sns' ? xmlOf(outcome) : failure ? { __type: failure.code, message: failure.message } : outcome;
  const text = typeof body === 'string' ? body : service === 'lambda' && !failure ? '' : JSON.stringify(body);
  const headers = { 'content-type': 'application/x-amz-json-1.0', ...(failure && { 'x-amzn-errortype': failure.code }) };
  return { response: { statusCode: status, headers, body: Readable.from([Buffer.from(text)]) } };
}

function xmlOf(outcome: AwsError | Parameters): string {
  return outcome instanceof AwsError
    ? `<ErrorResponse><Error><Type>Sender</Type><Code>${outcome.code}</Code><Message>${outcome.message}</Message></Error></ErrorResponse>`
    : `<PublishResponse><PublishResult><MessageId>${outcome.MessageId ?? ''}</MessageId></PublishResult></PublishResponse>`;
}

function reset(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
}
