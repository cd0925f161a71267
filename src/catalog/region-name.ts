import { distance } from 'fastest-levenshtein';
import { nearest } from './nearest';

/**
 * The Regions of all partitions.
 *
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 * @see https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json
 */
const REGIONS = [
  'af-south-1', 'ap-east-1', 'ap-east-2', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-south-2',
  'ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7',
  'ca-central-1', 'ca-west-1', 'cn-north-1', 'cn-northwest-1', 'eu-central-1', 'eu-central-2', 'eu-isoe-west-1', 'eu-north-1',
  'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'eusc-de-east-1', 'il-central-1', 'me-central-1', 'me-south-1',
  'mx-central-1', 'sa-east-1', 'us-east-1', 'us-east-2', 'us-gov-east-1', 'us-gov-west-1', 'us-iso-east-1', 'us-iso-west-1',
  'us-isob-east-1', 'us-isob-west-1', 'us-isof-east-1', 'us-isof-south-1', 'us-west-1', 'us-west-2',
];

/** Edits. */
const MISSPELT = 3;
const SHAPE = /^([a-z]{2,4}(?:-[a-z]+)?)-([a-z]+)-\d{1,2}$/;
const areaOf = (name: string) => SHAPE.exec(name)?.[1] ?? '';
const AREAS = new Set(REGIONS.map(areaOf));
const DIRECTIONS = new Set(['north', 'northeast', 'east', 'southeast', 'south', 'southwest', 'west', 'northwest', 'central']);

/**
 * Whether a text can be no Region, also none that is newer than this list: its direction is none, or the letters of its area
 * are in the wrong order.
 */
export function isNoRegion(name: string): boolean {
  const [, area, direction] = SHAPE.exec(name) ?? [];
  return !DIRECTIONS.has(direction) || (!AREAS.has(area) && [...AREAS].some((known) => sorted(known) === sorted(area)));
}

/** The Region that a text is most likely meant to be; nothing where it is like none. */
export function nearestRegion(name: string): string | undefined {
  const [region] = nearest(name, REGIONS);
  return distance(name.toLowerCase(), region) <= MISSPELT ? region : undefined;
}

function sorted(text: string): string {
  return [...text].sort().join('');
}
