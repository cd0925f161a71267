import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { CUSTOM_EVENT_BUS } from '../catalog/quotas';
import { patternAlternatives } from '../pattern/algebra/pattern-alternatives';
import { hasReference } from '../pattern/algebra/pattern-size';
import { ServicePattern } from '../pattern/algebra/service-pattern';
import { wildcardIn } from '../pattern/algebra/wildcard-in';

/** One of the parts of an event that a subscriber can look at, and what it must be. */
export interface SubscriberFilter {
  readonly scope: 'DATA' | 'METADATA' | 'SYSTEM_METADATA';
  readonly pattern: Record<string, any>;
}

/** What a subscriber wants besides a service's events. */
export interface FilterOptions {
  readonly accounts?: string[];
  readonly excludeReplays?: boolean;
}

/**
 * The filters of a subscriber. The source and the kind of an event are taken from what EventBridge itself wrote, since any
 * publisher can write them into the event.
 *
 * @param pattern as it stands in a template
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-filtering.html
 */
export function filtersOf({ source, 'detail-type': detailType, ...pattern }: ServicePattern, { accounts, excludeReplays }: FilterOptions): SubscriberFilter[] {
  const data = { ...pattern, ...(accounts && { account: accounts }) };
  const system = {
    ...(source && { 'aws:Source': source }),
    ...(detailType && { 'aws:DetailType': detailType }),
    ...(excludeReplays && { 'aws:DeliveryType': ['LIVE'] }),
  };
  return ([{ scope: 'SYSTEM_METADATA', pattern: system }, { scope: 'DATA', pattern: data }] as SubscriberFilter[])
    .filter((filter) => Object.keys(filter.pattern).length > 0);
}

/**
 * The filters as AWS CloudFormation takes them.
 *
 * @throws when EventBridge refuses them
 */
export function renderFilters(subscriber: IConstruct, filters: SubscriberFilter[]): { scope: string; pattern: string }[] {
  const wildcard = filters.map(({ pattern }) => wildcardIn(pattern)).find((path) => path !== undefined);
  if (wildcard !== undefined) {
    throw new Error(`The filter of subscriber '${subscriber.node.path}' has a wildcard in ${wildcard}, which subscribers do not take: match with events.Match.prefix, suffix or equalsIgnoreCase, or several values. Where that does not do, let the event source match it, which takes wildcards.`);
  }
  const known = filters.filter(({ pattern }) => !hasReference(pattern));
  known.forEach(({ pattern }) => requireGrammar(subscriber, pattern));
  const bytes = known.reduce((sum, { pattern }) => sum + Buffer.byteLength(JSON.stringify(pattern)), 0);
  if (bytes > CUSTOM_EVENT_BUS.filterBytes) {
    throw new Error(`The filters of subscriber '${subscriber.node.path}' have ${bytes} bytes, and EventBridge allows ${CUSTOM_EVENT_BUS.filterBytes}: make several subscribers, or match a common prefix with events.Match.prefix(...).`);
  }
  return filters.map(({ scope, pattern }) => ({ scope, pattern: Stack.of(subscriber).toJsonString(pattern) }));
}

function requireGrammar(subscriber: IConstruct, pattern: object): void {
  try {
    patternAlternatives(pattern);
  } catch (error) {
    throw new Error(`The filter of subscriber '${subscriber.node.path}' is refused by EventBridge: ${(error as Error).message}`);
  }
}
