import { App, Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { textName } from '../../../src/testing/delivery/text-name';

const app = new App();

test('a thing of the app is named by its construct, or as a text', () => {
  expect(textName(new Queue(new Stack(app, 'Shop'), 'Work'))).toBe('Shop/Work');
  expect(textName('Work')).toBe('Work');
});

test.each<[string, unknown]>([
  ['undefined', undefined], ['null', null], ['an empty text', ''], ['5', 5], ['an object', { a: 1 }], ['an object', { node: { path: 5 } }], ['the app itself', app],
])('%s is refused with the ways to name one', (told, named) => {
  expect(() => textName(named)).toThrow(new Error(`A thing of the app is named by its construct, its place in the app, its logical id, its name or its ARN, and this is ${told}.`));
});
