import { CfnParameter, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { DeliveryType } from 'cdk-service-events';
import { planEventPattern } from '../../../src/rules/service-events/event-pattern-plan';
import { testStack } from '../../support/test-app';

let stack: Stack;
beforeEach(() => {
  stack = testStack();
});

const planOf = (eventPattern: events.EventPattern, more: object = {}) => planEventPattern(stack, { eventPattern, ...more });

test.each<[events.EventPattern, string]>([
  [{ source: ['aws.batch'], detailType: ['Batch Job State Change'] }, 'aws.batch, Batch Job State Change'],
  [{ source: ['aws.batch', 'aws.ecs'] }, 'aws.batch, aws.ecs'],
  [{ detailType: ['Kind'] }, 'Kind'],
  [{ source: events.Match.prefix('aws.') }, 'an event pattern'],
  [{ account: ['111111111111'] }, 'an event pattern'],
])('a pattern from elsewhere is called by the texts that it names: %j', (pattern, subject) => {
  expect(planOf(pattern).subject).toBe(subject);
});

test('what it matches arrives through CloudTrail where all of its kinds do', () => {
  expect([planOf({ source: ['aws.iam'], detailType: ['AWS API Call via CloudTrail'] }), planOf({ source: ['aws.iam'] })].map(({ viaCloudTrail, promise }) => [viaCloudTrail, promise.deliveryType]))
    .toEqual([[true, DeliveryType.BEST_EFFORT], [false, DeliveryType.BEST_EFFORT]]);
});

test('it is forgiven what is newer than the catalogue only where that is asked for', () => {
  const batch = { source: ['aws.batch'] };
  expect([planOf(batch).intents, planOf(batch, { allowUnknown: false }).intents]).toEqual([[], []]);
  expect(planOf(batch, { allowUnknown: true }).intents).toContainEqual({ check: 'unknown-source', reason: 'The rule was made with allowUnknown.' });
});

test('it may hold what only the deployment knows', () => {
  const source = new CfnParameter(stack, 'Source').valueAsString;
  expect(planOf({ source: [source] }).subject).toBe('an event pattern');
});

test.each<[string, unknown, string]>([
  ['nothing', undefined, "eventPattern of rule 'Stack' is undefined"],
  ['a text', '{}', "eventPattern of rule 'Stack' is \"{}\""],
  ['no field', {}, "The event pattern of rule 'Stack' is empty: give at least a source."],
])('%s is no pattern', (_what, pattern, words) => {
  expect(() => planOf(pattern as events.EventPattern)).toThrow(words);
});
