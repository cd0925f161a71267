import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AwsService, ServiceEventRule } from 'cdk-service-events';

export function failing(stack: Stack): void {
  new events.Rule(stack, 'Rule', {
    eventPattern: { source: ['aws.batch'], detailType: ['Batch Job State Change'] },
    targets: [new targets.KinesisStream(new kinesis.Stream(stack, 'Stream'), { deadLetterQueue: new sqs.Queue(stack, 'Dead') })],
  });
}

export function passing(stack: Stack): void {
  new ServiceEventRule(stack, 'Rule', {
    service: AwsService.BATCH,
    targets: [new targets.KinesisStream(new kinesis.Stream(stack, 'Stream'))],
    delivery: { deadLetterQueue: new sqs.Queue(stack, 'Dead') },
  });
}
