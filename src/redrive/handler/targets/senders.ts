import { Delivery, Dispatch, DispatchContext, Sender } from './dispatch';
import { toBus } from './events';
import { toStream } from './kinesis';
import { toFunction } from './lambda';
import { toLogGroup } from './logs';
import { toTopic } from './sns';
import { toQueue } from './sqs';
import { toStateMachine } from './states';
import { Arn, parseArn } from '../arn';
import { Refusal } from '../refusal';

/**
 * By the service of the target's ARN.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
 */
const SENDERS: Record<string, Sender> = {
  lambda: toFunction,
  sqs: toQueue,
  sns: toTopic,
  states: toStateMachine,
  kinesis: toStream,
  events: toBus,
  logs: toLogGroup,
};

/** Kinds that share a service with one that can be sent to. */
const OTHER_KINDS: Record<string, string> = { 'api-destination': 'API destinations' };

/**
 * @throws Refusal when there is no way to send to such a target, whatever the event
 */
export function requireKnownKind(targetArn: string): Arn {
  const arn = parseArn(targetArn);
  if (!arn) {
    throw new Refusal('TARGET_ARN is not an ARN');
  }
  const other = arn.service === 'events' ? OTHER_KINDS[arn.resource.split('/')[0]] : undefined;
  if (other || !Object.hasOwn(SENDERS, arn.service)) {
    throw new Refusal(`targets of ${other ?? arn.service} cannot be invoked from here: known are ${Object.keys(SENDERS).join(', ')}`);
  }
  return arn;
}

/**
 * Everything that comes before the call which sends.
 *
 * @throws Refusal when the target would not take it
 */
export function prepareDispatch(delivery: Delivery, context: DispatchContext): Promise<Dispatch> {
  return SENDERS[delivery.arn.service](delivery, context);
}
