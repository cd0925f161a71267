import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';

export function failing(stack: Stack): void {
  new events.Rule(stack, 'Rule', {
    eventBus: new events.EventBus(stack, 'Bus', { eventSourceName: 'aws.partner/example.com/orders' }),
    eventPattern: { source: ['aws.ecs'], detailType: ['ECS Task State Change'] },
  });
}

export function passing(stack: Stack): void {
  new events.Rule(stack, 'Rule', {
    eventBus: new events.EventBus(stack, 'Bus', { eventSourceName: 'aws.partner/example.com/orders' }),
    eventPattern: { source: ['aws.partner/example.com/orders'] },
  });
}
