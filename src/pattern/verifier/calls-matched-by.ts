import { writtenCallsOf } from '../../catalog/operation-check';
import { eventSourceOwners } from '../../catalog/source-index';
import { hasReference } from '../algebra/pattern-size';
import { FieldCondition } from '../matcher/field-condition';

/** The names of calls that a matcher matches, as far as they are known: none of one that only the deployment knows. */
export function callsMatchedBy(matcher: Record<string, any>, eventSources: string[]): string[] {
  if (hasReference(matcher)) {
    return [];
  }
  const condition = FieldCondition.of([matcher], 'detail.eventName');
  const names = eventSources.flatMap(eventSourceOwners).flatMap((service) => writtenCallsOf(service._slug, service._eventSources) ?? []);
  return condition.takesValues ? names.filter((name) => condition.holds(name)) : [];
}
