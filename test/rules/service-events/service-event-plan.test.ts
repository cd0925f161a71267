import { App, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AwsService, Ec2Events, S3Events, ServiceEventRuleProps } from 'cdk-service-events';
import { planServiceEvents } from '../../../src/rules/service-events/service-event-plan';
import { messagesOf, queueIn, testStack } from '../../support/test-app';

let stack: Stack;
beforeEach(() => {
  stack = testStack({ env: { account: '111111111111', region: 'eu-west-1' } });
  queueIn(stack, 'Any');
});

const planOf = (props: ServiceEventRuleProps) => planServiceEvents(stack, props);
const checksOf = (props: ServiceEventRuleProps) => (planOf(props).intents ?? []).map(({ check }) => check);

test('events about a resource arise where it is, unless they are forwarded to a bus', () => {
  const far = new Stack(stack.node.root as App, 'Far', { env: { account: '111111111111', region: 'us-east-1' } });
  const resources = [new s3.Bucket(far, 'Bucket', { bucketName: 'uploads' })];
  const eventBus = new events.EventBus(stack, 'Bus');
  expect(() => planOf({ service: AwsService.S3, resources })).toThrow('its events arrive in the Region us-east-1');
  expect(stack.resolve(planOf({ service: AwsService.S3, resources, eventBus }).pattern.detail)).toEqual({ bucket: { name: ['uploads'] } });
});

describe('what the events need', () => {
  const notices = () => messagesOf(stack).filter((text) => text.includes('guardduty-detector')).length;

  test.each<[boolean | undefined, number]>([[undefined, 1], [true, 1], [false, 0]])('is told of a rule whose option enabled is %s: %d', (enabled, count) => {
    expect(planOf({ service: AwsService.GUARDDUTY, detailTypes: ['GuardDuty Finding'], enabled }).needs!.length).toBeGreaterThan(0);
    expect(notices()).toBe(count);
  });
});

test('every kind that is named must be able to match, and one of those that are not', () => {
  const detailTypes = [Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION];
  const plans = [planOf({ service: AwsService.EC2, detailTypes }), planOf({ service: AwsService.EC2 })];
  expect(plans.map(({ everyKind }) => everyKind)).toEqual([true, false]);
});

test('events are known to arrive through CloudTrail by their kinds', () => {
  const via = (props: ServiceEventRuleProps) => planOf(props).viaCloudTrail;
  expect([via({ service: AwsService.EC2 }), via({ service: AwsService.IAM }), via({ service: AwsService.EC2, detailTypes: ['AWS API Call via CloudTrail'] })]).toEqual([false, true, true]);
});

test('all calls of a service are meant where it sends nothing else and no kind is named', () => {
  expect(checksOf({ service: AwsService.IAM })).toEqual(['api-call-without-event-name']);
  expect(checksOf({ service: AwsService.IAM, detailTypes: ['AWS API Call via CloudTrail'] })).toEqual([]);
  expect(checksOf({ service: AwsService.S3, detailTypes: [S3Events.OBJECT_CREATED] })).toEqual([]);
  expect(checksOf({ service: AwsService.S3 })).toEqual([]);
});

test('what is newer than the catalogue is forgiven where that is asked for', () => {
  expect(checksOf({ service: AwsService.S3, allowUnknown: true })).toContain('unknown-source');
  expect(checksOf({ service: AwsService.custom({ serviceName: 'Newest', source: 'aws.newest' }) })).toContain('unknown-source');
});

test.each<[object, string]>([[{}, 'service of rule'], [{ service: 'S3' }, 'service of rule'], [{ service: AwsService.S3, enabled: 'yes' }, 'enabled of rule']])('%j is refused', (props, words) => {
  expect(() => planOf(props as never)).toThrow(words);
});
