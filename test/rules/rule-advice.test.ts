import { App, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { ApiCallRule, AwsService, EcsEvents, EventRegions, ServiceEventRule, ServiceRuleOptions, Trails } from 'cdk-service-events';
import { messagesOf, queueIn, testStack } from '../support/test-app';

let stack: Stack;
beforeEach(() => {
  stack = testStack({ env: { account: '111111111111', region: 'us-east-1' } });
  queueIn(stack, 'Any');
});

const said = (id: string) => messagesOf(stack).filter((text) => text.includes(`::${id}]`)).length;
const call = (props: Partial<ServiceRuleOptions> = {}) => new ApiCallRule(stack, 'Call', { service: AwsService.ECS, operations: ['RunTask'], ...props });
const tasks = (props: Partial<ServiceRuleOptions> = {}) => new ServiceEventRule(stack, 'Tasks', { service: AwsService.ECS, detailTypes: [EcsEvents.ECS_TASK_STATE_CHANGE], ...props });

test('a rule is told that another one matches the same actions, unless it is off', () => {
  call();
  tasks();
  expect(said('arrives-twice')).toBe(1);
});

test('a rule that is off is told nothing', () => {
  call({ enabled: false });
  tasks();
  expect([said('arrives-twice'), said('trail-not-known')]).toEqual([0, 0]);
});

describe('that calls arrive only where a trail records them', () => {
  const aboutTrails = () => messagesOf(stack).filter((text) => /\btrail\b/i.test(text) && !text.includes('events-can-go-missing')).length;

  test('is told of a rule on calls', () => {
    call();
    expect(aboutTrails()).toBeGreaterThan(0);
  });

  test('is told of no rule on what a service sends itself', () => {
    tasks();
    expect(aboutTrails()).toBe(0);
  });

  test.each<[string, () => Partial<ServiceRuleOptions>, boolean]>([
    ['here', () => ({}), true],
    ['in other Regions, from where they are forwarded', () => ({ eventRegions: EventRegions.alreadyForwarded() }), false],
    ['wherever a bus is fed from', () => ({ eventBus: new events.EventBus(stack, 'Bus') }), false],
  ])('counts as proof for a rule on what happens %s: %#', (_where, props, isRefused) => {
    const there = new Stack(stack.node.root as App, 'There', { env: { account: '222222222222', region: 'us-east-1' } });
    Trails.of(there).create();
    call(props());
    const synthesize = () => messagesOf(stack);
    if (isRefused) {
      expect(synthesize).toThrow("Rule 'Stack/Call' can never match: the trail that is known records account 222222222222");
    } else {
      expect(synthesize().filter((text) => text.includes('can never match'))).toEqual([]);
    }
  });
});
