import { branchesOf } from './pattern-branches';
import { ServicePattern } from './service-pattern';
import { isViaCloudTrail } from '../../catalog/cloudtrail-detail-types';

const SERVICE_SOURCE = /^aws\.(?!partner\/)/;

/** The source of events that AWS services send; events of partners have sources below `aws.partner/`. */
export function isServiceSource(source: unknown): source is string {
  return typeof source === 'string' && SERVICE_SOURCE.test(source);
}

/**
 * Whether a pattern, or a branch of the `$or` at its top, is about events of AWS services: it names the source of one,
 * sources that begin like one, or no source and events that CloudTrail delivers.
 */
export function isOnServiceEvents(pattern: ServicePattern): boolean {
  return branchesOf(pattern).some(isBranchOnServiceEvents);
}

function isBranchOnServiceEvents({ source, 'detail-type': detailType }: ServicePattern): boolean {
  if (Array.isArray(source)) {
    return source.some((value) => isServiceSource(value) || isServiceSource(value?.prefix));
  }
  return source === undefined && Array.isArray(detailType)
    && detailType.some((value) => typeof value === 'string' && isViaCloudTrail(value));
}
