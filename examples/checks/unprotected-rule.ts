import { Stack, Stage } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { ServiceEventProtection } from 'cdk-service-events';

export function failing(stack: Stack): void {
  ServiceEventProtection.of(stack.node.root).apply();
  const late = new Stack(new Stage(stack.node.root, 'Late'), 'Stack');
  new events.Rule(late, 'Rule', { eventPattern: { source: ['aws.batch'], detailType: ['Batch Job State Change'] } });
}

export function passing(stack: Stack): void {
  const late = new Stack(new Stage(stack.node.root, 'Late'), 'Stack');
  new events.Rule(late, 'Rule', { eventPattern: { source: ['aws.batch'], detailType: ['Batch Job State Change'] } });
  ServiceEventProtection.of(stack.node.root).apply();
}
