import { DeadLetter } from './dead-letter';
import { RuleTarget } from './redrive';
import { selectByPath } from '../../pattern/input/json-path';

interface Arn {
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
const ACCEPTED = 202;

/** One way to send, by the service of the target's ARN. */
interface Sender {
  readonly refuses?: (letter: DeadLetter) => string | undefined;
  readonly send: (target: RuleTarget, arn: Arn, payload: string, letter: DeadLetter) => Promise<void>;
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html */
const SENDERS: Record<string, Sender> = {
  lambda: {
    send: async ({ Arn: functionArn }, { region }, payload) => {
      const { InvokeCommand, LambdaClient } = await import('@aws-sdk/client-lambda');
      const invocation = new InvokeCommand({ FunctionName: functionArn, InvocationType: 'Event', Payload: Buffer.from(json(payload)) });
      const { StatusCode: status } = await new LambdaClient({ region }).send(invocation);
      if (status !== ACCEPTED) {
        throw new Error(`AWS Lambda answered with status ${status} instead of ${ACCEPTED}`);
      }
    },
  },
  sqs: {
    send: async ({ SqsParameters: parameters }, { region, account, resource }, payload, letter) => {
      const { GetQueueUrlCommand, SendMessageCommand, SQSClient } = await import('@aws-sdk/client-sqs');
      const client = new SQSClient({ region });
      const { QueueUrl: url } = await client.send(new GetQueueUrlCommand({ QueueName: resource, QueueOwnerAWSAccountId: account }));
      const fifo = parameters?.MessageGroupId && { MessageGroupId: parameters.MessageGroupId, MessageDeduplicationId: idOf(letter) };
      await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: payload, ...fifo }));
    },
  },
  sns: {
    send: async ({ Arn: topicArn }, { region }, payload) => {
      const { PublishCommand, SNSClient } = await import('@aws-sdk/client-sns');
      await new SNSClient({ region }).send(new PublishCommand({ TopicArn: topicArn, Message: payload }));
    },
  },
  states: {
    send: async ({ Arn: machineArn }, { region }, payload) => {
      const { SFNClient, StartExecutionCommand } = await import('@aws-sdk/client-sfn');
      await new SFNClient({ region }).send(new StartExecutionCommand({ stateMachineArn: machineArn, input: json(payload) }));
    },
  },
  kinesis: {
    send: async ({ Arn: streamArn, KinesisParameters: parameters }, { region }, payload, letter) => {
      const { KinesisClient, PutRecordCommand } = await import('@aws-sdk/client-kinesis');
      const path = parameters?.PartitionKeyPath;
      const key = path && letter.kind === 'delivery' ? selectByPath(path, letter.delivered) : undefined;
      const record = { StreamARN: streamArn, Data: Buffer.from(payload), PartitionKey: String(key ?? idOf(letter)) };
      await new KinesisClient({ region }).send(new PutRecordCommand(record));
    },
  },
  events: {
    refuses: (letter) => (letter.kind === 'delivery' && String(letter.delivered.source).startsWith('aws.')
      ? 'EventBridge lets nobody put events of AWS services on a bus: replay them from an archive, or handle them where they are'
      : undefined),
    send: async ({ Arn: busArn }, { region }, payload) => {
      const { EventBridgeClient, PutEventsCommand } = await import('@aws-sdk/client-eventbridge');
      const { source, resources, detail, time, 'detail-type': detailType } = JSON.parse(json(payload));
      const entry = {
        EventBusName: busArn, Source: source, DetailType: detailType, Detail: JSON.stringify(detail), Resources: resources, Time: new Date(time),
      };
      const { Entries: [result] = [] } = await new EventBridgeClient({ region }).send(new PutEventsCommand({ Entries: [entry] }));
      if (!result?.EventId) {
        throw new Error(`${result?.ErrorCode}: ${result?.ErrorMessage}`);
      }
    },
  },
  logs: {
    send: async (_target, { region, resource }, payload, letter) => {
      const sdk = await import('@aws-sdk/client-cloudwatch-logs');
      const client = new sdk.CloudWatchLogsClient({ region });
      const place = { logGroupName: resource.replace(/^log-group:/, '').replace(/:\*$/, ''), logStreamName: 'redrive' };
      try {
        await client.send(new sdk.CreateLogStreamCommand(place));
      } catch (error) {
        if (!(error instanceof sdk.ResourceAlreadyExistsException)) {
          throw error;
        }
      }
      const logEvents = [logEvent(payload, letter)];
      const { rejectedLogEventsInfo: rejected } = await client.send(new sdk.PutLogEventsCommand({ ...place, logEvents }));
      if (rejected) {
        throw new Error(`CloudWatch Logs takes no events of that age: ${JSON.stringify(rejected)}`);
      }
    },
  },
};

/**
 * Why there is no way to send to a target; nothing where there is one.
 */
export function refusalOf({ Arn: arn }: RuleTarget, letter: DeadLetter): string | undefined {
  const { service } = parse(arn);
  const sender = Object.hasOwn(SENDERS, service) ? SENDERS[service] : undefined;
  return sender ? sender.refuses?.(letter) : `targets of ${service} cannot be invoked from here: known are ${Object.keys(SENDERS).join(', ')}`;
}

/**
 * Sends to the target, and comes back when it has accepted.
 *
 * @throws when it has not
 */
export async function deliver(target: RuleTarget, payload: string, letter: DeadLetter): Promise<void> {
  const arn = parse(target.Arn);
  await SENDERS[arn.service].send(target, arn, payload, letter);
}

function parse(arn: string): Arn {
  const [, , service, region, account, ...resource] = arn.split(':');
  return { service, region, account, resource: resource.join(':') };
}

/** EventBridge does not escape what an input transformer puts in, so the outcome may be no JSON at all. */
function json(payload: string): string {
  try {
    JSON.parse(payload);
  } catch {
    throw new Error('the input that the rule makes of this event is not valid JSON, which this kind of target needs');
  }
  return payload;
}

function idOf(letter: DeadLetter): string {
  return String((letter.kind === 'delivery' ? letter.delivered.id : undefined) ?? 'redrive');
}

/** An input transformer of a log group makes an object with `timestamp` and `message`. */
function logEvent(payload: string, letter: DeadLetter): { timestamp: number; message: string } {
  const delivered = letter.kind === 'delivery' ? letter.delivered : {};
  try {
    const { timestamp, message } = JSON.parse(payload);
    if (timestamp !== undefined && message !== undefined) {
      return { timestamp: new Date(timestamp).getTime(), message: typeof message === 'string' ? message : JSON.stringify(message) };
    }
  } catch {
    // Text is a message as it is.
  }
  return { timestamp: new Date(delivered.time).getTime(), message: payload };
}
