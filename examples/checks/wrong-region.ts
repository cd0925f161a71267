import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';

export function failing(stack: Stack): void {
  new events.Rule(new Stack(stack, 'Here', { env: { region: 'eu-west-1' } }), 'Rule', {
    eventPattern: { source: ['aws.iam'], detailType: ['AWS API Call via CloudTrail'], detail: { eventName: ['CreateUser'] } },
  });
}

export function passing(stack: Stack): void {
  new events.Rule(new Stack(stack, 'Here', { env: { region: 'us-east-1' } }), 'Rule', {
    eventPattern: { source: ['aws.iam'], detailType: ['AWS API Call via CloudTrail'], detail: { eventName: ['CreateUser'] } },
  });
}
