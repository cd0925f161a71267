import { Stack, Token } from 'aws-cdk-lib';
import * as eventsv2 from 'aws-cdk-lib/aws-eventsv2';
import { IConstruct } from 'constructs';
import { CUSTOM_EVENT_BUS_TYPE } from '../catalog/custom-event-bus-type';
import { optionName } from '../catalog/option-spelling';
import { knownToDiffer } from '../delivery/known-to-differ';

const ARN = /^arn:[a-z-]+:events:[a-z0-9-]+:\d{12}:event-busv2\/[A-Za-z0-9][A-Za-z0-9._-]{0,255}\/[a-z0-9]{25}$/i;

/**
 * The ARN of the Custom Event Bus that a construct is for.
 *
 * @param construct the event source or subscriber
 * @throws when it is an event bus of the older kind, which has rules instead
 */
export function customEventBusArn(construct: IConstruct, bus: eventsv2.IEventBusRef): string {
  const reference = (bus as eventsv2.IEventBusRef | undefined)?.eventBusRef;
  if (!reference) {
    throw new Error(`${optionName('eventBus')} of '${construct.node.path}' is missing: give a ServiceEventBus, ServiceEventBus.fromEventBusArn(...) or the construct of ${CUSTOM_EVENT_BUS_TYPE}.`);
  }
  // Only a bus with rules is known by its name.
  if ('eventBusName' in reference) {
    throw new Error(`${optionName('eventBus')} of '${construct.node.path}' is '${bus.node.path}', which has rules and no event sources or subscribers: give a ServiceEventBus, or use ServiceEventRule with that bus.`);
  }
  requireBusArn(reference.eventBusArn, `${optionName('eventBus')} of '${construct.node.path}'`);
  requireReach(construct, bus);
  return reference.eventBusArn;
}

/** What is attached to a bus is in its Region; another account can name the bus only when its ARN is known. */
function requireReach(construct: IConstruct, bus: eventsv2.IEventBusRef): void {
  const here = Stack.of(construct);
  const there = bus.env ?? here;
  if (knownToDiffer(here.region, there.region)) {
    throw new Error(`Event bus '${bus.node.path}' is in ${there.region} and '${construct.node.path}' in ${here.region}: a Custom Event Bus takes event sources and subscribers of its own Region only. Make a bus in ${here.region}, of which a subscriber can target this bus.`);
  }
  if (knownToDiffer(here.account, there.account) && Token.isUnresolved(bus.eventBusRef.eventBusArn)) {
    throw new Error(`Event bus '${bus.node.path}' is in account ${there.account} and '${construct.node.path}' in ${here.account}, and its ARN ends in an identifier that EventBridge makes when the bus is deployed: deploy the bus first, then give ServiceEventBus.fromEventBusArn(...) with the ARN that its stack shows.`);
  }
}

/**
 * @throws when it is not the ARN of a Custom Event Bus
 */
export function requireBusArn(arn: string, what: string): void {
  if (!Token.isUnresolved(arn) && !ARN.test(arn)) {
    throw new Error(`${what} is '${arn}': the ARN of a Custom Event Bus ends in an identifier that EventBridge makes, such as arn:aws:events:eu-west-1:111122223333:event-busv2/orders/a1b2c3d4e5f6g7h8i9j0k1l2m. Take it from the stack that makes the bus.`);
  }
}
