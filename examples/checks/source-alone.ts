import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { AwsService, ServiceEventRule } from 'cdk-service-events';

export function failing(stack: Stack): void {
  new events.Rule(stack, 'Rule', {
    eventPattern: { source: ['aws.ecs'] },
  });
}

export function passing(stack: Stack): void {
  new ServiceEventRule(stack, 'Rule', { service: AwsService.ECS });
}
