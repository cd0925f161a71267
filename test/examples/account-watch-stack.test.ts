import { AccountWatchStack, AlarmTopicStack } from '../../examples/typescript/account-watch-stack';
import { everyOf } from '../support/every-of';
import { testApp } from '../support/test-app';

test('the stacks that watch an account are as they were, those that forward included', () => {
  const app = testApp();
  const alarmActions = Object.fromEntries(['eu-west-1', 'us-east-1', 'us-east-2', 'us-west-2'].map((region) =>
    [region, new AlarmTopicStack(app, `Alarms-${region}`, { env: { region } }).alarmActions]));
  new AccountWatchStack(app, 'AccountWatch', { env: { region: 'eu-west-1' }, alarmActions });
  const stacks = app.synth().stacks.filter(({ id }) => !/^Alarms/.test(id));
  expect(stacks.map(({ id }) => id)).toEqual([
    'ForwardedServiceEvents-AccountWatch-eu-west-1',
    ...['us-east-1', 'us-east-2', 'us-west-2'].map((region) => `ServiceEventForwarder-AccountWatch-${region}`),
    'AccountWatch',
  ]);
  for (const { stackName, template } of everyOf(stacks)) {
    expect(template.Resources).toMatchSnapshot(stackName);
  }
});
