import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import * as sqs from 'aws-cdk-lib/aws-sqs';

export function failing(stack: Stack): void {
  const handler = new lambda.Function(stack, 'Handler', {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {}'),
  });
  new events.Rule(stack, 'Rule', {
    eventPattern: { source: ['aws.batch'], detailType: ['Batch Job State Change'] },
    targets: [new targets.LambdaFunction(handler)],
  });
}

export function passing(stack: Stack): void {
  const handler = new lambda.Function(stack, 'Handler', {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {}'),
    onFailure: new destinations.SqsDestination(new sqs.Queue(stack, 'Failed')),
  });
  new events.Rule(stack, 'Rule', {
    eventPattern: { source: ['aws.batch'], detailType: ['Batch Job State Change'] },
    targets: [new targets.LambdaFunction(handler)],
  });
}
