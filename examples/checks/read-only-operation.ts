import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { ApiCallRule, AwsService } from 'cdk-service-events';

export function failing(stack: Stack): void {
  new events.Rule(stack, 'Rule', {
    eventPattern: { source: ['aws.sts'], detailType: ['AWS API Call via CloudTrail'], detail: { eventSource: ['sts.amazonaws.com'], eventName: ['AssumeRole'] } },
  });
}

export function passing(stack: Stack): void {
  new ApiCallRule(stack, 'Rule', { service: AwsService.STS, operations: ['AssumeRole'] });
}
