import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';

export function failing(stack: Stack): void {
  const handler = new lambda.Function(stack, 'Handler', {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {}'),
  });
  for (let n = 1; n <= 51; n++) {
    new events.Rule(stack, `Rule${n}`, { eventPattern: { source: ['aws.batch'], detailType: ['Batch Job State Change'] }, targets: [new targets.LambdaFunction(handler)] });
  }
}

export function passing(stack: Stack): void {
  const handler = new lambda.Function(stack, 'Handler', {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {}'),
  });
  for (let n = 1; n <= 50; n++) {
    new events.Rule(stack, `Rule${n}`, { eventPattern: { source: ['aws.batch'], detailType: ['Batch Job State Change'] }, targets: [new targets.LambdaFunction(handler)] });
  }
}
