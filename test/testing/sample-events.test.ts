import { App, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  ApiCallRule, AwsService, CallOutcome, CloudTrailEventRule, CloudTrailEventType, ConsoleSignInRule, Ec2Events, GlueEvents, GuarddutyEvents,
  RdsEvents, S3Events,
  ServiceEventRule, testing,
} from 'cdk-service-events';
import * as fc from 'fast-check';
import { onlyResourceOf, testStack } from '../support/test-app';

const { EventPatternMatcher, RuleTester, SampleEvents } = testing;
const CALL = 'AWS API Call via CloudTrail';


const KINDS = AwsService.all().flatMap((service) => service.detailTypes.map((detailType) => ({ service, detailType })));
const WITH_SCHEMA = KINDS.filter(({ service, detailType }) => service.schemaOf(detailType));

/** Whether a value is of the kind that the schema says. */
function fits(value: any, field: any): boolean {
  if (field.list) {
    return Array.isArray(value) && value.every((element) => fits(element, { ...field, list: false }));
  }
  switch (field.jsonType) {
    case 'STRING': return typeof value === 'string' && (!field.allowedValues || field.allowedValues.includes(value));
    case 'INTEGER': return Number.isInteger(value);
    case 'NUMBER': return typeof value === 'number';
    case 'BOOLEAN': return typeof value === 'boolean';
    case 'OBJECT': return (field.fields ?? []).every((inner: any) => fits(value[inner.name], inner));
    default: return value !== undefined;
  }
}

describe('a sample event', () => {
  test('can be made of every kind of event that has a schema, and fits it', () => {
    expect(WITH_SCHEMA.length).toBeGreaterThan(300);
    const wrong = WITH_SCHEMA.filter(({ service, detailType }) => {
      const { detail } = testing.SampleEvents.of(service, detailType);
      return !service.schemaOf(detailType)!.fields.every((field) => fits(detail[field.name], field));
    });
    expect(wrong).toEqual([]);
  });

  test('has the envelope that EventBridge gives to events, for every kind in the catalogue', () => {
    const wrong = KINDS.filter(({ service, detailType }) => {
      const sample = testing.SampleEvents.of(service, detailType);
      return !(Object.keys(sample).sort().join() === 'account,detail,detail-type,id,region,resources,source,time,version'
        && sample.source === service.source && sample['detail-type'] === detailType && /^\d{12}$/.test(sample.account)
        && /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/.test(sample.id)
        && sample.resources.every((arn: string) => /^arn:aws:[^:]+:[^:]*:[^:]*:.+/.test(arn)));
    });
    expect(wrong).toEqual([]);
  });

  test('is the same every time', () => {
    expect(SampleEvents.of(AwsService.S3, S3Events.OBJECT_CREATED)).toEqual(SampleEvents.of(AwsService.S3, S3Events.OBJECT_CREATED));
    expect(SampleEvents.of(AwsService.EC2, Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION)).toMatchInlineSnapshot(`
{
  "account": "123456789012",
  "detail": {
    "instance-id": "i-5e8c03a94c7835b87",
    "state": "pending",
  },
  "detail-type": "EC2 Instance State-change Notification",
  "id": "55de7569-ed87-4b5a-a97a-0b11c238beb7",
  "region": "us-east-1",
  "resources": [
    "arn:aws:ec2:us-east-1:123456789012:instance/i-5e8c03a94c7835b87",
  ],
  "source": "aws.ec2",
  "time": "2026-01-15T12:00:00Z",
  "version": "0",
}
`);
  });

  test('takes what is overridden, and keeps the rest', () => {
    const sample = testing.SampleEvents.of(AwsService.S3, S3Events.OBJECT_CREATED, {
      resources: ['arn:aws:s3:::photos'], detail: { bucket: { name: 'photos' }, object: { size: 5 } },
    });
    const plain = testing.SampleEvents.of(AwsService.S3, S3Events.OBJECT_CREATED);
    expect(sample).toEqual({
      ...plain,
      resources: ['arn:aws:s3:::photos'],
      detail: { ...plain.detail, bucket: { ...plain.detail.bucket, name: 'photos' }, object: { ...plain.detail.object, size: 5 } },
    });
    expect(testing.SampleEvents.of(AwsService.S3, S3Events.OBJECT_CREATED)).toEqual(plain);
  });

  test('is not made of what the service does not send', () => {
    expect(() => testing.SampleEvents.of(AwsService.EC2, 'EC2 Instance State-change Notifcation')).toThrow('EC2 Instance State-change Notification');
  });
});

describe('a sample of an API call', () => {
  test('is a record of CloudTrail', () => {
    expect(testing.SampleEvents.apiCall(AwsService.IAM, 'CreateUser', { detail: { requestParameters: { userName: 'Bob' } } })).toMatchInlineSnapshot(`
{
  "account": "123456789012",
  "detail": {
    "awsRegion": "us-east-1",
    "eventCategory": "Management",
    "eventID": "829793ec-3dea-4c27-a129-1e69305ceaa8",
    "eventName": "CreateUser",
    "eventSource": "iam.amazonaws.com",
    "eventTime": "2026-01-15T12:00:00Z",
    "eventType": "AwsApiCall",
    "eventVersion": "1.11",
    "managementEvent": true,
    "readOnly": false,
    "recipientAccountId": "123456789012",
    "requestID": "96e678ad-9db9-48d0-a843-3b7db4d04996",
    "requestParameters": {
      "userName": "Bob",
    },
    "responseElements": null,
    "sourceIPAddress": "192.0.2.1",
    "userAgent": "aws-cli/2.15.0",
    "userIdentity": {
      "accessKeyId": "AKIAIOSFODNN7EXAMPLE",
      "accountId": "123456789012",
      "arn": "arn:aws:iam::123456789012:user/Alice",
      "principalId": "AIDACKCEVSQ6C2EXAMPLE",
      "type": "IAMUser",
      "userName": "Alice",
    },
  },
  "detail-type": "AWS API Call via CloudTrail",
  "id": "4e3ecc56-4e16-4d22-a78f-2ce18ba4bc68",
  "region": "us-east-1",
  "resources": [],
  "source": "aws.iam",
  "time": "2026-01-15T12:00:00Z",
  "version": "0",
}
`);
  });

  test('says whether the call only reads', () => {
    expect(testing.SampleEvents.apiCall(AwsService.IAM, 'GetUser').detail.readOnly).toBe(true);
    expect(testing.SampleEvents.apiCall(AwsService.IAM, 'DeleteUser').detail.readOnly).toBe(false);
  });

  test('matches what a rule on API calls of the service matches, for every service with calls', () => {
    const services = AwsService.all().filter((service) => service._apiCallPattern);
    expect(services.length).toBeGreaterThan(300);
    const wrong = services.filter((service) => !testing.EventPatternMatcher.of({ ...service._apiCallPattern })
      .matches(testing.SampleEvents.apiCall(service, 'CreateExample', {}, { allowUnknown: true })));
    expect(wrong.map(({ serviceName }) => serviceName)).toEqual([]);
  });

  test('is an operation of the service where none is named', () => {
    const sample = testing.SampleEvents.of(AwsService.IAM, 'AWS API Call via CloudTrail');
    expect(sample.source).toBe('aws.iam');
    expect(sample.detail).toMatchObject({ eventSource: 'iam.amazonaws.com', eventType: 'AwsApiCall', readOnly: false });
  });

  test('a sign-in to the console is a record of its own type', () => {
    expect(testing.SampleEvents.of(AwsService.SIGNIN, 'AWS Console Sign In via CloudTrail').detail)
      .toMatchObject({ eventName: 'ConsoleLogin', eventType: 'AwsConsoleSignIn', eventSource: 'signin.amazonaws.com' });
  });
});

describe('the record of a call', () => {
  test.each<[AwsService, string, string]>([
    [AwsService.LAMBDA, 'CreateFunction', 'CreateFunction20150331'],
    [AwsService.LAMBDA, 'CreateFunction20150331', 'CreateFunction20150331'],
    [AwsService.named('Amazon Keyspaces (for Apache Cassandra)'), 'UpdateTable', 'AlterTable'],
    [AwsService.IAM, 'CreateUser', 'CreateUser'],
  ])('of %s %s is written %s', (service, operation, eventName) => {
    expect(SampleEvents.apiCall(service, operation).detail.eventName).toBe(eventName);
  });

  test.each<[string, string]>([
    ['TerminateInstance', "Nearest: 'TerminateInstances'"], ['CreateUser', 'has no operation'], ['', "such as 'CreateUser', and this is \"\""],
  ])('of %j is refused by a service that has no such operation', (operation, message) => {
    expect(() => SampleEvents.apiCall(AwsService.EC2, operation)).toThrow(message);
    expect(SampleEvents.apiCall(AwsService.EC2, operation || 'Unknown', {}, { allowUnknown: true }).detail.eventName).toBe(operation || 'Unknown');
  });

  test('of what CloudTrail does not record is refused', () => {
    expect(() => SampleEvents.apiCall(AwsService.APIGATEWAY, 'TestInvokeMethod')).toThrow('CloudTrail does not record TestInvokeMethod');
  });

  test.each<[AwsService, string, object]>([
    [AwsService.S3, 'GetObject', { managementEvent: false, eventCategory: 'Data', readOnly: true }],
    [AwsService.S3, 'PutObject', { managementEvent: false, eventCategory: 'Data', readOnly: false }],
    [AwsService.EC2, 'DescribeInstances', { managementEvent: true, eventCategory: 'Management', readOnly: true }],
    [AwsService.EC2, 'RunInstances', { managementEvent: true, eventCategory: 'Management', readOnly: false }],
  ])('of %s %s says what kind of event it is', (service, operation, detail) => {
    expect(SampleEvents.apiCall(service, operation).detail).toMatchObject(detail);
  });

  test('that succeeded says so where people sign in', () => {
    const { detail } = SampleEvents.of(AwsService.SIGNIN, 'AWS Console Sign In via CloudTrail');
    expect(detail).toMatchObject({ responseElements: { ConsoleLogin: 'Success' }, additionalEventData: { MFAUsed: 'No' }, readOnly: false });
  });

  test('of Insights and network activity has their category, and not what such records lack', () => {
    const { detail: insight } = SampleEvents.of(AwsService.S3, 'AWS Insight via CloudTrail');
    expect(insight).toMatchObject({ eventCategory: 'Insight', eventType: 'AwsCloudTrailInsight', insightDetails: { eventSource: 's3.amazonaws.com' } });
    expect(['userIdentity', 'eventSource', 'managementEvent'].filter((name) => name in insight)).toEqual([]);
    const { detail: network } = SampleEvents.of(AwsService.S3, 'AWS Network Activity Event via CloudTrail');
    expect(network).toMatchObject({ eventCategory: 'NetworkActivity', eventType: 'AwsVpceEvents' });
    expect(network).not.toHaveProperty('managementEvent');
  });

  test('is what the rule of its own construct matches', () => {
    const stack = testStack({ env: { account: '123456789012', region: 'us-east-1' } });
    new ApiCallRule(stack, 'Call', { service: AwsService.LAMBDA, operations: ['CreateFunction'] });
    new ConsoleSignInRule(stack, 'SignIn', { outcome: CallOutcome.SUCCEEDED });
    new CloudTrailEventRule(stack, 'Insight', { service: AwsService.S3, eventType: CloudTrailEventType.INSIGHT });
    const tester = RuleTester.fromStack(stack);
    tester.expectMatch(SampleEvents.apiCall(AwsService.LAMBDA, 'CreateFunction'), { rule: 'Call' });
    tester.expectMatch(SampleEvents.of(AwsService.SIGNIN, 'AWS Console Sign In via CloudTrail'), { rule: 'SignIn' });
    tester.expectMatch(SampleEvents.of(AwsService.S3, 'AWS Insight via CloudTrail'), { rule: 'Insight' });
  });

  test('where none is named, is of an operation that rules take', () => {
    const service = AwsService.named('Amazon EC2 Auto Scaling');
    const { eventName } = SampleEvents.of(service, CALL).detail;
    const stack = testStack({ env: { region: 'us-east-1' } });
    new ApiCallRule(stack, 'Rule', { service, operations: [eventName] });
    expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.EventPattern.detail.eventName).toEqual([eventName]);
  });
});

describe('what a sample tells', () => {
  test('is of a Region in which such events appear, for every kind', () => {
    const app = new App();
    const refused = KINDS.flatMap(({ service, detailType }, n) => {
      const { region } = SampleEvents.of(service, detailType);
      const stack = new Stack(app, `Stack${n}`, { env: { region, account: '123456789012' } });
      try {
        new ServiceEventRule(stack, 'Service', { service, detailTypes: [detailType] });
        return [];
      } catch (error) {
        return [(error as Error).message].filter((message) => message.includes('appear elsewhere'));
      }
    });
    expect(refused).toEqual([]);
  });

  test.each<[AwsService, string, string[]]>([
    [AwsService.S3, S3Events.OBJECT_CREATED, ['arn:aws:s3:::amzn-s3-demo-bucket']],
    [AwsService.GLUE, GlueEvents.GLUE_JOB_STATE_CHANGE, []],
    [AwsService.GUARDDUTY, GuarddutyEvents.GUARDDUTY_FINDING, []],
  ])('stands in resources of %s %s as the facts say', (service, detailType, resources) => {
    expect(SampleEvents.of(service, detailType).resources).toEqual(resources);
  });

  test('agrees with itself: an instance has one id', () => {
    const sample = SampleEvents.of(AwsService.EC2, Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION);
    expect(sample.resources).toEqual([`arn:aws:ec2:us-east-1:123456789012:instance/${sample.detail['instance-id']}`]);
  });

  test('is a time only where the name of a field says so', () => {
    expect(SampleEvents.of(AwsService.S3, S3Events.OBJECT_CREATED).detail.version).toBe('0');
    const times = WITH_SCHEMA.flatMap(({ service, detailType }) => {
      const { detail } = SampleEvents.of(service, detailType);
      return Object.entries(detail).filter(([, value]) => value === '2026-01-15T12:00:00Z').map(([name]) => name);
    });
    expect(times.length).toBeGreaterThan(50);
    expect([...new Set(times)].filter((name) => !/time|date|at$|modified|On$/i.test(name))).toEqual([]);
    expect(times.filter((name) => /(version|description|action|region|reason|duration)$/i.test(name))).toEqual([]);
  });
});

describe('an override', () => {
  const created = (overrides: any, options?: testing.SampleEventOptions) =>
    SampleEvents.of(AwsService.S3, S3Events.OBJECT_CREATED, overrides, options);

  test('of an id, a name, the account or the Region is carried through', () => {
    expect(created({ detail: { bucket: { name: 'photos' } } }).resources).toEqual(['arn:aws:s3:::photos']);
    const stopped = SampleEvents.of(AwsService.EC2, Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION, { region: 'eu-west-1', account: '111111111111', detail: { 'instance-id': 'i-1' } });
    expect(stopped.resources).toEqual(['arn:aws:ec2:eu-west-1:111111111111:instance/i-1']);
    expect(SampleEvents.apiCall(AwsService.EC2, 'RunInstances', { region: 'eu-west-1', account: '111111111111' }).detail)
      .toMatchObject({ awsRegion: 'eu-west-1', recipientAccountId: '111111111111', userIdentity: { accountId: '111111111111', arn: 'arn:aws:iam::111111111111:user/Alice' } });
  });

  class Money {
    public readonly amount = 5;
  }

  test.each<[string, any, string | RegExp]>([
    ['a Map', { detail: { bucket: new Map([['name', 'x']]) } }, "'overrides.detail.bucket' is a Map"],
    ['a Date', { time: new Date() }, "'overrides.time' is a Date"],
    ['a class instance', { detail: { object: new Money() } }, "'overrides.detail.object' is a Money"],
    ['undefined', { detail: { bucket: { name: undefined } } }, "'overrides.detail.bucket.name' is undefined"],
    ['a function', { detail: { x: () => 1 } }, /'overrides\.detail\.x' is .*which JSON cannot say/],
    ['NaN', { detail: { object: { size: NaN } } }, "'overrides.detail.object.size' is NaN"],
    ['a field beside detail', { bucket: { name: 'x' } }, "no field 'bucket' beside detail. It is a field of detail"],
    ['a misspelt field of the envelope', { detailType: 'x' }, "no field 'detailType' beside detail. Nearest: 'detail-type'"],
    ['a field in other capital letters', { detail: { Bucket: { name: 'x' } } }, "no field 'detail.Bucket'. Nearest: 'detail.bucket'"],
    ['a misspelt field below', { detail: { bucket: { nmae: 'x' } } }, "no field 'detail.bucket.nmae'. Nearest: 'detail.bucket.name'"],
    ['a field that a complete schema lacks', { detail: { colour: 'red' } }, "no field 'detail.colour'"],
    ['a text for an object', { detail: { bucket: 'photos' } }, "'detail.bucket' of the event is an object, and this is \"photos\""],
    ['a detail that is none', { detail: 'x' }, "'detail' of an event is an object"],
  ])('that is %s is refused', (_what, overrides, message) => {
    expect(() => created(overrides)).toThrow(message);
  });

  test('of what the event does not have is taken on request', () => {
    expect(created({ colour: 'red', detail: { Bucket: { name: 'x' } } }, { allowUnknown: true })).toMatchObject({ colour: 'red', detail: { Bucket: { name: 'x' } } });
  });

  test('never shares an object with the caller or another sample', () => {
    const object = { key: 'a', tags: ['x'] };
    const sample = created({ detail: { object } }, { allowUnknown: true });
    sample.detail.object.tags.push('y');
    sample.detail.bucket.name = 'changed';
    expect(object.tags).toEqual(['x']);
    expect(created({}).detail.bucket.name).toBe('amzn-s3-demo-bucket');
  });

  test('can take a field away', () => {
    expect(created({}, { without: ['detail.bucket.name', 'resources'] })).toEqual(expect.not.objectContaining({ resources: expect.anything() }));
    expect(created({}, { without: ['detail.bucket.name'] }).detail.bucket).not.toHaveProperty('name');
    expect(() => created({}, { without: ['detail.bukket'] })).toThrow("The event has no field 'detail.bukket' to leave out");
  });

  test('is of a service, and a missing one is said', () => {
    expect(() => SampleEvents.of(undefined as any, 'x')).toThrow('A sample is of a service, such as AwsService.EC2, and this is undefined.');
    expect(() => SampleEvents.of('s3' as any, 'x')).toThrow("this is the text 's3': AwsService.named('s3') finds it");
  });
});

describe('an event made for a rule', () => {
  test('matches it, with the tokens that it names, and a near miss does not', () => {
    const stack = testStack();
    const bucket = new s3.Bucket(stack, 'Bucket', { eventBridgeEnabled: true });
    const rule = new ServiceEventRule(stack, 'Created', { service: AwsService.S3, detailTypes: [S3Events.OBJECT_CREATED], resources: [bucket], detail: { object: { size: events.Match.greaterThan(100) } } });
    const [sample, miss] = [SampleEvents.matching(rule), SampleEvents.nearMiss(rule)];
    expect(sample.detail.bucket.name).toBe(stack.resolve(bucket.bucketName).Ref);
    const tester = RuleTester.fromStack(stack);
    tester.expectMatch(sample, { rule });
    tester.expectNoMatch(miss, { rule });
    expect(tester.mismatches(miss, rule)).toHaveLength(1);
  });

  test('can be changed on the way', () => {
    const rule = new events.Rule(testStack(), 'Rule', { eventPattern: { source: ['aws.ec2'], detailType: ['EC2 Instance State-change Notification'] } });
    expect(SampleEvents.matching(rule, { account: '111111111111' })).toMatchObject({ source: 'aws.ec2', account: '111111111111' });
  });

  test('needs a rule with a pattern', () => {
    const schedule = new events.Rule(testStack(), 'Rule', { schedule: events.Schedule.expression('rate(1 day)') });
    expect(() => SampleEvents.matching(schedule)).toThrow('no rule with an event pattern');
    expect(() => SampleEvents.matching({} as any)).toThrow('A rule is a construct in a stack, and this is {}.');
  });

  test.each<[object, RegExp]>([
    [{ source: ['aws.ec2'], detail: { state: [{ prefix: 'sto' }] } }, /^sto/],
    [{ detail: { state: [{ suffix: 'ped' }] } }, /ped$/],
    [{ detail: { state: [{ wildcard: 'a*b*c' }] } }, /^a.*b.*c$/],
    [{ detail: { state: [{ 'anything-but': ['example', 'pending'] }] } }, /^(?!example$|pending$)/],
    [{ 'source': ['aws.ec2'], 'detail-type': ['EC2 Instance State-change Notification'], 'detail': { state: [{ 'anything-but': 'pending' }] } }, /^(?!pending$)/],
    [{ detail: { state: [{ cidr: '10.0.0.0/8' }] } }, /^10\.0\.0\.0$/],
    [{ $or: [{ detail: { state: ['a'] } }, { detail: { other: ['b'] } }] }, /^a$/],
  ])('of %j has what is wanted', (pattern, state) => {
    const sample = SampleEvents._matchingPattern(pattern);
    expect(EventPatternMatcher.of(pattern).matches(sample)).toBe(true);
    expect(sample.detail.state).toMatch(state);
    expect(EventPatternMatcher.of(pattern).matches(SampleEvents._nearMissOfPattern(pattern))).toBe(false);
  });

  test('with wishes that exclude each other is an error', () => {
    expect(() => SampleEvents._matchingPattern({ detail: { 'a': ['x'], 'a.b': ['y'] } })).toThrow('No event could be made that matches');
    expect(() => SampleEvents._nearMissOfPattern({ detail: { a: ['x', { exists: false }, { exists: true }] } })).toThrow('No single field turns an event away');
  });

  test('of any pattern of values and matchers matches it, and the near miss does not', () => {
    const text = fc.string({ minLength: 1, maxLength: 6 }).filter((one) => !/[*\\]/.test(one));
    const item = fc.oneof(text, fc.integer(), fc.boolean(), fc.record({ prefix: text }), fc.record({ suffix: text }), fc.record({ 'equals-ignore-case': text }),
      fc.record({ 'anything-but': fc.array(text, { minLength: 1, maxLength: 3 }) }), fc.integer({ min: -1000, max: 1000 }).map((bound) => ({ numeric: ['>', bound, '<=', bound + 10] })));
    const field = fc.array(item, { minLength: 1, maxLength: 3 });
    const names = fc.constantFrom('alpha', 'beta', 'gamma');
    const pattern = fc.record({ source: fc.constant(['aws.ec2']), detail: fc.dictionary(names, fc.oneof(field, fc.dictionary(names, field, { minKeys: 1 })), { minKeys: 1 }) });
    fc.assert(fc.property(pattern, (made) => {
      expect(EventPatternMatcher.of(made).matches(SampleEvents._matchingPattern(made))).toBe(true);
      expect(EventPatternMatcher.of(made).matches(SampleEvents._nearMissOfPattern(made))).toBe(false);
    }), { numRuns: 300 });
  });

  test('stand-ins belong together: the ARN of an instance is that of the name in the rule', () => {
    const stack = testStack({ env: { account: '123456789012', region: 'us-east-1' } });
    const db = new rds.CfnDBInstance(stack, 'Db', { engine: 'mysql', storageEncrypted: true });
    const rule = new ServiceEventRule(stack, 'Rule', { service: AwsService.RDS, detailTypes: [RdsEvents.RDS_DB_INSTANCE_EVENT], resources: [db] });
    const arn = `arn:aws:rds:us-east-1:123456789012:db:${db.ref}`;
    const tester = RuleTester.fromStack(stack);
    for (const SourceArn of [arn, db.attrDbInstanceArn]) {
      tester.expectMatch(SampleEvents.of(AwsService.RDS, RdsEvents.RDS_DB_INSTANCE_EVENT, { detail: { SourceArn } }), { rule });
    }
  });
});

test('a field that is called arn holds the ARN of something', () => {
  const arns = AwsService.all().flatMap((service) => service.detailTypes.map((detailType) => SampleEvents.of(service, detailType)))
    .flatMap((sample) => fieldsCalled('arn', sample.detail));
  expect(arns.length).toBeGreaterThan(10);
  expect(arns.filter((arn) => !/^arn:aws:[a-z0-9-]+:[a-z0-9-]*:(\d{12})?:.+/.test(arn))).toEqual([]);
});

/** The texts in all fields of a name, at any depth. */
function fieldsCalled(name: string, value: unknown): string[] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, field]) => (key.toLowerCase() === name && typeof field === 'string' ? [field] : fieldsCalled(name, field))) : [];
}
