import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { AwsService } from 'cdk-service-events';
import { readJsonFacts } from '../../scripts/catalog/facts';
import { operationsOf, operationsOfService } from '../../src/catalog/operations';
import { everyOf } from '../support/every-of';

interface Model {
  service: string;
  endpointPrefix: string;
  operations: string;
}

const { services: models, versions } = readJsonFacts<{ services: Model[]; versions: string[] }>('operations.json');
const eventSources = new Set(AwsService.all().flatMap((service) => (service._apiCallPattern?.detail?.eventSource ?? []) as string[]));

test('the models are those of pinned versions', () => {
  expect(versions.length).toBeGreaterThan(0);
  for (const version of everyOf(versions)) {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  }
});

test('about 300 event sources of the catalogue have operations, 20,000 in all', () => {
  const known = [...eventSources].filter((eventSource) => operationsOf(eventSource));
  expect(known.length).toBeGreaterThan(350);
  expect(new Set(known.flatMap((eventSource) => operationsOf(eventSource)!.map((operation) => `${eventSource} ${operation}`))).size).toBeGreaterThan(19_000);
});

test('every model that CloudTrail is known to record can be reached by an event source', () => {
  const reachable = new Set([...eventSources].flatMap((eventSource) => operationsOf(eventSource) ?? []));
  const unreachable = models.filter(({ operations }) => !operations.split(' ').some((operation) => reachable.has(operation)));
  // Data planes whose calls are not recorded, or under an event source that nobody knows.
  expect(unreachable.map(({ service }) => service).filter((service) => !/-data$|^neptunedata$|^cloudsearchdomain$|^connectparticipant$|^apigatewaymanagementapi$/.test(service))).toEqual([]);
});

test.each([
  ['iam.amazonaws.com', 'CreateUser'],
  ['monitoring.amazonaws.com', 'PutMetricAlarm'],
  ['elasticmapreduce.amazonaws.com', 'RunJobFlow'],
  ['s3.amazonaws.com', 'CreateBucket'],
  ['s3.amazonaws.com', 'CreateAccessPoint'],
  ['ses.amazonaws.com', 'SendBulkEmail'],
  ['kafka.amazonaws.com', 'CreateCluster'],
  ['fsx.amazonaws.com', 'CreateFileSystem'],
  ['cloudhsm.amazonaws.com', 'CreateCluster'],
])('%s has %s', (eventSource, operation) => {
  expect(operationsOf(eventSource)).toContain(operation);
});

test('an event source without a model has none', () => {
  expect(operationsOf('consoleapp.amazonaws.com')).toBeUndefined();
  expect(operationsOfService('consoleapp', ['consoleapp.amazonaws.com'])).toBeUndefined();
});

test('services that share an event source have their own operations', () => {
  const shared = ['autoscaling.amazonaws.com'];
  expect(operationsOf(shared[0])).toEqual(expect.arrayContaining(['RegisterScalableTarget', 'CreateAutoScalingGroup']));
  expect(operationsOfService('application-autoscaling', shared)).toContain('RegisterScalableTarget');
  expect(operationsOfService('application-autoscaling', shared)).not.toContain('CreateAutoScalingGroup');
  expect(operationsOfService('autoscaling', shared)).toContain('CreateAutoScalingGroup');
  expect(operationsOfService('autoscaling', shared)).not.toContain('RegisterScalableTarget');
});

describe('a service that is known by its model alone', () => {
  test.each([['fsx', 'Amazon FSx'], ['kafka', 'Amazon MSK'], ['s3tables', 'Amazon S3 Tables'], ['comprehend', 'Amazon Comprehend']])('is catalogued: %s', (slug, name) => {
    expect(AwsService.named(slug)).toMatchObject({ serviceName: name, source: `aws.${slug}`, cloudTrailEventSource: `${slug}.amazonaws.com`, emitsEvents: false });
    expect(AwsService.named(name)).toBe(AwsService.named(slug));
  });
});

test('what is known of CloudTrail adds at most 200 kB to the packed library', () => {
  const data = ['operations', 'event-names', 'data-events', 'read-only-calls', 'twins', 'watch-lists'];
  const packed = data.map((name) => gzipSync(readFileSync(resolve(__dirname, `../../src/catalog/data/${name}.json`))).length);
  expect(packed.reduce((sum, size) => sum + size)).toBeLessThan(200_000);
});
