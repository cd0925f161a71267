import { Stack, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { IConstruct } from 'constructs';
import { optionName } from '../catalog/option-spelling';
import { knownToDiffer } from '../delivery/known-to-differ';
import { isServiceSource } from '../pattern/algebra/service-sources';

const PARTNER = 'aws.partner/';

/**
 * A rule is made beside its bus, and by the name of it: one of another account or Region would be taken for a bus of that name
 * here.
 *
 * @param sources what the rule matches, as far as it is written out
 * @throws when the bus is in another account or Region, or never has such events
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-saas.html
 */
export function requireBus(rule: IConstruct, eventBus: events.IEventBus | undefined, sources: unknown): void {
  if (!eventBus) {
    return;
  }
  const { account, region } = Stack.of(rule);
  requireSame(rule, 'Region', eventBus.env?.region, region);
  requireSame(rule, 'account', eventBus.env?.account, account);
  const { eventBusName } = eventBus;
  const isPartners = !Token.isUnresolved(eventBusName) && eventBusName.startsWith(PARTNER);
  if (isPartners && Array.isArray(sources) && sources.every((source) => typeof source === 'string' && isServiceSource(source) && !source.startsWith(PARTNER))) {
    throw new Error(`${optionName('eventBus')} of rule '${rule.node.path}' is ${eventBusName}, which has the events of a partner and none of AWS services: leave ${optionName('eventBus')} out.`);
  }
}

function requireSame(rule: IConstruct, what: 'Region' | 'account', ofBus: string | undefined, own: string): void {
  if (!knownToDiffer(ofBus, own)) {
    return;
  }
  const there = what === 'Region' ? ofBus : `account ${ofBus}`;
  throw new Error(`${optionName('eventBus')} of rule '${rule.node.path}' is in ${there}, and the rule in ${own}: a rule watches a bus of its own ${what}. Put the rule in a stack in ${there}, or let a rule there forward the events to a bus in ${own}.`);
}
