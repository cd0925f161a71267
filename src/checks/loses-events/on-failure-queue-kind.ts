import { eventSourcesOf } from '../../template/event-source-in-template';
import { subscribersOf } from '../../template/subscriber-in-template';
import { TemplateResource } from '../../template/template-resource';
import { Check } from '../check';
import { CheckSeverity } from '../check-severity';

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-retry.html */
export const onFailureQueueKind: Check = {
  id: 'on-failure-queue-kind',
  group: 'loses events',
  summary: 'The queue of an event source or subscriber does not fit: FIFO where the events have no order (a warning for a subscriber), or standard where they have one.',
  severity: CheckSeverity.ERROR,
  find: (app) => [
    ...eventSourcesOf(app).filter(({ onFailureQueue }) => isFifo(onFailureQueue) === true).map(({ resource }) => ({
      resource,
      location: 'Properties.Configuration.AwsServiceEventsConfiguration.OnFailureConfiguration',
      message: 'The queue of the event source is a FIFO queue, which EventBridge refuses.',
      fix: 'Use a standard queue.',
    })),
    ...subscribersOf(app).flatMap(({ resource, onFailureQueue, fifo }) => {
      const kind = isFifo(onFailureQueue);
      return kind === undefined || kind === fifo ? [] : [{
        resource,
        location: 'Properties.OnFailureConfiguration',
        message: fifo ? 'The subscriber keeps the order of its events, and its queue for what fails is a standard queue.'
          : 'The queue for what fails is a FIFO queue, and the events of the subscriber belong to no group.',
        fix: fifo ? 'Use a FIFO queue.' : 'Use a standard queue.',
        severity: fifo ? undefined : CheckSeverity.WARNING,
      }];
    }),
  ],
};

/** Nothing where the queue is not known. */
function isFifo(queue: TemplateResource | undefined): boolean | undefined {
  return queue?.type === 'AWS::SQS::Queue' ? String(queue.properties.FifoQueue) === 'true' : undefined;
}
