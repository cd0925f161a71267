import { Stack } from 'aws-cdk-lib';
import * as eventsv2 from 'aws-cdk-lib/aws-eventsv2';

function subscriber(stack: Stack, maxBatchSize: number | undefined): void {
  const bus = new eventsv2.CfnEventBus(stack, 'Bus', { name: 'service-events' });
  const made = new eventsv2.CfnSubscriber(stack, 'Subscriber', {
    name: 'uploads', eventBusArn: bus.attrEventBusArn, batchConfiguration: maxBatchSize === undefined ? undefined : { maxBatchSize },
  });
  made.addPropertyOverride('InvokeConfiguration', {
    TargetArn: 'arn:aws:lambda:eu-west-1:111122223333:function:handler', RoleArn: 'arn:aws:iam::111122223333:role/delivery',
  });
}

export function failing(stack: Stack): void {
  subscriber(stack, undefined);
}

export function passing(stack: Stack): void {
  subscriber(stack, 1);
}
