import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';

export function failing(stack: Stack): void {
  for (let n = 1; n <= 31; n++) {
    new events.Rule(stack, `Rule${n}`, {
      eventPattern: { source: ['aws.s3'], detailType: ['Object Created'], detail: { object: { key: events.Match.wildcard(`${n}/*`) } } },
    });
  }
}

export function passing(stack: Stack): void {
  for (let n = 1; n <= 31; n++) {
    new events.Rule(stack, `Rule${n}`, {
      eventPattern: { source: ['aws.s3'], detailType: ['Object Created'], detail: { object: { key: events.Match.prefix(`${n}/`) } } },
    });
  }
}
