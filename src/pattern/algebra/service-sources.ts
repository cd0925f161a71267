import { branchesOf } from './pattern-branches';
import { overlaps } from './pattern-overlap';
import { hasReference } from './pattern-size';
import { ServicePattern } from './service-pattern';
import { textsOf } from './texts-of';
import { isViaCloudTrail } from '../../catalog/cloudtrail-detail-types';
import { eventSourceOwners, knownSources, sendersOf, servicesOfSource, sourcesUnder } from '../../catalog/source-index';

const SERVICE_SOURCE = /^aws\.(?!partner\/)/;

/** Operators that say how a source begins. */
const OPENED = ['prefix', 'wildcard', 'equals-ignore-case'];

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

/**
 * Whether a rule of the default event bus matches events of AWS services, or may do so: also by not saying which sources it
 * means, or by what is known at deployment only.
 */
export function mayMatchServiceEvents(pattern: ServicePattern): boolean {
  return branchesOf(pattern).some((branch) => {
    const { source, 'detail-type': detailType, detail } = branch;
    return isBranchOnServiceEvents(branch) || (source === undefined
      ? (detailType === undefined || hasReference(detailType)) && detail === undefined
      : overlaps({ source }, { source: knownSources() }));
  });
}

function isBranchOnServiceEvents(pattern: ServicePattern): boolean {
  const { source, 'detail-type': detailType } = pattern;
  if (Array.isArray(source)) {
    return source.some((value) => isServiceSource(value) || OPENED.some((operator) => isServiceSource(value?.[operator])));
  }
  return source === undefined && (sourcesMeantBy(pattern) !== undefined
    || (Array.isArray(detailType) && detailType.some((value) => typeof value === 'string' && isViaCloudTrail(value))));
}

/**
 * The sources of the events that a pattern without a source is about, by the event sources or the detail-types that it names;
 * nothing where these do not tell.
 */
export function sourcesMeantBy({ 'detail-type': detailType, detail }: ServicePattern): string[] | undefined {
  const called = textsOf(detail?.eventSource).filter((eventSource) => eventSourceOwners(eventSource).length > 0).flatMap(sourcesUnder)
    .filter((source) => servicesOfSource(source).length > 0);
  const kinds = textsOf(detailType);
  const sent = called.length > 0 ? [] : kinds.map(sendersOf);
  const meant = called.length > 0 ? called : sent.some((senders) => senders.length === 0) ? [] : sent.flat().map(({ source }) => source);
  return meant.length > 0 ? [...new Set(meant)] : undefined;
}
