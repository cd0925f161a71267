import { AwsService, SchemaField, EventSchema, JsonType } from 'cdk-service-events';
import * as fc from 'fast-check';
import { explain } from '../../src/catalog/problem';
import { checkDetail, checkDetailOfKinds } from '../../src/pattern/schema/check-detail';
import { problemOfDetail } from '../../src/pattern/schema/problem-of-detail';

const EC2_STATE = AwsService.EC2.schemaOf('EC2 Instance State-change Notification')!;
const OBJECT_CREATED = AwsService.S3.schemaOf('Object Created')!;
const SAMPLED = AwsService.ACM.schemaOf('ACM Certificate Approaching Expiration')!;

function messages(detail: Record<string, any>, schema: EventSchema): string[] {
  return checkDetail(detail, schema).map((found) => explain(problemOfDetail(found)));
}

const everySchema = AwsService.all().filter(({ _isView }) => !_isView).flatMap((service) => service.detailTypes
  .map((detailType) => service.schemaOf(detailType)).filter((schema): schema is EventSchema => schema !== undefined)
  .map((schema) => [service.source, schema.detailType, schema] as const));

/** A filter on every field, with a value that the field can have. */
function filterOf(fields: SchemaField[]): Record<string, any> {
  const values: Record<JsonType, any> = {
    STRING: ['text', null, { prefix: 't' }, { 'anything-but': ['other'] }, { exists: true }, { wildcard: 'a*b' }],
    NUMBER: [1.5, { numeric: ['>', 0, '<=', 5] }],
    INTEGER: [3, { exists: false }],
    BOOLEAN: [true],
    ANY: [{ prefix: 'x' }, 1, true],
    OBJECT: {},
  };
  return Object.fromEntries(fields.map(({ name, jsonType, allowedValues, fields: inner }) => [
    name, jsonType === JsonType.OBJECT ? filterOf(inner!) : allowedValues ?? values[jsonType],
  ]));
}

describe('a right filter is not reported', () => {
  test.each(everySchema)('on %s %s', (_source, _detailType, schema) => {
    expect(checkDetail(filterOf(schema.fields), schema)).toEqual([]);
    expect(checkDetail({ $or: [filterOf(schema.fields), filterOf(schema.fields)] }, schema)).toEqual([]);
  });

  test.each<[string, Record<string, any>, EventSchema]>([
    ['below what is open', { bucket: { 'aws-generated-tags': { 'aws:cloudformation:stack-name': ['s'] } } }, OBJECT_CREATED],
    ['below what has no known type', { findings: { Severity: { Label: ['HIGH'] } } }, AwsService.SECURITYHUB.schemaOf('Security Hub Findings - Imported')!],
    ['when it wants a field to be absent', { nothing: [{ exists: false }], object: [{ exists: false }] }, OBJECT_CREATED],
    ['where the value is known at deployment only', { bucket: { name: [{ Ref: 'Bucket' }] }, object: { 'Fn::GetAtt': ['A', 'B'] } }, OBJECT_CREATED],
    ['when it wants null', { 'bucket': [null], 'source-ip-address': [null] }, OBJECT_CREATED],
    ['when it wants the fields of a list\'s elements', { registeredResources: { name: ['CPU'] } }, AwsService.ECS.schemaOf('ECS Container Instance State Change')!],
    ['when text matchers can match a possible value', { state: [{ prefix: 'stop' }, { suffix: 'ing' }, { 'equals-ignore-case': 'RUNNING' }, { wildcard: 's*d' }, { 'anything-but': { prefix: 'term' } }] }, EC2_STATE],
    ['on parameters of a call', { requestParameters: { anything: { at: ['all'] } }, errorCode: [{ exists: true }] }, AwsService.IAM.schemaOf('AWS API Call via CloudTrail')!],
  ])('%s', (_what, detail, schema) => {
    expect(messages(detail, schema)).toEqual([]);
  });
});

describe('a wrong filter is reported', () => {
  test.each<[string, Record<string, any>, EventSchema, string]>([
    ['an unknown field', { stat: ['stopped'] }, EC2_STATE, "'EC2 Instance State-change Notification' has no field detail.stat. Nearest: 'detail.state', 'detail.instance-id'."],
    ['an unknown field that exists elsewhere', { key: ['a'] }, OBJECT_CREATED, "'Object Created' has no field detail.key. Nearest: 'detail.object.key'."],
    ['an unknown field further down', { bucket: { arn: ['a'] } }, OBJECT_CREATED, "'Object Created' has no field detail.bucket.arn. Nearest: 'detail.bucket.name', 'detail.bucket.aws-generated-tags'."],
    ['wrong case', { State: ['stopped'] }, EC2_STATE, "detail.State is spelled detail.state in 'EC2 Instance State-change Notification'."],
    ['wrong punctuation', { instanceId: ['i-1'] }, EC2_STATE, "detail.instanceId is spelled detail.instance-id in 'EC2 Instance State-change Notification'."],
    ['wrong case of a value', { state: ['Stopped'] }, EC2_STATE, "detail.state is \"Stopped\", and 'EC2 Instance State-change Notification' spells it \"stopped\"."],
    ['a string for a number', { object: { size: ['5'] } }, OBJECT_CREATED, "detail.object.size is \"5\", and the field of 'Object Created' holds a number."],
    ['a number for a string', { 'request-id': [5] }, OBJECT_CREATED, "detail.request-id is 5, and the field of 'Object Created' holds a string."],
    ['a boolean for a string', { object: { key: [true] } }, OBJECT_CREATED, "detail.object.key is true, and the field of 'Object Created' holds a string."],
    ['a string for a boolean', { object: { 'has-object-annotation': ['true'] } }, OBJECT_CREATED, "detail.object.has-object-annotation is \"true\", and the field of 'Object Created' holds true or false."],
    ['a value for an object', { bucket: ['name'] }, OBJECT_CREATED, "detail.bucket is \"name\", and the field of 'Object Created' holds an object with the fields name, aws-generated-tags."],
    ['an object for a value', { reason: { code: ['x'] } }, OBJECT_CREATED, "detail.reason is {\"code\":[\"x\"]}, and the field of 'Object Created' holds a string."],
    ['a text matcher for a number', { object: { size: [{ prefix: '5' }] } }, OBJECT_CREATED, "detail.object.size is {\"prefix\":\"5\"}, and the field of 'Object Created' holds a number."],
    ['a numeric matcher for a string', { object: { key: [{ numeric: ['>', 5] }] } }, OBJECT_CREATED, "detail.object.key is {\"numeric\":[\">\",5]}, and the field of 'Object Created' holds a string."],
    ['a value that is never had', { state: ['started'] }, EC2_STATE, "detail.state is \"started\", which 'EC2 Instance State-change Notification' never has. Possible: pending, running, stopping, stopped, shutting-down, terminated."],
    ['a matcher that no value fits', { state: [{ prefix: 'Stop' }] }, EC2_STATE, "detail.state is {\"prefix\":\"Stop\"}, which 'EC2 Instance State-change Notification' never has. Possible: pending, running, stopping, stopped, shutting-down, terminated."],
    ['an exclusion in vain', { state: [{ 'anything-but': ['started'] }] }, EC2_STATE, "detail.state of 'EC2 Instance State-change Notification' is never \"started\", so that excluding it changes nothing. Nearest: 'stopped'. Possible: pending, running, stopping, stopped, shutting-down, terminated."],
    ['an exclusion of all values', { state: [{ 'anything-but': ['pending', 'running', 'stopping', 'stopped', 'shutting-down', 'terminated'] }] }, EC2_STATE, "detail.state is {\"anything-but\":[\"pending\",\"running\",\"stopping\",\"stopped\",\"shutting-down\",\"terminated\"]}, which 'EC2 Instance State-change Notification' never has. Possible: pending, running, stopping, stopped, shutting-down, terminated."],
    ['null where the values are known', { state: [null] }, EC2_STATE, "detail.state is null, which 'EC2 Instance State-change Notification' never has. Possible: pending, running, stopping, stopped, shutting-down, terminated."],
    ['the absence of a misspelt field', { sate: [{ exists: false }] }, EC2_STATE, "'EC2 Instance State-change Notification' has no field detail.sate, so that it is always absent and the filter lets everything pass. Nearest: 'detail.state', 'detail.instance-id'."],
    ['the absence of a field that is always there', { state: [{ exists: false }] }, EC2_STATE, "detail.state is always there in 'EC2 Instance State-change Notification', and the filter wants it to be absent."],
    ['a misspelt field beside open ones', { userIdentity: { tpye: ['Root'] } }, AwsService.IAM.schemaOf('AWS API Call via CloudTrail')!, "'AWS API Call via CloudTrail' has no field detail.userIdentity.tpye. Nearest: 'detail.userIdentity.type', 'detail.userIdentity.arn', 'detail.userIdentity.userName'."],
    ['a branch of $or', { $or: [{ state: ['stopped'] }, { stat: ['x'] }] }, EC2_STATE, "'EC2 Instance State-change Notification' has no field detail.stat. Nearest: 'detail.state', 'detail.instance-id'."],
    ['a field of an event that has none', { any: ['x'] }, AwsService.EVENTS.schemaOf('Scheduled Event')!, "'Scheduled Event' has no field detail.any. It has no fields at all."],
  ])('%s', (_what, detail, schema, message) => {
    expect(messages(detail, schema)).toEqual([message]);
  });

  test.each(everySchema.filter(([, , { fields }]) => fields.length > 0))('on %s %s in other capital letters', (_source, _detailType, schema) => {
    const own = new Set(schema.fields.map(({ name }) => name));
    const shouted = schema.fields.map(({ name }) => name.toUpperCase()).filter((name) => !own.has(name));
    const problems = checkDetail(Object.fromEntries(shouted.map((name) => [name, ['x']])), schema);
    expect(problems.map(({ kind, certain }) => [kind, certain])).toEqual([...new Set(shouted)].map(() => ['wrongCase', true]));
  });
});

describe('how sure a report is', () => {
  test.each<[string, Record<string, any>, boolean]>([
    ['a typo', { DaysToExpir: [5] }, true],
    ['two letters in each other\'s place', { DaysToExpyri: [5] }, true],
    ['another name, which the schema may lack', { RenewalMethod: ['DNS'] }, false],
    ['a plural, which the schema may lack', { DaysToExpirys: [5] }, false],
    ['another type, which the schema may not have seen', { DaysToExpiry: ['5'] }, false],
  ])('%s on a schema that was not compared with the documentation', (_what, detail, certain) => {
    expect(checkDetail(detail, SAMPLED).map((problem) => problem.certain)).toEqual([certain]);
  });

  test('any name on a schema that was', () => {
    expect(checkDetail({ anything: ['x'] }, EC2_STATE).map(({ certain }) => certain)).toEqual([true]);
  });
});

describe('a value of which the documentation names some', () => {
  const health = AwsService.ECS.schemaOf('ECS Container Instance Health Change')!;
  const problems = (values: unknown[]) => checkDetail({ overallStatus: values }, health).map(({ kind, nearest }) => [kind, ...nearest]);

  test('may be another one', () => {
    expect(problems(['IMPAIRED', 'RECOVERING'])).toEqual([]);
  });

  test('is not spelled otherwise', () => {
    expect(problems(['Impaired'])).toEqual([['wrongCase', 'IMPAIRED']]);
    expect(problems([{ 'anything-but': ['Impaired'] }])).toEqual([['idleExclusion', 'IMPAIRED']]);
  });
});

describe('a filter on several kinds of events', () => {
  const kinds = [EC2_STATE, AwsService.EC2.schemaOf('EC2 Spot Instance Interruption Warning')!];

  test('must fit each kind that is named', () => {
    expect(checkDetailOfKinds({ state: ['stopped'] }, kinds, true).map(({ detailType }) => detailType)).toEqual(['EC2 Spot Instance Interruption Warning']);
  });

  test('must fit one of those that are not', () => {
    expect(checkDetailOfKinds({ state: ['stopped'] }, kinds, false)).toEqual([]);
    expect(checkDetailOfKinds({ stat: ['stopped'] }, kinds, false)).toHaveLength(1);
  });

  test('may have a branch for each', () => {
    expect(checkDetailOfKinds({ $or: [{ state: ['stopped'] }, { 'instance-action': ['stop'] }] }, kinds, true)).toEqual([]);
    expect(checkDetailOfKinds({ $or: [{ state: ['stopped'] }, { action: ['stop'] }] }, kinds, true).map(({ path }) => path)).toEqual(['detail.action']);
  });
});

test('no filter makes the check fail', () => {
  fc.assert(fc.property(fc.constantFrom(...everySchema), fc.dictionary(fc.string(), fc.jsonValue()), ([, , schema], detail) => {
    const problems = checkDetail(detail as Record<string, any>, schema);
    expect(problems.filter((problem) => !problemOfDetail(problem).what.includes(problem.path))).toEqual([]);
  }), { numRuns: 500 });
});
