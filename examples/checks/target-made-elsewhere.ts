import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sqs from 'aws-cdk-lib/aws-sqs';

function onInstances(stack: Stack, queue: sqs.IQueue): void {
  new events.Rule(stack, 'Rule', {
    eventPattern: { source: ['aws.ec2'], detailType: ['EC2 Instance State-change Notification'] }, targets: [new targets.SqsQueue(queue)],
  });
}

export function failing(stack: Stack): void {
  onInstances(stack, sqs.Queue.fromQueueArn(stack, 'Queue', 'arn:aws:sqs:eu-west-1:111122223333:jobs'));
}

export function passing(stack: Stack): void {
  onInstances(stack, new sqs.Queue(stack, 'Queue'));
}
