import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as logs from 'aws-cdk-lib/aws-logs';

export function failing(stack: Stack): void {
  for (let n = 1; n <= 11; n++) {
    const logGroup = new logs.LogGroup(stack, `Log${n}`);
    new events.Rule(stack, `Rule${n}`, { eventPattern: { source: ['aws.batch'], detailType: ['Batch Job State Change'] }, targets: [new targets.CloudWatchLogGroup(logGroup)] });
  }
}

export function passing(stack: Stack): void {
  for (let n = 1; n <= 10; n++) {
    const logGroup = new logs.LogGroup(stack, `Log${n}`);
    new events.Rule(stack, `Rule${n}`, { eventPattern: { source: ['aws.batch'], detailType: ['Batch Job State Change'] }, targets: [new targets.CloudWatchLogGroup(logGroup)] });
  }
}
