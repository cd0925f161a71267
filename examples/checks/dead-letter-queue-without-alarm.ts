import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';

export function failing(stack: Stack): void {
  const deadLetterQueue = new sqs.Queue(stack, 'Dead');
  new events.Rule(stack, 'Rule', {
    eventPattern: { source: ['aws.batch'], detailType: ['Batch Job State Change'] },
    targets: [new targets.SnsTopic(new sns.Topic(stack, 'Topic'), { deadLetterQueue })],
  });
}

export function passing(stack: Stack): void {
  const deadLetterQueue = new sqs.Queue(stack, 'Dead');
  new events.Rule(stack, 'Rule', {
    eventPattern: { source: ['aws.batch'], detailType: ['Batch Job State Change'] },
    targets: [new targets.SnsTopic(new sns.Topic(stack, 'Topic'), { deadLetterQueue })],
  });
  deadLetterQueue.metricApproximateNumberOfMessagesVisible().createAlarm(stack, 'Alarm', { threshold: 1, evaluationPeriods: 1 });
}
