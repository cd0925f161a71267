import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as sns from 'aws-cdk-lib/aws-sns';

const PATTERN = { source: ['aws.batch'], detailType: ['Batch Job State Change'] };

export function failing(stack: Stack): void {
  new events.Rule(stack, 'Rule', { eventPattern: PATTERN });
  for (let n = 0; n < 400; n++) {
    new sns.Topic(stack, `Topic${n}`);
  }
}

export function passing(stack: Stack): void {
  new events.Rule(stack, 'Rule', { eventPattern: PATTERN });
  const topics = new Stack(stack, 'Topics');
  for (let n = 0; n < 400; n++) {
    new sns.Topic(topics, `Topic${n}`);
  }
}
