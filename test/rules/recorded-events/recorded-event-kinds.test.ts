import { Stack } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import { ApiCallRule, AwsService, CloudTrailEventRule, CloudTrailEventType, ConsoleSignInRule, SecurityEvent, SecurityRules } from 'cdk-service-events';
import { RootActivityRule } from '../../../src/rules/recorded-events/root-activity-rule';
import { onlyResourceOf, queueIn, testStack } from '../../support/test-app';

let stack: Stack;
beforeEach(() => {
  stack = testStack({ env: { account: '111111111111', region: 'us-east-1' } });
  queueIn(stack, 'Any');
});

const calls = (props: object) => new ApiCallRule(stack, 'Calls', { service: AwsService.IAM, ...props });
const recorded = (props: object) => new CloudTrailEventRule(stack, 'Events', { service: AwsService.KMS, eventType: CloudTrailEventType.SERVICE_EVENT, ...props });
const signIns = (props: object) => new ConsoleSignInRule(stack, 'SignIns', props);

describe('an option of a wrong kind is refused', () => {
  test.each<[object, string]>([
    [{ enabled: 'yes' }, 'enabled of rule'], [{ ruleName: 'a b' }, 'ruleName of rule'], [{ targets: {} }, 'targets of rule'], [{ accounts: ['1'] }, 'accounts[0] of rule'], [{ detail: 7 }, 'detail of rule'], [{ detailJson: {} }, 'detailJson of rule'],
  ])('by every rule on what CloudTrail records: %j', (props, words) => {
    for (const make of [calls, recorded, signIns]) {
      expect(() => make(props)).toThrow(words);
    }
  });

  test.each<[(props: object) => unknown, object, string]>([
    [calls, { operations: 'x' }, 'operations of rule'], [calls, { operations: [''] }, 'operations[0] of rule'], [calls, { outcome: 'GOOD' }, 'outcome of rule'], [calls, { callers: 'ME' }, 'callers of rule'], [calls, { allowUnknown: 1 }, 'allowUnknown of rule'],
    [calls, { readWriteType: cloudtrail.ReadWriteType.NONE }, 'readWriteType of rule'], [recorded, { readWriteType: cloudtrail.ReadWriteType.NONE }, 'readWriteType of rule'],
    [recorded, { eventNames: 'x' }, 'eventNames of rule'], [recorded, { eventType: 'x' }, 'eventType of rule'], [recorded, { eventType: undefined }, 'eventType of rule'], [recorded, { service: 'KMS' }, 'service of rule'], [calls, { service: undefined }, 'service of rule'],
    [signIns, { users: 'ROOT' }, 'users of rule'], [signIns, { users: ['NOBODY'] }, 'users[0] of rule'], [signIns, { withoutMfa: 'yes' }, 'withoutMfa of rule'], [signIns, { outcome: 'GOOD' }, 'outcome of rule'],
  ])('by the rule that has it: %#', (make, props, words) => {
    expect(() => make(props)).toThrow(words);
  });
});

test('a rule on what the root user does matches what it reads and what it does in the console, but nothing that services do in its name', () => {
  const rule = new RootActivityRule(stack, 'Root', {});
  expect(rule.viaCloudTrail).toBe(true);
  expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties).toMatchObject({
    State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
    Description: 'Activity of the root user',
    EventPattern: {
      'source': [{ prefix: 'aws.' }],
      'detail-type': ['AWS API Call via CloudTrail', 'AWS Console Sign In via CloudTrail', 'AWS Console Signin via CloudTrail', 'AWS Console Action via CloudTrail'],
      'detail': { userIdentity: { type: ['Root'], invokedBy: [{ exists: false }, 'signin.amazonaws.com'] }, eventType: [{ 'anything-but': 'AwsServiceEvent' }] },
    },
  });
});

test('a list that is wrong says whose it is', () => {
  expect(() => new SecurityRules(stack, 'Watch', { events: [SecurityEvent.ROOT_ACTIVITY, 'X' as never] })).toThrow("events[1] of security rules 'Stack/Watch'");
});
