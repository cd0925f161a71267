import { BUCKETS, FUNCTION, allow, policy } from '../../support/bucket-writers';
import { foundBy, getAtt, ruleTo } from '../../support/found-in-templates';

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
