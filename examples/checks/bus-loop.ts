import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';

export function failing(stack: Stack): void {
  const one = new events.EventBus(stack, 'One');
  const other = new events.EventBus(stack, 'Other');
  new events.Rule(stack, 'There', { eventBus: one, eventPattern: { source: ['com.example.shop'] }, targets: [new targets.EventBus(other)] });
  new events.Rule(stack, 'Back', { eventBus: other, eventPattern: { source: ['com.example.shop'] }, targets: [new targets.EventBus(one)] });
}

export function passing(stack: Stack): void {
  const one = new events.EventBus(stack, 'One');
  const other = new events.EventBus(stack, 'Other');
  new events.Rule(stack, 'There', { eventBus: one, eventPattern: { source: ['com.example.shop'] }, targets: [new targets.EventBus(other)] });
  new events.Rule(stack, 'Back', { eventBus: other, eventPattern: { source: ['com.example.billing'] }, targets: [new targets.EventBus(one)] });
}
