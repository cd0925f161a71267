import { App, CfnResource, Stack } from 'aws-cdk-lib';
import * as codecommit from 'aws-cdk-lib/aws-codecommit';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct, IConstruct } from 'constructs';
import prerequisites from '../../../src/catalog/data/prerequisites.json';
import resourceFields from '../../../src/catalog/data/resource-fields.json';
import { PrerequisiteData } from '../../../src/catalog/prerequisites';
import { ResourceFieldData } from '../../../src/catalog/resource-fields';
import { cfnResourceOf, namesOf, typeOf } from '../../../src/rules/service-events/resource-identity';
import { testApp } from '../../support/test-app';

const ENV = { account: '111111111111', region: 'eu-west-1' };
const row = (value: string | undefined, type = 'AWS::S3::Bucket', more: Partial<ResourceFieldData> = {}) => ({ type, value, field: 'detail.it', detailTypes: ['A'], ...more }) as ResourceFieldData;
const BUCKET = row('bucketRef.bucketName');
const QUEUE = row('queueRef.queueArn', 'AWS::SQS::Queue');

let app: App;
let stack: Stack;
beforeEach(() => {
  app = testApp();
  stack = new Stack(app, 'Stack', { env: ENV });
});

describe('the resource of a construct', () => {
  test('is itself, or its default child, where that is one', () => {
    const bucket = new s3.Bucket(stack, 'Bucket');
    const resource = bucket.node.defaultChild;
    expect([cfnResourceOf(bucket), cfnResourceOf(resource!)]).toEqual([resource, resource]);
  });

  test('is none, where it has no child that is one', () => {
    const holder = new Construct(stack, 'Holder');
    new Construct(holder, 'Resource');
    expect([cfnResourceOf(holder), cfnResourceOf(new Construct(stack, 'Empty')), cfnResourceOf(s3.Bucket.fromBucketName(stack, 'Imported', 'uploads'))]).toEqual([undefined, undefined, undefined]);
  });
});

describe('the type of a resource', () => {
  test('is that of AWS CloudFormation, where it is among those that are asked for', () => {
    const bucket = new s3.Bucket(stack, 'Bucket');
    expect(typeOf(bucket, [QUEUE, BUCKET], 'aws.s3')).toEqual({ type: 'AWS::S3::Bucket', known: 'AWS::S3::Bucket' });
    expect(typeOf(bucket, [QUEUE], 'aws.s3')).toEqual({ type: undefined, known: 'AWS::S3::Bucket' });
  });

  test('is that of a resource below it, where it has no default child', () => {
    const holder = new Construct(stack, 'Holder');
    new CfnResource(holder, 'Topic', { type: 'AWS::SNS::Topic' });
    new CfnResource(holder, 'Service', { type: 'AWS::SQS::Queue' });
    expect(typeOf(holder, [BUCKET, QUEUE], 'aws.sqs')).toEqual({ type: 'AWS::SQS::Queue' });
    expect(typeOf(holder, [BUCKET], 'aws.s3')).toEqual({ type: undefined });
  });

  test.each<[string, () => IConstruct, string, string | undefined]>([
    ['whose reference it can give', () => s3.Bucket.fromBucketName(stack, 'B', 'uploads'), 'aws.s3', 'AWS::S3::Bucket'],
    ['whose reference it can give, with an ARN of the service', () => sqs.Queue.fromQueueArn(stack, 'Q', 'arn:aws:sqs:eu-west-1:111111111111:q'), 'aws.sqs', 'AWS::SQS::Queue'],
    ['of none, without any', () => new Construct(stack, 'C'), 'aws.s3', undefined],
  ])('of an imported one is that %s', (_which, make, source, type) => {
    expect(typeOf(make(), [BUCKET, QUEUE], source)).toEqual({ type });
  });

  test('of an imported one is not that of a service whose ARN it does not have', () => {
    const withRef = (itRef: object) => Object.assign(new Construct(stack, `C${stack.node.children.length}`), { itRef });
    const rows = [row('itRef.itArn', 'AWS::ECS::Cluster')];
    const arn = (service: string) => `arn:aws:${service}:eu-west-1:111111111111:cluster/c`;
    expect(typeOf(withRef({ itArn: arn('ecs') }), rows, 'aws.ecs').type).toBe('AWS::ECS::Cluster');
    expect(typeOf(withRef({ itArn: arn('eks') }), rows, 'aws.ecs').type).toBeUndefined();
    expect(typeOf(withRef({ itArn: arn('eks') }), rows, 'aws.eks').type).toBe('AWS::ECS::Cluster');
    expect(typeOf(withRef({ itArn: arn('ecs'), otherArn: arn('eks') }), rows, 'aws.ecs').type).toBeUndefined();
    expect(typeOf(withRef({ itName: 'arn', itNumber: 7 }), rows, 'aws.ecs').type).toBe('AWS::ECS::Cluster');
  });

  test('of an imported one without a reference is that of a property which it has', () => {
    const repository = codecommit.Repository.fromRepositoryName(stack, 'R', 'repo');
    expect(typeOf(repository, [row('prop:repositoryName', 'AWS::CodeCommit::Repository')], 'aws.codecommit').type).toBe('AWS::CodeCommit::Repository');
    expect(typeOf(repository, [row('prop:other', 'AWS::CodeCommit::Repository')], 'aws.codecommit').type).toBeUndefined();
    expect(typeOf(repository, [row('att:repositoryName', 'AWS::CodeCommit::Repository')], 'aws.codecommit').type).toBeUndefined();
    expect(typeOf(repository, [row(undefined, 'AWS::CodeCommit::Repository')], 'aws.codecommit').type).toBeUndefined();
  });

  test('is the first that it can be, in the order of the catalogue', () => {
    const holder = new Construct(stack, 'Holder');
    ['AWS::SNS::Topic', 'AWS::SQS::Queue'].forEach((type) => new CfnResource(holder, type.slice(-5), { type }));
    const topic = row('ref', 'AWS::SNS::Topic');
    expect([typeOf(holder, [topic, QUEUE], 'aws.sqs').type, typeOf(holder, [QUEUE, topic], 'aws.sqs').type]).toEqual(['AWS::SNS::Topic', 'AWS::SQS::Queue']);
    const imported = s3.Bucket.fromBucketName(stack, 'B', 'uploads');
    const other = row('bucketRef.bucketName', 'AWS::S3::Other');
    expect([typeOf(imported, [BUCKET, other], 'aws.s3').type, typeOf(imported, [other, BUCKET], 'aws.s3').type]).toEqual(['AWS::S3::Bucket', 'AWS::S3::Other']);
  });

  test('is told by one reference alone in every row of the catalogue', () => {
    const values = (Object.values(resourceFields.fields).flat() as ResourceFieldData[]).flatMap(({ value }) => value ?? []);
    const referencesIn = (value: string) => new Set(value.split(/[|:]/).flatMap((way) => /^(\w+)\.\w+$/.exec(way)?.[1] ?? []));
    expect(values.length).toBeGreaterThan(80);
    expect(values.filter((value) => referencesIn(value).size > 1)).toEqual([]);
  });
});

test('events call a resource that they need something of the same in all their fields', () => {
  const fields = resourceFields.fields as unknown as Record<string, ResourceFieldData[]>;
  const needed = Object.entries(prerequisites as Record<string, PrerequisiteData[]>)
    .flatMap(([source, rows]) => rows.flatMap(({ resource }) => (resource ? [[source, resource.type]] : [])));
  const valuesOf = (source: string, type: string) => new Set(fields[source].filter((each) => each.type === type).map(({ value }) => value));
  expect(needed.length).toBeGreaterThan(5);
  expect(needed.filter(([source, type]) => valuesOf(source, type).size !== 1)).toEqual([]);
});

describe('what events call a resource', () => {
  const names = (construct: IConstruct, of: ResourceFieldData, rule: IConstruct = stack) => Stack.of(rule).resolve(namesOf(construct, of, rule));

  test.each<[string, (bucket: s3.Bucket) => unknown]>([
    ['ref', ({ bucketName }) => stack.resolve(bucketName)],
    ['att:Arn', ({ bucketArn }) => stack.resolve(bucketArn)],
    ['prop:bucketName', () => 'uploads'],
    ['bucketRef.bucketName', ({ bucketName }) => stack.resolve(bucketName)],
  ])('is, by %s, what AWS CloudFormation has', (way, expected) => {
    const bucket = new s3.Bucket(stack, 'Bucket', { bucketName: 'uploads' });
    expect(names(bucket, row(way))).toEqual([expected(bucket)]);
  });

  test('is all that they may call it', () => {
    const key = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111111111111:key/k-1');
    expect(names(key, row('keyRef.keyId|keyRef.keyArn', 'AWS::KMS::Key'))).toEqual(['k-1', 'arn:aws:kms:eu-west-1:111111111111:key/k-1']);
  });

  test('is the name that its template has, where rule and resource are in one account and Region', () => {
    const repository = new codecommit.Repository(stack, 'Repository', { repositoryName: 'repo' });
    expect(names(repository, row('prop:repositoryName', 'AWS::CodeCommit::Repository'))).toEqual(['repo']);
  });

  test('is the name that its construct gives elsewhere, where they are not', () => {
    const far = new Stack(app, 'Far', { env: { ...ENV, region: 'us-east-1' } });
    const bucket = new s3.Bucket(far, 'Bucket', { bucketName: 'uploads' });
    expect(names(bucket, BUCKET)).toEqual(['uploads']);
  });

  test('is that of the resource below it, where it has no default child', () => {
    const holder = new Construct(stack, 'Holder');
    new CfnResource(holder, 'Topic', { type: 'AWS::SNS::Topic' });
    const queue = new CfnResource(holder, 'Queue', { type: 'AWS::SQS::Queue' });
    new CfnResource(holder, 'Second', { type: 'AWS::SQS::Queue' });
    expect(names(holder, row('ref', 'AWS::SQS::Queue'))).toEqual([stack.resolve(queue.ref)]);
  });

  test('is not known of a construct that does not say', () => {
    const says = "'Stack/Empty' does not know what events call it in detail.it";
    const empty = new Construct(stack, 'Empty');
    for (const way of ['ref', 'att:Arn', 'prop:bucketName', 'bucketRef.bucketName', 'arn:s3:bucket/:prop']) {
      expect(() => names(empty, row(way))).toThrow(`${says} (${way})`);
    }
  });

  test('is not known of an imported one that throws when it is asked', () => {
    const imported = Object.defineProperty(new Construct(stack, 'Imported'), 'bucketRef', {
      get: () => {
        throw new Error('not here');
      },
    });
    expect(() => names(imported, BUCKET)).toThrow('does not know what events call it in detail.it (bucketRef.bucketName)');
  });

  test('is refused where events never have what begins so', () => {
    const alias = kms.Alias.fromAliasName(stack, 'Alias', 'alias/app');
    const never = row('keyRef.keyId', 'AWS::KMS::Key', { never: 'alias/' });
    expect(() => names(alias, never)).toThrow("'Stack/Alias' is known as 'alias/app' only, which events do not have in detail.it");
    expect(names(kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111111111111:key/k-alias/'), never)).toEqual(['k-alias/']);
  });
});
