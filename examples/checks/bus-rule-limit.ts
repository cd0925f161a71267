import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';

export function failing(stack: Stack): void {
  for (let n = 1; n <= 301; n++) {
    new events.Rule(stack, `Rule${n}`, { eventPattern: { source: ['aws.batch'], detailType: ['Batch Job State Change'] } });
  }
}

export function passing(stack: Stack): void {
  for (let n = 1; n <= 300; n++) {
    new events.Rule(stack, `Rule${n}`, { eventPattern: { source: ['aws.batch'], detailType: ['Batch Job State Change'] } });
  }
}
