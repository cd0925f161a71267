import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';

export function failing(stack: Stack): void {
  new events.CfnRule(stack, 'Rule', {
    eventPattern: { 'source': ['aws.ec2'], 'detail-type': ['EC2 Instance State-change Notification'], 'detail': { state: 'stopped' } },
  });
}

export function passing(stack: Stack): void {
  new events.CfnRule(stack, 'Rule', {
    eventPattern: { 'source': ['aws.ec2'], 'detail-type': ['EC2 Instance State-change Notification'], 'detail': { state: ['stopped'] } },
  });
}
