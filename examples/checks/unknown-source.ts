import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';

export function failing(stack: Stack): void {
  new events.Rule(stack, 'Rule', {
    eventPattern: { source: ['aws.event'], detailType: ['Scheduled Event'] },
  });
}

export function passing(stack: Stack): void {
  new events.Rule(stack, 'Rule', {
    eventPattern: { source: ['aws.events'], detailType: ['Scheduled Event'] },
  });
}
