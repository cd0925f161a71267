import { Stack } from 'aws-cdk-lib';
import * as eventsv2 from 'aws-cdk-lib/aws-eventsv2';

function subscriber(stack: Stack, startingPosition: string): void {
  const bus = new eventsv2.CfnEventBus(stack, 'Bus', { name: 'service-events' });
  new eventsv2.CfnSubscriber(stack, 'Subscriber', {
    name: 'uploads',
    eventBusArn: bus.attrEventBusArn,
    startingPosition,
    pointInTimeConfiguration: startingPosition === 'LATEST' ? undefined : { pointType: 'HORIZON' },
  });
}

export function failing(stack: Stack): void {
  subscriber(stack, 'LATEST');
}

export function passing(stack: Stack): void {
  subscriber(stack, 'POINT_IN_TIME');
}
