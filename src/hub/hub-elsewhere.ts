import { Stack, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { IConstruct } from 'constructs';
import { optionName } from '../catalog/option-spelling';
import { requireRegionalHop } from '../regions/regional-hop';

/**
 * Makes sure that a hub is where a spoke can send events to.
 *
 * @throws when it is in the account and Region of the spoke, or nowhere that the spoke could know
 */
export function requireHubElsewhere(spoke: IConstruct, hub: events.IEventBus): void {
  const here = Stack.of(spoke);
  const unknown = (['account', 'region'] as const).filter((name) => isOwnEverywhere(hub, name));
  const isApart = Stack.of(hub) !== here;
  if (isApart && unknown.length > 0) {
    throw new Error(`Spoke '${spoke.node.path}' cannot know its hub '${hub.node.path}': the stack '${Stack.of(hub).node.path}' does not name its ${unknown.join(' and ')}, so events would be sent to a bus in the ${unknown.join(' and ')} of the spoke. Give the stack an env with account and region, or the spoke the bus by its ARN (events.EventBus.fromEventBusArn).`);
  }
  // A token is the same where it is written in the same way: the account of a stack that does not name one.
  if (hub.env.account === here.account && hub.env.region === here.region) {
    throw new Error(`Spoke '${spoke.node.path}' is in the account and Region of its hub, '${hub.node.path}': the hub forwards the events of its own account and Region itself. Name the services in ${optionName('services')} and ${optionName('apiCallsOf')} of the hub. Where the hub is elsewhere, give the spoke its bus by the ARN.`);
  }
  if (!Token.isUnresolved(hub.env.region) && !Token.isUnresolved(here.region)) {
    requireRegionalHop(spoke, `The events of spoke '${spoke.node.path}'`, here.region, hub.env.region);
  }
}

/** An account or Region that is that of whichever stack refers to it. */
function isOwnEverywhere(hub: events.IEventBus, name: 'account' | 'region'): boolean {
  const { Ref: reference } = Stack.of(hub).resolve(hub.env[name]) ?? {};
  return reference === (name === 'account' ? 'AWS::AccountId' : 'AWS::Region');
}
