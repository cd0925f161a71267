import { eventSourcesOf } from '../../template/event-source-in-template';
import { Check } from '../check';
import { CheckSeverity } from '../check-severity';

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-event-sources.html */
export const eventSourceKeys: Check = {
  id: 'event-source-keys',
  group: 'never matches',
  summary: 'The pattern of an event source has source, account or region, which EventBridge adds itself and refuses.',
  severity: CheckSeverity.ERROR,
  find: (app) => eventSourcesOf(app).flatMap((source) => source.refusedKeys.map((key) => ({
    resource: source.resource,
    location: source.placeOf('').concat('.', key),
    value: key,
    message: `The pattern of the event source has '${key}', which EventBridge adds itself: it refuses the pattern.`,
    fix: key === 'source' ? 'Leave it out: the service that the event source names is the source.' : 'Leave it out: an event source brings the events of its own account and Region.',
  }))),
};
