import { EventSourceInTemplate, eventSourcesOf } from '../../template/event-source-in-template';
import { Permissions } from '../../template/permissions/permissions';
import { SubscriberInTemplate, subscribersOf } from '../../template/subscriber-in-template';
import { Templates } from '../../template/templates';
import { Check, Problem } from '../check';
import { CheckSeverity } from '../check-severity';

const WRITE = 'sqs:SendMessage';

export const onFailureQueueAccess: Check = {
  id: 'on-failure-queue-access',
  group: 'loses events',
  summary: 'The queue for what fails cannot be written: the delivery role of a subscriber lacks sqs:SendMessage, or the queue does not let EventBridge write for an event source.',
  severity: CheckSeverity.ERROR,
  find: (app) => [
    ...eventSourcesOf(app).flatMap((source) => ofSource(source, app)),
    ...subscribersOf(app).flatMap((subscriber) => ofSubscriber(subscriber, app)),
  ],
};

function ofSource({ resource, onFailureQueue: queue }: EventSourceInTemplate, app: Templates): Problem[] {
  if (queue?.type !== 'AWS::SQS::Queue') {
    return [];
  }
  const permissions = Permissions.in(app);
  return permissions.ask(permissions.sourceCaller(resource.stack), WRITE, queue).verdict !== 'refused' ? [] : [{
    resource,
    location: 'Properties.Configuration.AwsServiceEventsConfiguration.OnFailureConfiguration',
    value: queue.path,
    message: `No policy of queue '${queue.path}' lets EventBridge write to it: what does not reach the bus is gone.`,
    fix: 'Add a statement that allows events.amazonaws.com to do sqs:SendMessage where aws:SourceAccount is this account.',
  }];
}

function ofSubscriber({ resource, onFailureQueue: queue, role }: SubscriberInTemplate, app: Templates): Problem[] {
  return !queue || !role || Permissions.in(app).ask({ role }, WRITE, queue).verdict !== 'refused' ? [] : [{
    resource,
    location: 'Properties.OnFailureConfiguration',
    value: queue.path,
    message: `Role '${role.path}', with which the subscriber delivers, may not write to queue '${queue.path}': what the target does not accept is gone.`,
    fix: `Allow the role to do ${WRITE} on the queue.`,
  }];
}
