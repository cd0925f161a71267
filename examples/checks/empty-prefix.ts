import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';

export function failing(stack: Stack): void {
  new events.Rule(stack, 'Rule', {
    eventPattern: { source: ['aws.s3'], detailType: ['Object Created'], detail: { object: { key: events.Match.prefix('') } } },
  });
}

export function passing(stack: Stack): void {
  new events.Rule(stack, 'Rule', {
    eventPattern: { source: ['aws.s3'], detailType: ['Object Created'], detail: { object: { key: events.Match.prefix('uploads/') } } },
  });
}
