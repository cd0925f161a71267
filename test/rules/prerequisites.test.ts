import { App, Aspects, CfnResource, Stack, Validations } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as location from 'aws-cdk-lib/aws-location';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as notifications from 'aws-cdk-lib/aws-s3-notifications';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import * as stepfunctions from 'aws-cdk-lib/aws-stepfunctions';
import * as xray from 'aws-cdk-lib/aws-xray';
import { AwsService, GlueEvents, S3Events, ServiceEventRule, SsmEvents } from 'cdk-service-events';
import { IConstruct } from 'constructs';
import prerequisites from '../../src/catalog/data/prerequisites.json';
import { PrerequisiteData } from '../../src/catalog/prerequisites';
import { messagesOf, onlyResourceOf, queueIn, resourcesOf, testApp } from '../support/test-app';

let app: App;
let stack: Stack;

beforeEach(() => {
  app = testApp();
  stack = new Stack(app, 'Stack');
});

function ruleAbout(resource: IConstruct, id = 'Rule'): ServiceEventRule {
  return new ServiceEventRule(stack, id, { service: AwsService.S3, detailTypes: [S3Events.OBJECT_CREATED], resources: [resource] });
}

const ON = { EventBridgeConfiguration: { EventBridgeEnabled: true } };

function bucketConfiguration(): any {
  return onlyResourceOf(stack, 'AWS::S3::Bucket').Properties?.NotificationConfiguration;
}

function customConfiguration(): any {
  return onlyResourceOf(stack, 'Custom::S3BucketNotifications').Properties.NotificationConfiguration;
}

function messagesAbout(text: string): string[] {
  return messagesOf(stack).filter((message) => message.includes(text));
}

describe('a bucket that a rule is about sends its events', () => {
  test('by its own setting where it has no notifications', () => {
    ruleAbout(new s3.Bucket(stack, 'Bucket'));
    expect(bucketConfiguration()).toEqual(ON);
    expect(resourcesOf(stack, 'Custom::S3BucketNotifications')).toEqual({});
    expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.Description).not.toContain('Needs');
    expect(messagesAbout('need')).toEqual([]);
  });

  test('by the custom resource of the CDK where this writes its notifications, whenever they are added', () => {
    const bucket = new s3.Bucket(stack, 'Bucket');
    ruleAbout(bucket);
    bucket.addEventNotification(s3.EventType.OBJECT_REMOVED, new notifications.SqsDestination(queueIn(stack)));
    expect(customConfiguration()).toMatchObject({ EventBridgeConfiguration: {}, QueueConfigurations: [expect.anything()] });
    expect(bucketConfiguration()).toBeUndefined();
  });

  test('by the custom resource where an aspect adds notifications', () => {
    const bucket = new s3.Bucket(stack, 'Bucket');
    ruleAbout(bucket);
    const queue = queueIn(stack);
    bucket.addEventNotification(s3.EventType.OBJECT_REMOVED, new notifications.SqsDestination(queue), { prefix: 'a' });
    Aspects.of(stack).add({
      visit: (node) => node === stack && bucket.addEventNotification(s3.EventType.OBJECT_REMOVED, new notifications.SqsDestination(queue), { prefix: 'b' }),
    });
    expect(customConfiguration()).toMatchObject({ EventBridgeConfiguration: {}, QueueConfigurations: [expect.anything(), expect.anything()] });
  });

  test('by the custom resource where the rule is about the construct for AWS CloudFormation', () => {
    const bucket = new s3.Bucket(stack, 'Bucket');
    bucket.addEventNotification(s3.EventType.OBJECT_REMOVED, new notifications.SqsDestination(queueIn(stack)));
    ruleAbout(bucket.node.defaultChild!);
    expect(customConfiguration()).toMatchObject({ EventBridgeConfiguration: {} });
    expect(bucketConfiguration()).toBeUndefined();
  });

  test('beside notifications that the template has', () => {
    const queueConfigurations = [{ event: 's3:ObjectRemoved:*', queue: 'arn:aws:sqs:eu-west-1:111111111111:q' }];
    ruleAbout(new s3.CfnBucket(stack, 'Bucket', { notificationConfiguration: { queueConfigurations } }));
    expect(bucketConfiguration()).toEqual({ ...ON, QueueConfigurations: [{ Event: 's3:ObjectRemoved:*', Queue: 'arn:aws:sqs:eu-west-1:111111111111:q' }] });
  });

  test('once, whatever number of rules are about it, and in whichever stack it is', () => {
    const storage = new Stack(app, 'Storage');
    const bucket = new s3.Bucket(storage, 'Bucket');
    ruleAbout(bucket, 'One');
    ruleAbout(bucket, 'Two');
    expect(onlyResourceOf(storage, 'AWS::S3::Bucket').Properties.NotificationConfiguration).toEqual(ON);
  });

  test('as before where its user has seen to it', () => {
    ruleAbout(new s3.Bucket(stack, 'Bucket', { eventBridgeEnabled: true }));
    expect(customConfiguration()).toMatchObject({ EventBridgeConfiguration: {} });
    expect(bucketConfiguration()).toBeUndefined();
  });

  test('by its own setting too where the construct of the CDK was told not to, which leaves no trace in the template', () => {
    ruleAbout(new s3.Bucket(stack, 'Bucket', { eventBridgeEnabled: false }));
    expect(onlyResourceOf(stack, 'AWS::S3::Bucket').Properties).toEqual({ NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } } });
  });

  test('or not at all where its user has switched it off, which is refused', () => {
    ruleAbout(new s3.CfnBucket(stack, 'Bucket', { notificationConfiguration: { eventBridgeConfiguration: { eventBridgeEnabled: false } } }));
    expect(() => app.synth()).toThrow(
      /Rule 'Stack\/Rule' can never match: events about 'Stack\/Bucket' need Amazon EventBridge switched on .*EventBridgeEnabled is false: leave it out, and the rule sets it/);
  });

  test('once somebody runs a command, where the app does not make it', () => {
    const rule = ruleAbout(s3.Bucket.fromBucketName(stack, 'Bucket', 'uploads'));
    const [warning] = messagesAbout('which this app does not make');
    expect(warning).toContain("warning: Events about 'Stack/Bucket', which this app does not make, need Amazon EventBridge switched on in the notifications of the bucket.");
    expect(warning).toContain('aws s3api put-bucket-notification-configuration --bucket uploads ');
    expect(warning).toContain('[ack: cdk-service-events::s3-eventbridge]');

    stack = new Stack(new App(), 'Stack');
    Validations.of(ruleAbout(s3.Bucket.fromBucketName(stack, 'Bucket', 'uploads')))
      .acknowledge({ id: 'cdk-service-events::s3-eventbridge', reason: 'done' });
    expect(messagesAbout('which this app does not make')).toEqual([]);
    expect(rule.node.path).toBe('Stack/Rule');
  });

  test('by the custom resource where notifications are added to an imported one', () => {
    const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'uploads');
    ruleAbout(bucket);
    bucket.addEventNotification(s3.EventType.OBJECT_REMOVED, new notifications.SqsDestination(queueIn(stack)));
    expect(customConfiguration()).toMatchObject({ EventBridgeConfiguration: {} });
    expect(messagesAbout('which this app does not make')).toEqual([]);
  });
});

describe('a resource that a rule is about', () => {
  test('is switched on', () => {
    new ServiceEventRule(stack, 'Group', { service: AwsService.XRAY, resources: [new xray.CfnGroup(stack, 'X', { groupName: 'g' })] });
    new ServiceEventRule(stack, 'Tracker', { service: AwsService.GEO, resources: [new location.CfnTracker(stack, 'T', { trackerName: 't' })] });
    expect(onlyResourceOf(stack, 'AWS::XRay::Group').Properties.InsightsConfiguration).toEqual({ InsightsEnabled: true, NotificationsEnabled: true });
    expect(onlyResourceOf(stack, 'AWS::Location::Tracker').Properties.EventBridgeEnabled).toBe(true);
  });

  test('is refused when it can never send the events', () => {
    const express = new stepfunctions.StateMachine(stack, 'Express', {
      definitionBody: stepfunctions.DefinitionBody.fromChainable(new stepfunctions.Pass(stack, 'Pass')), stateMachineType: stepfunctions.StateMachineType.EXPRESS,
    });
    new ServiceEventRule(stack, 'Rule', { service: AwsService.STATES, resources: [express] });
    expect(() => app.synth()).toThrow(
      /can never match: events about 'Stack\/Express' need a Standard workflow: Express workflows send no events, and its StateMachineType is "EXPRESS": make it a Standard workflow/);
  });

  test('is accepted when it sends them', () => {
    const standard = new stepfunctions.StateMachine(stack, 'Standard', {
      definitionBody: stepfunctions.DefinitionBody.fromChainable(new stepfunctions.Pass(stack, 'Pass')),
    });
    new ServiceEventRule(stack, 'Rule', { service: AwsService.STATES, resources: [standard] });
    new ServiceEventRule(stack, 'Imported', {
      service: AwsService.STATES, resources: [stepfunctions.StateMachine.fromStateMachineArn(stack, 'M', 'arn:aws:states:eu-west-1:111111111111:stateMachine:m')],
    });
    expect(messagesAbout('Express')).toEqual([]);
  });

  test('is refused without the setting that its events need', () => {
    const job = new glue.CfnJob(stack, 'Job', { role: 'r', command: {} });
    new ServiceEventRule(stack, 'Rule', { service: AwsService.GLUE, detailTypes: [GlueEvents.GLUE_JOB_RUN_STATUS], resources: [job] });
    expect(() => app.synth()).toThrow(/need a delay notification threshold .* NotificationProperty\.NotifyDelayAfter is not set: set notificationProperty/);
  });

  test('need not send all of its events', () => {
    const parameter = new ssm.StringParameter(stack, 'Parameter', { stringValue: 'x' });
    new ServiceEventRule(stack, 'Rule', { service: AwsService.SSM, resources: [parameter] });
    expect(JSON.stringify(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.EventPattern)).toContain(JSON.stringify(stack.resolve(parameter.parameterName)));
    new ServiceEventRule(stack, 'Policy', { service: AwsService.SSM, detailTypes: [SsmEvents.PARAMETER_STORE_POLICY_ACTION], resources: [parameter] });
    expect(() => app.synth({ force: true })).toThrow(/Policies is not set/);
  });
});

describe('what the events of a rule need', () => {
  // The CDK complains of what shows a need: it is incomplete as a resource.
  beforeEach(() => {
    jest.spyOn(console, 'error').mockImplementation();
    app = new App();
    stack = new Stack(app, 'Stack');
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  const rows = Object.entries(prerequisites as Record<string, PrerequisiteData[]>)
    .flatMap(([source, needs]) => needs.map((need) => [`${source} ${need.id}`, source, need] as const));

  function ruleOn(source: string, { detailTypes }: PrerequisiteData, id: string): ServiceEventRule {
    return new ServiceEventRule(stack, id, { service: AwsService.named(source), detailTypes: detailTypes?.slice(0, 1), allowUnknown: true });
  }

  test.each(rows)('is said of %s, and in its description, unless it goes without saying', (_name, source, need) => {
    ruleOn(source, need, 'Rule');
    const notices = messagesAbout(`cdk-service-events::${need.id}]`);
    expect(notices).toEqual(need.quiet ? [] : [expect.stringContaining(`info: 1 rule (Stack/Rule) needs ${need.needs.split(';')[0]}, and nothing in this app shows that it is so.`)]);
    const { Description: description } = onlyResourceOf(stack, 'AWS::Events::Rule').Properties;
    expect(description.includes(need.needs)).toBe(!need.quiet);
  });

  test.each(rows.filter(([, , { app: shown, quiet }]) => shown && !quiet))('is not said of %s where the app shows that it is so', (_name, source, need) => {
    ruleOn(source, need, 'Rule');
    const [{ type, property, values }] = need.app!;
    const properties = property?.split('.').reduceRight<any>((value, name) => ({ [name]: value }), values?.[0] ?? { any: 'thing' });
    new CfnResource(stack, 'Shown', { type, properties });
    expect(messagesAbout(`cdk-service-events::${need.id}]`)).toEqual([]);
  });

  test.each([
    ['account', '222222222222', 'us-east-1'],
    ['Region', '111111111111', 'eu-west-1'],
  ])('is said where only a stack of another %s shows that it is so', (_what, account, region) => {
    const there = new Stack(app, 'There', { env: { account, region } });
    new CfnResource(there, 'Detector', { type: 'AWS::GuardDuty::Detector', properties: { Enable: true } });
    const here = new Stack(app, 'Here', { env: { account: '111111111111', region: 'us-east-1' } });
    new ServiceEventRule(here, 'Rule', { service: AwsService.GUARDDUTY, detailTypes: ['GuardDuty Finding'] });
    expect(messagesAbout('guardduty-detector')).toEqual([expect.stringContaining('1 rule (Here/Rule) needs')]);
  });

  test('is said once for all rules', () => {
    ruleOn('aws.guardduty', { id: '', needs: '', detailTypes: ['GuardDuty Finding'] }, 'One');
    ruleOn('aws.guardduty', { id: '', needs: '', detailTypes: ['GuardDuty Finding'] }, 'Two');
    expect(messagesAbout('guardduty-detector')).toEqual([expect.stringContaining('Stack/One, Stack/Two')]);
  });

  test('is not said of a rule that is inactive, or on what CloudTrail delivers', () => {
    new ServiceEventRule(stack, 'Inactive', { service: AwsService.GUARDDUTY, enabled: false });
    new ServiceEventRule(stack, 'Calls', { service: AwsService.GUARDDUTY, detailTypes: ['AWS API Call via CloudTrail'] });
    expect(messagesAbout('cdk-service-events::guardduty')).toEqual([]);
  });

  test('leaves a description of the user as it is', () => {
    new ServiceEventRule(stack, 'Rule', { service: AwsService.GUARDDUTY, description: 'mine' });
    expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.Description).toBe('mine');
  });
});
