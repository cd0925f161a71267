import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sqs from 'aws-cdk-lib/aws-sqs';

export function failing(stack: Stack): void {
  const queue = new sqs.Queue(stack, 'Queue', { encryption: sqs.QueueEncryption.KMS_MANAGED });
  new events.Rule(stack, 'Rule', {
    eventPattern: { source: ['aws.batch'], detailType: ['Batch Job State Change'] },
    targets: [new targets.SqsQueue(queue)],
  });
}

export function passing(stack: Stack): void {
  const queue = new sqs.Queue(stack, 'Queue', { encryption: sqs.QueueEncryption.SQS_MANAGED });
  new events.Rule(stack, 'Rule', {
    eventPattern: { source: ['aws.batch'], detailType: ['Batch Job State Change'] },
    targets: [new targets.SqsQueue(queue)],
  });
}
