import { App, Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatchActions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  ApiCallRule, AwsService, DeadLetterRedrive, DeliveryDefaults, EventRegions, ServiceEventAlarm, ServiceEventBus, ServiceEventDashboard,
  ServiceEventHub, ServiceEventRule, ServiceEventSource, ServiceEventSpoke, ServiceEventSubscriber, SubscriberRedrive, Trails,
} from 'cdk-service-events';
import { testApp } from '../support/test-app';

/** An app with everything that this library makes; alarms have actions, and what is made at synthesis is there. */
export function everythingMade(): App {
  const app = testApp();
  const env = { account: '111111111111', region: 'eu-west-1' };
  const stack = new Stack(app, 'Stack', { env });
  const member = new Stack(app, 'Member', { env: { ...env, account: '222222222222' } });
  const actionsOf = (region: string, scope: Stack, id: string) => {
    const topic = new cloudwatchActions.SnsAction(sns.Topic.fromTopicArn(scope, id, `arn:aws:sns:${region}:111111111111:topic`));
    return { page: [topic], ticket: [topic] };
  };
  DeliveryDefaults.of(stack).set({ alarmActions: actionsOf('eu-west-1', stack, 'Topic') });
  DeliveryDefaults.of(member).set({ alarmActions: actionsOf('eu-west-1', member, 'Topic') });
  const queue = new targets.SqsQueue(sqs.Queue.fromQueueArn(stack, 'Queue', 'arn:aws:sqs:eu-west-1:111111111111:queue'));
  const eventRegions = EventRegions.forward({ alarmActions: { 'us-east-1': actionsOf('us-east-1', stack, 'Elsewhere') } });

  new ServiceEventRule(stack, 'Native', { service: AwsService.BATCH, targets: [queue], delivery: { archive: Duration.days(3), expectEvery: Duration.days(1) } });
  new ApiCallRule(stack, 'Calls', { service: AwsService.IAM, operations: ['CreateUser'], targets: [queue], eventRegions });
  new ServiceEventAlarm(stack, 'Failed', { service: AwsService.BACKUP });
  const hub = new ServiceEventHub(stack, 'Hub', { organizationId: 'o-a1b2c3d4e5', services: [AwsService.GUARDDUTY] });
  new ServiceEventSpoke(member, 'Spoke', { hubBus: hub.bus, services: [AwsService.GUARDDUTY] });
  new DeadLetterRedrive(stack, 'Redrive');
  const eventBus = new ServiceEventBus(stack, 'Bus');
  new ServiceEventSource(stack, 'Source', { eventBus, service: AwsService.EC2 });
  const subscriber = new ServiceEventSubscriber(stack, 'Subscriber', { eventBus, service: AwsService.EC2, target: queue });
  new SubscriberRedrive(stack, 'Again', { subscriber });
  new ServiceEventDashboard(stack, 'Dashboard');
  Trails.of(stack).create();
  app.synth({ skipValidation: true });
  return app;
}
