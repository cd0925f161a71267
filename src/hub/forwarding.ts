import { Stack, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { ForwardingOptions } from './forwarding-options';
import { warnOfRate } from './quota-warnings';
import { AwsService } from '../catalog/aws-service';
import { PATTERN_CHARACTERS } from '../catalog/quotas';
import { inform } from '../delivery/construct-notices';
import { matchReadOnlyCalls } from '../delivery/rule-state';
import { EVENT_SOURCE, disjointUnionOf } from '../pattern/algebra/pattern-union';
import { ServicePattern, toEventPattern } from '../pattern/algebra/service-pattern';
import { EventRegions } from '../regions/event-regions';
import { listOf } from '../regions/region-check';
import { coverageOf } from '../regions/region-coverage';
import { SendingRole } from '../regions/sending-role';
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
      throw new Error(`'${scope.node.path}' forwards nothing: name at least one service in services or apiCallsOf.`);
    }
    const role = new SendingRole(this, 'Role', eventBus.eventBusArn);
    const target: events.IRuleTarget = { bind: () => ({ arn: eventBus.eventBusArn, role }) };

    const patterns: ServicePattern[] = [...services.map((service) => service._defaultPattern), ...apiCallsOf.map(apiCallPatternOf)];
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
    this.node.addValidation({ validate: () => this.sayWhatAppearsElsewhere(patterns) });
  }

  private sayWhatAppearsElsewhere(patterns: ServicePattern[]): string[] {
    const { region } = Stack.of(this);
    const elsewhere = Token.isUnresolved(region) ? [] : patterns.flatMap((pattern) => coverageOf(pattern, region).elsewhere);
    if (elsewhere.length > 0) {
      const services = listOf(elsewhere.map(({ row, regions }) => `${row.n} (${listOf(regions, 'and')})`), 'and');
      inform(this, 'forwarded-from-elsewhere',
        `Not all of the events appear in ${region}: those of ${services} need a spoke there. Make one, or acknowledge this notice.`);
    }
    return [];
  }
}

/** What a rule on the API calls of a service matches; for one that sends no events of its own, that is its usual pattern. */
function apiCallPatternOf(service: AwsService): ServicePattern {
  const calls = service._apiCallPattern;
  if (!calls) {
    throw new Error(`CloudTrail is not known to record API calls of ${service.serviceName} (${service.source}), so none can be forwarded: leave it out of apiCallsOf.`);
  }
  return calls;
}
