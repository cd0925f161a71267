import { Token } from 'aws-cdk-lib';
import { requireText } from '../../src/catalog/required-text';

test.each<[unknown, string]>([
  [undefined, 'It is undefined: it must be a text.'],
  [null, 'It is null: it must be a text.'],
  [7, 'It is 7: it must be a text.'],
  [true, 'It is true: it must be a text.'],
  [['a'], 'It is an object: it must be a text.'],
  [{}, 'It is an object: it must be a text.'],
  [Token.asString({ Ref: 'X' }), 'It is known at deployment only (it is a token), and it is needed when the app is synthesized: give a text.'],
  [`a-${Token.asString({ Ref: 'X' })}`, 'It is known at deployment only (it is a token), and it is needed when the app is synthesized: give a text.'],
])('%p is refused', (value, message) => {
  expect(() => requireText('It', value)).toThrow(new Error(message));
});

test.each(['', 'a text', '${Token', 'Token['])('%j is a text', (value) => {
  expect(() => requireText('It', value)).not.toThrow();
});
