import { DispatchContext, Sender } from './dispatch';
import { Arn } from '../arn';
import { fingerprintOf } from '../dead-letter';
import { FailedCall } from '../failed-call';
import { Refusal } from '../refusal';

const SUFFIXES: Record<string, string> = { 'aws-cn': 'amazonaws.com.cn' };
const GONE = /NonExistentQueue|QueueDoesNotExist/;

export const toQueue: Sender = async ({ target: { SqsParameters: parameters }, arn, payload, letter }, context) => {
  const { SendMessageCommand, SQSClient } = await import('@aws-sdk/client-sqs');
  const isFifo = arn.resource.endsWith('.fifo');
  const group = parameters?.MessageGroupId;
  if (isFifo && !group) {
    throw new Refusal('the target is a FIFO queue, and the rule names no message group');
  }
  const url = await urlOf(arn, context);
  return {
    call: 'SendMessage',
    repeatable: isFifo,
    note: isFifo ? 'the events of a message group arrive in the order in which SQS hands out the letters, not in their own' : undefined,
    send: async (options) => {
      await context.aws.client(SQSClient, arn.region).send(new SendMessageCommand({
        QueueUrl: url,
        MessageBody: payload,
        ...(group && { MessageGroupId: group }),
        ...(isFifo && { MessageDeduplicationId: fingerprintOf(letter, payload) }),
      }), options);
    },
  };
};

/** Another account's queue tells its URL to nobody whom its policy lets only send, and its ARN holds all that makes the URL. */
async function urlOf(arn: Arn, { aws, account, once }: DispatchContext): Promise<string> {
  const { partition, region, account: owner, resource: name } = arn;
  const made = `https://sqs.${region}.${SUFFIXES[partition] ?? 'amazonaws.com'}/${owner}/${name}`;
  if (account !== undefined && owner !== account) {
    return made;
  }
  const { GetQueueUrlCommand, SQSClient } = await import('@aws-sdk/client-sqs');
  try {
    return await once(`url of ${region} ${owner} ${name}`, async () => {
      const ask = new GetQueueUrlCommand({ QueueName: name, QueueOwnerAWSAccountId: owner });
      const { QueueUrl: url } = await aws.call('GetQueueUrl', (options) => aws.client(SQSClient, region).send(ask, options), { repeatable: true });
      return url ?? made;
    });
  } catch (error) {
    if (GONE.test((error as FailedCall).code)) {
      throw new Refusal('the queue does not exist');
    }
    return made;
  }
}
