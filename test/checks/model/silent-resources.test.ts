import { CheckSeverity } from '../../../src/checks/check-severity';
import { Resources, foundBy, getAtt, ruleTo } from '../../support/found-in-templates';

const QUEUE = 'arn:aws:sqs:eu-west-1:111111111111:work';
const bucket = (Properties: object = {}): Resources => ({ Bucket: { Type: 'AWS::S3::Bucket', Properties } });
const ABOUT = { 'source': ['aws.s3'], 'detail-type': ['Object Created'], 'detail': { bucket: { name: [{ Ref: 'Bucket' }] } } };
const ruleOn = (EventPattern: object): Resources => ({ Rule: ruleTo(QUEUE, { EventPattern }) });
const found = (...resources: Resources[]) => foundBy('silent-resource', [Object.assign({}, ...resources)]);
const silent = (...resources: Resources[]) => found(...resources).map(({ value }) => value);
const notified = (NotificationConfiguration: unknown) => bucket({ NotificationConfiguration });

describe('a bucket that sends no events is found', () => {
  test('where the rule names it, with what to do', () => {
    expect(found(bucket(), ruleOn(ABOUT))).toEqual([expect.objectContaining({
      location: 'Properties.EventPattern.detail.bucket.name',
      value: 'Here/Bucket',
      message: expect.stringMatching(/^Events about 'Here\/Bucket' need .*, and its NotificationConfiguration\.EventBridgeConfiguration\.EventBridgeEnabled is not set\.$/),
      fix: 'Set NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled to true.',
      inApp: 'ServiceEventRule does, where the resource is named in its resources.',
      severity: CheckSeverity.ERROR,
    })]);
  });

  test.each<[string, Resources, object]>([
    ['by its ARN among the resources of the event', bucket(), { source: ['aws.s3'], resources: [getAtt('Bucket')] }],
    ['beside other kinds of its events', bucket(), { ...ABOUT, 'detail-type': ['Object Created', 'Object Deleted'] }],
    ['whatever the kind', bucket(), { source: ['aws.s3'], detail: ABOUT.detail }],
    ['in one branch of several', bucket(), { $or: [{ source: ['my.app'] }, ABOUT] }],
    ['by the name that the app gives it', bucket({ BucketName: 'photos' }), { ...ABOUT, detail: { bucket: { name: ['photos'] } } }],
    ['where it has other notifications', notified({ QueueConfigurations: [{ Event: 's3:ObjectRemoved:*', Queue: QUEUE }] }), ABOUT],
    ['where it is switched off', notified({ EventBridgeConfiguration: { EventBridgeEnabled: false } }), ABOUT],
  ])('%s', (_how, resources, pattern) => {
    expect(silent(resources, ruleOn(pattern))).toEqual(['Here/Bucket']);
  });

  test('each for itself', () => {
    const other: Resources = { Other: { Type: 'AWS::S3::Bucket' } };
    expect(silent(bucket(), other, ruleOn({ ...ABOUT, detail: { bucket: { name: [{ Ref: 'Bucket' }, { Ref: 'Other' }] } } }))).toEqual(['Here/Bucket', 'Here/Other']);
  });
});

describe('nothing is found', () => {
  test.each<[string, Resources, object]>([
    ['where it sends them', notified({ EventBridgeConfiguration: { EventBridgeEnabled: true } }), ABOUT],
    ['where it sends them, in a text', notified({ EventBridgeConfiguration: { EventBridgeEnabled: 'true' } }), ABOUT],
    ['where only the deployment knows whether it does', notified({ EventBridgeConfiguration: { EventBridgeEnabled: { Ref: 'On' } } }), ABOUT],
    ['where only the deployment knows how it is notified', notified({ 'Fn::If': ['On', {}, {}] }), ABOUT],
    ['where it has an empty setting, for which AWS has a default', notified({ EventBridgeConfiguration: {} }), ABOUT],
    ['where it has an empty notification', notified({}), ABOUT],
    ['where the rule names several sources', bucket(), { ...ABOUT, source: ['aws.s3', 'my.app'] }],
    ['where the rule matches its source in a way of its own', bucket(), { ...ABOUT, source: [{ prefix: 'aws.s3' }] }],
    ['where the rule is on another source', bucket(), { ...ABOUT, source: ['aws.batch'] }],
    ['where the rule names it in another field', bucket(), { ...ABOUT, detail: { object: { key: [{ Ref: 'Bucket' }] } } }],
    ['where what it names is no bucket', { Bucket: { Type: 'AWS::SQS::Queue' } }, ABOUT],
    ['where the bucket is made elsewhere', bucket(), { ...ABOUT, detail: { bucket: { name: ['photos'] } } }],
    ['where the name is a matcher', bucket({ BucketName: 'photos' }), { ...ABOUT, detail: { bucket: { name: [{ prefix: 'photos' }] } } }],
    ['where its calls are among what is matched', bucket(), { ...ABOUT, 'detail-type': ['Object Created', 'AWS API Call via CloudTrail'] }],
    ['where only records have the field', bucket(), { source: ['aws.s3'], detail: { ...ABOUT.detail, userIdentity: { type: ['Root'] } } }],
  ])('%s', (_where, resources, pattern) => {
    expect(silent(resources, ruleOn(pattern))).toEqual([]);
  });

  test('where two buckets have the name', () => {
    const resources = { ...bucket({ BucketName: 'photos' }), Twin: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'photos' } } };
    expect(silent(resources, ruleOn({ ...ABOUT, detail: { bucket: { name: ['photos'] } } }))).toEqual([]);
  });

  test('where the kind of the event names a field of records', () => {
    expect(silent(bucket(), ruleOn({ ...ABOUT, detail: { ...ABOUT.detail, eventName: ['x'] } }))).toEqual(['Here/Bucket']);
  });
});

describe('a custom resource', () => {
  const custom = (Properties: object): Resources => ({ Custom: { Type: 'Custom::S3BucketNotifications', Properties } });
  const ON = { NotificationConfiguration: { EventBridgeConfiguration: {} } };

  test.each<[string, object, string[]]>([
    ['switches its bucket on', { BucketName: { Ref: 'Bucket' }, ...ON }, []],
    ['gives its bucket other notifications', { BucketName: { Ref: 'Bucket' }, NotificationConfiguration: { QueueConfigurations: [] } }, ['Here/Bucket']],
    ['switches another bucket on', { BucketName: { Ref: 'Other' }, ...ON }, ['Here/Bucket']],
    ['names its bucket after other things', { ServiceToken: 'arn', BucketName: { Ref: 'Bucket' }, ...ON }, []],
  ])('%s: %#', (_what, properties, expected) => {
    expect(silent(bucket(), { Other: { Type: 'AWS::S3::Bucket' } }, custom(properties), ruleOn(ABOUT))).toEqual(expected);
  });

  test('another bucket that is switched on shows nothing of this one', () => {
    const other: Resources = { Other: { Type: 'AWS::S3::Bucket', Properties: { Twin: { Ref: 'Bucket' }, NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } } } } };
    expect(silent(bucket(), other, ruleOn(ABOUT))).toEqual(['Here/Bucket']);
  });
});

describe('a resource of which some events need a setting', () => {
  const job = (Properties: object = {}): Resources => ({ Job: { Type: 'AWS::Glue::Job', Properties } });
  const on = (...kinds: string[]) => ruleOn({ 'source': ['aws.glue'], 'detail-type': kinds, 'detail': { jobName: [{ Ref: 'Job' }] } });

  test('is suspected where only these are matched', () => {
    expect(found(job(), on('Glue Job Run Status'))).toEqual([expect.objectContaining({ severity: CheckSeverity.WARNING, fix: 'Set notificationProperty: { notifyDelayAfter } in minutes.', inApp: undefined })]);
    expect(silent(job(), on('Glue Job Run Status', 'Glue Job State Change'))).toEqual([]);
    expect(silent(job(), on('Glue Job State Change'))).toEqual([]);
    expect(silent(job({ NotificationProperty: { NotifyDelayAfter: 5 } }), on('Glue Job Run Status'))).toEqual([]);
  });

  test('is proven to be silent by a value with which it sends none', () => {
    const machine = (Properties: object): Resources => ({ Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties } });
    const rule = ruleOn({ 'source': ['aws.states'], 'detail-type': ['Step Functions Execution Status Change'], 'detail': { stateMachineArn: [{ Ref: 'Machine' }] } });
    expect(found(machine({ StateMachineType: 'EXPRESS' }), rule)).toEqual([expect.objectContaining({
      severity: CheckSeverity.ERROR, message: expect.stringContaining('its StateMachineType is "EXPRESS"'), fix: 'Make it a Standard workflow, or watch its log group.',
    })]);
    expect(silent(machine({ StateMachineType: 'STANDARD' }), rule)).toEqual([]);
    expect(silent(machine({}), rule)).toEqual([]);
  });
});
