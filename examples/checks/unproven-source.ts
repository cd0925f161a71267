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
  subscriber(stack, [['DATA', { 'source': ['aws.s3'], 'detail-type': ['Object Created'] }]]);
}

export function passing(stack: Stack): void {
  subscriber(stack, [['SYSTEM_METADATA', { 'aws:Source': ['aws.s3'], 'aws:DetailType': ['Object Created'] }]]);
}
