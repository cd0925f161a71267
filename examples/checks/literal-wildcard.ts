import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';

export function failing(stack: Stack): void {
  new events.Rule(stack, 'Rule', {
    eventPattern: { source: ['aws.s3'], detailType: ['Object Created'], resources: ['arn:aws:s3:::uploads-*'] },
  });
}

export function passing(stack: Stack): void {
  new events.Rule(stack, 'Rule', {
    eventPattern: { source: ['aws.s3'], detailType: ['Object Created'], resources: events.Match.wildcard('arn:aws:s3:::uploads-*') },
  });
}
