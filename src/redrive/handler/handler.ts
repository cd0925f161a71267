import { setTimeout as sleep } from 'node:timers/promises';
import { EventBridgeClient, ListTargetsByRuleCommand, ResourceNotFoundException } from '@aws-sdk/client-eventbridge';
import {
  ChangeMessageVisibilityBatchCommand, DeleteMessageCommand, Message, ReceiveMessageCommand, SQSClient,
} from '@aws-sdk/client-sqs';
import { QueueMessage } from './dead-letter';
import { RedrivePorts, RuleTarget, redrive } from './redrive';
import { parseRequest } from './request';
import { RedriveSummary } from './summary';
import { deliver, refusalOf } from './targets';

/** The most that SQS gives and takes at once. */
const BATCH = 10;
/** What AWS Lambda tells of an invocation, as far as it is needed here. */
interface Invocation {
  getRemainingTimeInMillis(): number;
}

/**
 * The Lambda function of a redrive.
 *
 * @param input what to redrive
 * @param invocation what AWS Lambda tells of this invocation
 */
export async function handler(input: unknown, invocation: Invocation): Promise<RedriveSummary> {
  const summary = await redrive(parseRequest(input), portsOf(process.env.QUEUE_URL!, invocation));
  console.log(JSON.stringify(summary, undefined, 2));
  return summary;
}

function portsOf(queueUrl: string, invocation: Invocation): RedrivePorts {
  const sqs = new SQSClient({});
  // What is taken stays out of the way of this very run, and comes back by itself if it breaks off.
  const invisibleSeconds = Math.ceil(invocation.getRemainingTimeInMillis() / 1000);
  return {
    receive: async (atMost) => {
      const { Messages: messages = [] } = await sqs.send(new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: Math.min(atMost, BATCH),
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['SentTimestamp'],
        VisibilityTimeout: invisibleSeconds,
        WaitTimeSeconds: 1,
      }));
      return messages.map(toQueueMessage);
    },
    remove: async ({ receiptHandle }) => {
      await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: receiptHandle }));
    },
    release: async (messages) => {
      for (let at = 0; at < messages.length; at += BATCH) {
        const entries = messages.slice(at, at + BATCH).map(({ receiptHandle }, n) => ({ Id: `${n}`, ReceiptHandle: receiptHandle, VisibilityTimeout: 0 }));
        await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries: entries }));
      }
    },
    targetsOf: cached(listTargets),
    refusalOf,
    deliver,
    millisecondsLeft: () => invocation.getRemainingTimeInMillis(),
    now: () => Date.now(),
    sleep: (milliseconds) => sleep(milliseconds),
  };
}

function toQueueMessage({ MessageId, ReceiptHandle, Body, Attributes, MessageAttributes = {} }: Message): QueueMessage {
  return {
    messageId: MessageId!,
    receiptHandle: ReceiptHandle!,
    body: Body ?? '',
    attributes: Object.fromEntries(Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue])),
    sentAt: Number(Attributes?.SentTimestamp),
  };
}

/** The ARN of a rule is `...:rule/<name>`, or `...:rule/<bus>/<name>` on another bus than the default one. */
async function listTargets(ruleArn: string): Promise<RuleTarget[] | undefined> {
  const [, , , region, , resource] = ruleArn.split(':');
  const [name, ...bus] = resource.split('/').slice(1).reverse();
  const client = new EventBridgeClient({ region });
  try {
    const { Targets: targets } = await client.send(new ListTargetsByRuleCommand({ Rule: name, EventBusName: bus.reverse().join('/') || undefined }));
    return (targets ?? []) as RuleTarget[];
  } catch (error) {
    if (error instanceof ResourceNotFoundException) {
      return undefined;
    }
    throw error;
  }
}

function cached<T>(ask: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const answers = new Map<string, Promise<T>>();
  return (key) => {
    const answer = answers.get(key) ?? ask(key);
    answers.set(key, answer);
    return answer;
  };
}
