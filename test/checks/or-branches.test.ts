import { App, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as sns from 'aws-cdk-lib/aws-sns';
import { checkedApp, reportOf } from '../support/findings';

/** A pattern with `$or` at its top is read branch by branch: an event need only match one. */

const RIGHT = { 'source': ['aws.batch'], 'detail-type': ['Batch Job State Change'], 'detail': { status: ['FAILED'] } };
const CALL = { 'source': ['aws.iam'], 'detail-type': ['AWS API Call via CloudTrail'], 'detail': { eventSource: ['iam.amazonaws.com'], eventName: ['CreateUser'] } };

let app: App;
let stack: Stack;
beforeEach(() => {
  app = checkedApp();
  stack = new Stack(app, 'Stack', { env: { account: '111111111111', region: 'us-east-1' } });
});

function found(eventPattern: object, props: Partial<events.CfnRuleProps> = {}): Record<string, string> {
  new events.CfnRule(stack, 'Rule', { eventPattern, ...props });
  return Object.fromEntries(reportOf(app).findings.map(({ id, value, severity }) => [id, `${severity} ${value ?? ''}`.trim()]));
}

test('branches that are right have no findings', () => {
  expect(found({ $or: [RIGHT, CALL] })).toEqual({});
});

test('what stands beside $or belongs to each branch, the fields of detail included', () => {
  const beside = { 'source': ['aws.batch'], 'detail-type': ['Batch Job State Change'], 'detail': { jobName: ['nightly'] } };
  expect(found({ ...beside, $or: [{ detail: { status: ['FAILED'] } }, { detail: { jobQueue: ['q'] } }] })).toEqual({});
});

test('a $or below a branch is read as well', () => {
  expect(found({ $or: [RIGHT, { source: ['aws.ec2'], $or: [{ 'detail-type': ['EC2 Instance State-change Notifcation'] }, { 'detail-type': ['EC2 Spot Instance Interruption Warning'] }] }] }))
    .toEqual({ 'unknown-detail-type': 'error EC2 Instance State-change Notifcation' });
});

test.each<[string, object, string]>([
  ['unknown-source', { 'source': ['aws.btch'], 'detail-type': ['Batch Job State Change'] }, 'error aws.btch'],
  ['unknown-detail-type', { 'source': ['aws.ec2'], 'detail-type': ['EC2 Instance State-change Notifcation'] }, 'error EC2 Instance State-change Notifcation'],
  ['unknown-top-level-key', { source: ['aws.ec2'], detailType: ['EC2 Instance State-change Notification'] }, 'error detailType'],
  ['event-source-mismatch', { ...CALL, detail: { eventSource: ['sts.amazonaws.com'] } }, 'error sts.amazonaws.com'],
  ['unknown-operation', { ...CALL, detail: { eventSource: ['iam.amazonaws.com'], eventName: ['CreatUser'] } }, 'error CreatUser'],
  ['read-only-operation', { ...CALL, detail: { eventSource: ['iam.amazonaws.com'], eventName: ['ListUsers'] } }, 'warning ListUsers'],
  ['read-only-operation', { source: ['aws.ec2'], detail: { eventSource: ['ec2.amazonaws.com'], eventName: ['GetPasswordData'] } }, 'warning GetPasswordData'],
  ['value-outside-enumeration', { 'source': ['aws.ec2'], 'detail-type': ['EC2 Instance State-change Notification'], 'detail': { state: ['stoped'] } }, 'error stoped'],
  ['literal-wildcard', { ...RIGHT, resources: ['arn:aws:batch:*'] }, 'error arn:aws:batch:*'],
  ['empty-prefix', { ...RIGHT, resources: [{ prefix: '' }] }, 'warning {"prefix":""}'],
  ['source-alone', { source: ['aws.batch'] }, 'warning aws.batch'],
  ['no-source', { 'detail-type': ['Batch Job State Change'] }, 'warning'],
  ['api-call-without-event-name', { 'source': ['aws.iam'], 'detail-type': ['AWS API Call via CloudTrail'] }, 'warning aws.iam'],
])('%s is found in one branch, and not in the one beside it', (id, branch, finding) => {
  expect(found({ $or: [RIGHT, branch] })[id]).toBe(finding);
});

test('what several branches have in common is one finding of the rule', () => {
  const wrong = (status: string) => ({ 'source': ['aws.ec2'], 'detail-type': ['EC2 Instance State-change Notifcation'], 'detail': { state: [status] } });
  new events.CfnRule(stack, 'Rule', { eventPattern: { $or: [wrong('stopped'), wrong('running'), RIGHT] } });
  expect(reportOf(app).findings.map(({ id, value }) => [id, value])).toEqual([['unknown-detail-type', 'EC2 Instance State-change Notifcation']]);
});

test('a rule is about service events where one branch is: its targets need a queue', () => {
  const { topicArn } = new sns.Topic(stack, 'Topic');
  expect(found({ $or: [{ source: ['com.example.shop'] }, RIGHT] }, { targets: [{ id: 'Topic', arn: topicArn }] })).toEqual({ 'no-dead-letter-queue': 'warning Topic', 'target-refuses-events': 'error Topic' });
});

test('the sources of all branches are named where the bus is wrong', () => {
  const bus = new events.EventBus(stack, 'Bus');
  expect(found({ $or: [RIGHT, CALL] }, { eventBusName: bus.eventBusName })).toEqual({ 'service-events-on-custom-bus': 'warning aws.batch, aws.iam' });
});

test('a branch whose events appear in another Region is found, one beside it that is right or not', () => {
  const elsewhere = new Stack(app, 'Elsewhere', { env: { account: '111111111111', region: 'eu-west-1' } });
  new events.CfnRule(elsewhere, 'Rule', { eventPattern: { $or: [RIGHT, CALL] } });
  expect(reportOf(app).findings.map(({ id, path }) => [id, path])).toEqual([['wrong-region', 'Elsewhere/Rule']]);
});

test('the target of a branch on its own calls is a loop', () => {
  const { topicArn } = new sns.Topic(stack, 'Topic');
  const publish = { 'source': ['aws.sns'], 'detail-type': ['AWS API Call via CloudTrail'], 'detail': { eventSource: ['sns.amazonaws.com'], eventName: ['Publish'] } };
  expect(found({ $or: [RIGHT, publish] }, { targets: [{ id: 'Topic', arn: topicArn }] })).toHaveProperty('api-call-loop');
});
