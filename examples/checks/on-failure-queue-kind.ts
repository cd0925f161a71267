import { CfnResource, Stack } from 'aws-cdk-lib';
import * as eventsv2 from 'aws-cdk-lib/aws-eventsv2';
import * as sqs from 'aws-cdk-lib/aws-sqs';

function subscriber(stack: Stack, fifo: true | undefined): void {
  const bus = new eventsv2.CfnEventBus(stack, 'Bus', { name: 'orders' });
  new CfnResource(stack, 'Subscriber', {
    type: 'AWS::EventsV2::Subscriber',
    properties: { Name: 'orders', EventBusArn: bus.attrEventBusArn, Type: 'FIFO', OnFailureConfiguration: { Arn: new sqs.Queue(stack, 'Failed', { fifo }).queueArn } },
  });
}

export function failing(stack: Stack): void {
  subscriber(stack, undefined);
}

export function passing(stack: Stack): void {
  subscriber(stack, true);
}
