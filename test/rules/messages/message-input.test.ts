import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { MessageInput } from '../../../src/rules/messages/message-input';
import { testApp } from '../../support/test-app';

test.each<[string | undefined, string]>([['eu-west-1', 'here: eu-west-1'], [undefined, 'here: undefined']])('a message is made for the Region of its rule, where that is known: %s', (region, text) => {
  const stack = new Stack(testApp(), 'Stack', region === undefined ? {} : { env: { region } });
  const rule = new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.batch'] } });
  const input = new MessageInput((here) => events.RuleTargetInput.fromText(`here: ${here}`));
  expect(stack.resolve(input.bind(rule)).input).toBe(JSON.stringify(text));
});
