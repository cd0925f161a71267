import { JsonType } from '../../src/catalog/json-type';
import { idOf, sampleUuid, sampleValue, thingOf, words } from '../../src/testing/sample-values';

const OCCASION = { service: 'batch', region: 'eu-west-1', account: '111122223333' } as Parameters<typeof sampleValue>[0];

const fieldOf = (name: string, more: object = {}) => ({ name, path: `detail.${name}`, jsonType: JsonType.STRING, list: false, ...more }) as unknown as Parameters<typeof sampleValue>[1];

test.each<[string, unknown]>([
  ['arn', `arn:aws:batch:eu-west-1:111122223333:resource/${idOf('resource')}`],
  ['Arns', `arn:aws:batch:eu-west-1:111122223333:resource/${idOf('resource')}`],
  ['taskArn', `arn:aws:batch:eu-west-1:111122223333:task/${idOf('task')}`],
  ['account', '111122223333'], ['accountId', '111122223333'], ['owner-account-id', '111122223333'],
  ['awsRegion', 'eu-west-1'], ['availabilityZone', 'eu-west-1a'], ['availability-zone', 'eu-west-1a'],
  ['bucketName', 'amzn-s3-demo-bucket'], ['e-mail', 'person@example.com'], ['ipAddress', '192.0.2.1'], ['redirectUrl', 'https://example.com/'],
  ['s3Uri', 's3://amzn-s3-demo-bucket/example'],
  ['version', '0'], ['itemCount', '0'], ['jobStatus', 'COMPLETED'],
  ['instance-id', idOf('instance')], ['vpcId', idOf('vpc')], ['jobId', idOf('job')], ['id', idOf('resource')],
  ['format', 'example-format'], ['runtime', 'example-runtime'],
])('a text field called %s holds %s', (name, value) => {
  expect(sampleValue(OCCASION, fieldOf(name))).toBe(value);
});

test.each(['time', 'startTime', 'createdAt', 'last-modified', 'expires-at', 'timestamp', 'endTimeISO'])('a text field called %s holds a time', (name) => {
  expect(Date.parse(sampleValue(OCCASION, fieldOf(name)) as string)).not.toBeNaN();
});

test.each<[string, object, unknown]>([
  ['a number', { jsonType: JsonType.NUMBER }, 1], ['a whole number', { jsonType: JsonType.INTEGER }, 1], ['a flag', { jsonType: JsonType.BOOLEAN }, true],
  ['anything', { jsonType: JsonType.ANY }, {}], ['an object', { jsonType: JsonType.OBJECT, fields: [fieldOf('arn'), fieldOf('count', { jsonType: JsonType.INTEGER })] }, {
    arn: sampleValue(OCCASION, fieldOf('arn')), count: 1,
  }], ['an object without fields', { jsonType: JsonType.OBJECT }, {}],
  ['a list', { list: true }, ['example-field']], ['a list of numbers', { list: true, jsonType: JsonType.INTEGER }, [1]],
  ['what is allowed', { allowedValues: ['B', 'A'], namedValues: ['C'] }, 'B'], ['what is named', { namedValues: ['C', 'D'] }, 'C'],
])('a field of %s holds %j: %j', (_what, more, value) => {
  expect(sampleValue(OCCASION, fieldOf('field', more))).toEqual(value);
});

test.each<[string, string]>([
  ['detail.bucket.name', 'amzn-s3-demo-bucket'], ['detail.jobQueue.name', 'example-job-queue'], ['detail.name', 'example-name'], ['name', 'example-name'],
])('a name at %s is %s', (path, value) => {
  expect(sampleValue(OCCASION, fieldOf('name', { path }))).toBe(value);
});

describe('an id', () => {
  test('of a resource of Amazon EC2 has its prefix and 17 digits', () => {
    expect(['instance', 'vpc', 'subnet', 'volume', 'snapshot', 'image'].map((thing) => idOf(thing).split('-'))).toEqual(
      ['i', 'vpc', 'subnet', 'vol', 'snap', 'ami'].map((prefix) => [prefix, expect.stringMatching(/^[0-9a-f]{17}$/)]));
  });

  test('of another thing has 12 digits, and is that of this thing only', () => {
    expect(idOf('task')).toMatch(/^[0-9a-f]{12}$/);
    expect(idOf('task')).not.toBe(idOf('job'));
    expect(idOf('constructor')).toMatch(/^[0-9a-f]{12}$/);
  });

  test('as UUIDs are written is one of version 4', () => {
    expect(sampleUuid('event')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(sampleUuid('event')).toBe('b8e1f80b-d70a-4078-ac78-55a451731b74');
  });
});

test.each([['taskArn', 'task'], ['task-id', 'task'], ['task_ids', 'task'], ['TaskIdentifier', 'task'], ['jobQueue', 'job-queue'], ['arn', 'resource'], ['id', 'resource']])(
  '%s names a %s', (name, thing) => {
    expect(thingOf(name)).toBe(thing);
  });

test.each([['jobQueue', 'job-queue'], ['Job Queue', 'job-queue'], ['EC2Instance', 'ec2-instance'], ['a__b', 'a-b']])('%s in words is %s', (name, expected) => {
  expect(words(name)).toBe(expected);
});
