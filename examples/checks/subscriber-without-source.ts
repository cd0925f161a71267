import { Stack } from 'aws-cdk-lib';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AwsService, ServiceEventBus, ServiceEventSource, ServiceEventSubscriber } from 'cdk-service-events';

function bus(stack: Stack): ServiceEventBus {
  const made = new ServiceEventBus(stack, 'Bus');
  new ServiceEventSubscriber(stack, 'Subscriber', {
    eventBus: made, service: AwsService.EC2, target: new targets.SqsQueue(new sqs.Queue(stack, 'Queue')),
  });
  return made;
}

export function failing(stack: Stack): void {
  new ServiceEventSource(stack, 'Source', { eventBus: bus(stack), service: AwsService.S3 });
}

export function passing(stack: Stack): void {
  new ServiceEventSource(stack, 'Source', { eventBus: bus(stack), service: AwsService.EC2 });
}
