import { RegionRow } from '../../src/catalog/region-data';
import { globalRegions } from '../../src/regions/global-regions';
import { coverageOf } from '../../src/regions/region-coverage';

const row = (more: Partial<RegionRow> & { r: string[] }): RegionRow => ({ n: 'Service', d: 'all', c: 'documented', u: 'docs/page.md', ...more });
const EAST = row({ r: ['us-east-1'] });

const mockTable: Record<string, RegionRow[]> = {};

jest.mock('../../src/catalog/region-data', () => ({
  ...jest.requireActual('../../src/catalog/region-data'),
  regionRows: (source: string) => mockTable[source] ?? [],
}));

afterEach(() => {
  Object.keys(mockTable).forEach((source) => { delete mockTable[source]; });
});

/** `Region: elsewhere; here; unknown` of the events of aws.ec2. */
function covered(pattern: object, rows: RegionRow[], region = 'eu-west-1') {
  mockTable['aws.ec2'] = rows;
  const { elsewhere, here, unknown } = coverageOf({ source: ['aws.ec2'], ...pattern } as any, region);
  return { elsewhere: elsewhere.map(({ regions, pattern: asked }) => [regions.join('+'), asked]), here, unknown };
}

const VIA = { suffix: ' via CloudTrail' };
const NATIVE = { 'detail-type': ['Changed'] };
const CALLS = { 'detail-type': ['AWS API Call via CloudTrail'] };
const OF_EC2 = { source: ['aws.ec2'], ...NATIVE };
const UNKNOWN_HERE = { elsewhere: [], here: [OF_EC2], unknown: true };

describe('the events of a pattern', () => {
  test('of which nothing is known are in the Region', () => {
    expect(covered(NATIVE, [])).toEqual(UNKNOWN_HERE);
  });

  test('are elsewhere, and not here, where a row on all of them says so', () => {
    expect(covered(NATIVE, [EAST])).toEqual({ elsewhere: [['us-east-1', OF_EC2]], here: [], unknown: false });
    expect(covered(NATIVE, [row({ r: ['us-east-1', 'us-west-2'] })])).toEqual({ elsewhere: [['us-east-1+us-west-2', OF_EC2]], here: [], unknown: false });
  });

  test('are here, where the row names the Region, and that is known', () => {
    expect(covered(NATIVE, [EAST], 'us-east-1')).toEqual({ elsewhere: [], here: [OF_EC2], unknown: false });
    expect(covered(NATIVE, [row({ r: ['us-east-1', 'eu-west-1'] })])).toEqual({ elsewhere: [['us-east-1', OF_EC2]], here: [OF_EC2], unknown: false });
  });

  test.each([['*'], ['$home']])('are here too, where a row says %s, and nobody knows that it is this Region', (name) => {
    expect(covered(NATIVE, [row({ r: [name] })])).toEqual(UNKNOWN_HERE);
    expect(covered(NATIVE, [row({ r: [name, 'us-east-1'] })])).toEqual({ elsewhere: [['us-east-1', OF_EC2]], here: [OF_EC2], unknown: false });
  });

  test('that appear everywhere but in some Regions are elsewhere in those alone', () => {
    const rows = [row({ r: ['*', 'us-east-1'], x: ['eu-south-2'] })];
    expect(covered(NATIVE, rows)).toEqual(UNKNOWN_HERE);
    expect(covered(NATIVE, rows, 'eu-south-2')).toEqual({ elsewhere: [['us-east-1', OF_EC2]], here: [], unknown: false });
  });

  test('of which only copies are elsewhere are all here', () => {
    expect(covered(NATIVE, [row({ r: ['us-east-1'], copies: true })])).toEqual(UNKNOWN_HERE);
  });

  test('of which some are elsewhere, which nothing tells apart, are here too', () => {
    expect(covered(NATIVE, [row({ r: ['us-east-1'], part: true })])).toEqual({ elsewhere: [['us-east-1', OF_EC2]], here: [OF_EC2], unknown: false });
  });

  test('are those of the partition of the Region', () => {
    expect(covered(NATIVE, [row({ r: ['us-gov-west-1'], p: 'aws-us-gov' })])).toEqual(UNKNOWN_HERE);
    expect(covered(NATIVE, [EAST, row({ r: ['us-gov-west-1'], p: 'aws-us-gov' })], 'us-gov-east-1')).toEqual({ elsewhere: [['us-gov-west-1', OF_EC2]], here: [], unknown: false });
  });
});

describe('what arrives through CloudTrail, and what does not', () => {
  const both = [EAST, row({ r: ['us-west-2'], t: true })];

  test('have rows of their own', () => {
    expect(covered(NATIVE, both)).toEqual({ elsewhere: [['us-east-1', OF_EC2]], here: [], unknown: false });
    expect(covered(CALLS, both)).toEqual({ elsewhere: [['us-west-2', { source: ['aws.ec2'], ...CALLS }]], here: [], unknown: false });
  });

  test('are told apart in one pattern', () => {
    const types = ['Changed', 'AWS API Call via CloudTrail', { prefix: 'AWS' }, VIA];
    expect(covered({ 'detail-type': types }, both)).toEqual({
      elsewhere: [
        ['us-west-2', { 'source': ['aws.ec2'], 'detail-type': ['AWS API Call via CloudTrail', VIA] }], ['us-east-1', { 'source': ['aws.ec2'], 'detail-type': ['Changed', { prefix: 'AWS' }] }],
      ],
      here: [],
      unknown: false,
    });
  });

  test('are both meant by a pattern without a detail-type, where the service sends events', () => {
    expect(covered({}, both)).toEqual({
      elsewhere: [['us-west-2', { 'source': ['aws.ec2'], 'detail-type': [VIA] }], ['us-east-1', { 'source': ['aws.ec2'], 'detail-type': [{ 'anything-but': VIA }] }]], here: [], unknown: false,
    });
    mockTable['aws.iam'] = [EAST];
    expect(coverageOf({ source: ['aws.iam'] }, 'eu-west-1')).toEqual({ elsewhere: [], here: [{ 'source': ['aws.iam'], 'detail-type': [VIA] }], unknown: true });
  });
});

describe('a row on some events, which a field tells,', () => {
  const OF_GLOBAL = row({ r: ['us-east-1'], pattern: { detail: { scope: ['global', 'edge'] } } });
  const asking = (...scope: unknown[]) => ({ ...NATIVE, detail: { scope } });

  test('is about those, and not about others', () => {
    expect(covered(asking('global'), [OF_GLOBAL])).toEqual({ elsewhere: [['us-east-1', { ...OF_EC2, detail: { scope: ['global'] } }]], here: [], unknown: false });
    expect(covered(asking('local'), [OF_GLOBAL])).toEqual({ elsewhere: [], here: [{ ...OF_EC2, detail: { scope: ['local'] } }], unknown: true });
    expect(covered(asking('local', 'global'), [OF_GLOBAL])).toEqual({
      elsewhere: [['us-east-1', { ...OF_EC2, detail: { scope: ['global'] } }]], here: [{ ...OF_EC2, detail: { scope: ['local', 'global'] } }], unknown: false,
    });
  });

  test('is about some of what does not ask for the field, which stays as it is', () => {
    expect(covered(NATIVE, [OF_GLOBAL])).toEqual({ elsewhere: [['us-east-1', OF_EC2]], here: [OF_EC2], unknown: false });
  });

  test('says more than a row on all, for those events, and no more for others', () => {
    const rows = [row({ r: ['us-west-2'] }), OF_GLOBAL];
    expect(covered(asking('global'), rows).elsewhere.map(([regions]) => regions)).toEqual(['us-east-1']);
    expect(covered(asking('local'), rows).elsewhere.map(([regions]) => regions)).toEqual(['us-west-2']);
    expect(covered(asking('local', 'global'), rows).elsewhere.map(([regions]) => regions)).toEqual(['us-west-2', 'us-east-1']);
    expect(covered(NATIVE, rows)).toEqual({ elsewhere: [['us-west-2', OF_EC2], ['us-east-1', OF_EC2]], here: [], unknown: false });
  });

  test('that matters only to who asks for them, is for those alone', () => {
    const aside = [{ ...OF_GLOBAL, aside: true as const }];
    expect(covered(NATIVE, aside)).toEqual(UNKNOWN_HERE);
    expect(covered(asking('global'), aside).elsewhere).toHaveLength(1);
    expect(covered(NATIVE, [row({ r: ['us-east-1'], aside: true })])).toEqual(UNKNOWN_HERE);
  });

  test('leaves the others of a list here, where one row tells of each', () => {
    const local = row({ r: ['*'], pattern: { detail: { scope: ['local'] } } });
    expect(covered(asking('local', 'global'), [OF_GLOBAL, local])).toMatchObject({ here: [{ ...OF_EC2, detail: { scope: ['local', 'global'] } }], unknown: false });
    expect(covered(asking('global', 'edge'), [OF_GLOBAL, local])).toMatchObject({ here: [], unknown: false });
  });
});

describe('the source of a pattern', () => {
  const everywhere = (pattern: object) => coverageOf(pattern as any, 'eu-west-1');

  test('may be several, each of which is looked up', () => {
    mockTable['aws.ec2'] = [EAST];
    expect(everywhere({ ...NATIVE, source: ['aws.ec2', 'aws.s3'] })).toEqual({
      elsewhere: [expect.objectContaining({ source: 'aws.ec2', regions: ['us-east-1'] })], here: [{ ...NATIVE, source: ['aws.s3'] }], unknown: false,
    });
  });

  test('that is not literal has its events everywhere', () => {
    expect(everywhere({ ...NATIVE, source: [{ prefix: 'aws.' }] })).toEqual({ elsewhere: [], here: [{ ...NATIVE, source: [{ prefix: 'aws.' }] }], unknown: true });
    expect(everywhere({ ...NATIVE, source: [{ prefix: 'aws.' }, 'aws.s3'] }).here).toEqual([{ ...NATIVE, source: [{ prefix: 'aws.' }] }, { ...NATIVE, source: ['aws.s3'] }]);
    expect(everywhere({ detail: { a: ['b'] } })).toEqual({ elsewhere: [], here: [{ detail: { a: ['b'] } }], unknown: true });
  });

  test('is told by the detail-type, or the event source of CloudTrail, where it is left out', () => {
    mockTable['aws.ec2'] = [EAST];
    expect(everywhere({ 'detail-type': ['EC2 Instance State-change Notification'] }).elsewhere).toEqual([expect.objectContaining({ source: 'aws.ec2', regions: ['us-east-1'] })]);
  });
});

test('the Regions of what is in none are those that a page names for all calls of a service, beside the Region itself', () => {
  const calls = (more: Partial<RegionRow> & { r: string[] }) => row({ t: true, ...more });
  mockTable['aws.iam'] = [calls({ r: ['us-east-1', '*', '$home'] })];
  mockTable['aws.ec2'] = [
    row({ r: ['a-native-1'] }), calls({ r: ['a-part-1'], part: true }), calls({ r: ['an-aside-1'], aside: true }), calls({ r: ['a-pattern-1'], pattern: {} }), calls({ r: ['inferred-1'], c: 'inferred' }),
    calls({ r: ['us-gov-west-1'], p: 'aws-us-gov' }),
  ];
  mockTable['aws.s3'] = [calls({ r: ['us-west-2', 'us-east-1'] })];
  expect(globalRegions('eu-west-1')).toEqual(['eu-west-1', 'us-east-1', 'us-west-2']);
  expect(globalRegions('us-gov-east-1')).toEqual(['us-gov-east-1', 'us-gov-west-1']);
});
