import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { rulesOfApp } from '../../src/hub/rules-of-app';
import { testApp } from '../support/test-app';

const BUS = 'arn:aws:events:eu-west-1:111122223333:event-bus/central';
const TARGET = { Id: 'Bus', Arn: BUS };

test.each<[string, (rule: events.CfnRule) => void]>([
  ['its targets', (rule) => { rule.targets = [{ id: 'Bus', arn: BUS }]; }],
  ['an override', (rule) => rule.addPropertyOverride('Targets', [TARGET])],
  ['an override with a condition', (rule) => rule.addPropertyOverride('Targets', [{ 'Fn::If': ['IsMain', TARGET, { Ref: 'AWS::NoValue' }] }])],
])('a rule forwards to a bus that %s names', (_how, give) => {
  const stack = new Stack(testApp(), 'Stack');
  const rule = new events.CfnRule(stack, 'Rule', { eventPattern: { source: ['aws.batch'] } });
  expect(rulesOfApp(stack)[0].forwardsTo).toEqual([]);
  give(rule);
  expect(rulesOfApp(stack)[0].forwardsTo).toEqual([BUS]);
});
