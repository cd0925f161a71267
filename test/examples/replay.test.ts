import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { OperationsStack } from '../../examples/typescript/operations-stack';
import { replay } from '../../scripts/demo/replay';

test('every rule of the example is reached by an event, and turns a near miss away with the reason', () => {
  const template = Template.fromStack(new OperationsStack(new App(), 'Operations', { env: { region: 'us-east-1' } })).toJSON();
  const patterns = Object.values<any>(template.Resources).filter(({ Type, Properties }) => Type === 'AWS::Events::Rule' && Properties.EventPattern);
  const replayed = replay(template);
  expect(patterns.length).toBeGreaterThan(4);
  expect(replayed).toHaveLength(2 * patterns.length);
  replayed.forEach(({ reached, reason }, n) => {
    expect(reached).toHaveLength(n % 2 === 0 ? 1 : 0);
    expect(reason ?? '').toMatch(n % 2 === 0 ? /^$/ : /: detail\..*: wanted .*, found /);
  });
});
