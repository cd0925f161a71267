import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AwsService, ServiceEventRule } from 'cdk-service-events';

export function failing(stack: Stack): void {
  const deadLetterQueue = new sqs.Queue(stack, 'Dead', { encryptionMasterKey: new kms.Key(stack, 'Key') });
  new events.Rule(stack, 'Rule', {
    eventPattern: { source: ['aws.batch'], detailType: ['Batch Job State Change'] },
    targets: [new targets.SnsTopic(new sns.Topic(stack, 'Topic'), { deadLetterQueue })],
  });
}

export function passing(stack: Stack): void {
  const deadLetterQueue = new sqs.Queue(stack, 'Dead', { encryptionMasterKey: new kms.Key(stack, 'Key') });
  new ServiceEventRule(stack, 'Rule', {
    service: AwsService.BATCH,
    targets: [new targets.SnsTopic(new sns.Topic(stack, 'Topic'))],
    delivery: { deadLetterQueue },
  });
}
