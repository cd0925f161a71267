import { DefaultTokenResolver, IResolvable, IResolveContext, Reference, Stack, StringConcat, Token, Tokenization } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { IConstruct } from 'constructs';
import { environmentKey } from '../delivery/environment-key';
import { targetsByNow } from '../delivery/one-level';
import { isReference } from '../pattern/matcher/matcher';

const BUS = ':event-bus/';

/**
 * A rule of the app, with the event buses that it has to do with. A bus that the app makes goes by its path, any other by
 * its name or ARN as it was given.
 */
export interface RuleOfApp {
  readonly path: string;
  /** None for the default event bus. */
  readonly eventBus?: string;
  /** The buses that it forwards to. */
  readonly forwardsTo: string[];
  readonly rule: events.CfnRule;
}

/**
 * All rules of the app that a construct is part of, whoever made them. They are known when the app is synthesized.
 */
export function rulesOfApp(construct: IConstruct): RuleOfApp[] {
  return construct.node.root.node.findAll().filter((node) => node instanceof events.CfnRule).map((rule) => {
    const targets = targetsIn(named(rule, targetsByNow(rule, rule.targets)));
    const eventBus = named(rule, rule.eventBusName);
    return {
      path: rule.node.path,
      eventBus: eventBus === 'default' ? undefined : eventBus,
      forwardsTo: targets.map(({ arn, Arn }) => arn ?? Arn).filter((arn): arn is string => typeof arn === 'string' && arn.includes(BUS)),
      rule,
    };
  });
}

/** The targets that are known, those included between which a condition chooses. */
function targetsIn(value: any): { arn?: unknown; Arn?: unknown }[] {
  return Array.isArray(value) ? value.flatMap(targetsIn)
    : Array.isArray(value?.['Fn::If']) ? value['Fn::If'].slice(1).flatMap(targetsIn)
      : value && !isReference(value) ? [value] : [];
}

/** Whether a rule watches a bus that the app makes, known to it as a construct, by its name or by its ARN. */
export function isOnBus({ eventBus, rule }: Pick<RuleOfApp, 'eventBus' | 'rule'>, bus: events.EventBus): boolean {
  const resource = bus.node.defaultChild as events.CfnEventBus;
  if (eventBus === undefined || eventBus.startsWith(BUS)) {
    return eventBus === `${BUS}${resource.node.path}`;
  }
  const [name, arn] = eventBus.split(BUS).reverse();
  const isHere = arn === undefined ? environmentKey(rule) === environmentKey(bus) : arn.split(':').slice(3).join('/') === environmentKey(bus);
  return name === resource.name && isHere;
}

/** What tells an event bus apart from others: where it is and its name, as far as that is known. */
export function busKey(bus: events.IEventBus): string {
  const resource = bus.node.defaultChild;
  const { account, region } = bus.env;
  if (Token.isUnresolved(account) || Token.isUnresolved(region)) {
    return resource ? `${BUS}${resource.node.path}` : JSON.stringify(Stack.of(bus).resolve(bus.eventBusArn));
  }
  return `${account}/${region}/${resource instanceof events.CfnEventBus ? resource.name : bus.eventBusName}`;
}

/** The value with its tokens resolved, those that refer to a bus of the app by the name of the bus. */
function named(rule: events.CfnRule, value: unknown): any {
  return Tokenization.resolve(value, { scope: Stack.of(rule), resolver: new BusNames(new StringConcat()) });
}

class BusNames extends DefaultTokenResolver {
  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: any): any {
    if (Reference.isReference(token) && token.target instanceof events.CfnEventBus) {
      return `${BUS}${token.target.node.path}`;
    }
    return super.resolveToken(token, context, postProcessor);
  }
}
