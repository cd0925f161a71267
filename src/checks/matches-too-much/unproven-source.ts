import { asList } from '../../catalog/as-list';
import { isServiceSource } from '../../pattern/algebra/service-sources';
import { subscribersOf } from '../../template/subscriber-in-template';
import { Check } from '../check';
import { CheckSeverity } from '../check-severity';

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-event-sources.html */
export const unprovenSource: Check = {
  id: 'unproven-source',
  group: 'matches too much',
  summary: 'A subscriber knows a service by the field source of the event, which any publisher can write.',
  severity: CheckSeverity.WARNING,
  find: (app) => subscribersOf(app).flatMap(({ resource, filters }) => {
    const isProven = filters.some(({ scope, pattern }) => scope === 'SYSTEM_METADATA' && (pattern === undefined || 'aws:Source' in pattern));
    return isProven ? [] : filters.filter(({ scope, pattern }) => scope === 'DATA' && asList(pattern?.source).some(isServiceSource)).map(({ location, pattern }) => ({
      resource,
      location,
      value: JSON.stringify(pattern!.source),
      message: `The subscriber takes events with the source ${JSON.stringify(pattern!.source)} in their data, which anybody who publishes to the bus can write.`,
      fix: 'Match aws:Source in a filter of the scope SYSTEM_METADATA.',
      inApp: 'ServiceEventSubscriber does.',
    }));
  }),
};
