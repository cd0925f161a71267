import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { shown } from '../../../src/delivery/options/shown';

const stack = new Stack(undefined, 'Stack');

test.each<[unknown, string]>([
  [undefined, 'undefined'],
  [null, 'null'],
  [0, '0'],
  [NaN, 'NaN'],
  ['x', '"x"'],
  ['y'.repeat(200), `"${'y'.repeat(79)}…`],
  [[1, 2], 'a list of 2'],
  [{ a: 1 }, '{"a":1}'],
  [{ a: [1] }, 'an object with a'],
  [Duration.hours(1), 'a Duration'],
  [new sqs.Queue(stack, 'Queue'), 'a Queue (\'Stack/Queue\')'],
  [sqs.Queue, 'the class Queue'],
  [stack.region, 'a value that is known at deployment only'],
  [`x${stack.region}`, 'a value that is known at deployment only'],
  [Lazy.number({ produce: () => 1 }), 'a value that is known at deployment only'],
  [Lazy.list({ produce: () => [] }), 'a value that is known at deployment only'],
  [Lazy.any({ produce: () => [] }), 'a value that is known at deployment only'],
])('%p is shown as %s', (value, text) => {
  expect(shown(value)).toBe(text);
});
