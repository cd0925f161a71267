import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AwsService, ServiceEventRule } from 'cdk-service-events';

export function failing(stack: Stack): void {
  const queue = new sqs.Queue(stack, 'Queue');
  for (let n = 1; n <= 21; n++) {
    new events.Rule(stack, `Rule${n}`, { eventPattern: { source: ['aws.batch'], detailType: ['Batch Job State Change'] }, targets: [new targets.SqsQueue(queue)] });
  }
}

export function passing(stack: Stack): void {
  const topic = new sns.Topic(stack, 'Topic');
  for (let n = 1; n <= 21; n++) {
    new ServiceEventRule(stack, `Rule${n}`, { service: AwsService.BATCH, targets: [new targets.SnsTopic(topic)] });
  }
}
