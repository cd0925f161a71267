import { deliversTo, mayWriteTo } from '../../../src/checks/model/writers';
import { BUCKETS, FUNCTION, allow, policy } from '../../support/bucket-writers';
import { Resources, getAtt, templatesOf } from '../../support/found-in-templates';

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
