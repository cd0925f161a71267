import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import { AwsService, ServiceEventRule } from 'cdk-service-events';

export function failing(stack: Stack): void {
  new events.Rule(stack, 'Rule', {
    eventPattern: { source: ['aws.batch'], detailType: ['Batch Job State Change'] },
    targets: [new targets.SnsTopic(new sns.Topic(stack, 'Topic'))],
  });
}

export function passing(stack: Stack): void {
  new ServiceEventRule(stack, 'Rule', {
    service: AwsService.BATCH,
    targets: [new targets.SnsTopic(new sns.Topic(stack, 'Topic'))],
  });
}
