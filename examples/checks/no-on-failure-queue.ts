import { Stack } from 'aws-cdk-lib';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AwsService, DeliveryOptions, ServiceEventBus, ServiceEventSubscriber } from 'cdk-service-events';

function subscriber(stack: Stack, delivery: DeliveryOptions): void {
  new ServiceEventSubscriber(stack, 'Subscriber', {
    eventBus: new ServiceEventBus(stack, 'Bus'),
    service: AwsService.BATCH,
    target: new targets.SqsQueue(new sqs.Queue(stack, 'Queue')),
    delivery,
  });
}

export function failing(stack: Stack): void {
  subscriber(stack, { deadLetterQueueEnabled: false });
}

export function passing(stack: Stack): void {
  subscriber(stack, {});
}
