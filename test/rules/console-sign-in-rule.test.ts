import { Stack } from 'aws-cdk-lib';
import { CallOutcome, ConsoleSignInRule, ConsoleSignInRuleProps, ConsoleUser, DeliveryType } from 'cdk-service-events';
import { EventPatternMatcher } from '../../src/pattern/matcher/event-pattern-matcher';
import { CHECK_MFA, SIGN_INS, eventOf } from '../support/documented-records';
import { onlyResourceOf, testStack } from '../support/test-app';

const BOTH_SPELLINGS = ['AWS Console Sign In via CloudTrail', 'AWS Console Signin via CloudTrail'];

let stack: Stack;

function patternOf(props?: ConsoleSignInRuleProps): any {
  stack = testStack();
  new ConsoleSignInRule(stack, 'Rule', props);
  return onlyResourceOf(stack, 'AWS::Events::Rule').Properties.EventPattern;
}

/** The documented sign-ins that a rule matches, whichever way their detail-type is spelled. */
function matchedBy(props?: ConsoleSignInRuleProps): string[] {
  const matcher = EventPatternMatcher.of(patternOf(props));
  return Object.entries(SIGN_INS)
    .filter(([, record]) => {
      const [one, other] = BOTH_SPELLINGS.map((detailType) => matcher.matches(eventOf(record, detailType)));
      expect(one).toBe(other);
      return one;
    })
    .map(([name]) => name);
}

test('matches all sign-ins, in both spellings of their detail-type', () => {
  expect(patternOf()).toEqual({ 'source': ['aws.signin'], 'detail-type': BOTH_SPELLINGS, 'detail': { eventName: ['ConsoleLogin'] } });
  expect(matchedBy()).toEqual(Object.keys(SIGN_INS));
});

test('matches no check for MFA', () => {
  expect(EventPatternMatcher.of(patternOf()).matches(eventOf(CHECK_MFA, BOTH_SPELLINGS[0]))).toBe(false);
});

test.each<[string, ConsoleSignInRuleProps, string[]]>([
  ['of the root user', { users: [ConsoleUser.ROOT] }, ['rootWithoutMfa', 'rootWithMfa', 'rootFailed']],
  ['of federated users', { users: [ConsoleUser.FEDERATED] }, ['federated']],
  ['of two kinds of users', { users: [ConsoleUser.ROOT, ConsoleUser.FEDERATED] }, ['rootWithoutMfa', 'rootWithMfa', 'rootFailed', 'federated']],
  ['that failed', { outcome: CallOutcome.FAILED }, ['iamUserFailed', 'rootFailed']],
  ['that succeeded', { outcome: CallOutcome.SUCCEEDED }, ['iamUserWithoutMfa', 'iamUserWithMfa', 'rootWithoutMfa', 'rootWithMfa', 'federated']],
  ['without MFA, of those of whom it is known', { withoutMfa: true, outcome: CallOutcome.SUCCEEDED }, ['iamUserWithoutMfa', 'rootWithoutMfa']],
  ['without MFA, of the root user', { withoutMfa: true, users: [ConsoleUser.ROOT] }, ['rootWithoutMfa', 'rootFailed']],
  ['with a field of the user\'s own', { detail: { errorMessage: 'Failed authentication' } }, ['iamUserFailed', 'rootFailed']],
])('matches sign-ins %s', (_what, props, names) => {
  expect(matchedBy(props)).toEqual(names);
});

test('is best effort, through CloudTrail, and says what it is on', () => {
  stack = testStack();
  const rule = new ConsoleSignInRule(stack, 'Rule', { withoutMfa: true, outcome: CallOutcome.SUCCEEDED });
  expect([rule.deliveryType, rule.viaCloudTrail]).toEqual([DeliveryType.BEST_EFFORT, true]);
  expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties).toMatchObject({ Description: 'Console sign-in (ROOT, IAM_USER) without MFA: Success', State: 'ENABLED' });
});

describe('refuses', () => {
  test('federated users without MFA, of whom CloudTrail never knows', () => {
    expect(() => patternOf({ withoutMfa: true, users: [ConsoleUser.FEDERATED] })).toThrow(/records no MFA for any federated user/);
  });

  test('an empty list of users', () => {
    expect(() => patternOf({ users: [] })).toThrow(/users of rule 'Stack\/Rule' is an empty list/);
  });

  test('fields that the rule fills in, with the way out', () => {
    expect(() => patternOf({ detail: { eventName: 'CheckMfa' } })).toThrow(/AwsService\.MANAGEMENT_CONSOLE_SIGN_IN/);
    expect(() => patternOf({ users: [ConsoleUser.ROOT], detail: { userIdentity: { type: 'Root' } } })).toThrow(/say who in users/);
  });
});
