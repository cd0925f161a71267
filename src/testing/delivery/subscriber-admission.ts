import { Refused } from './admissions';
import { policyRefusal } from './bus-admission';
import { PlayedQueue } from './played-queue';
import { PlayedSubscriber, PlayedTarget, isInOtherAccount } from './played-rule';
import { KEY_ACTIONS } from '../../catalog/target-access';
import { kindOfArn, kindOfType } from '../../subscribers/target-kinds';
import { keyOfResource } from '../../template/permissions/key-of-resource';
import { Permissions } from '../../template/permissions/permissions';
import { TemplateResource } from '../../template/template-resource';
import { Templates } from '../../template/templates';

const WRITE = 'sqs:SendMessage';
/** Events of AWS services take this action, all others events:PutRawEvents. */
const PUT = 'events:PutEvents';

/**
 * Why a target takes nothing from a subscriber: EventBridge calls it with the delivery role, which must trust EventBridge and be
 * allowed to do so. A bus in another account must let the account in besides.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-subscribers.html
 */
export function whyTargetRefuses(subscriber: PlayedSubscriber, target: PlayedTarget, templates: Templates): Refused | undefined {
  const { arn, target: { resource, properties } } = target;
  const kind = kindOfType(resource?.type) ?? kindOfArn(arn);
  const waits = kind?.name === 'state machine' && properties.StepFunctionsParameters?.InvocationType === 'REQUEST_RESPONSE';
  const actions = target.kind === 'eventBus' ? [PUT] : waits ? ['states:StartSyncExecution'] : kind?.actions ?? [];
  const refused = whyRoleMayNot(subscriber, actions, resource ?? arn, templates);
  if (refused !== undefined) {
    return denied(refused);
  }
  if (target.kind === 'eventBus') {
    const refusal = kind?.name !== 'Custom Event Bus' && isInOtherAccount(subscriber, target) ? policyRefusal(subscriber, target, templates) : undefined;
    return refusal && denied(refusal.why);
  }
  const why = resource ? whyKeyIsRefused(subscriber, resource, templates) : undefined;
  return why === undefined ? undefined : denied(why);
}

/**
 * Why a queue takes no record: it is written with the delivery role.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-retry.html
 */
export function whyRecordIsRefused(subscriber: PlayedSubscriber, queue: PlayedQueue, templates: Templates): Refused | undefined {
  const { name, arn, resource, isFifo } = queue;
  const isOrdered = subscriber.tested.resource.properties.Type === 'FIFO';
  if (isFifo && !isOrdered) {
    return { error: 'CUSTOMER_VALIDATION', why: `${name} is a FIFO queue, and the events of the subscriber belong to no group` };
  }
  const why = whyRoleMayNot(subscriber, [WRITE], resource ?? arn, templates)
    ?? (resource && whyKeyIsRefused(subscriber, resource, templates));
  return why === undefined ? undefined : denied(why);
}

/** The keys of AWS itself let every principal of the account in that may use the service. */
function whyKeyIsRefused(subscriber: PlayedSubscriber, resource: TemplateResource, templates: Templates): string | undefined {
  const key = keyOfResource(resource, templates);
  return key && whyRoleMayNot(subscriber, KEY_ACTIONS, key, templates);
}

function whyRoleMayNot(
  { tested: { resource } }: PlayedSubscriber, actions: readonly string[], on: TemplateResource | string, templates: Templates,
): string | undefined {
  const permissions = Permissions.in(templates);
  const caller = permissions.roleCaller(resource.properties.InvokeConfiguration?.RoleArn, resource, templates);
  if (caller.role && permissions.mayAssume(permissions.subscriberCaller(resource), caller.role).verdict === 'refused') {
    return `role '${caller.role.path}' does not let events.amazonaws.com assume it`;
  }
  return actions.map((action) => permissions.ask(caller, action, on)).find(({ verdict }) => verdict === 'refused')?.reason;
}

function denied(why: string): Refused {
  return { error: 'ACCESS_DENIED', why };
}
