import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sqs from 'aws-cdk-lib/aws-sqs';

export function failing(stack: Stack): void {
  const here = new Stack(stack, 'Here', { env: { account: '111111111111', region: 'eu-west-1' } });
  const central = events.EventBus.fromEventBusArn(here, 'Central', 'arn:aws:events:eu-west-1:222222222222:event-bus/central');
  new events.Rule(here, 'Rule', {
    eventPattern: { source: ['aws.batch'], detailType: ['Batch Job State Change'] },
    targets: [new targets.EventBus(central)],
  });
}

export function passing(stack: Stack): void {
  const here = new Stack(stack, 'Here', { env: { account: '111111111111', region: 'eu-west-1' } });
  const central = events.EventBus.fromEventBusArn(here, 'Central', 'arn:aws:events:eu-west-1:222222222222:event-bus/central');
  new events.Rule(here, 'Rule', {
    eventPattern: { source: ['aws.batch'], detailType: ['Batch Job State Change'] },
    targets: [new targets.EventBus(central, { deadLetterQueue: new sqs.Queue(here, 'Dead') })],
  });
}
