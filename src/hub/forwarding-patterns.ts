import { AwsService } from '../catalog/aws-service';
import { MAX_PATTERN_CHARACTERS, patternSize } from '../pattern/algebra/pattern-size';
import { ServicePattern } from '../pattern/algebra/service-pattern';

/**
 * Patterns that together match the events of several services, as few as EventBridge's limit on their length allows.
 *
 * Patterns that differ in their sources only become one. The sources of API calls and their `eventSource` are listed side
 * by side, so a call matches when any of the services has made it.
 *
 * @param patterns one of each service
 */
export function mergeForForwarding(patterns: ServicePattern[]): ServicePattern[] {
  const groups = new Map<string, ServicePattern[]>();
  for (const pattern of patterns) {
    const key = JSON.stringify(withoutSources(pattern));
    const merged = groups.get(key) ?? [];
    groups.set(key, merged);
    const last = merged.at(-1);
    const wider = last && merge(last, pattern);
    if (wider && patternSize(wider)! <= MAX_PATTERN_CHARACTERS) {
      merged[merged.length - 1] = wider;
    } else {
      merged.push(pattern);
    }
  }
  return [...groups.values()].flat();
}

/** The pattern of the API calls of a service; for one that sends no events of its own, that is its usual pattern. */
export function apiCallPatternOf(service: AwsService): ServicePattern {
  const calls = service._apiCallPattern;
  if (!calls) {
    throw new Error(`CloudTrail is not known to record API calls of ${service.serviceName} (${service.source}), so none can be forwarded: leave it out of apiCallsOf.`);
  }
  return calls;
}

function merge(one: ServicePattern, other: ServicePattern): ServicePattern {
  return {
    ...one,
    source: union(one.source, other.source),
    ...(one.detail?.eventSource && { detail: { ...one.detail, eventSource: union(one.detail.eventSource, other.detail?.eventSource) } }),
  };
}

function withoutSources(pattern: ServicePattern): ServicePattern {
  const { detail } = pattern;
  return { ...pattern, source: [], ...(detail?.eventSource && { detail: { ...detail, eventSource: [] } }) };
}

function union(one: any[] = [], other: any[] = []): any[] {
  return [...new Set([...one, ...other])];
}
