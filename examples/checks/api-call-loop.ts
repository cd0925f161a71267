import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sns from 'aws-cdk-lib/aws-sns';

export function failing(stack: Stack): void {
  const topic = new sns.Topic(stack, 'Topic');
  new events.Rule(stack, 'Rule', {
    eventPattern: { source: ['aws.sns'], detailType: ['AWS API Call via CloudTrail'], detail: { eventName: ['Publish'] } },
    targets: [new targets.SnsTopic(topic)],
  });
}

export function passing(stack: Stack): void {
  const topic = new sns.Topic(stack, 'Topic');
  new events.Rule(stack, 'Rule', {
    eventPattern: { source: ['aws.sns'], detailType: ['AWS API Call via CloudTrail'], detail: { eventName: ['CreateTopic'] } },
    targets: [new targets.SnsTopic(topic)],
  });
}
