import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { OperationsStack } from '../../examples/typescript/operations-stack';
import { breakdownsOf } from '../../scripts/demo/breakdown';
import { refusalOfMistake } from '../../scripts/demo/mistake';

test('the demo shows where an event ends while something is broken, and who is told', () => {
  const template = Template.fromStack(new OperationsStack(new App({ context: { 'aws:cdk:enable-path-metadata': true } }), 'Operations', { env: { region: 'us-east-1' } })).toJSON();
  const [well, throttled, deleted, both] = breakdownsOf(template, 'Operations/UserCreated').map(({ becomes }) => becomes);
  expect(well).toBe('delivered; no alarm');
  expect(throttled).toMatch(/^delivered .* late, at the \d+th try; no alarm$/);
  expect(deleted).toMatch(/^kept in Operations\/.*Queue.* \([A-Z_]+\); alarms: failed/);
  expect(both).toMatch(/^lost \(.+\); alarms: lost/);
});

test('the demo\'s mistake is refused, with what is meant', () => {
  expect(refusalOfMistake()).toMatch(/can never match: detail\.state is "Stopped".*"stopped"/);
});
