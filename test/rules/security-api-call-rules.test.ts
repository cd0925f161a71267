import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import { AwsService, SecurityApiCall, SecurityApiCallRules, SecurityApiCallRulesProps } from 'cdk-service-events';
import { readJsonFacts } from '../../scripts/catalog/facts';
import { operationsOfService } from '../../src/catalog/operations';
import { EventPatternMatcher } from '../../src/pattern/matcher/event-pattern-matcher';
import { CALLS, SERVICE_EVENT_OF_ROOT, SIGN_INS, eventOf } from '../support/documented-records';
import { queueIn, resourcesOf, testStack } from '../support/test-app';

let stack: Stack;

function rulesOf(props?: SecurityApiCallRulesProps): SecurityApiCallRules {
  stack = testStack();
  return new SecurityApiCallRules(stack, 'Security', props);
}

function propertiesOf(props: SecurityApiCallRulesProps): any[] {
  rulesOf(props);
  return Object.values(resourcesOf(stack, 'AWS::Events::Rule')).map(({ Properties }) => Properties);
}

/** The documented records that a preset matches. */
function matchedBy(call: SecurityApiCall): string[] {
  const [{ EventPattern }] = propertiesOf({ calls: [call] });
  const matcher = EventPatternMatcher.of(EventPattern);
  const samples = [
    ...Object.entries(CALLS).map(([name, record]) => [name, eventOf(record)] as const),
    ...Object.entries(SIGN_INS).map(([name, record]) => [name, eventOf(record, 'AWS Console Sign In via CloudTrail')] as const),
    ['serviceEventOfRoot', eventOf(SERVICE_EVENT_OF_ROOT, 'AWS Service Event via CloudTrail')] as const,
  ];
  return samples.filter(([, sample]) => matcher.matches(sample)).map(([name]) => name);
}

test.each<[SecurityApiCall, string[]]>([
  [SecurityApiCall.ROOT_ACTIVITY, ['rootEnablesMfa', 'rootChangesPassword', 'rootWithoutMfa', 'rootWithMfa', 'rootFailed']],
  [SecurityApiCall.CONSOLE_SIGN_IN_WITHOUT_MFA, ['iamUserWithoutMfa', 'rootWithoutMfa']],
  [SecurityApiCall.IAM_USER_OR_ACCESS_KEY_CREATED, ['createUser']],
  [SecurityApiCall.SECURITY_GROUP_OR_NETWORK_ACL_CHANGED, ['authorizeSecurityGroupIngress']],
  [SecurityApiCall.KMS_KEY_SCHEDULED_FOR_DELETION, ['scheduleKeyDeletion']],
  [SecurityApiCall.S3_BUCKET_ACCESS_CHANGED, ['putBucketAcl']],
  [SecurityApiCall.CONFIG_RECORDER_STOPPED, ['stopConfigurationRecorder', 'deleteDeliveryChannel']],
  [SecurityApiCall.ORGANIZATIONS_CHANGED, ['createOrganizationalUnit', 'inviteAccountToOrganization']],
])('%s matches what the documentation shows of it, and nothing else', (call, names) => {
  expect(matchedBy(call)).toEqual(names);
});

test('CLOUDTRAIL_CHANGED matches a change of a trail, and none that failed', () => {
  expect(matchedBy(SecurityApiCall.CLOUDTRAIL_CHANGED)).toEqual([]);
  const [{ EventPattern }] = propertiesOf({ calls: [SecurityApiCall.CLOUDTRAIL_CHANGED] });
  const { errorCode, ...succeeded } = CALLS.updateTrailFailed.detail;
  expect(errorCode).toBe('TrailNotFoundException');
  expect(EventPatternMatcher.of(EventPattern).matches(eventOf({ ...CALLS.updateTrailFailed, detail: succeeded }))).toBe(true);
});

test('what the root user reads is matched too', () => {
  expect(propertiesOf({ calls: [SecurityApiCall.ROOT_ACTIVITY] })[0].State).toBe('ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS');
});

test('changes of a bucket\'s public access are matched in every spelling', () => {
  const [{ EventPattern }] = propertiesOf({ calls: [SecurityApiCall.S3_BUCKET_ACCESS_CHANGED] });
  expect(EventPattern.detail.eventName).toEqual([
    'PutBucketPolicy', 'DeleteBucketPolicy', 'PutBucketAcl',
    'PutAccountPublicAccessBlock', 'PutBucketPublicAccessBlock', 'PutPublicAccessBlock',
    'DeleteAccountPublicAccessBlock', 'DeleteBucketPublicAccessBlock', 'DeletePublicAccessBlock',
  ]);
});

test('everything is watched by default, with one line', () => {
  const queue = (scope: Stack) => new targets.SqsQueue(queueIn(scope));
  stack = testStack();
  const security = new SecurityApiCallRules(stack, 'Security', { targets: [queue(stack)] });
  expect(security.rules).toHaveLength(9);
  const rules = Object.values(resourcesOf(stack, 'AWS::Events::Rule'));
  expect(rules).toHaveLength(9);
  for (const { Properties } of rules) {
    expect(Properties.Targets).toHaveLength(1);
    expect(Properties.Targets[0]).toMatchObject({ DeadLetterConfig: {}, RetryPolicy: {} });
  }
});

test('some of it is watched, with the options that all rules have', () => {
  stack = testStack();
  const eventBus = new events.EventBus(stack, 'Central');
  const security = new SecurityApiCallRules(stack, 'Security', {
    calls: [SecurityApiCall.CLOUDTRAIL_CHANGED, SecurityApiCall.ROOT_ACTIVITY], eventBus, accounts: ['111111111111'], enabled: false,
  });
  expect(security.ruleOf(SecurityApiCall.CLOUDTRAIL_CHANGED)).toBe(security.rules[0]);
  expect(security.ruleOf(SecurityApiCall.ORGANIZATIONS_CHANGED)).toBeUndefined();
  for (const { Properties } of Object.values(resourcesOf(stack, 'AWS::Events::Rule'))) {
    expect(Properties).toMatchObject({ EventBusName: {}, State: 'DISABLED', EventPattern: { account: ['111111111111'] } });
  }
});

test('its operations are those of the services, and its sources are named', () => {
  const rows = readJsonFacts<{ name: string; service: string; operations: string[]; page: string }[]>('security-calls.json');
  expect(rows.map(({ name }) => name).every((name) => name in SecurityApiCall)).toBe(true);
  for (const { service, operations, page } of rows) {
    expect(operationsOfService(service, [AwsService.named(service).cloudTrailEventSource!])).toEqual(expect.arrayContaining(operations));
    expect(page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  }
});

describe('refuses', () => {
  test('to watch nothing', () => {
    expect(() => rulesOf({ calls: [] })).toThrow(/calls of 'Stack\/Security' is an empty list/);
  });

  test('to watch the same twice', () => {
    expect(() => rulesOf({ calls: [SecurityApiCall.ROOT_ACTIVITY, SecurityApiCall.ROOT_ACTIVITY] })).toThrow('names ROOT_ACTIVITY twice');
  });

  test('one name for several rules', () => {
    expect(() => rulesOf({ ruleName: 'mine' })).toThrow("makes 9 rules, which cannot all be called 'mine'");
    expect(rulesOf({ ruleName: 'mine', calls: [SecurityApiCall.ROOT_ACTIVITY] }).rules).toHaveLength(1);
  });
});
