import { CfnParameter, NestedStack, Stack } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { asText } from '../../src/delivery/written-reference';
import { testStack } from '../support/test-app';

let stack: Stack;
let queue: sqs.CfnQueue;
beforeEach(() => {
  stack = testStack();
  // Another stack below has a resource of the same name.
  new sqs.CfnQueue(new NestedStack(stack, 'Nested'), 'Queue');
  queue = new sqs.CfnQueue(stack, 'Queue');
  new CfnParameter(stack, 'Parameter');
});

test.each<[string, unknown, unknown]>([
  ['a name', { Ref: 'Queue' }, { Ref: 'Queue' }],
  ['an attribute in a list', { 'Fn::GetAtt': ['Queue', 'Arn'] }, { 'Fn::GetAtt': ['Queue', 'Arn'] }],
  ['an attribute in a text', { 'Fn::GetAtt': 'Queue.Arn' }, { 'Fn::GetAtt': ['Queue', 'Arn'] }],
  ['an attribute of a part', { 'Fn::GetAtt': ['Queue', 'Endpoint.Address'] }, { 'Fn::GetAtt': ['Queue', 'Endpoint.Address'] }],
  ['a resource that is not there', { Ref: 'Other' }, { Ref: 'Other' }],
  ['a parameter', { Ref: 'Parameter' }, { Ref: 'Parameter' }],
  ['what a parameter does not have', { 'Fn::GetAtt': ['Parameter', 'Arn'] }, { 'Fn::GetAtt': ['Parameter', 'Arn'] }],
  ['something else', { 'Fn::ImportValue': 'Arn' }, { 'Fn::ImportValue': 'Arn' }],
])('%s stays what it is', (_what, value, written) => {
  expect(stack.resolve(asText(value, stack))).toEqual(written);
});

test('a reference is one to the resource of the stack in which it stands', () => {
  expect(asText({ 'Fn::GetAtt': ['Queue', 'Arn'] }, stack)).toBe(queue.attrArn);
});

test.each([['arn:aws:sqs:eu-west-1:111111111111:letters', 'arn:aws:sqs:eu-west-1:111111111111:letters'], [undefined, undefined], [null, undefined]])('%p is %p', (value, text) => {
  expect(asText(value, stack)).toBe(text);
});
