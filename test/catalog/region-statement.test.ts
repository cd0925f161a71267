import { AwsService } from 'cdk-service-events';
import { RegionRow, regionRows } from '../../src/catalog/region-data';
import { regionStatement } from '../../src/catalog/region-statement';
import { everyOf } from '../support/every-of';

const ROW: RegionRow = { n: 'A service', r: ['us-east-1'], d: 'all', c: 'documented', u: 'docs/IAM/latest/UserGuide/a-page.md' };

test('a row is about native events in the public partition, unless it says otherwise', () => {
  expect(regionStatement(ROW)).toEqual({
    partition: 'aws', regions: ['us-east-1'], viaCloudTrail: false, events: 'all', certainty: 'documented', page: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/a-page.html',
  });
  expect(regionStatement({ ...ROW, p: 'aws-cn', t: true })).toMatchObject({ partition: 'aws-cn', viaCloudTrail: true });
});

test('events that appear in all Regions but some are in all, and the others are named', () => {
  expect(regionStatement({ ...ROW, x: ['us-west-1'] })).toMatchObject({ regions: ['*'], exceptRegions: ['us-west-1'] });
});

test('lists are those of the user, who may change them', () => {
  const row = { ...ROW, x: ['us-west-1'] };
  const statement = regionStatement(row);
  expect([statement.exceptRegions === row.x, regionStatement(ROW).regions === ROW.r]).toEqual([false, false]);
});

test('a service has the rows of its own source, and those of the sources of its calls', () => {
  const services = AwsService.all();
  for (const service of everyOf(services)) {
    const rows = [...new Set([service.source, ...service._callSources])].flatMap(regionRows);
    expect(service.regionStatements).toEqual(rows.map(regionStatement));
  }
  expect(services.filter((service) => service.regionStatements.length > regionRows(service.source).length)).not.toEqual([]);
});
