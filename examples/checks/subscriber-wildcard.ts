import { CfnResource, Stack } from 'aws-cdk-lib';
import * as eventsv2 from 'aws-cdk-lib/aws-eventsv2';

function subscriber(stack: Stack, filters: [scope: string, pattern: object][]): void {
  const bus = new eventsv2.CfnEventBus(stack, 'Bus', { name: 'service-events' });
  new CfnResource(stack, 'Subscriber', {
    type: 'AWS::EventsV2::Subscriber',
    properties: {
      Name: 'uploads',
      EventBusArn: bus.attrEventBusArn,
      FilterConfiguration: { Filters: filters.map(([scope, pattern]) => ({ Scope: scope, Pattern: JSON.stringify(pattern) })) },
    },
  });
}

export function failing(stack: Stack): void {
  subscriber(stack, [['DATA', { detail: { object: { key: [{ wildcard: 'in/*.csv' }] } } }]]);
}

export function passing(stack: Stack): void {
  subscriber(stack, [['DATA', { detail: { object: { key: [{ prefix: 'in/' }] } } }]]);
}
