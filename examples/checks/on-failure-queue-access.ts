import { Stack } from 'aws-cdk-lib';
import * as eventsv2 from 'aws-cdk-lib/aws-eventsv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';

function source(stack: Stack, queue: sqs.Queue): void {
  const bus = new eventsv2.CfnEventBus(stack, 'Bus', { name: 'service-events' });
  new eventsv2.CfnEventSource(stack, 'Source', {
    name: 'uploads',
    eventBusArn: bus.attrEventBusArn,
    configuration: { awsServiceEventsConfiguration: { awsService: 'aws.s3', onFailureConfiguration: { arn: queue.queueArn } } },
  });
}

export function failing(stack: Stack): void {
  source(stack, new sqs.Queue(stack, 'Queue'));
}

export function passing(stack: Stack): void {
  const queue = new sqs.Queue(stack, 'Queue');
  queue.grantSendMessages(new iam.ServicePrincipal('events.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': stack.account } } }));
  source(stack, queue);
}
