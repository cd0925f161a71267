import { AwsService, Ec2Events, S3Events, testing } from 'cdk-service-events';

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
    const { SampleEvents } = testing;
    expect(SampleEvents.of(AwsService.S3, S3Events.OBJECT_CREATED)).toEqual(SampleEvents.of(AwsService.S3, S3Events.OBJECT_CREATED));
    expect(SampleEvents.of(AwsService.EC2, Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION)).toMatchInlineSnapshot(`
{
  "account": "123456789012",
  "detail": {
    "instance-id": "i-f4a0f00b2004bbc03",
    "state": "pending",
  },
  "detail-type": "EC2 Instance State-change Notification",
  "id": "55de7569-ed87-4b5a-a97a-0b11c238beb7",
  "region": "us-east-1",
  "resources": [
    "arn:aws:ec2:us-east-1:123456789012:instance/i-f4a0f00b2004bbc03",
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
      .matches(testing.SampleEvents.apiCall(service, 'CreateExample')));
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
