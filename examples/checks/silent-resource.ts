import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as s3 from 'aws-cdk-lib/aws-s3';

export function failing(stack: Stack): void {
  const bucket = new s3.Bucket(stack, 'Bucket');
  new events.Rule(stack, 'Rule', {
    eventPattern: { source: ['aws.s3'], detailType: ['Object Created'], detail: { bucket: { name: [bucket.bucketName] } } },
  });
}

export function passing(stack: Stack): void {
  const bucket = new s3.Bucket(stack, 'Bucket', { eventBridgeEnabled: true });
  new events.Rule(stack, 'Rule', {
    eventPattern: { source: ['aws.s3'], detailType: ['Object Created'], detail: { bucket: { name: [bucket.bucketName] } } },
  });
}
