import { Sender } from './dispatch';
import { Refusal } from '../refusal';

export const toTopic: Sender = async ({ target: { Arn: topicArn }, arn: { region, resource }, payload }, { aws }) => {
  if (resource.endsWith('.fifo')) {
    throw new Refusal('the target is a FIFO topic, to which EventBridge delivers nothing');
  }
  const { PublishCommand, SNSClient } = await import('@aws-sdk/client-sns');
  return {
    call: 'Publish',
    repeatable: false,
    send: async (options) => {
      await aws.client(SNSClient, region).send(new PublishCommand({ TopicArn: topicArn, Message: payload }), options);
    },
  };
};
