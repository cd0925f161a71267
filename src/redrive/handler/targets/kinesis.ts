import { Delivery, Sender } from './dispatch';
import { selectByPath } from '../../../pattern/input/json-path';
import { jsonText, parseJson } from '../../../pattern/input/json-text';
import { Refusal } from '../refusal';

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html */
const KEY_CHARACTERS = 256;

export const toStream: Sender = async (delivery, { aws }) => {
  const { target: { Arn: streamArn }, arn: { region, resource }, payload } = delivery;
  if (!resource.startsWith('stream/')) {
    throw new Refusal('the target is not a stream');
  }
  const partitionKey = partitionKeyOf(delivery);
  if (partitionKey.length > KEY_CHARACTERS) {
    throw new Refusal(`the partition key that the rule makes of this event is longer than ${KEY_CHARACTERS} characters`);
  }
  const { KinesisClient, PutRecordCommand } = await import('@aws-sdk/client-kinesis');
  return {
    call: 'PutRecord',
    repeatable: false,
    send: async (options) => {
      await aws.client(KinesisClient, region).send(new PutRecordCommand({
        StreamARN: streamArn, Data: Buffer.from(payload), PartitionKey: partitionKey,
      }), options);
    },
  };
};

/** The event's id, unless the rule says otherwise. */
function partitionKeyOf({ target: { KinesisParameters: parameters }, letter }: Delivery): string {
  const path = parameters?.PartitionKeyPath;
  const chosen = path && letter.kind === 'delivery' ? selectByPath(path, parseJson(letter.text)) : undefined;
  const key = typeof chosen === 'object' ? jsonText(chosen) : String(chosen ?? '');
  return key || letter.eventId || letter.messageId;
}
