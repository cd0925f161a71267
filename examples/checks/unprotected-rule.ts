import { Stack, Stage } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { ServiceEventProtection } from 'cdk-service-events';

export function failing(stack: Stack): void {
  ServiceEventProtection.of(stack.node.root).apply();
  const late = new Stack(new Stage(stack.node.root, 'Late'), 'Stack');
  const rule = new events.Rule(late, 'Rule', { eventPattern: { source: ['aws.batch'], detailType: ['Batch Job State Change'] } });
  rule.addTarget(new targets.SqsQueue(new sqs.Queue(late, 'Queue')));
}

export function passing(stack: Stack): void {
  const late = new Stack(new Stage(stack.node.root, 'Late'), 'Stack');
  const rule = new events.Rule(late, 'Rule', { eventPattern: { source: ['aws.batch'], detailType: ['Batch Job State Change'] } });
  rule.addTarget(new targets.SqsQueue(new sqs.Queue(late, 'Queue')));
  ServiceEventProtection.of(stack.node.root).apply();
}
