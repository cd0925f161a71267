import { Stack, Token } from 'aws-cdk-lib';
import { IRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { ApiCallRule } from './api-call-rule';
import { CallOutcome } from './api-call-rule-props';
import { ConsoleSignInRule } from './console-sign-in-rule';
import { SECURITY_OPTIONS } from './recorded-event-kinds';
import { RootActivityRule } from './root-activity-rule';
import { SecurityEvent, SecurityRulesProps } from './security-rules-props';
import { AwsService } from '../../catalog/aws-service';
import { securityCallsOf } from '../../catalog/security-calls';
import { requireOptions } from '../../delivery/options/require-options';
import { globalRegions } from '../../regions/global-regions';
import { ServiceRuleOptions } from '../service-rule-options';

type MakeRule = (scope: Construct, id: string, options: ServiceRuleOptions) => IRule;

/** What is not a set of operations of one service. */
const MADE_OTHERWISE: Partial<Record<SecurityEvent, MakeRule>> = {
  [SecurityEvent.ROOT_ACTIVITY]: (scope, id, options) => new RootActivityRule(scope, id, {
    ...options, eventRegions: options.eventRegions?._forOneOfMany(regionsOfRoot(scope)),
  }),
  [SecurityEvent.CONSOLE_SIGN_IN_WITHOUT_MFA]: (scope, id, options) =>
    new ConsoleSignInRule(scope, id, { ...options, withoutMfa: true, outcome: CallOutcome.SUCCEEDED }),
};

/**
 * Rules on what security wants to hear of, one for each of `SecurityEvent`, all with the same targets.
 *
 * They match what has succeeded; of the root user they match attempts too.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 */
export class SecurityRules extends Construct {
  private readonly ruleByEvent = new Map<SecurityEvent, IRule>();

  /**
   * @throws when nothing is to be watched, the same twice, or several rules are given one name
   */
  constructor(scope: Construct, id: string, props: SecurityRulesProps = {}) {
    super(scope, id);
    requireOptions(this, `security rules '${this.node.path}'`, props, SECURITY_OPTIONS);
    const { events = Object.values(SecurityEvent), ...options } = props;
    this.requireDistinct(events);
    if (options.ruleName !== undefined && events.length > 1) {
      throw new Error(`'${this.node.path}' makes ${events.length} rules, which cannot all be called '${options.ruleName}': leave ruleName out.`);
    }
    const eventRegions = options.eventRegions?._forOneOfMany();
    for (const watched of events) {
      this.ruleByEvent.set(watched, this.makeRule(watched, { ...options, eventRegions }));
    }
  }

  /**
   * The rules.
   */
  public get rules(): IRule[] {
    return [...this.ruleByEvent.values()];
  }

  /**
   * The rule on one of the events; nothing when it is not watched.
   *
   * @param securityEvent what the rule is on
   */
  public ruleOf(securityEvent: SecurityEvent): IRule | undefined {
    return this.ruleByEvent.get(securityEvent);
  }

  private makeRule(watched: SecurityEvent, options: ServiceRuleOptions): IRule {
    const id = watched.split('_').map((word) => word[0] + word.slice(1).toLowerCase()).join('');
    const ofService = securityCallsOf(watched);
    return ofService
      ? new ApiCallRule(this, id, {
        ...options,
        service: AwsService.named(ofService.service),
        operations: ofService.operations,
        outcome: CallOutcome.SUCCEEDED,
      })
      : MADE_OTHERWISE[watched]!(this, id, options);
  }

  private requireDistinct(events: SecurityEvent[]): void {
    if (events.length === 0) {
      throw new Error(`events of '${this.node.path}' is an empty list, which watches nothing: name at least one, or leave events out for all of them.`);
    }
    const twice = events.find((watched, at) => events.indexOf(watched) !== at);
    if (twice) {
      throw new Error(`events of '${this.node.path}' names ${twice} twice: once is enough.`);
    }
  }
}

/** The root user calls services of the Region, and those that are in none. */
function regionsOfRoot(scope: Construct): string[] | undefined {
  const { region } = Stack.of(scope);
  const regions = Token.isUnresolved(region) ? [] : globalRegions(region);
  return regions.length > 1 ? regions : undefined;
}
