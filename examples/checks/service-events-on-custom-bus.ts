import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';

export function failing(stack: Stack): void {
  new events.Rule(stack, 'Rule', {
    eventBus: new events.EventBus(stack, 'Bus'),
    eventPattern: { source: ['aws.ecs'], detailType: ['ECS Task State Change'] },
  });
}

export function passing(stack: Stack): void {
  const eventBus = new events.EventBus(stack, 'Bus');
  const eventPattern = { source: ['aws.ecs'], detailType: ['ECS Task State Change'] };
  new events.Rule(stack, 'Rule', { eventBus, eventPattern });
  new events.Rule(stack, 'Forward', { eventPattern, targets: [new targets.EventBus(eventBus)] });
}
