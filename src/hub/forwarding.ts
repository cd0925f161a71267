import { Stack, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { Construct, IConstruct } from 'constructs';
import { apiCallPatternOf } from './api-call-pattern';
import { noticeElsewhere } from './elsewhere-notice';
import { ForwardingOptions } from './forwarding-options';
import { forwardingsTo, rememberForwarding } from './known-forwarding';
import { warnOfRate } from './quota-warnings';
import { optionName, optionPlace } from '../catalog/option-spelling';
import { PATTERN_CHARACTERS } from '../catalog/quotas';
import { warn } from '../delivery/construct-notices';
import { environmentKey } from '../delivery/environment-key';
import { matchReadOnlyCalls } from '../delivery/rule-state';
import { SendingRole } from '../delivery/sending-role';
import { mayOverlap } from '../pattern/algebra/pattern-overlap';
import { EVENT_SOURCE, disjointUnionOf } from '../pattern/algebra/pattern-union';
import { ServicePattern, toEventPattern } from '../pattern/algebra/service-pattern';
import { EventRegions } from '../regions/event-regions';
import { ElsewhereEvents, coverageOf } from '../regions/region-coverage';
import { ALL_OPERATIONS, acknowledgeIntents } from '../rules/intent';
import { EventPatternRule } from '../rules/service-events/event-pattern-rule';
import { namesCloudTrail } from '../rules/service-events/event-promises';

/**
 * The rules that forward events of the default event bus to another one: one hop, guarded as every rule is.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
export class Forwarding extends Construct {
  public readonly rules: EventPatternRule[];

  /**
   * @throws when there is nothing to forward
   */
  constructor(scope: Construct, id: string, eventBus: events.IEventBus, options: ForwardingOptions) {
    super(scope, id);
    const { services = [], apiCallsOf = [] } = options;
    if (services.length + apiCallsOf.length === 0) {
      throw new Error(`'${scope.node.path}' forwards nothing: name at least one service in ${optionName('services')} or ${optionName('apiCallsOf')}.`);
    }
    const patterns: ServicePattern[] = [
      ...services.map((service) => service._defaultPattern), ...apiCallsOf.map((service) => apiCallPatternOf(service, 'forwarded')),
    ];
    requireEffect(scope, options, patterns);
    const role = new SendingRole(this, 'Role', eventBus.eventBusArn);
    const target: events.IRuleTarget = { bind: () => ({ arn: eventBus.eventBusArn, role }) };

    this.rules = [false, true].flatMap((viaCloudTrail) => disjointUnionOf(
      patterns.filter((pattern) => namesCloudTrail(pattern['detail-type']) === viaCloudTrail), PATTERN_CHARACTERS, EVENT_SOURCE,
    ).map((pattern, at) => {
      const rule = new EventPatternRule(this, `${viaCloudTrail ? 'ApiCalls' : 'Events'}${at + 1}`, {
        eventPattern: toEventPattern(pattern),
        description: `Forwards ${viaCloudTrail ? 'API calls' : 'events'} of AWS services to a central event bus`,
        targets: [target],
        delivery: options.delivery,
        // A spoke is the same in every Region, and has nothing to forward where a service's events do not appear.
        eventRegions: EventRegions.alreadyForwarded(),
      });
      acknowledgeIntents(rule, viaCloudTrail ? [ALL_OPERATIONS] : []);
      if (viaCloudTrail && options.readOnlyApiCalls) {
        matchReadOnlyCalls(rule.rule);
      }
      return rule;
    }));
    warnOfRate(this, options.expectedEventsPerSecond);
    rememberForwarding(eventBus, { construct: scope, patterns, readOnlyApiCalls: options.readOnlyApiCalls === true });
    noticeElsewhere(scope, eventBus, elsewhereOf(patterns, Stack.of(this).region));
    scope.node.addValidation({ validate: () => sayWhatIsForwardedTwice(scope, eventBus) });
  }
}

function elsewhereOf(patterns: ServicePattern[], region: string): ElsewhereEvents[] {
  return Token.isUnresolved(region) ? [] : patterns.flatMap((pattern) => coverageOf(pattern, region).elsewhere);
}

/**
 * @throws when an option has no effect on what is forwarded
 */
function requireEffect(scope: Construct, { readOnlyApiCalls, delivery }: ForwardingOptions, patterns: ServicePattern[]): void {
  if (readOnlyApiCalls && !patterns.some((pattern) => namesCloudTrail(pattern['detail-type']))) {
    throw new Error(`${optionName('readOnlyApiCalls')} of '${scope.node.path}' has no effect, since no API calls are forwarded: name services in ${optionName('apiCallsOf')}, or leave ${optionName('readOnlyApiCalls')} out.`);
  }
  if (delivery?.captureHandlerFailures) {
    throw new Error(`${optionPlace('delivery.captureHandlerFailures')} of '${scope.node.path}' has no effect, since events are forwarded to an event bus and not to a function: leave it out.`);
  }
}

/** Two forwardings of one account and Region may overlap by accident, and every rule on the hub then gets an event twice. */
function sayWhatIsForwardedTwice(construct: IConstruct, eventBus: events.IEventBus): string[] {
  const here = forwardingsTo(eventBus).filter((other) => environmentKey(other.construct) === environmentKey(construct));
  const own = here.filter((one) => one.construct === construct).flatMap(({ patterns }) => patterns);
  const earlier = here.slice(0, here.findIndex((one) => one.construct === construct))
    .find(({ patterns }) => patterns.some((pattern) => own.some((other) => mayOverlap(pattern, other))));
  if (earlier) {
    warn(construct, 'forwarded-twice',
      `'${construct.node.path}' forwards events to event bus '${eventBus.node.path}' that '${earlier.construct.node.path}' forwards there already, so that they arrive twice: name each service in one of the two.`);
  }
  return [];
}
