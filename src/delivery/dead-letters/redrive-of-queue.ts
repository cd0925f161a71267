import { Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';

const REDRIVES = new WeakMap<sqs.IQueue, lambda.Function>();

/**
 * Remembers which function sends the letters of a queue again.
 */
export function rememberRedrive(queue: sqs.IQueue, redriveFunction: lambda.Function): void {
  REDRIVES.set(queue, redriveFunction);
}

/**
 * Who sends the letters of a queue again, for a person on call. The function is named where that makes no stack wait for
 * another: it depends on the queue.
 */
export function redriveOf(queue: sqs.IQueue): string | undefined {
  const redrive = REDRIVES.get(queue);
  if (!redrive) {
    return undefined;
  }
  const path = `redrive ${redrive.node.path}`;
  return Stack.of(redrive) === Stack.of(queue) ? `function ${redrive.functionName} (${path})` : `the function of ${path}`;
}
