import { App, CfnResource, Stack } from 'aws-cdk-lib';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as eventsv2 from 'aws-cdk-lib/aws-eventsv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AwsService, S3Events, ServiceEventBus, ServiceEventSource, ServiceEventSubscriber } from 'cdk-service-events';
import { checkedApp, reportOf } from '../support/findings';

const BUS = 'arn:aws:events:eu-west-1:111111111111:event-busv2/orders/a1b2c3d4e5f6g7h8i9j0k1l2m';

let app: App;
let stack: Stack;
beforeEach(() => {
  app = checkedApp();
  stack = new Stack(app, 'Stack', { env: { account: '111111111111', region: 'eu-west-1' } });
});

function source(awsService: string, pattern?: unknown): void {
  new eventsv2.CfnEventSource(stack, 'Source', {
    name: 'source',
    eventBusArn: BUS,
    configuration: { awsServiceEventsConfiguration: { awsService, pattern: typeof pattern === 'object' ? JSON.stringify(pattern) : pattern as string } },
  });
}

/** As the template has it: what newer versions of the CDK ask for in their class, older ones do not know. */
function subscriber(filters: Record<string, unknown>, properties: object = {}, invoke: object = {}): void {
  new CfnResource(stack, 'Subscriber', {
    type: 'AWS::EventsV2::Subscriber',
    properties: {
      Name: 'subscriber',
      EventBusArn: BUS,
      FilterConfiguration: { Filters: Object.entries(filters).map(([scope, pattern]) => ({ Scope: scope, Pattern: JSON.stringify(pattern) })) },
      InvokeConfiguration: { TargetArn: 'arn:aws:sqs:eu-west-1:111111111111:queue', RoleArn: 'arn:aws:iam::111111111111:role/role', ...invoke },
      ...properties,
    },
  });
}

/** What is found, but for what every resource of these tests lacks. */
function found(): string[] {
  return reportOf(app).findings.filter(({ id }) => !['no-on-failure-queue', 'replaced-subscriber'].includes(id)).map(({ id, location }) => `${id} at ${location}`);
}

describe('in an event source that somebody else has made, the checks find', () => {
  const PLACE = 'Properties.Configuration.AwsServiceEventsConfiguration';

  test.each<[string, string, unknown, string[]]>([
    ['a service that there is not', 'aws.ec3', undefined, [`unknown-source at ${PLACE}.AwsService`]],
    ['a misspelt event', 'aws.ec2', { 'detail-type': ['EC2 Instance State-chnge Notification'] }, [`unknown-detail-type at ${PLACE}.Pattern.detail-type`]],
    ['a misspelt field', 'aws.ec2', { 'detail-type': ['EC2 Instance State-change Notification'], 'detail': { State: ['stopped'] } }, [`unknown-detail-field at ${PLACE}.Pattern.detail.State`]],
    ['a Region without such events', 'aws.iam', { 'detail-type': ['AWS API Call via CloudTrail'] }, [`wrong-region at ${PLACE}.AwsService`]],
    ['keys that EventBridge adds', 'aws.s3', { account: ['111111111111'], region: ['eu-west-1'], source: ['aws.s3'] }, ['source', 'account', 'region'].map((key) => `event-source-keys at ${PLACE}.Pattern.${key}`)],
    ['nothing in what is right', 'aws.s3', { 'detail-type': ['Object Created'] }, []],
    ['nothing in what is no JSON', 'aws.s3', '{', []],
  ])('%s', (_what, service, pattern, findings) => {
    source(service, pattern);
    expect(found()).toEqual(expect.arrayContaining(findings));
    expect(found().filter((finding) => !findings.includes(finding))).toEqual([]);
  });

  test('nothing in a name that only the deployment knows', () => {
    const bucket = new s3.Bucket(stack, 'Bucket');
    source('aws.s3', stack.toJsonString({ 'detail-type': ['Object Created'], 'detail': { bucket: { name: [bucket.bucketName] } } }));
    expect(found()).toEqual([]);
  });
});

describe('in a subscriber that somebody else has made, the checks find', () => {
  test.each<[string, Record<string, unknown>, string[]]>([
    ['a misspelt event', { SYSTEM_METADATA: { 'aws:Source': ['aws.s3'], 'aws:DetailType': ['Object Creatd'] } }, ['unknown-detail-type']],
    ['a misspelt field', { SYSTEM_METADATA: { 'aws:Source': ['aws.s3'], 'aws:DetailType': ['Object Created'] }, DATA: { detail: { Bucket: { name: ['x'] } } } }, ['subscriber-short-retry', 'unknown-detail-field']],
    ['a wildcard, and a source that is not proven', { DATA: { 'source': ['aws.s3'], 'detail-type': ['Object Created'], 'detail': { object: { key: [{ wildcard: 'a*b' }] } } } }, ['subscriber-short-retry', 'subscriber-wildcard', 'unproven-source']],
    ['an excluded wildcard', { DATA: { detail: { key: [{ 'anything-but': { wildcard: 'a*b' } }] } } }, ['subscriber-wildcard']],
    ['nothing in a payload that a publisher made', { DATA: { amount: [{ numeric: ['>', 500] }], region: ['EU'] } }, []],
    ['nothing in events of partners', { SYSTEM_METADATA: { 'aws:Source': [{ prefix: 'aws.partner/example.com' }] } }, []],
  ])('%s', (_what, filters, ids) => {
    subscriber(filters);
    expect(found().map((finding) => finding.split(' ')[0]).sort()).toEqual(ids);
  });

  test('lists for a function that expects single events', () => {
    const fn = new lambda.Function(stack, 'Function', { code: lambda.Code.fromInline('x'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X });
    subscriber({}, {}, { TargetArn: fn.functionArn });
    expect(found()).toEqual(['subscriber-lists at Properties']);
  });

  test('the default retries of guaranteed events', () => {
    subscriber({ SYSTEM_METADATA: { 'aws:Source': ['aws.batch'], 'aws:DetailType': ['Batch Job State Change'] } });
    expect(found()).toEqual(['subscriber-short-retry at Properties']);
  });

  test('a role that may not write to the queue', () => {
    const queue = new sqs.Queue(stack, 'Queue');
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('events.amazonaws.com') });
    subscriber({}, { OnFailureConfiguration: { Arn: queue.queueArn } }, { RoleArn: role.roleArn });
    expect(found()).toEqual(['on-failure-queue-access at Properties.OnFailureConfiguration']);
  });

  test.each<[string, (queue: sqs.Queue, role: iam.Role) => unknown]>([
    ['by a policy', (queue, role) => queue.grantSendMessages(role)],
    ['by a wildcard', (_queue, role) => role.addToPolicy(new iam.PolicyStatement({ actions: ['sqs:*'], resources: ['*'] }))],
    ['by what another app manages', (_queue, role) => role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonSQSFullAccess'))],
  ])('nothing where the role may write %s', (_what, allow) => {
    const queue = new sqs.Queue(stack, 'Queue');
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('events.amazonaws.com') });
    allow(queue, role);
    subscriber({}, { OnFailureConfiguration: { Arn: queue.queueArn } }, { RoleArn: role.roleArn });
    expect(found()).toEqual([]);
  });
});

test('in what this library makes, the checks find nothing', () => {
  const bus = new ServiceEventBus(stack, 'Bus');
  const bucket = new s3.Bucket(stack, 'Bucket');
  const selection = { eventBus: bus, service: AwsService.S3, detailTypes: [S3Events.OBJECT_CREATED], resources: [bucket] };
  new ServiceEventSource(stack, 'Source', selection);
  const fn = new lambda.Function(stack, 'Function', { code: lambda.Code.fromInline('x'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X });
  new ServiceEventSubscriber(stack, 'Subscriber', { ...selection, target: new targets.LambdaFunction(fn) });
  expect(reportOf(app).findings).toEqual([]);
});
