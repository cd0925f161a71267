import { isViaCloudTrail } from '../catalog/cloudtrail-detail-types';

const SERVICE_SOURCE = /^aws\.(?!partner\/)/;

/** The source of events that AWS services send; events of partners have sources below `aws.partner/`. */
export function isServiceSource(source: unknown): source is string {
  return typeof source === 'string' && SERVICE_SOURCE.test(source);
}

/**
 * Whether a pattern is about events of AWS services: it names the source of one, sources that begin like one, or no
 * source and events that CloudTrail delivers.
 */
export function isOnServiceEvents({ source, 'detail-type': detailType }: { 'source'?: any; 'detail-type'?: any }): boolean {
  if (Array.isArray(source)) {
    return source.some((value) => isServiceSource(value) || isServiceSource(value?.prefix));
  }
  return source === undefined && Array.isArray(detailType)
    && detailType.some((value) => typeof value === 'string' && isViaCloudTrail(value));
}
