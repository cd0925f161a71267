import { App, Aws, Lazy, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { listOf } from '../../../src/delivery/options/option-kind';
import { NAME, NUMBER, TEXT } from '../../../src/delivery/options/option-kinds';
import { requireOption, requireOptions, requireScope } from '../../../src/delivery/options/require-options';
import { testStack } from '../../support/test-app';

const KINDS = { name: NAME, count: NUMBER, names: listOf(NAME), texts: listOf(TEXT) };
const late = (value: any) => Lazy.string({ produce: () => value });
const lateList = (...value: string[]) => Lazy.list({ produce: () => value });

const problemsOf = (construct: Construct, options: object) => {
  requireOptions(construct, 'it', options, KINDS);
  return construct.node.validate();
};

test.each<[string, () => object, string[]]>([
  ['nothing', () => ({}), []],
  ['a text', () => ({ name: late('x') }), []],
  ['a text without a character', () => ({ name: late('') }), ['name of it is "": it must be a text with at least one character.']],
  ['two of them', () => ({ name: late(''), names: lateList('a', '') }), [expect.stringMatching(/^name of it/), expect.stringMatching(/^names\[1\] of it/)]],
  ['a list', () => ({ names: lateList('a', 'b') }), []],
  ['a list of which the deployment knows a part', () => ({ texts: lateList('a', Aws.REGION) }), []],
  ['what the deployment knows', () => ({ name: Aws.REGION }), []],
])('what is known late is looked at when the template is written: %s', (_what, options, problems) => {
  expect(problemsOf(new Construct(testStack(), 'It'), options())).toEqual(problems);
});

test('what is known late of an app is looked at with one of its stacks, where it has any', () => {
  const wrong = () => ({ name: late('') });
  const app = new App();
  new Stack(app, 'Stack');
  expect([problemsOf(app, wrong()).length, problemsOf(new App(), wrong()).length]).toEqual([1, 0]);
});

test('one option is refused by its name', () => {
  expect(() => requireOption('it', 'name', '', NAME)).toThrow('name of it is "": it must be a text with at least one character.');
  expect(() => requireOption('it', 'names', ['', ''], listOf(NAME))).toThrow('names[0] of it');
  expect(() => requireOption('it', 'name', 'x', NAME)).not.toThrow();
});

test('a scope is a construct', () => {
  expect(() => requireScope('it', 'x')).toThrow('scope of it is "x": give a construct, such as the app, a stage or a stack.');
  expect(() => requireScope('it', testStack())).not.toThrow();
});
