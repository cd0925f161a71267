import { Aws, Lazy, Stack, Token } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AwsService } from 'cdk-service-events';
import { shown } from '../../../src/delivery/options/shown';
import { testStack } from '../../support/test-app';

const UNKNOWN = 'a value that is known at deployment only';

class Own { }
class Apple { }
class Named { }
Object.assign(Named, { [Symbol.for('jsii.rtti')]: { fqn: 'some-library.Real' } });
const bare = (values: object): object => Object.assign(Object.create(null), values);

test.each<[string, unknown, string]>([
  ['null', null, 'null'],
  ['what is missing', undefined, 'undefined'],
  ['a number', 5, '5'],
  ['no number', NaN, 'NaN'],
  ['a large number', 5n, '5'],
  ['yes', true, 'true'],
  ['a text', 'a "b"', '"a \\"b\\""'],
  ['a text of 78 characters', 'x'.repeat(78), `"${'x'.repeat(78)}"`],
  ['a longer text', 'x'.repeat(79), `"${'x'.repeat(79)}…`],
  ['a list', ['a', 'b'], 'a list of 2'],
  ['an empty list', [], 'a list of 0'],
  ['a text that is known late', Aws.REGION, UNKNOWN],
  ['a number that is known late', Token.asNumber({ Ref: 'Number' }), UNKNOWN],
  ['a list that is known late', Token.asList({ Ref: 'List' }), UNKNOWN],
  ['a value that is known late', Lazy.any({ produce: () => 1 }), UNKNOWN],
  ['a class', Own, 'the class Own'],
  ['a class with another name in the other languages', Named, 'the class Real'],
  ['a function', function made() { return 1; }, 'the function made'],
  ['a function without a name', (() => () => 1)(), 'the function'],
  ['a plain object', { a: 1, b: 'x' }, '{"a":1,"b":"x"}'],
  ['an empty object', {}, '{}'],
  ['an object without a class', bare({ a: 1 }), '{"a":1}'],
  ['a long object', { a: 'x'.repeat(100) }, `{"a":"${'x'.repeat(74)}…`],
  ['an object with an object in it', { a: { b: 1 }, c: 1 }, 'an object with a, c'],
  ['an object with a function in it', { a: 1, f: () => 1 }, 'an object with a, f'],
  ['an object with a late value in it', { a: 1, late: Aws.REGION }, 'an object with a, late'],
  ['an object of a class', new Own(), 'an Own'],
  ['an object of a class with a vowel', new Apple(), 'an Apple'],
  ['an object of a class with a consonant', new Named(), 'a Real'],
  ['a constant of the library', AwsService.EC2, 'an AwsService'],
])('%s is shown in an error', (_what, value, text) => {
  expect(shown(value)).toBe(text);
});

test('a construct is shown with its path', () => {
  const stack = testStack();
  expect([stack, new sqs.Queue(stack, 'Queue')].map((construct: Stack | sqs.Queue) => shown(construct))).toEqual(["a Stack ('Stack')", "a Queue ('Stack/Queue')"]);
});
