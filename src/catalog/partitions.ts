interface Partition {
  readonly prefix: string;
  readonly partition: string;
  readonly urlSuffix: string;
}

const AWS = { partition: 'aws', urlSuffix: 'amazonaws.com' };

/** Partitions other than `aws`, by how the names of their Regions begin. */
const PARTITIONS: Partition[] = [
  { prefix: 'cn-', partition: 'aws-cn', urlSuffix: 'amazonaws.com.cn' },
  { prefix: 'us-gov-', partition: 'aws-us-gov', urlSuffix: 'amazonaws.com' },
  { prefix: 'us-isob-', partition: 'aws-iso-b', urlSuffix: 'sc2s.sgov.gov' },
  { prefix: 'us-isof-', partition: 'aws-iso-f', urlSuffix: 'csp.hci.ic.gov' },
  { prefix: 'eu-isoe-', partition: 'aws-iso-e', urlSuffix: 'cloud.adc-e.uk' },
  { prefix: 'us-iso-', partition: 'aws-iso', urlSuffix: 'c2s.ic.gov' },
  { prefix: 'eusc-', partition: 'aws-eusc', urlSuffix: 'amazonaws.eu' },
];

/** The partition of a Region, by its name. */
export function partitionOf(region: string): string {
  return partitionWith(region).partition;
}

/** How host names of AWS end in a Region. */
export function urlSuffixOf(region: string): string {
  return partitionWith(region).urlSuffix;
}

function partitionWith(region: string): Omit<Partition, 'prefix'> {
  return PARTITIONS.find(({ prefix }) => region.startsWith(prefix)) ?? AWS;
}
