import { CUSTOM_EVENT_BUS_TYPE } from '../../catalog/custom-event-bus-type';
import { overlaps } from '../../pattern/algebra/pattern-overlap';
import { EventSourceInTemplate, eventSourcesOf } from '../../template/event-source-in-template';
import { SubscriberInTemplate, isFedByOthers, subscribersOf } from '../../template/subscriber-in-template';
import { Check } from '../check';
import { CheckSeverity } from '../check-severity';

export const subscriberWithoutSource: Check = {
  id: 'subscriber-without-source',
  group: 'never matches',
  summary: 'No event source of the app brings the subscriber\'s events to a bus that the app makes and shares with nobody.',
  severity: CheckSeverity.WARNING,
  find: (app) => subscribersOf(app)
    .filter(({ bus, pattern, delivers }) => delivers && pattern !== undefined && bus?.type === CUSTOM_EVENT_BUS_TYPE && !isFedByOthers(bus, app))
    .filter((subscriber) => !eventSourcesOf(app).some((source) => brings(source, subscriber)))
    .map((subscriber) => {
      const source = JSON.stringify(subscriber.pattern!.source ?? 'any');
      return {
        resource: subscriber.resource,
        location: subscriber.placeOf('source'),
        value: source,
        message: `The subscriber takes events with the source ${source}, and no event source of this app brings such events to bus '${subscriber.bus!.path}'.`,
        fix: 'Make an event source for the service on that bus, or acknowledge this where one is made elsewhere.',
        inApp: 'In an app, that is a ServiceEventSource.',
      };
    }),
};

/** What is not known can bring anything. */
function brings({ bus, pattern }: EventSourceInTemplate, subscriber: SubscriberInTemplate): boolean {
  return (bus === undefined || bus === subscriber.bus) && (pattern === undefined || overlaps(pattern, subscriber.pattern!));
}
