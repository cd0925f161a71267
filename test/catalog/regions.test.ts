import { AwsService } from 'cdk-service-events';
import table from '../../src/catalog/data/regions.json';
import { partitionOf } from '../../src/catalog/partitions';
import { RegionRow } from '../../src/catalog/region-data';
import { everyOf } from '../support/every-of';

const ROWS = Object.entries(table as unknown as Record<string, RegionRow[]>).flatMap(([source, rows]) => rows.map((row) => ({ source, row })));

test('the table has rows of every kind', () => {
  expect(ROWS.length).toBeGreaterThan(140);
  expect(new Set(ROWS.map(({ row }) => row.c))).toEqual(new Set(['documented', 'sample-only', 'inferred']));
});

test.each(ROWS.map(({ source, row }) => [`${source}: ${row.d} (${row.p ?? 'aws'})`, row] as const))('%s names Regions of its partition, and where it comes from', (_name, row) => {
  expect(row.r.length).toBeGreaterThan(0);
  for (const region of everyOf(row.r)) {
    expect(region === '*' || region === '$home' || partitionOf(region) === (row.p ?? 'aws')).toBe(true);
  }
  expect(row.u).not.toBe('');
});

test.each([
  ['us-east-1', 'aws'], ['ap-southeast-7', 'aws'], ['cn-north-1', 'aws-cn'], ['us-gov-east-1', 'aws-us-gov'], ['us-isob-east-1', 'aws-iso-b'],
  ['us-iso-east-1', 'aws-iso'], ['eusc-de-east-1', 'aws-eusc'],
])('%s is a Region of %s', (region, partition) => {
  expect(partitionOf(region)).toBe(partition);
});

describe('a service tells in which Regions its events appear', () => {
  test('with certainty and page', () => {
    expect(AwsService.IAM.regionStatements[0]).toEqual({
      partition: 'aws',
      regions: ['us-east-1'],
      viaCloudTrail: true,
      events: 'all',
      certainty: 'documented',
      page: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html',
    });
  });

  test('in every partition of which something is known', () => {
    expect(AwsService.IAM.regionStatements.map(({ partition, regions }) => [partition, ...regions])).toEqual([
      ['aws', 'us-east-1'], ['aws-us-gov', 'us-gov-west-1'], ['aws-cn', 'cn-north-1'],
      ['aws-iso', 'us-iso-east-1'], ['aws-iso-b', 'us-isob-east-1'], ['aws-iso-f', 'us-isof-south-1'],
    ]);
  });

  test('by kind of user at sign-in: root in three', () => {
    expect(AwsService.SIGNIN.regionStatements.find(({ events }) => events.startsWith('root'))!.regions).toEqual(['us-east-1', 'us-east-2', 'us-west-2']);
  });

  test('also of calls that another source records', () => {
    expect(AwsService.IDENTITYSTORE.regionStatements.map(({ regions }) => regions)).toEqual([['$home']]);
  });

  test('or nothing, where nothing is known', () => {
    expect(AwsService.EC2.regionStatements).toEqual([]);
  });
});
