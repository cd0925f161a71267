import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatchActions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  AwsService, DeliveryAlarms, DeliveryOptions, ServiceEventDashboard, ServiceEventHub, ServiceEventRule, ServiceEventSpoke,
} from 'cdk-service-events';
import { Construct } from 'constructs';

type Impossible = [what: string, make: (stack: Stack) => void, words: RegExp];

function rule(scope: Construct, delivery: DeliveryOptions = {}): ServiceEventRule {
  return new ServiceEventRule(scope, 'Impossible', { service: AwsService.BATCH, targets: [new targets.SqsQueue(new sqs.Queue(scope, 'Work'))], delivery });
}

function topics(scope: Construct, count: number): cloudwatchActions.SnsAction[] {
  return Array.from({ length: count }, (_, at) => new cloudwatchActions.SnsAction(new sns.Topic(scope, `Topic${at}`)));
}

/** What AWS would refuse, made in a stack in eu-west-1, and what is said instead. */
export const IMPOSSIBLE: Impossible[] = [
  ['an alarm with six actions', (stack) => rule(stack, { alarmActions: { ticket: topics(stack, 6), page: [] } }), /has 6 alarmActions, .* and CloudWatch allows 5/],
  ['an alarm whose action is in another Region', (stack) => rule(stack, {
    alarmActions: { ticket: [new cloudwatchActions.SnsAction(sns.Topic.fromTopicArn(stack, 'There', 'arn:aws:sns:us-east-1:111111111111:there'))] },
  }), /CloudWatch reaches actions of the alarm's own Region only/],
  ['an alarm that looks back too far', (stack) => rule(stack, {
    alarms: DeliveryAlarms.perRule({ failed: { period: Duration.days(2), evaluationPeriods: 9 } }),
  }), /days/],
  ['an alarm that wants more data points than it looks at', (stack) => rule(stack, {
    alarms: DeliveryAlarms.perRule({ failed: { evaluationPeriods: 2, datapointsToAlarm: 5 } }),
  }), /datapointsToAlarm/],
  ['an age that is a number of hours known at deployment only', (stack) => rule(stack, {
    maxEventAge: Duration.hours(new CfnParameter(stack, 'Hours', { type: 'Number', default: 3 }).valueAsNumber),
  }), /known at deployment only, and AWS counts seconds/],
  ['a queue in first-in-first-out order', (stack) => rule(stack, { deadLetterQueue: new sqs.Queue(stack, 'Ordered', { fifo: true }) }), /FIFO/],
  ['two hubs with one event bus', (stack) => {
    new ServiceEventHub(stack, 'First', { accounts: ['222222222222'], eventBusName: 'one' });
    new ServiceEventHub(stack, 'Second', { accounts: ['222222222222'], eventBusName: 'one' });
  }, /both have an event bus called 'one'/],
  ['a spoke and a hub in two Regions of China', (stack) => {
    const [here, there] = ['cn-north-1', 'cn-northwest-1'].map((region) => new Stack(stack.node.scope!, region, { env: { account: stack.account, region } }));
    const { bus } = new ServiceEventHub(here, 'Hub', { accounts: ['222222222222'], eventBusName: 'central' });
    new ServiceEventSpoke(there, 'Spoke', { hubBus: bus, services: [AwsService.EC2] });
  }, /cannot be forwarded to cn-north-1.* Handle them in cn-northwest-1/],
  ['a dashboard beside the topic that the rules it shows tell', (stack) => {
    const jobs = new Stack(stack.node.scope!, 'Jobs', { env: stack });
    rule(jobs, { alarmActions: { ticket: topics(stack, 1) } });
    new ServiceEventDashboard(stack, 'Dashboard', { rulesOf: jobs });
  }, /Put the dashboard into a stack of its own/],
];
