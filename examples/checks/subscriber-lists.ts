import { CfnResource, Stack } from 'aws-cdk-lib';
import * as eventsv2 from 'aws-cdk-lib/aws-eventsv2';

function subscriber(stack: Stack, maxBatchSize: number | undefined): void {
  const bus = new eventsv2.CfnEventBus(stack, 'Bus', { name: 'service-events' });
  new CfnResource(stack, 'Subscriber', {
    type: 'AWS::EventsV2::Subscriber',
    properties: {
      Name: 'uploads',
      EventBusArn: bus.attrEventBusArn,
      InvokeConfiguration: { TargetArn: 'arn:aws:lambda:eu-west-1:111122223333:function:handler', RoleArn: 'arn:aws:iam::111122223333:role/delivery' },
      BatchConfiguration: maxBatchSize === undefined ? undefined : { MaxBatchSize: maxBatchSize },
    },
  });
}

export function failing(stack: Stack): void {
  subscriber(stack, undefined);
}

export function passing(stack: Stack): void {
  subscriber(stack, 1);
}
