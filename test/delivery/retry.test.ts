import { CfnParameter, Duration, Lazy, Stack } from 'aws-cdk-lib';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import { AwsService, DeliveryOptions, Ec2Events, ServiceEventRule } from 'cdk-service-events';
import fc from 'fast-check';
import { onlyResourceOf, queueIn, testStack } from '../support/test-app';

function retryPolicy(delivery?: DeliveryOptions, detailTypes?: string[], target?: targets.SqsQueueProps): any {
  const stack = testStack();
  new ServiceEventRule(stack, 'Rule', {
    service: AwsService.EC2, detailTypes, delivery, targets: [new targets.SqsQueue(queueIn(stack), target)],
  });
  return onlyResourceOf(stack, 'AWS::Events::Rule').Properties.Targets[0].RetryPolicy;
}

function ruleWith(delivery: DeliveryOptions, stack: Stack = testStack()): ServiceEventRule {
  return new ServiceEventRule(stack, 'Rule', { service: AwsService.EC2, delivery });
}

test('a delivery is tried for as long and as often as EventBridge can', () => {
  expect(retryPolicy()).toEqual({ MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 });
});

test('a rule can be satisfied with less', () => {
  expect(retryPolicy({ retryAttempts: 2, maxEventAge: Duration.minutes(5) })).toEqual({ MaximumEventAgeInSeconds: 300, MaximumRetryAttempts: 2 });
});

test('no retries at all is a value (aws/aws-cdk #21864)', () => {
  expect(retryPolicy({ retryAttempts: 0 }).MaximumRetryAttempts).toBe(0);
});

test('what a target brings itself stays, and the rest is filled in', () => {
  expect(retryPolicy({ retryAttempts: 7 }, undefined, { retryAttempts: 0 })).toEqual({ MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 0 });
  expect(retryPolicy({}, undefined, { maxEventAge: Duration.hours(1) })).toEqual({ MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 185 });
});

test('a notice that is worthless after two minutes is not delivered later', () => {
  expect(retryPolicy({}, [Ec2Events.EC2_SPOT_INSTANCE_INTERRUPTION_WARNING]).MaximumEventAgeInSeconds).toBe(120);
});

test('a rule that also matches events of longer use keeps trying', () => {
  const detailTypes = [Ec2Events.EC2_SPOT_INSTANCE_INTERRUPTION_WARNING, Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION];
  expect(retryPolicy({}, detailTypes).MaximumEventAgeInSeconds).toBe(86_400);
});

test('the view of the catalogue on a short-lived event knows its useful life', () => {
  const stack = testStack();
  new ServiceEventRule(stack, 'Rule', { service: AwsService.EC2_SPOT_INSTANCE_INTERRUPTION, targets: [new targets.SqsQueue(queueIn(stack))] });
  expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.Targets[0].RetryPolicy.MaximumEventAgeInSeconds).toBe(120);
});

test('every number of retries outside 0 to 185 is refused, with the value', () => {
  const outside = fc.oneof(fc.integer({ max: -1 }), fc.integer({ min: 186 }), fc.double({ min: 0.1, max: 0.9, noNaN: true }));
  fc.assert(fc.property(outside, (retryAttempts) => {
    expect(() => ruleWith({ retryAttempts })).toThrow(
      `delivery.retryAttempts of rule 'Stack/Rule' is ${retryAttempts}: it must be a whole number from 0 to 185.`);
  }), { numRuns: 25 });
});

test('every number of retries from 0 to 185 is accepted', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 185 }), (retryAttempts) => {
    expect(retryPolicy({ retryAttempts }).MaximumRetryAttempts).toBe(retryAttempts);
  }), { numRuns: 25 });
});

test('an event age outside 1 minute to 24 hours is refused', () => {
  expect(() => ruleWith({ maxEventAge: Duration.seconds(59) })).toThrow("maxEventAge of rule 'Stack/Rule' is 59 seconds: it must be a whole number from 60 to 86400 seconds.");
  expect(() => ruleWith({ maxEventAge: Duration.hours(25) })).toThrow(/is 90000 seconds/);
  expect(retryPolicy({ maxEventAge: Duration.minutes(1) }).MaximumEventAgeInSeconds).toBe(60);
  expect(retryPolicy({ maxEventAge: Duration.hours(24) }).MaximumEventAgeInSeconds).toBe(86_400);
});

test('a value that is known at deployment only is not checked', () => {
  const stack = testStack();
  ruleWith({ retryAttempts: new CfnParameter(stack, 'Retries', { type: 'Number' }).valueAsNumber }, stack).addTarget(new targets.SqsQueue(queueIn(stack)));
  expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.Targets[0].RetryPolicy.MaximumRetryAttempts).toEqual({ Ref: 'Retries' });
});

test('a value that is known late is checked when the template is written', () => {
  expect(retryPolicy({ retryAttempts: Lazy.number({ produce: () => 3 }) }).MaximumRetryAttempts).toBe(3);
  expect(() => retryPolicy({ retryAttempts: Lazy.number({ produce: () => 9999 }) })).toThrow("delivery.retryAttempts of rule 'Stack/Rule' is 9999: it must be a whole number from 0 to 185.");
});
