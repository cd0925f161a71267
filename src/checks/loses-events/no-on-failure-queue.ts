import { eventSourcesOf } from '../../template/event-source-in-template';
import { subscribersOf } from '../../template/subscriber-in-template';
import { Check } from '../check';
import { CheckSeverity } from '../check-severity';

export const noOnFailureQueue: Check = {
  id: 'no-on-failure-queue',
  group: 'loses events',
  summary: 'An event source or subscriber of a Custom Event Bus without a queue for what fails: events that do not get on are dropped.',
  severity: CheckSeverity.WARNING,
  find: (app) => [
    ...eventSourcesOf(app).filter((source) => source.bringsServiceEvents && source.onFailureArn === undefined).map(({ resource }) => ({
      resource,
      location: 'Properties.Configuration.AwsServiceEventsConfiguration',
      message: 'The event source has no queue for events that do not reach the bus: they are dropped.',
      fix: 'Set OnFailureConfiguration to a standard queue that events.amazonaws.com may write to.',
      inApp: 'A ServiceEventSource has one by itself.',
    })),
    ...subscribersOf(app).filter(({ onFailureArn, delivers }) => delivers && onFailureArn === undefined).map(({ resource }) => ({
      resource,
      location: 'Properties',
      message: 'The subscriber has no queue for events that the target does not accept within the retries: they are dropped without a trace.',
      fix: 'Set OnFailureConfiguration to a queue that the delivery role may write to.',
      inApp: 'A ServiceEventSubscriber has one by itself.',
    })),
  ],
};
