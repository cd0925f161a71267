import { deliversTo, mayWriteTo } from '../../src/checks/model/writers';
import { Resources, foundBy, getAtt, ruleTo, templatesOf } from '../support/found-in-templates';

const BUCKETS: Resources = { Bucket: { Type: 'AWS::S3::Bucket' }, Other: { Type: 'AWS::S3::Bucket' } };
const FUNCTION: Resources = {
  Handler: { Type: 'AWS::Lambda::Function', Properties: { Role: getAtt('Role') } },
  Role: { Type: 'AWS::IAM::Role' },
  OtherRole: { Type: 'AWS::IAM::Role' },
};
const policy = (Statement: unknown, Roles: unknown = [{ Ref: 'Role' }]): Resources => ({ Policy: { Type: 'AWS::IAM::Policy', Properties: { Roles, PolicyDocument: { Statement } } } });
const allow = (more: object = {}) => ({ Effect: 'Allow', Action: 's3:PutObject', Resource: getAtt('Bucket'), ...more });

function mayWrite(resources: Resources): boolean {
  const app = templatesOf([{ ...BUCKETS, ...FUNCTION, ...resources }]);
  const [{ resources: all }] = app.stacks;
  return mayWriteTo(all.get('Handler')!, all.get('Bucket')!, /^s3:Put/, app);
}

test.each<[string, Resources, boolean]>([
  ['its policy names the bucket', policy([allow()]), true],
  ['one of several actions writes', policy([allow({ Action: ['s3:GetObject', 's3:PutObject'] })]), true],
  ['one of several resources is the bucket', policy([allow({ Resource: [getAtt('Other'), getAtt('Bucket')] })]), true],
  ['one of several statements does', policy([allow({ Action: 's3:GetObject' }), allow()]), true],
  ['the policy is that of several roles', policy([allow()], [{ Ref: 'OtherRole' }, { Ref: 'Role' }]), true],
  ['no action writes', policy([allow({ Action: ['s3:GetObject', 's3:ListBucket'] })]), false],
  ['the bucket is another one', policy([allow({ Resource: [getAtt('Other')] })]), false],
  ['the policy forbids it', policy([allow({ Effect: 'Deny' })]), false],
  ['the policy is that of another role', policy([allow()], [{ Ref: 'OtherRole' }]), false],
  ['the action and the bucket are of two statements', policy([allow({ Action: 's3:GetObject' }), allow({ Resource: getAtt('Other') })]), false],
  ['the policy has no statements', policy(undefined), false],
  ['the policy names no roles', { Policy: { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: { Statement: [allow()] } } } }, false],
  ['the policy is empty', { Policy: { Type: 'AWS::IAM::Policy' } }, false],
  ['its role is made elsewhere', { ...policy([allow()]), Handler: { Type: 'AWS::Lambda::Function', Properties: { Role: 'arn:aws:iam::111111111111:role/role' } } }, false],
])('a function may write to a bucket, where %s: %#', (_where, resources, expected) => {
  expect(mayWrite(resources)).toBe(expected);
});

test.each<[string, object, boolean]>([
  ['S3DestinationConfiguration', { BucketARN: getAtt('Bucket') }, true],
  ['ExtendedS3DestinationConfiguration', { BucketARN: getAtt('Bucket') }, true],
  ['ExtendedS3DestinationConfiguration', { BucketARN: getAtt('Other') }, false],
  ['RedshiftDestinationConfiguration', { BucketARN: getAtt('Bucket') }, false],
])('a delivery stream with %s of %j writes to the bucket: %s', (destination, configuration, expected) => {
  const app = templatesOf([{ ...BUCKETS, Stream: { Type: 'AWS::KinesisFirehose::DeliveryStream', Properties: { [destination]: configuration } } }]);
  const [{ resources: all }] = app.stacks;
  expect(deliversTo(all.get('Stream')!, all.get('Bucket')!, app)).toBe(expected);
});

describe('a rule on new objects of a bucket', () => {
  const NEW_OBJECT = { 'source': ['aws.s3'], 'detail-type': ['Object Created'], 'detail': { bucket: { name: [{ Ref: 'Bucket' }] } } };
  const found = (EventPattern: object, target: unknown = getAtt('Handler')) => foundBy('bucket-loop', [{
    ...BUCKETS,
    ...FUNCTION,
    ...policy([allow({ Resource: [getAtt('Bucket'), { 'Fn::Join': ['', [getAtt('Bucket'), '/*']] }] })]),
    Stream: { Type: 'AWS::KinesisFirehose::DeliveryStream', Properties: { ExtendedS3DestinationConfiguration: { BucketARN: getAtt('Bucket') } } },
    Rule: ruleTo(target, { EventPattern }),
  }]).map(({ message }) => message);

  test('may make more of them by its target', () => {
    expect(found(NEW_OBJECT)).toEqual(['Target \'T\' may write to \'Here/Bucket\', whose new objects this rule matches.']);
    expect(found(NEW_OBJECT, getAtt('Stream'))).toEqual(['Target \'T\' writes to \'Here/Bucket\', whose new objects this rule matches.']);
  });

  test.each<[string, object]>([
    ['is on other events of the bucket', { ...NEW_OBJECT, 'detail-type': ['Object Deleted'] }],
    ['is on events of another source', { ...NEW_OBJECT, source: ['my.app'] }],
    ['is on another bucket', { ...NEW_OBJECT, detail: { bucket: { name: [{ Ref: 'Other' }] } } }],
    ['is on some of the objects', { ...NEW_OBJECT, detail: { ...NEW_OBJECT.detail, object: { key: [{ prefix: 'in/' }] } } }],
    ['names no bucket', { ...NEW_OBJECT, detail: {} }],
    ['names the role as the bucket', { ...NEW_OBJECT, detail: { bucket: { name: [{ Ref: 'Role' }] } } }],
  ])('makes none where it %s', (_what, pattern) => {
    expect(found(pattern)).toEqual([]);
  });

  test('may do so also where it names no kind of events', () => {
    const { 'detail-type': _kind, ...pattern } = NEW_OBJECT;
    expect(found(pattern)).toHaveLength(1);
  });
});

describe('two buses that forward to each other', () => {
  const bus = (Name: string) => ({ Type: 'AWS::Events::EventBus', Properties: { Name } });
  const found = (there: object, back: object, more: object = {}) => foundBy('bus-loop', [{
    One: bus('one'),
    Two: bus('two'),
    There: ruleTo(getAtt('Two'), { EventBusName: { Ref: 'One' }, EventPattern: there, ...more }),
    Back: ruleTo(getAtt('One'), { EventBusName: { Ref: 'Two' }, EventPattern: back }),
  }]).map(({ resource }) => resource.path);
  const BATCH = { source: ['aws.batch'] };

  test.each<[string, object, object]>([
    ['the same', BATCH, BATCH],
    ['any source one way', { 'detail-type': ['Kind'] }, { 'source': ['my.app'], 'detail-type': ['Kind'] }],
    ['one source that both name', { source: ['a', 'b'] }, { source: ['b', 'c'] }],
    ['any kind one way', BATCH, { ...BATCH, 'detail-type': ['Kind'] }],
  ])('are found where they pass on %s', (_what, there, back) => {
    expect(found(there, back)).toEqual(['Here/There', 'Here/Back']);
    expect(found(back, there)).toEqual(['Here/There', 'Here/Back']);
  });

  test.each<[string, object, object]>([
    ['other sources', BATCH, { source: ['my.app'] }],
    ['other kinds', { ...BATCH, 'detail-type': ['Kind'] }, { ...BATCH, 'detail-type': ['Other'] }],
    ['events of an account', { ...BATCH, account: ['111111111111'] }, BATCH],
  ])('are not found where one passes on %s', (_what, there, back) => {
    expect(found(there, back)).toEqual([]);
    expect(found(back, there)).toEqual([]);
  });

  test('are not found where one rule is off', () => {
    expect(found(BATCH, BATCH, { State: 'DISABLED' })).toEqual([]);
  });

  test('are not found where the way back begins elsewhere', () => {
    expect(foundBy('bus-loop', [{ One: bus('one'), Two: bus('two'), There: ruleTo(getAtt('Two'), { EventBusName: { Ref: 'One' }, EventPattern: BATCH }), Back: ruleTo(getAtt('One'), { EventPattern: BATCH }) }])).toEqual([]);
  });
});
