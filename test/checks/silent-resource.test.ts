import { App, CfnResource, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { findingsIn } from '../../src/checks/finding';
import { StackTemplate } from '../../src/template/stack-template';
import { Templates } from '../../src/template/templates';
import { checkedApp, reportOf } from '../support/findings';

/** What each resource needs switched on stands in one table; a row for each is tried here. */

let app: App;
let stack: Stack;
beforeEach(() => {
  app = checkedApp();
  stack = new Stack(app, 'Stack');
});

function found(type: string, properties: Record<string, any>, patternOf: (resource: CfnResource) => object): string[] {
  const resource = new CfnResource(stack, 'It', { type, properties });
  new events.CfnRule(stack, 'Rule', { eventPattern: patternOf(resource) });
  return reportOf(app).findings.filter(({ id }) => id === 'silent-resource').map(({ severity, value, text }) => `${severity} ${value}: ${text}`);
}

const about = (source: string, kind: string, detail: (resource: CfnResource) => object) => (resource: CfnResource) =>
  ({ 'source': [source], 'detail-type': [kind], 'detail': detail(resource) });
const ABOUT = {
  bucket: about('aws.s3', 'Object Created', ({ ref }) => ({ bucket: { name: [ref] } })),
  machine: about('aws.states', 'Step Functions Execution Status Change', ({ ref }) => ({ stateMachineArn: [ref] })),
  tracker: (resource: CfnResource) => ({ 'source': ['aws.geo'], 'detail-type': ['Location Device Position Event'], 'resources': [resource.getAtt('Arn')] }),
  job: about('aws.glue', 'Glue Job Run Status', ({ ref }) => ({ jobName: [ref] })),
  parameter: about('aws.ssm', 'Parameter Store Policy Action', ({ ref }) => ({ 'parameter-name': [ref] })),
  group: about('aws.xray', 'AWS X-Ray Insight Update', ({ ref }) => ({ GroupName: [ref] })),
};

test.each<[string, keyof typeof ABOUT, object, object, RegExp]>([
  ['AWS::S3::Bucket', 'bucket', {}, { NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } } }, /^error Stack\/It: .*EventBridgeEnabled is not set/],
  ['AWS::S3::Bucket', 'bucket', { NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: false } } }, { NotificationConfiguration: { EventBridgeConfiguration: {} } }, /^error .* is false/],
  ['AWS::StepFunctions::StateMachine', 'machine', { StateMachineType: 'EXPRESS' }, { StateMachineType: 'STANDARD' }, /^error .* StateMachineType is "EXPRESS"/],
  ['AWS::StepFunctions::StateMachine', 'machine', { StateMachineType: 'EXPRESS' }, {}, /^error /],
  ['AWS::Location::Tracker', 'tracker', { TrackerName: 't' }, { TrackerName: 't', EventBridgeEnabled: true }, /^error .* EventBridgeEnabled is not set/],
  ['AWS::Glue::Job', 'job', {}, { NotificationProperty: { NotifyDelayAfter: 5 } }, /^warning .*NotifyDelayAfter is not set/],
  ['AWS::SSM::Parameter', 'parameter', {}, { Policies: '[]' }, /^warning .*Policies is not set/],
  ['AWS::XRay::Group', 'group', { InsightsConfiguration: { InsightsEnabled: true } }, { InsightsConfiguration: { InsightsEnabled: true, NotificationsEnabled: true } }, /^error .*NotificationsEnabled is not set/],
])('%s as it must not be, and as it must', (type, kind, silent, sending, message) => {
  expect(found(type, silent, ABOUT[kind])).toEqual([expect.stringMatching(message)]);
  app = checkedApp();
  stack = new Stack(app, 'Stack');
  expect(found(type, sending, ABOUT[kind])).toEqual([]);
});

test.each<[string, (bucket: CfnResource) => object]>([
  ['its ARN in resources', (bucket) => ({ source: ['aws.s3'], resources: [bucket.getAtt('Arn')] })],
  ['its literal name', () => ({ source: ['aws.s3'], detail: { bucket: { name: ['photos'] } } })],
  ['its name below $or', (bucket) => ({ source: ['aws.s3'], detail: { $or: [{ bucket: { name: [bucket.ref] } }, { object: { key: ['a'] } }] } })],
])('a bucket is seen by %s', (_how, patternOf) => {
  expect(found('AWS::S3::Bucket', { BucketName: 'photos' }, patternOf)).toHaveLength(1);
});

test.each<[string, object, (bucket: CfnResource) => object]>([
  ['a setting that is a reference', { NotificationConfiguration: { Ref: 'AWS::NoValue' } }, ABOUT.bucket],
  ['a rule on its API calls without a detail-type', {}, ({ ref }) => ({ source: ['aws.s3'], detail: { eventName: ['PutObject'], requestParameters: { bucketName: [ref] } } })],
  ['a rule on the parameters of its API calls', {}, ({ ref }) => ({ source: ['aws.s3'], detail: { requestParameters: { bucketName: [ref] } } })],
  ['a rule on its API calls', {}, ({ ref }) => ({ 'source': ['aws.s3'], 'detail-type': ['AWS API Call via CloudTrail'], 'detail': { requestParameters: { bucketName: [ref] } } })],
  ['a bucket of another name', { BucketName: 'photos' }, () => ({ source: ['aws.s3'], detail: { bucket: { name: ['other'] } } })],
])('%s is no finding', (_what, properties, patternOf) => {
  expect(found('AWS::S3::Bucket', properties, patternOf)).toEqual([]);
});

test('a custom resource that switches a bucket on is seen, and only for its bucket', () => {
  const other = new CfnResource(stack, 'Other', { type: 'AWS::S3::Bucket' });
  const notifications = (bucket: CfnResource) => new CfnResource(stack, `${bucket.node.id}Notifications`, {
    type: 'Custom::S3BucketNotifications', properties: { BucketName: bucket.ref, NotificationConfiguration: { EventBridgeConfiguration: {} } },
  });
  notifications(other);
  expect(found('AWS::S3::Bucket', {}, (bucket) => ({ source: ['aws.s3'], detail: { bucket: { name: [bucket.ref, other.ref] } } }))).toEqual([expect.stringContaining('Stack/It')]);
});

test.each([true, 'true'])('a bucket that sends its events by %j, as people write it in a template, is not silent', (on) => {
  const Bucket = { Type: 'AWS::S3::Bucket', Properties: { NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: on } } } };
  const EventPattern = { 'source': ['aws.s3'], 'detail-type': ['Object Created'], 'detail': { bucket: { name: [{ Ref: 'Bucket' }] } } };
  const templates = new Templates([new StackTemplate({ Resources: { Bucket, Rule: { Type: 'AWS::Events::Rule', Properties: { EventPattern } } } })]);
  expect(findingsIn(templates, {}).map(({ check }) => check.id)).not.toContain('silent-resource');
});
