import { Stack } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as events from 'aws-cdk-lib/aws-events';

function onUploads(stack: Stack): void {
  new events.Rule(stack, 'Rule', {
    eventPattern: {
      source: ['aws.s3'], detailType: ['AWS API Call via CloudTrail'], detail: { eventSource: ['s3.amazonaws.com'], eventName: ['PutObject'] },
    },
  });
}

export function failing(stack: Stack): void {
  onUploads(stack);
}

export function passing(stack: Stack): void {
  onUploads(stack);
  new cloudtrail.Trail(stack, 'Trail').logAllS3DataEvents();
}
