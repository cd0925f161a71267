import { AwsService, DeliveryType } from 'cdk-service-events';
import { CLOUDTRAIL_DETAIL_TYPES } from '../../src/catalog/cloudtrail-detail-types';
import { explain } from '../../src/catalog/problem';
import { CATALOG } from '../../src/catalog/service-data';
import { everyOf } from '../support/every-of';

const REFERENCE = 'https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-';

describe('a service is told of by', () => {
  test('its name, its source and the event source of its calls', () => {
    expect(AwsService.EC2).toMatchObject({ serviceName: 'Amazon Elastic Compute Cloud', source: 'aws.ec2', cloudTrailEventSource: 'ec2.amazonaws.com', emitsEvents: true });
    expect(String(AwsService.EC2)).toBe('Amazon Elastic Compute Cloud');
    expect(AwsService.CLOUDWATCH.cloudTrailEventSource).toBe('monitoring.amazonaws.com');
    expect(AwsService.EC2_STATE_CHANGE.cloudTrailEventSource).toBeUndefined();
  });

  test.each<[string, AwsService, string]>([
    ['the page of the events reference', AwsService.EC2, `${REFERENCE}ec2.html`],
    ['for a view the page of the whole service', AwsService.KMS_CMK_DELETION, `${REFERENCE}kms.html`],
    ['a page of its own guide', AwsService.ELASTIC_BLOCK_STORE, 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ebs-cloud-watch-events.html'],
  ])('%s', (_what, service, page) => {
    expect(service.documentationUrl).toBe(page);
  });
});

describe('whether a service sends events itself', () => {
  test.each<[string, AwsService, boolean]>([
    ['it does, which the documents list', AwsService.S3, true],
    ['it does, which no document lists in full', AwsService.named('tag'), true],
    ['it does not: only its calls are recorded', AwsService.IAM, false],
    ['what CloudTrail delivers is not its own', AwsService.CLOUDTRAIL_DELIVERED_EVENTS, false],
  ])('%s', (_what, service, emitsEvents) => {
    expect(service.emitsEvents).toBe(emitsEvents);
    expect(service._viaCloudTrail).toBe(!emitsEvents);
  });
});

test('the calls of a service have sources and event sources of their own, those of a view none', () => {
  const services = [AwsService.CLOUDWATCH, AwsService.POLLY, AwsService.KMS_CMK_DELETION];
  expect(services.map((service) => [service._callSources, service._eventSources])).toEqual([
    [['aws.monitoring'], ['monitoring.amazonaws.com']],
    [['aws.polly', 'aws.tts'], ['polly.amazonaws.com', 'tts.amazonaws.com']],
    [[], []],
  ]);
});

test('all sources of a service are those of its events, also the other ones, and of its calls, each once', () => {
  for (const service of everyOf(AwsService.all())) {
    const { source, otherSources = [], calls } = CATALOG.services[service._slug];
    expect(new Set(service._sources)).toEqual(new Set([source, ...otherSources, ...calls?.sources ?? []]));
    expect(service._sources).toHaveLength(new Set(service._sources).size);
  }
  expect(AwsService.all().filter(({ _slug: slug }) => CATALOG.services[slug].otherSources)).not.toEqual([]);
  expect(AwsService.CLOUDWATCH._sources).toEqual(['aws.cloudwatch', 'aws.monitoring']);
});

describe('a rule on all events of', () => {
  test.each<[string, AwsService, object]>([
    ['a service leaves out copies by CloudTrail', AwsService.EC2, { 'source': ['aws.ec2'], 'detail-type': [{ 'anything-but': { suffix: ' via CloudTrail' } }] }],
    ['a view names their kinds', AwsService.KMS_CMK_DELETION, { 'source': ['aws.kms'], 'detail-type': ['KMS CMK Deletion'] }],
    [
      'a view names what else they have in common', AwsService.ELASTIC_BLOCK_STORE_VOLUME_MODIFICATIONS,
      { 'source': ['aws.ec2'], 'detail-type': ['EBS Volume Notification'], 'detail': { event: ['modifyVolume'] } },
    ],
    [
      'a service that sends none matches its calls', AwsService.IAM,
      { 'source': ['aws.iam'], 'detail-type': ['AWS API Call via CloudTrail'], 'detail': { eventSource: ['iam.amazonaws.com'] } },
    ],
    ['what CloudTrail delivers matches that', AwsService.CLOUDTRAIL_DELIVERED_EVENTS, { 'source': [{ prefix: 'aws.' }], 'detail-type': [{ suffix: ' via CloudTrail' }] }],
  ])('%s', (_what, service, pattern) => {
    expect(service._defaultPattern).toEqual(pattern);
  });

  test('a service with another source has both', () => {
    const [service] = AwsService.all().filter(({ _slug: slug }) => CATALOG.services[slug].otherSources);
    expect(service._defaultPattern.source).toEqual([service.source, ...CATALOG.services[service._slug].otherSources!]);
  });
});

test('the fields by which events of a service are told from those of others have texts, of which a sample takes the first', () => {
  const values = (value: unknown): unknown[] => (Array.isArray(value) ? value
    : typeof value === 'object' && value !== null ? Object.values(value).flatMap(values) : [value]);
  const details = AwsService.all().flatMap((service) => [service._apiCallPattern?.detail, service._defaultPattern.detail])
    .filter((detail) => detail !== undefined);
  expect(everyOf(details.flatMap(values)).filter((value) => typeof value !== 'string')).toEqual([]);
});

test('the usual kinds of a service are those that a rule on all its events names, or those that are known of', () => {
  expect(AwsService.KMS._usualDetailTypes).toEqual(AwsService.KMS.detailTypes);
  expect(AwsService.IAM._usualDetailTypes).toEqual(['AWS API Call via CloudTrail']);
  expect(AwsService.CLOUDTRAIL_DELIVERED_EVENTS._usualDetailTypes).toEqual([]);
});

test('calls that share an event source with another service are told apart, and a view has those of the whole service', () => {
  expect(AwsService.APPLICATION_AUTOSCALING._apiCallPattern!.detail).toEqual({ eventSource: ['autoscaling.amazonaws.com'], additionalEventData: expect.anything() });
  expect(AwsService.KMS_CMK_DELETION._apiCallPattern).toEqual(AwsService.KMS._apiCallPattern);
  expect(AwsService.TAG_CHANGES_ON_RESOURCES._apiCallPattern).toEqual(AwsService.named('tag')._apiCallPattern);
});

test('of several unknown events the first is told of', () => {
  const problem = AwsService.EC2._checkDetailTypes(['First Unknown', 'EC2 Instance State-change Notification', 'Second Unknown']);
  expect(problem?.what).toContain('First Unknown');
});

describe('a kind of event that a service does not send is told of', () => {
  const about = (service: AwsService, ...kinds: string[]) => service._checkDetailTypes(kinds);

  test.each<[string, AwsService, string, string, boolean]>([
    [
      'with the service that does', AwsService.EC2, 'Object Created',
      "Amazon Elastic Compute Cloud (aws.ec2) does not send events with the detail-type 'Object Created'. It is sent by AwsService.S3. Nearest: ", true,
    ],
    [
      'as possible, where it is like none', AwsService.KMS, 'KMS Key Has Moved',
      "AWS Key Management Service (aws.kms) does not send events with the detail-type 'KMS Key Has Moved'. Nearest: ", false,
    ],
    [
      'as wrong for sure, where it is misspelt', AwsService.KMS, 'KMS CMK deletion',
      "AWS Key Management Service (aws.kms) does not send events with the detail-type 'KMS CMK deletion'. Nearest: 'KMS CMK Deletion', ", true,
    ],
    [
      'as wrong for sure, where CloudTrail is said to deliver it', AwsService.KMS, 'KMS Key via CloudTrail',
      "AWS Key Management Service (aws.kms) does not send events with the detail-type 'KMS Key via CloudTrail'. Nearest: ", true,
    ],
  ])('%s', (_how, service, kind, said, certain) => {
    const problem = about(service, kind)!;
    expect(explain(problem).slice(0, said.length)).toBe(said);
    expect(problem.certain).toBe(certain);
  });

  test('with all the services that send it', () => {
    const services = Object.values(CATALOG.services).filter(({ viewOf }) => !viewOf);
    const twice = services.flatMap(({ events }) => [...new Set(Object.values(events).flat())]);
    const kind = twice.find((one, index) => twice.indexOf(one) !== index)!;
    expect(about(AwsService.IAM, kind)!.what).toMatch(/ It is sent by AwsService\.\w+( and AwsService\.\w+)+\.$/);
  });

  test('but not where its list is known to be incomplete, and not of what CloudTrail delivers for it', () => {
    const open = AwsService.all().find(({ _slug: slug }) => CATALOG.services[slug].open)!;
    expect(about(open, 'Anything New')).toBeUndefined();
    expect(about(AwsService.EC2, ...CLOUDTRAIL_DETAIL_TYPES)).toBeUndefined();
    expect(about(AwsService.CLOUDTRAIL_DELIVERED_EVENTS, ...CLOUDTRAIL_DETAIL_TYPES)).toBeUndefined();
    expect(about(AwsService.EC2)).toBeUndefined();
  });
});

describe('what the documents say of the delivery', () => {
  test('of a view is what they say of its events', () => {
    const { deliveryStatements } = AwsService.EC2_SPOT_INSTANCE_INTERRUPTION;
    expect(deliveryStatements.length).toBeGreaterThan(0);
    expect(deliveryStatements.filter(({ detailTypes }) => detailTypes && !detailTypes.includes('EC2 Spot Instance Interruption Warning'))).toEqual([]);
    expect(AwsService.ELASTIC_BLOCK_STORE_VOLUME_MODIFICATIONS.deliveryStatements).toContainEqual(
      expect.objectContaining({ statement: 'Best effort', detailTypes: expect.arrayContaining(['EBS Volume Notification', 'EBS Snapshot Notification']) }));
  });

  test('has the page of the events reference, as its levels are written there', () => {
    expect(AwsService.EC2.deliveryStatements).toContainEqual({
      document: 'Amazon EventBridge Events Reference', statement: 'best effort', detailTypes: expect.any(Array), url: `${REFERENCE}ec2.html`,
    });
    expect(AwsService.KMS_CMK_DELETION.deliveryStatements.map(({ url }) => url)).toContain(`${REFERENCE}kms.html`);
  });

  test('leaves out events that the reference does not have', () => {
    const statements = everyOf(AwsService.all()).flatMap(({ deliveryStatements }) => deliveryStatements)
      .filter(({ document }) => document === 'Amazon EventBridge Events Reference');
    expect(statements.filter(({ statement }) => !['durable', 'best effort'].includes(statement))).toEqual([]);
  });

  test('also has what the guide of the service says', () => {
    expect(AwsService.ACCOUNT.deliveryStatements).toContainEqual({
      document: "The service's own guide",
      statement: 'best effort',
      detailTypes: ['Region Opt-In Status Change'],
      url: 'https://docs.aws.amazon.com/accounts/latest/reference/monitoring-eventbridge.html',
    });
  });

  test('is asked once', () => {
    expect(AwsService.EC2.deliveryStatements).toBe(AwsService.EC2.deliveryStatements);
    expect(AwsService.IAM.deliveryType).toBe(DeliveryType.BEST_EFFORT);
  });
});

describe('the Regions of a service', () => {
  test('are those of its events and those of its calls', () => {
    expect(AwsService.ACCOUNT.regionStatements.map(({ partition, regions, viaCloudTrail }) => [partition, regions, viaCloudTrail])).toEqual([
      ['aws', ['us-east-1'], true], ['aws-cn', ['cn-northwest-1'], true], ['aws', ['us-east-1'], false],
    ]);
    expect(AwsService.ABUSE.regionStatements).toEqual([]);
  });

  test('have those that are left out beside all others', () => {
    const statements = everyOf(AwsService.all()).flatMap(({ regionStatements }) => regionStatements);
    const except = statements.filter(({ exceptRegions }) => exceptRegions);
    expect(except.length).toBeGreaterThan(0);
    expect(except.filter(({ regions, exceptRegions }) => regions.join() !== '*' || exceptRegions!.length === 0)).toEqual([]);
  });
});
