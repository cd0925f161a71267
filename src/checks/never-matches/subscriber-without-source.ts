import { overlaps } from '../../pattern/algebra/pattern-overlap';
import { EventSourceInTemplate, eventSourcesOf } from '../../template/event-source-in-template';
import { SubscriberInTemplate, subscribersOf } from '../../template/subscriber-in-template';
import { TemplateResource } from '../../template/template-resource';
import { Templates } from '../../template/templates';
import { Check } from '../check';
import { CheckSeverity } from '../check-severity';

const BUS = 'AWS::EventsV2::EventBus';

export const subscriberWithoutSource: Check = {
  id: 'subscriber-without-source',
  group: 'never matches',
  summary: 'No event source of the app brings the subscriber\'s events to a bus that the app makes and shares with nobody.',
  severity: CheckSeverity.WARNING,
  find: (app) => subscribersOf(app)
    .filter(({ bus, pattern, delivers }) => delivers && pattern !== undefined && bus?.type === BUS && !isFedByOthers(bus, app))
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

function isFedByOthers(bus: TemplateResource, app: Templates): boolean {
  const shares = app.resourcesOf('AWS::RAM::ResourceShare').filter((share) => [share.properties.ResourceArns].flat().some((arn) => app.referred(arn, share) === bus));
  const policies = app.resourcesOf('AWS::EventsV2::ResourcePolicy').filter((policy) => app.referred(policy.properties.EventBusArn, policy) === bus);
  const rules = app.rules.some(({ targets }) => targets.some(({ resource }) => resource === bus));
  const subscribers = subscribersOf(app).some(({ target }) => target === bus);
  return shares.length + policies.length > 0 || rules || subscribers;
}
