import { Stack } from 'aws-cdk-lib';
import * as eventsv2 from 'aws-cdk-lib/aws-eventsv2';

function source(stack: Stack, pattern: object): void {
  const bus = new eventsv2.CfnEventBus(stack, 'Bus', { name: 'service-events' });
  new eventsv2.CfnEventSource(stack, 'Source', {
    name: 'uploads',
    eventBusArn: bus.attrEventBusArn,
    configuration: { awsServiceEventsConfiguration: { awsService: 'aws.s3', pattern: JSON.stringify(pattern) } },
  });
}

export function failing(stack: Stack): void {
  source(stack, { 'source': ['aws.s3'], 'detail-type': ['Object Created'] });
}

export function passing(stack: Stack): void {
  source(stack, { 'detail-type': ['Object Created'] });
}
