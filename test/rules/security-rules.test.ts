import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import { AwsService, SecurityEvent, SecurityRules, SecurityRulesProps } from 'cdk-service-events';
import { readJsonFacts } from '../../scripts/catalog/facts';
import { WatchLists } from '../../scripts/catalog/watch-lists-step';
import { operationsOfService } from '../../src/catalog/operations';
import { EventPatternMatcher } from '../../src/pattern/matcher/event-pattern-matcher';
import { CALLS, SERVICE_EVENT_OF_ROOT, SIGN_INS, eventOf } from '../support/documented-records';
import { everyOf } from '../support/every-of';
import { NOT_OPEN, OPEN, RecordedAccess } from '../support/open-to-the-world';
import { queueIn, resourcesOf, testStack } from '../support/test-app';

let stack: Stack;

function rulesOf(props?: SecurityRulesProps): SecurityRules {
  stack = testStack();
  return new SecurityRules(stack, 'Security', props);
}

function propertiesOf(props: SecurityRulesProps): any[] {
  rulesOf(props);
  return Object.values(resourcesOf(stack, 'AWS::Events::Rule')).map(({ Properties }) => Properties);
}

/** The documented records that a preset matches. */
function matchedBy(call: SecurityEvent): string[] {
  const [{ EventPattern }] = propertiesOf({ events: [call] });
  const matcher = EventPatternMatcher.of(EventPattern);
  const samples = [
    ...Object.entries(CALLS).map(([name, record]) => [name, eventOf(record)] as const),
    ...Object.entries(SIGN_INS).map(([name, record]) => [name, eventOf(record, 'AWS Console Sign In via CloudTrail')] as const),
    ['serviceEventOfRoot', eventOf(SERVICE_EVENT_OF_ROOT, 'AWS Service Event via CloudTrail')] as const,
  ];
  return samples.filter(([, sample]) => matcher.matches(sample)).map(([name]) => name);
}

test.each<[SecurityEvent, string[]]>([
  [SecurityEvent.ROOT_ACTIVITY, ['rootEnablesMfa', 'rootChangesPassword', 'rootWithoutMfa', 'rootWithMfa', 'rootFailed']],
  [SecurityEvent.CONSOLE_SIGN_IN_WITHOUT_MFA, ['iamUserWithoutMfa', 'rootWithoutMfa']],
  [SecurityEvent.CONSOLE_SIGN_IN_FAILED, ['iamUserFailed', 'rootFailed']],
  [SecurityEvent.IAM_USER_OR_ACCESS_KEY_CREATED, ['createUser']],
  [SecurityEvent.SECURITY_GROUP_OR_NETWORK_ACL_CHANGED, ['authorizeSecurityGroupIngress']],
  [SecurityEvent.KMS_KEY_SCHEDULED_FOR_DELETION, ['scheduleKeyDeletion']],
  [SecurityEvent.S3_BUCKET_ACCESS_CHANGED, ['putBucketAcl']],
  [SecurityEvent.CONFIG_RECORDER_STOPPED, ['stopConfigurationRecorder', 'deleteDeliveryChannel']],
  [SecurityEvent.ORGANIZATIONS_CHANGED, ['createOrganizationalUnit', 'inviteAccountToOrganization']],
])('%s matches what the documentation shows of it, and nothing else', (call, names) => {
  expect(matchedBy(call)).toEqual(names);
});

test('CLOUDTRAIL_CHANGED matches a change of a trail, and none that failed', () => {
  expect(matchedBy(SecurityEvent.CLOUDTRAIL_CHANGED)).toEqual([]);
  const [{ EventPattern }] = propertiesOf({ events: [SecurityEvent.CLOUDTRAIL_CHANGED] });
  const { errorCode, ...succeeded } = CALLS.updateTrailFailed.detail;
  expect(errorCode).toBe('TrailNotFoundException');
  expect(EventPatternMatcher.of(EventPattern).matches(eventOf({ ...CALLS.updateTrailFailed, detail: succeeded }))).toBe(true);
});

describe('OPEN_TO_THE_WORLD', () => {
  const lets = ({ eventName, requestParameters }: RecordedAccess) => {
    const [{ EventPattern }] = propertiesOf({ events: [SecurityEvent.OPEN_TO_THE_WORLD] });
    const { detail } = CALLS.authorizeSecurityGroupIngress;
    return EventPatternMatcher.of(EventPattern).matches(eventOf({ page: '', detail: { ...detail, eventName, requestParameters } }));
  };

  test.each(Object.keys(OPEN))('matches %s', (name) => {
    expect(lets(OPEN[name])).toBe(true);
  });

  test('matches no call that failed', () => {
    const [{ EventPattern }] = propertiesOf({ events: [SecurityEvent.OPEN_TO_THE_WORLD] });
    const matcher = EventPatternMatcher.of(EventPattern);
    for (const { eventName, requestParameters } of everyOf(Object.values(OPEN))) {
      const { detail } = CALLS.authorizeSecurityGroupIngress;
      expect(matcher.matches(eventOf({ page: '', detail: { ...detail, eventName, requestParameters, errorCode: 'Client.UnauthorizedOperation' } }))).toBe(false);
    }
  });

  test.each(Object.keys(NOT_OPEN))('does not match %s', (name) => {
    expect(lets(NOT_OPEN[name])).toBe(false);
  });
});

const CALLS_WATCHED = readJsonFacts<WatchLists>('watch-lists.json').security.flatMap(({ name, calls }) => (calls && !calls.detail ? [[name, calls] as const] : []));

test.each(CALLS_WATCHED)('%s matches its calls that succeeded, and none that failed', (name, { service, operations }) => {
  const [{ EventPattern }] = propertiesOf({ events: [name as SecurityEvent] });
  const matcher = EventPatternMatcher.of(EventPattern);
  const eventSource = AwsService.named(service).cloudTrailEventSource!;
  for (const eventName of everyOf(operations)) {
    const call = (more = {}) => eventOf({ page: '', detail: { ...CALLS.createUser.detail, eventSource, eventName, ...more } });
    expect([eventName, matcher.matches(call()), matcher.matches(call({ errorCode: 'AccessDenied' }))]).toEqual([eventName, true, false]);
  }
});

test('what the root user reads is matched too', () => {
  expect(propertiesOf({ events: [SecurityEvent.ROOT_ACTIVITY] })[0].State).toBe('ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS');
});

test('changes of a bucket\'s public access are matched in every spelling', () => {
  const [{ EventPattern }] = propertiesOf({ events: [SecurityEvent.S3_BUCKET_ACCESS_CHANGED] });
  expect(EventPattern.detail.eventName).toEqual([
    'PutBucketPolicy', 'DeleteBucketPolicy', 'PutBucketAcl',
    'PutAccountPublicAccessBlock', 'PutBucketPublicAccessBlock', 'PutPublicAccessBlock',
    'DeleteAccountPublicAccessBlock', 'DeleteBucketPublicAccessBlock', 'DeletePublicAccessBlock',
  ]);
});

test('everything is watched by default, with one line', () => {
  const queue = (scope: Stack) => new targets.SqsQueue(queueIn(scope));
  stack = testStack();
  const security = new SecurityRules(stack, 'Security', { targets: [queue(stack)] });
  expect(security.rules).toHaveLength(15);
  const rules = Object.values(resourcesOf(stack, 'AWS::Events::Rule'));
  expect(rules).toHaveLength(15);
  for (const { Properties } of everyOf(rules)) {
    expect(Properties.Targets).toHaveLength(1);
    expect(Properties.Targets[0]).toMatchObject({ DeadLetterConfig: {}, RetryPolicy: {} });
  }
});

test('some of it is watched, with the options that all rules have', () => {
  stack = testStack();
  const eventBus = new events.EventBus(stack, 'Central');
  const security = new SecurityRules(stack, 'Security', {
    events: [SecurityEvent.CLOUDTRAIL_CHANGED, SecurityEvent.ROOT_ACTIVITY], eventBus, accounts: ['111111111111'], enabled: false,
  });
  expect(security.ruleOf(SecurityEvent.CLOUDTRAIL_CHANGED)).toBe(security.rules[0]);
  expect(security.ruleOf(SecurityEvent.ORGANIZATIONS_CHANGED)).toBeUndefined();
  for (const { Properties } of everyOf(Object.values(resourcesOf(stack, 'AWS::Events::Rule')))) {
    expect(Properties).toMatchObject({ EventBusName: {}, State: 'DISABLED', EventPattern: { account: ['111111111111'] } });
  }
});

test('its operations are those of the services, and its sources are named', () => {
  for (const { calls, page } of everyOf(readJsonFacts<WatchLists>('watch-lists.json').security)) {
    if (calls) {
      const { service, operations } = calls;
      expect(operationsOfService(service, [AwsService.named(service).cloudTrailEventSource!])).toEqual(expect.arrayContaining(operations));
    }
    expect(page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  }
});

test('unauthorized calls, line 3.1 of the benchmark, are not on the list', () => {
  const lines = readJsonFacts<WatchLists>('watch-lists.json').security.flatMap(({ cis = [] }) => cis);
  expect(lines).toContain('v1.2.0/3.2');
  expect(lines.filter((line) => /\/(3\.1|4\.1)$/.test(line))).toEqual([]);
});

describe('refuses', () => {
  test('to watch nothing', () => {
    expect(() => rulesOf({ events: [] })).toThrow(/events of 'Stack\/Security' is an empty list/);
  });

  test('to watch the same twice', () => {
    expect(() => rulesOf({ events: [SecurityEvent.ROOT_ACTIVITY, SecurityEvent.ROOT_ACTIVITY] })).toThrow('names ROOT_ACTIVITY twice');
  });

  test('one name for several rules', () => {
    expect(() => rulesOf({ ruleName: 'mine' })).toThrow("makes 15 rules, which cannot all be called 'mine'");
    expect(rulesOf({ ruleName: 'mine', events: [SecurityEvent.ROOT_ACTIVITY] }).rules).toHaveLength(1);
  });
});
