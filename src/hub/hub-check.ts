import { Stack, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { IConstruct } from 'constructs';
import { arrivalsByTemplate, arrivalsOn, forwardingsTo } from './known-forwarding';
import { warnOfRules } from './quota-warnings';
import { RuleOfApp, isOnBus, rulesOfApp } from './rules-of-app';
import type { ServiceEventHub } from './service-event-hub';
import { unfedEvents } from './unfed-events';
import { optionName, optionOn } from '../catalog/option-spelling';
import { warn } from '../delivery/construct-notices';
import { environmentKey, mayShareEnvironment } from '../delivery/environment-key';
import { WITH_READ_ONLY_CALLS, isDisabled } from '../delivery/rule-state';
import { warnOfSameName } from '../delivery/unique-name';
import { alternativesOf } from '../pattern/algebra/pattern-branches';
import { mayOverlap } from '../pattern/algebra/pattern-overlap';
import { ServicePattern } from '../pattern/algebra/service-pattern';
import { readPattern } from '../pattern/matcher/read-pattern';
import { listOf } from '../regions/region-check';
import { namesCloudTrail } from '../rules/service-events/event-promises';

/**
 * Looks at all rules on a hub, and at all that the app forwards to it, when the app is synthesized.
 *
 * @param accounts those that may send events; nothing where an organization may
 * @returns what is wrong
 */
export function checkHub(hub: ServiceEventHub, accounts: string[] | undefined): string[] {
  const { bus } = hub;
  const all = rulesOfApp(hub);
  const rules = all.filter((rule) => isOnBus(rule, bus));
  warnOfRules(hub, rules, `event bus '${bus.node.path}'`);
  if (accounts) {
    rules.forEach((rule) => warnOfAccounts(rule.rule, `Rule '${rule.path}' waits for events of`, accountsOf(rule), hub, accounts));
    forwardingsTo(bus).forEach(({ construct }) =>
      warnOfAccounts(construct, `'${construct.node.path}' sends events of`, [Stack.of(construct).account], hub, accounts));
  }
  rules.forEach((rule) => warnOfReads(rule, hub));
  const arrivals = [...arrivalsOn(bus), ...arrivalsByTemplate(bus), ...forwardedByOthers(all, bus)];
  warnOfUnfed(rules.filter(({ rule }) => !isDisabled(rule)), hub, arrivals, accounts);
  const resource = bus.node.defaultChild as events.CfnEventBus;
  const [sameName, perhaps] = busesOfName(resource);
  perhaps.forEach(({ node }) =>
    warnOfSameName(hub, `The event bus of hub '${hub.node.path}' is called '${resource.name}', and '${node.path}' has that name as well`));
  return [...rules.filter(({ forwardsTo }) => forwardsTo.length > 0).map(({ path }) =>
    `Rule '${path}' forwards events of hub '${hub.node.path}' to another event bus, and EventBridge does not deliver an event that has been forwarded before: let the rule target a queue, topic, stream or function, or let the spokes forward to that bus as well.`),
  ...sameName.map(({ node }) =>
    `Event bus '${node.path}' has the name of that of hub '${hub.node.path}', in the same account and Region: give the hub another ${optionName('eventBusName')}.`)];
}

/** The policy of the bus may hold more statements than the hub's, so it is a warning. */
function warnOfAccounts(construct: IConstruct, what: string, senders: string[], hub: ServiceEventHub, accounts: string[]): void {
  const { account: own } = Stack.of(hub);
  const allowed = Stack.of(hub).resolve(accounts) as unknown[];
  const mayBeOwn = (account: string) => account === own || (Token.isUnresolved(own) && forwardingsTo(hub.bus).some((one) => one.construct === hub));
  const refused = senders.filter((account) => !Token.isUnresolved(account) && !allowed.includes(account) && !mayBeOwn(account));
  if (refused.length > 0 && allowed.every((account) => typeof account === 'string')) {
    warn(construct, 'account-not-let-in',
      `${what} account ${listOf(refused, 'and')}, which may not send to hub '${hub.node.path}': name it in accounts of the hub, or acknowledge this warning where the policy of the bus lets it in otherwise.`);
  }
}

function accountsOf({ rule }: RuleOfApp): string[] {
  const { account = [] } = patternOf(rule);
  return Array.isArray(account) ? account.filter((value) => typeof value === 'string') : [];
}

/** A call that only reads passes a forwarding rule only where that rule has the state as well. */
function warnOfReads({ rule, path }: RuleOfApp, hub: ServiceEventHub): void {
  const pattern = patternOf(rule);
  const calls = forwardingsTo(hub.bus).filter(({ patterns }) =>
    patterns.some((forwarded) => namesCloudTrail(forwarded['detail-type']) && mayOverlap(forwarded, pattern)));
  if (rule.state === WITH_READ_ONLY_CALLS && calls.length > 0 && !calls.some(({ readOnlyApiCalls }) => readOnlyApiCalls)) {
    warn(rule, 'reads-not-forwarded',
      `Rule '${path}' matches calls that only read, and ${listOf(calls.map(({ construct }) => `'${construct.node.path}'`), 'and')} does not forward them to hub '${hub.node.path}': set ${optionOn('readOnlyApiCalls')} there, or acknowledge this warning where something else forwards them.`);
  }
}

/** Rules of the app that forward to the bus and are of no spoke. */
function forwardedByOthers(rules: RuleOfApp[], bus: events.EventBus): ServicePattern[] {
  const known = new Set(forwardingsTo(bus).map(({ construct }) => construct));
  return rules.filter(({ rule, forwardsTo }) => !rule.node.scopes.some((scope) => known.has(scope))
    && forwardsTo.some((eventBus) => isOnBus({ rule, eventBus }, bus)))
    .flatMap(({ rule }) => alternativesOf(patternOf(rule)));
}

/** A hub to which the app forwards nothing at all is said once. */
function warnOfUnfed(rules: RuleOfApp[], hub: ServiceEventHub, arrivals: ServicePattern[], accounts: string[] | undefined): void {
  const unfed = rules.map((one) => ({ ...one, missing: unfedEvents(withoutRefused(patternOf(one.rule), hub, accounts), arrivals) }))
    .filter(({ missing }) => missing.length > 0);
  if (arrivals.length === 0 && unfed.length > 0) {
    warn(hub, 'hub-unfed',
      `Nothing in this app forwards events to hub '${hub.node.path}', and ${listOf(unfed.map(({ path }) => `'${path}'`), 'and')} ${unfed.length === 1 ? 'waits' : 'wait'} for ${listOf(unfed.flatMap(({ missing }) => missing), 'and')}: make a ServiceEventSpoke in each account and Region that has something to tell, name ${optionName('services')} and ${optionName('apiCallsOf')} of the hub for its own, or acknowledge this warning where another app or a stack set forwards them.`);
    return;
  }
  unfed.forEach(({ rule, path, missing }) => warn(rule, 'hub-unfed',
    `Rule '${path}' on hub '${hub.node.path}' waits for ${listOf(missing, 'and')}, which nothing in this app forwards there: name the services in ${optionName('services')}, and those whose API calls are meant in ${optionName('apiCallsOf')}, of the hub or of a spoke where the events appear, or acknowledge this warning where something else forwards them.`));
}

/** Accounts that may not send are said as that. */
function withoutRefused(pattern: ServicePattern, hub: ServiceEventHub, accounts: string[] | undefined): ServicePattern {
  const { account } = pattern;
  const own = Stack.of(hub).account;
  const allowed = account?.filter((value) => !accounts || typeof value !== 'string' || accounts.includes(value) || value === own || Token.isUnresolved(own));
  return allowed ? { ...pattern, account: allowed.length > 0 ? allowed : undefined } : pattern;
}

function patternOf(rule: events.CfnRule): ServicePattern {
  return readPattern(Stack.of(rule).resolve(rule.eventPattern)) ?? {};
}

/** The other buses of the app that have the name of this one: in its account and Region, and those before it that may be there. */
function busesOfName(own: events.CfnEventBus): [certain: events.CfnEventBus[], perhaps: events.CfnEventBus[]] {
  const all = own.node.root.node.findAll().filter((node) => node instanceof events.CfnEventBus);
  const others = all.filter((other) => other !== own && other.name === own.name);
  const isHere = (other: events.CfnEventBus) => environmentKey(other) === environmentKey(own);
  return [
    others.filter(isHere),
    others.filter((other) => !isHere(other) && mayShareEnvironment(other, own) && all.indexOf(other) < all.indexOf(own)),
  ];
}
