import { subscribersOf } from '../../template/subscriber-in-template';
import { Check } from '../check';
import { CheckSeverity } from '../check-severity';

const TAKE_LISTS = /^arn:[^:]*:(lambda|states):/;
const TYPES = ['AWS::Lambda::Function', 'AWS::Lambda::Alias', 'AWS::Lambda::Version', 'AWS::StepFunctions::StateMachine', 'AWS::Serverless::Function', 'AWS::Serverless::StateMachine'];

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-migrate.html */
export const subscriberLists: Check = {
  id: 'subscriber-lists',
  group: 'loses events',
  summary: 'A subscriber without a batch size calls a function or state machine with lists of up to 10 events, where a rule sends single ones.',
  severity: CheckSeverity.WARNING,
  find: (app) => subscribersOf(app)
    .filter(({ resource, target, targetText }) => resource.properties.BatchConfiguration?.MaxBatchSize === undefined
      && (target ? TYPES.includes(target.type) : TAKE_LISTS.test(targetText ?? '')))
    .map(({ resource }) => ({
      resource,
      location: 'Properties',
      message: 'The subscriber sends its target lists of events, and a handler that expects one event takes a list for one.',
      fix: 'Set BatchConfiguration.MaxBatchSize to 1, or to the size of lists that the handler expects.',
    })),
};
