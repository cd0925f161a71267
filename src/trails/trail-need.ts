import { API_CALL_VIA_CLOUDTRAIL, INSIGHT_VIA_CLOUDTRAIL, NETWORK_ACTIVITY_VIA_CLOUDTRAIL, isViaCloudTrail } from '../catalog/cloudtrail-detail-types';
import { dataEventTypesOf, isPerhapsManagement } from '../catalog/data-events';
import { eventSourcesUnder } from '../catalog/source-index';
import { ServicePattern } from '../pattern/algebra/service-pattern';
import { textsOf } from '../pattern/algebra/texts-of';
import { callsMatchedBy } from '../pattern/verifier/calls-matched-by';

/**
 * A data event that a rule matches.
 */
export interface DataCall {
  /** As CloudTrail writes it. */
  readonly eventName: string;
  /** The types of resources, any of which a trail must select to record the call. */
  readonly types: string[];
}

/**
 * What a trail must record for a rule to match anything.
 */
export interface TrailNeed {
  readonly managementEvents: boolean;
  readonly dataCalls: DataCall[];
  readonly insights: boolean;
  /** The event sources whose calls through VPC endpoints are matched. */
  readonly networkActivity: string[];
}

/**
 * What a trail must record for a rule with a pattern, as far as the pattern says.
 *
 * @param pattern as it stands in a template, of a rule on events that arrive through CloudTrail
 */
export function trailNeedOf(pattern: ServicePattern): TrailNeed {
  const kinds = textsOf(pattern['detail-type']);
  const named = textsOf(pattern.detail?.eventSource);
  const eventSources = named.length > 0 ? named : textsOf(pattern.source).flatMap(eventSourcesUnder);
  const eventNames = kinds.includes(API_CALL_VIA_CLOUDTRAIL) ? namesIn(pattern.detail?.eventName, eventSources) : [];
  const dataCalls = eventNames
    .map((eventName) => ({ eventName, types: isPerhapsManagement(eventSources, eventName) ? [] : dataEventTypesOf(eventSources, eventName) }))
    .filter(({ types }) => types.length > 0);
  const onlyData = dataCalls.length > 0 && dataCalls.length === eventNames.length;
  const others = kinds.filter((kind) => isViaCloudTrail(kind) && kind !== INSIGHT_VIA_CLOUDTRAIL && kind !== NETWORK_ACTIVITY_VIA_CLOUDTRAIL);
  return {
    managementEvents: (others.length > 0 || kinds.length === 0) && !onlyData,
    dataCalls,
    insights: kinds.includes(INSIGHT_VIA_CLOUDTRAIL),
    networkActivity: kinds.includes(NETWORK_ACTIVITY_VIA_CLOUDTRAIL) ? eventSources : [],
  };
}

/** The names of calls that a field lists, or has a matcher for; a value that only the deployment knows stays as one without a name. */
function namesIn(values: unknown, eventSources: string[]): string[] {
  const listed: unknown[] = Array.isArray(values) ? values : [];
  return [...new Set(listed.flatMap((value) => {
    if (typeof value === 'string') {
      return [value];
    }
    const names = typeof value === 'object' && value !== null ? callsMatchedBy(value, eventSources) : [];
    return names.length > 0 ? names : [''];
  }))];
}
