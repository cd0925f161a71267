import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { environmentKey, mayShareEnvironment } from '../../src/delivery/environment-key';
import { knownToDiffer } from '../../src/delivery/known-to-differ';

const HERE = { account: '111111111111', region: 'eu-west-1' };

let app: App;
beforeEach(() => {
  app = new App();
});

const stack = (id: string, env: { account?: string; region?: string } = {}, scope: App | Stage = app) => new Stack(scope, id, { env });

test('an account and Region are one place, whatever the stack', () => {
  expect([environmentKey(stack('One', HERE)), environmentKey(stack('Other', HERE))]).toEqual(['111111111111/eu-west-1', '111111111111/eu-west-1']);
});

test.each([[{}], [{ account: HERE.account }], [{ region: HERE.region }]])('a stack that does not say all of where it goes is a place of its own, with its nested stacks (%j)', (env) => {
  const one = stack('One', env);
  const nested = new NestedStack(new NestedStack(one, 'Nested'), 'Within');
  expect([one, nested, stack('Other', env)].map(environmentKey)).toEqual(['stack One', 'stack One', 'stack Other']);
});

test.each<[string, object, object, boolean]>([
  ['the same account and Region', HERE, HERE, true],
  ['another Region', HERE, { ...HERE, region: 'us-east-1' }, false],
  ['another account', HERE, { ...HERE, account: '222222222222' }, false],
  ['another Region, whatever the account', { region: 'eu-west-1' }, { region: 'us-east-1' }, false],
  ['another account, wherever', { account: '111111111111' }, { account: '222222222222' }, false],
  ['an account and Region that may be the same', HERE, {}, true],
  ['nothing that is known', {}, {}, true],
])('two stacks with %s may share one or not', (_what, one, other, may) => {
  expect(mayShareEnvironment(stack('One', one), stack('Other', other))).toBe(may);
});

test('stacks of two stages share what is known to be one account and Region alone, since they are deployed apart', () => {
  const [beta, prod] = ['Beta', 'Prod'].map((id) => new Stage(app, id));
  expect(mayShareEnvironment(stack('Stack', HERE, beta), stack('Stack', HERE, prod))).toBe(true);
  expect(mayShareEnvironment(stack('Open', {}, beta), stack('Open', {}, prod))).toBe(false);
  expect(mayShareEnvironment(stack('One', {}, beta), stack('Other', {}, beta))).toBe(true);
});

test.each<[string | undefined, string | undefined, boolean]>([
  ['a', 'a', false], ['a', 'b', true], ['a', undefined, false], [undefined, 'b', false], [undefined, undefined, false],
  ['a', '${Token[TOKEN.1]}', false], ['${Token[TOKEN.1]}', '${Token[TOKEN.2]}', false],
])('%s and %s are known to differ: %s', (one, other, differ) => {
  expect(knownToDiffer(one, other)).toBe(differ);
});
