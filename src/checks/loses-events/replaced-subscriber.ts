import { subscribersOf } from '../../template/subscriber-in-template';
import { Check } from '../check';
import { CheckSeverity } from '../check-severity';

/** What a ServiceEventSubscriber adds to its logical id and its name, which change with what replaces it. */
const VERSION = /[0-9a-f]{8}$/;

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-cloudformation.html */
export const replacedSubscriber: Check = {
  id: 'replaced-subscriber',
  group: 'loses events',
  summary: 'A subscriber that starts with the latest events misses what is published while AWS CloudFormation replaces it.',
  severity: CheckSeverity.INFO,
  find: (app) => subscribersOf(app)
    .filter(({ resource: { properties, logicalId } }) => (properties.StartingPosition ?? 'LATEST') === 'LATEST'
      && !(VERSION.test(logicalId) && String(properties.Name).endsWith(VERSION.exec(logicalId)![0])))
    .map(({ resource }) => ({
      resource,
      location: 'Properties.StartingPosition',
      value: 'LATEST',
      message: 'When Name, EventBusArn, InvokeConfiguration.TargetArn, Type or StartingPosition changes, AWS CloudFormation deletes the subscriber before it makes the new one, which misses what is published in between.',
      fix: 'Give the new one another logical id and name, or let it start at a point in time before the deployment.',
      inApp: 'ServiceEventSubscriber changes its id by itself.',
    })),
};
