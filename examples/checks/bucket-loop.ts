import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as s3 from 'aws-cdk-lib/aws-s3';

export function failing(stack: Stack): void {
  const bucket = new s3.Bucket(stack, 'Bucket', { eventBridgeEnabled: true });
  const stream = new firehose.DeliveryStream(stack, 'Delivery', { destination: new firehose.S3Bucket(bucket) });
  new events.Rule(stack, 'Rule', {
    eventPattern: { source: ['aws.s3'], detailType: ['Object Created'], detail: { bucket: { name: [bucket.bucketName] } } },
    targets: [new targets.FirehoseDeliveryStream(stream)],
  });
}

export function passing(stack: Stack): void {
  const bucket = new s3.Bucket(stack, 'Bucket', { eventBridgeEnabled: true });
  const stream = new firehose.DeliveryStream(stack, 'Delivery', { destination: new firehose.S3Bucket(new s3.Bucket(stack, 'Archive')) });
  new events.Rule(stack, 'Rule', {
    eventPattern: { source: ['aws.s3'], detailType: ['Object Created'], detail: { bucket: { name: [bucket.bucketName] } } },
    targets: [new targets.FirehoseDeliveryStream(stream)],
  });
}
