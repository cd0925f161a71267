/**
 * Resources that send an event for what is written to them.
 */
export interface WrittenResource {
  readonly source: string;
  readonly detailType: string;
  readonly resourceType: string;
  /** The field of `detail` that names the resource. */
  readonly namedIn: string[];
  /** The IAM actions that write. */
  readonly actions: RegExp;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html */
export const WRITTEN_BUCKET: WrittenResource = {
  source: 'aws.s3',
  detailType: 'Object Created',
  resourceType: 'AWS::S3::Bucket',
  namedIn: ['bucket', 'name'],
  actions: /^(\*|s3:(\*|Put\*|PutObject\*?))$/,
};
