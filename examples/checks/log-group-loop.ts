import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as logs from 'aws-cdk-lib/aws-logs';

export function failing(stack: Stack): void {
  new events.Rule(stack, 'Rule', {
    eventPattern: { source: ['aws.logs'], detailType: ['AWS API Call via CloudTrail'], detail: { eventName: ['CreateLogStream'] } },
    targets: [new targets.CloudWatchLogGroup(new logs.LogGroup(stack, 'Log'))],
  });
}

export function passing(stack: Stack): void {
  new events.Rule(stack, 'Rule', {
    eventPattern: { source: ['aws.logs'], detailType: ['AWS API Call via CloudTrail'], detail: { eventName: ['DeleteLogGroup'] } },
    targets: [new targets.CloudWatchLogGroup(new logs.LogGroup(stack, 'Log'))],
  });
}
