import { AwsService } from '../catalog/aws-service';
import { partitionOf } from '../catalog/partitions';
import { EVERY_REGION, HOME_REGION, regionRows } from '../catalog/region-data';

/**
 * The Regions of a partition in which CloudTrail records the calls of services that are in no Region, and a Region itself.
 */
export function globalRegions(region: string): string[] {
  const partition = partitionOf(region);
  const sources = new Set(AwsService.all().map(({ source }) => source));
  const named = [...sources].flatMap((source) => regionRows(source))
    .filter((row) => row.t && !row.part && !row.aside && !row.pattern && row.c === 'documented' && (row.p ?? 'aws') === partition)
    .flatMap(({ r }) => r);
  return [...new Set([region, ...named])].filter((name) => name !== EVERY_REGION && name !== HOME_REGION).sort();
}
