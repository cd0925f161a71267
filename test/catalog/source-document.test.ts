import { AwsService, DeliveryType } from 'cdk-service-events';
import { sourceDocumentRows } from '../../scripts/catalog/source-document';

const rows = sourceDocumentRows();

test('the source document has 74 rows', () => {
  expect(rows).toHaveLength(74);
});

describe.each(rows)('the row "$name"', ({ name, said }) => {
  const service = AwsService.named(name);

  test('is a service that has events', () => {
    expect(service.detailTypes.length > 0 || service._viaCloudTrail).toBe(true);
  });

  test('keeps what the document said of its delivery', () => {
    expect(service.deliveryStatements.filter(({ document }) => document.includes('(2023)')).map(({ statement }) => statement)).toContain(said);
  });

  test('is guaranteed only where every document that says anything says so', () => {
    const said2023 = said.toLowerCase();
    const saidNow = service.deliveryStatements.filter(({ document }) => document.includes('Reference')).map(({ statement }) => statement);
    const all = [said2023, ...saidNow].filter((statement) => statement !== '');
    const promised = all.length > 0 && all.every((statement) => ['guaranteed', 'durable'].includes(statement));
    expect(service.deliveryType === DeliveryType.GUARANTEED).toBe(promised);
  });
});

test('no two rows are the same entry', () => {
  expect(new Set(rows.map(({ name }) => AwsService.named(name))).size).toBe(74);
});

describe('a row with a narrow meaning', () => {
  test.each([
    ['Amazon Augmented AI', 'aws.sagemaker', ['SageMaker A2I HumanLoop Status Change']],
    ['Amazon EC2 Spot Instance Interruption', 'aws.ec2', ['EC2 Spot Instance Interruption Warning']],
    ['Amazon EC2 state change', 'aws.ec2', ['EC2 Instance State-change Notification']],
    ['Amazon EC2 Instance Rebalance Recommendation', 'aws.ec2', ['EC2 Instance Rebalance Recommendation', 'EC2 Spot Instance Rebalance Recommended']],
    ['AWS Key Management Service CMK deletion', 'aws.kms', ['KMS CMK Deletion']],
    ['AWS Key Management Service CMK rotation', 'aws.kms', ['KMS CMK Rotation']],
    ['AWS Key Management Service imported key material expiration', 'aws.kms', ['KMS Imported Key Material Expiration']],
    ['Amazon Macie Classic', 'aws.macie', ['Macie Alert']],
    ['Tag changes on resources', 'aws.tag', ['Tag Change on Resource']],
  ])('%s has events of %s', (name, source, detailTypes) => {
    const service = AwsService.named(name);
    expect(service.source).toBe(source);
    expect([...service.detailTypes].sort()).toEqual([...detailTypes].sort());
    expect(service._defaultPattern).toEqual({ 'source': [source], 'detail-type': service.detailTypes });
  });

  test('Amazon Elastic Block Store has the events of Amazon EC2 that speak of EBS', () => {
    const service = AwsService.named('Amazon Elastic Block Store');
    expect(service.source).toBe('aws.ec2');
    expect(service.detailTypes.every((detailType) => detailType.startsWith('EBS '))).toBe(true);
    expect(service.detailTypes).toContain('EBS Snapshot Notification');
  });

  test('a volume modification is told apart by a field', () => {
    expect(AwsService.named('Amazon Elastic Block Store volume modifications')._defaultPattern).toEqual({
      'source': ['aws.ec2'], 'detail-type': ['EBS Volume Notification'], 'detail': { event: ['modifyVolume'] },
    });
  });
});

test.each([
  ['Amazon EC2 Fleets', 'aws.ec2fleet'],
  ['AWS Transit Gateway', 'aws.networkmanager'],
  ['AWS Step Functions', 'aws.states'],
  ['Amazon Location Service', 'aws.geo'],
  ['AWS Certificate Manager Private Certificate Authority', 'aws.acm-pca'],
  ['AWS IoT Greengrass V2', 'aws.greengrass'],
])('%s arrives as %s', (name, source) => {
  expect(AwsService.named(name).source).toBe(source);
});

describe('a row that arrives through CloudTrail', () => {
  test('matches every event that CloudTrail delivers', () => {
    expect(AwsService.named('AWS CloudTrail, events delivered by')._defaultPattern).toEqual({
      'source': [{ prefix: 'aws.' }], 'detail-type': [{ suffix: ' via CloudTrail' }],
    });
  });

  test('matches both spellings of console sign-in', () => {
    expect(AwsService.named('AWS Management Console Sign-in')._defaultPattern).toEqual({
      'source': ['aws.signin'], 'detail-type': ['AWS Console Sign In via CloudTrail', 'AWS Console Signin via CloudTrail'],
    });
  });

  test.each(['AWS CloudTrail, events delivered by', 'AWS Management Console Sign-in'])('%s is best effort, and sends nothing itself', (name) => {
    expect(AwsService.named(name)).toMatchObject({ deliveryType: DeliveryType.BEST_EFFORT, emitsEvents: false, detailTypes: [] });
  });
});
