import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { OperationsStack } from '../../examples/typescript/operations-stack';
import { replay } from '../../scripts/demo/replay';
import { everyOf } from '../support/every-of';

test('a rule with $or at the top of its pattern is sent an event, and a near miss, for each branch', () => {
  const Rule = {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventPattern: {
        $or: [
          { 'source': ['aws.ec2'], 'detail-type': ['EC2 Instance State-change Notification'], 'detail': { state: ['stopped'] } },
          { 'source': ['aws.signin'], 'detail-type': ['AWS Console Sign In via CloudTrail'], 'detail': { $or: [{ userIdentity: { type: ['Root'] } }, { eventName: ['CheckMfa'] }] } },
        ],
      },
      Targets: [{ Id: 'Target', Arn: 'arn:aws:sqs:us-east-1:111111111111:queue' }],
    },
  };
  expect(replay({ Resources: { Rule } }).map(({ event, reached }) => [event.split('  ')[0], reached.length])).toEqual([
    ['aws.ec2', 1], ['aws.ec2', 0], ['aws.signin', 1], ['aws.signin', 0],
  ]);
});

test('a rule that names no source is refused with its name', () => {
  const Rule = { Type: 'AWS::Events::Rule', Properties: { EventPattern: { account: ['111111111111'] } } };
  expect(() => replay({ Resources: { Rule } })).toThrow("Rule 'Rule' names no source");
});

test('every rule of the example is reached by an event, and turns a near miss away with the reason', () => {
  const template = Template.fromStack(new OperationsStack(new App(), 'Operations', { env: { region: 'us-east-1' } })).toJSON();
  const patterns = Object.values<any>(template.Resources).filter(({ Type, Properties }) => Type === 'AWS::Events::Rule' && Properties.EventPattern);
  const replayed = replay(template);
  expect(patterns.length).toBeGreaterThan(4);
  expect(replayed).toHaveLength(2 * patterns.length);
  for (const [n, { reached, reason }] of everyOf(replayed.entries())) {
    expect(reached).toHaveLength(n % 2 === 0 ? 1 : 0);
    expect(reason ?? '').toMatch(n % 2 === 0 ? /^$/ : /: detail\..*: wanted .*, found /);
  }
});
