import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sns from 'aws-cdk-lib/aws-sns';

export function failing(stack: Stack): void {
  const rule = new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.batch'], detailType: ['Batch Job State Change'] } });
  for (let n = 1; n <= 6; n++) {
    rule.addTarget(new targets.SnsTopic(new sns.Topic(stack, `Topic${n}`)));
  }
}

export function passing(stack: Stack): void {
  const rule = new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.batch'], detailType: ['Batch Job State Change'] } });
  for (let n = 1; n <= 5; n++) {
    rule.addTarget(new targets.SnsTopic(new sns.Topic(stack, `Topic${n}`)));
  }
}
