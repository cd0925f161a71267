import { Duration } from 'aws-cdk-lib';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import { AwsService, EventRegions, OperationsEvent, OperationsRules, SecurityRules, ServiceEventRule, Trails, testing } from 'cdk-service-events';
import { readJsonFacts } from '../../scripts/catalog/facts';
import { WatchLists } from '../../scripts/catalog/watch-lists-step';
import { everyOf } from '../support/every-of';
import { messagesOf, queueIn, resourcesOf, testStack } from '../support/test-app';
import { DocumentedEvent, WHAT_GOES_WRONG } from '../support/what-goes-wrong';

const EVENTS = Object.values(OperationsEvent);

function eventOf({ source, detailType, detail }: DocumentedEvent, change: Record<string, any> = {}): Record<string, any> {
  return {
    'version': '0',
    'id': '36eb8523-97d0-4518-b33d-ee3579ff19f0',
    'detail-type': detailType,
    source,
    'account': '111122223333',
    'time': '2023-07-19T21:25:09Z',
    'region': 'us-west-2',
    'resources': [],
    'detail': JSON.parse(JSON.stringify({ ...detail, ...change })),
  };
}

/** The rules of the whole list that an event reaches. */
function reached(sample: Record<string, any>): OperationsEvent[] {
  return MATCHERS.filter(([, matcher]) => matcher.matches(sample)).map(([name]) => name);
}

const stack = testStack();
const all = new OperationsRules(stack, 'Watch', { targets: [new targets.SqsQueue(queueIn(stack))] });
const MATCHERS = EVENTS.map((name) => {
  const { eventPattern } = all.ruleOf(name)!.node.defaultChild as unknown as { eventPattern: Record<string, any> };
  return [name, testing.EventPatternMatcher.of(stack.resolve(eventPattern))] as const;
});

test.each(EVENTS)('%s matches what the documentation shows of it', (name) => {
  const { also = [], not } = WHAT_GOES_WRONG[name];
  const matches = (change?: Record<string, any>) => reached(eventOf(WHAT_GOES_WRONG[name], change)).includes(name);
  expect({ sample: matches(), also: also.map(matches), not: not.map(matches) })
    .toEqual({ sample: true, also: also.map(() => true), not: not.map(() => false) });
});

test.each(EVENTS)('the sample of %s reaches no other rule, but for the health of the account', (name) => {
  expect(reached(eventOf(WHAT_GOES_WRONG[name])).filter((other) => other !== name))
    .toEqual(name === OperationsEvent.INSTANCE_RETIREMENT ? [OperationsEvent.ACCOUNT_HEALTH] : []);
});

test('clusters fail over and certificates expire too', () => {
  expect(reached(eventOf({ ...WHAT_GOES_WRONG.DATABASE_FAILOVER_OR_FAILURE, detailType: 'RDS DB Cluster Event' }))).toEqual([OperationsEvent.DATABASE_FAILOVER_OR_FAILURE]);
  for (const detailType of ['ACM Certificate Expired', 'ACM Certificate Renewal Action Required']) {
    expect(reached(eventOf({ ...WHAT_GOES_WRONG.CERTIFICATE_ABOUT_TO_EXPIRE, detailType }))).toEqual([OperationsEvent.CERTIFICATE_ABOUT_TO_EXPIRE]);
  }
});

test('everything is watched by default, each rule guarded', () => {
  const rules = Object.values(resourcesOf(stack, 'AWS::Events::Rule'));
  expect(rules).toHaveLength(EVENTS.length);
  expect(all.rules).toHaveLength(EVENTS.length);
  for (const { Properties } of everyOf(rules)) {
    expect(Properties.Targets[0]).toMatchObject({ DeadLetterConfig: {}, RetryPolicy: {} });
  }
});

test('each rule has the alarms that all rules have, and needs no trail', () => {
  const other = testStack();
  const plain = new ServiceEventRule(other, 'Plain', { service: AwsService.GLUE, targets: [new targets.SqsQueue(queueIn(other))] });
  const kindsOf = ({ alarms }: ServiceEventRule) => alarms.map(({ node }) => node.id);
  expect(kindsOf(plain).length).toBeGreaterThan(0);
  for (const rule of everyOf(all.rules as ServiceEventRule[])) {
    expect(kindsOf(rule)).toEqual(kindsOf(plain));
    expect(rule.viaCloudTrail).toBe(false);
  }
});

test('only the health of the account is said to be elsewhere too', () => {
  const regional = testStack({ env: { region: 'eu-west-1', account: '111122223333' } });
  new OperationsRules(regional, 'Watch', { targets: [new targets.SqsQueue(queueIn(regional))] });
  expect(messagesOf(regional).filter((message) => !message.startsWith('info')))
    .toEqual([expect.stringContaining("Rule 'Stack/Watch/AccountHealth' is in eu-west-1 and sees only some of its events there")]);
});

test.each(['eu-west-1', 'us-east-1', 'ap-southeast-2'])('with their events forwarded, both lists work in %s without a warning', (region) => {
  const regional = testStack({ env: { region, account: '111122223333' } });
  const team = new targets.SnsTopic(new sns.Topic(regional, 'Team'));
  const options = { targets: [team], eventRegions: EventRegions.forward() };
  Trails.of(regional).declare({ managementEvents: true });
  const made = [...new OperationsRules(regional, 'Operations', options).rules, ...new SecurityRules(regional, 'Security', options).rules];
  expect(made).toHaveLength(30);
  expect(messagesOf(regional).filter((message) => !message.startsWith('info'))).toEqual([]);
});

test('a warning of two minutes is not retried for a day', () => {
  const { Properties } = Object.values(resourcesOf(stack, 'AWS::Events::Rule'))
    .find((rule) => rule.Properties.EventPattern['detail-type'][0] === 'EC2 Spot Instance Interruption Warning')!;
  expect(Properties.Targets[0].RetryPolicy.MaximumEventAgeInSeconds).toBe(Duration.minutes(2).toSeconds());
});

test('its services send the events that are watched, and its sources are named', () => {
  const { operations } = readJsonFacts<WatchLists>('watch-lists.json');
  expect(operations.map(({ name }) => name)).toEqual(EVENTS);
  for (const { events, page, reason } of everyOf(operations)) {
    expect(AwsService.named(events!.service).detailTypes).toEqual(expect.arrayContaining(events!.detailTypes));
    expect(page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    expect(reason).toBeTruthy();
  }
});

test('some of it is watched, with the options that all rules have', () => {
  const some = testStack();
  const rules = new OperationsRules(some, 'Watch', { events: [OperationsEvent.BUILD_FAILED], ruleName: 'builds', enabled: false });
  expect(rules.ruleOf(OperationsEvent.BUILD_FAILED)).toBe(rules.rules[0]);
  expect(rules.ruleOf(OperationsEvent.PIPELINE_FAILED)).toBeUndefined();
  expect(Object.values(resourcesOf(some, 'AWS::Events::Rule'))[0].Properties).toMatchObject({ Name: 'builds', State: 'DISABLED' });
});

describe('refuses', () => {
  test.each([
    ['to watch nothing', { events: [] }, /events of 'Stack\/Watch' is an empty list/],
    ['to watch the same twice', { events: [OperationsEvent.BUILD_FAILED, OperationsEvent.BUILD_FAILED] }, /names BUILD_FAILED twice/],
    ['one name for several rules', { ruleName: 'mine' }, /makes 15 rules, which cannot all be called 'mine'/],
    ['what it does not know', { events: ['BUILD_FAILURE'] as any }, /BUILD_FAILURE/],
  ])('%s', (_name, props, message) => {
    expect(() => new OperationsRules(testStack(), 'Watch', props)).toThrow(message);
  });
});
