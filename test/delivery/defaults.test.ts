import { App, Duration, Lazy, Stack, Stage } from 'aws-cdk-lib';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import { AwsService, DeliveryDefaults, DeliveryOptions, ServiceEventRule } from 'cdk-service-events';
import { Construct } from 'constructs';
import { onlyResourceOf, queueIn, testApp } from '../support/test-app';

function retryPolicyOf(scope: Construct, delivery?: DeliveryOptions): any {
  new ServiceEventRule(scope, 'Rule', { service: AwsService.EC2, delivery, targets: [new targets.SqsQueue(queueIn(scope))] });
  return onlyResourceOf(Stack.of(scope), 'AWS::Events::Rule').Properties.Targets[0].RetryPolicy;
}

let app: App;
let stack: Stack;
beforeEach(() => {
  app = testApp();
  stack = new Stack(app, 'Stack');
});

test('the nearest scope wins, property by property', () => {
  const scope = new Construct(stack, 'Scope');
  DeliveryDefaults.of(app).set({ retryAttempts: 1, maxEventAge: Duration.hours(1) });
  DeliveryDefaults.of(stack).set({ retryAttempts: 2 });
  DeliveryDefaults.of(scope).set({ retryAttempts: 3 });
  expect(retryPolicyOf(scope)).toEqual({ MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 3600 });
});

test('a rule\'s own options win over all', () => {
  DeliveryDefaults.of(stack).set({ retryAttempts: 2, maxEventAge: Duration.hours(1) });
  expect(retryPolicyOf(stack, { retryAttempts: 0 })).toEqual({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 3600 });
});

test('a second call adds to the first', () => {
  DeliveryDefaults.of(stack).set({ retryAttempts: 2 });
  DeliveryDefaults.of(stack).set({ maxEventAge: Duration.hours(1), retryAttempts: undefined });
  expect(retryPolicyOf(stack)).toEqual({ MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 3600 });
});

test('defaults of one scope do not reach another', () => {
  DeliveryDefaults.of(new Construct(stack, 'Other')).set({ retryAttempts: 2 });
  expect(retryPolicyOf(new Construct(stack, 'Scope')).MaximumRetryAttempts).toBe(185);
});

test('the defaults of the app reach the stages', () => {
  DeliveryDefaults.of(app).set({ retryAttempts: 2 });
  expect(retryPolicyOf(new Stack(new Stage(app, 'Stage'), 'Stack')).MaximumRetryAttempts).toBe(2);
});

test('a default outside what EventBridge accepts is refused where it is set', () => {
  expect(() => DeliveryDefaults.of(app).set({ retryAttempts: 186 })).toThrow('retryAttempts of DeliveryDefaults.set is 186: it must be a whole number from 0 to 185');
});

test('a default that is known late is refused when the template is written', () => {
  DeliveryDefaults.of(app).set({ retryAttempts: Lazy.number({ produce: () => 186 }) });
  expect(() => retryPolicyOf(stack)).toThrow('retryAttempts of DeliveryDefaults.set is 186: it must be a whole number from 0 to 185');
});

test('setting defaults after a rule has used them is refused, with the rule', () => {
  retryPolicyOf(stack);
  expect(() => DeliveryDefaults.of(app).set({ retryAttempts: 2 })).toThrow(
    "The delivery defaults of 'the app' are set after the rule 'Stack/Rule' has used them: call DeliveryDefaults.of(...).set(...) before the first rule below this scope is made.");
});

test('setting defaults of a scope that no rule has used yet is fine', () => {
  new ServiceEventRule(stack, 'Rule', { service: AwsService.EC2, targets: [new targets.SqsQueue(queueIn(stack))] });
  const other = new Stack(app, 'Other');
  DeliveryDefaults.of(other).set({ retryAttempts: 2 });
  expect(retryPolicyOf(other).MaximumRetryAttempts).toBe(2);
  expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.Targets[0].RetryPolicy.MaximumRetryAttempts).toBe(185);
});

test.each([[undefined], ['Stack'], [{}]])('what holds below %p is no default', (scope) => {
  expect(() => DeliveryDefaults.of(scope as never)).toThrow(/^scope of DeliveryDefaults\.of is .*: give a construct/);
});
