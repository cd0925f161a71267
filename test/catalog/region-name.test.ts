import { AwsService } from 'cdk-service-events';
import { isNoRegion, nearestRegion } from '../../src/catalog/region-name';

test('no Region that the catalogue names is taken for a misspelt one', () => {
  const named = AwsService.all().flatMap((service) => service.regionStatements.flatMap(({ regions }) => regions)).filter((name) => /^[a-z]/.test(name));
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(isNoRegion)).toEqual([]);
});

test.each([['us-esat-1'], ['us-east1'], ['us-east'], ['eu-wset-1'], ['US-EAST-1'], ['su-east-1'], ['Ireland'], ['us-east-1a'], [''], ['eu-ireland-1'], ['us-gov-est-1']])(
  '%j is no Region', (name) => {
    expect(isNoRegion(name)).toBe(true);
  });

test.each([['eu-west-4'], ['us-central-1'], ['nz-north-1'], ['us-isof-east-1'], ['eusc-de-east-1']])('%s may be one that is newer than the list', (name) => {
  expect(isNoRegion(name)).toBe(false);
});

test.each([['us-esat-1', 'us-east-1'], ['usest1', 'us-east-1'], ['euwest1x', 'eu-west-1'], ['us_east_1__', undefined], ['EU-WEST-1', 'eu-west-1'], ['Ireland', undefined], ['', undefined]])('%j is meant to be %s', (name, meant) => {
  expect(nearestRegion(name)).toBe(meant);
});
