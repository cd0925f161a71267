import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';

export function failing(stack: Stack): void {
  new events.Rule(stack, 'Rule', {
    eventPattern: { source: ['aws.iam'], detailType: ['AWS API Call via CloudTrail'], detail: { eventSource: ['sts.amazonaws.com'], eventName: ['CreateUser'] } },
  });
}

export function passing(stack: Stack): void {
  new events.Rule(stack, 'Rule', {
    eventPattern: { source: ['aws.iam'], detailType: ['AWS API Call via CloudTrail'], detail: { eventSource: ['iam.amazonaws.com'], eventName: ['CreateUser'] } },
  });
}
