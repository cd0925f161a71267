import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';

export function failing(stack: Stack): void {
  const topics = [1, 2, 3, 4, 5, 6].map((n) => new sns.Topic(stack, `Topic${n}`));
  topics.forEach((topic) => topic.grantPublish(new iam.ServicePrincipal('events.amazonaws.com')));
  new events.CfnRule(stack, 'Rule', {
    eventPattern: { 'source': ['aws.batch'], 'detail-type': ['Batch Job State Change'] },
    targets: topics.map((topic) => ({ id: topic.node.id, arn: topic.topicArn })),
  });
}

export function passing(stack: Stack): void {
  const topics = [1, 2, 3, 4, 5].map((n) => new sns.Topic(stack, `Topic${n}`));
  topics.forEach((topic) => topic.grantPublish(new iam.ServicePrincipal('events.amazonaws.com')));
  new events.CfnRule(stack, 'Rule', {
    eventPattern: { 'source': ['aws.batch'], 'detail-type': ['Batch Job State Change'] },
    targets: topics.map((topic) => ({ id: topic.node.id, arn: topic.topicArn })),
  });
}
