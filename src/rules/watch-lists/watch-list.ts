import { Stack, Token } from 'aws-cdk-lib';
import { IRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { AwsService } from '../../catalog/aws-service';
import { optionName } from '../../catalog/option-spelling';
import { Watched, watchedAs } from '../../catalog/watch-list';
import { globalRegions } from '../../regions/global-regions';
import { ApiCallRule } from '../recorded-events/api-call-rule';
import { CallOutcome } from '../recorded-events/api-call-rule-props';
import { ConsoleSignInRule } from '../recorded-events/console-sign-in-rule';
import { RootActivityRule } from '../recorded-events/root-activity-rule';
import { RULE_OPTIONS } from '../rule-option-kinds';
import { ServiceEventRule } from '../service-events/service-event-rule';
import { ServiceRuleOptions } from '../service-rule-options';

type MakeRule = (scope: Construct, id: string, options: ServiceRuleOptions) => IRule;

const OTHER_RULES: Record<NonNullable<Watched['rule']>, MakeRule> = {
  root: (scope, id, options) => new RootActivityRule(scope, id, {
    ...options, eventRegions: options.eventRegions?._forOneOfMany(regionsOfRoot(scope)),
  }),
  signInWithoutMfa: (scope, id, options) => new ConsoleSignInRule(scope, id, { ...options, withoutMfa: true, outcome: CallOutcome.SUCCEEDED }),
  signInFailed: (scope, id, options) => new ConsoleSignInRule(scope, id, { ...options, outcome: CallOutcome.FAILED }),
};

/**
 * The rules on a list of what is watched, by its names.
 *
 * @param scope the scope of the rules, whose ids are made of the names
 * @throws when nothing is to be watched, the same twice, or several rules are given one name
 */
export function watch<T extends string>(scope: Construct, names: T[], options: ServiceRuleOptions): Map<T, IRule> {
  requireDistinct(scope, names);
  if (options.ruleName !== undefined && names.length > 1) {
    throw new Error(`'${scope.node.path}' makes ${names.length} rules, which cannot all be called '${options.ruleName}': leave ${optionName('ruleName')} out.`);
  }
  // What is no option was spoken of once, for all of them.
  const known: ServiceRuleOptions = Object.fromEntries(Object.entries(options).filter(([name]) => name in RULE_OPTIONS));
  const eventRegions = options.eventRegions?._forOneOfMany();
  return new Map(names.map((name) => [name, makeRule(scope, name, { ...known, eventRegions })]));
}

function makeRule(scope: Construct, name: string, options: ServiceRuleOptions): IRule {
  const id = name.split('_').map((word) => word[0] + word.slice(1).toLowerCase()).join('');
  const { calls, events, rule } = watchedAs(name);
  if (calls) {
    return new ApiCallRule(scope, id, { ...options, ...calls, service: AwsService.named(calls.service), outcome: CallOutcome.SUCCEEDED });
  }
  return events
    ? new ServiceEventRule(scope, id, { ...options, ...events, service: AwsService.named(events.service) })
    : OTHER_RULES[rule!](scope, id, options);
}

function requireDistinct(scope: Construct, names: string[]): void {
  if (names.length === 0) {
    throw new Error(`${optionName('events')} of '${scope.node.path}' is an empty list, which watches nothing: name at least one, or leave ${optionName('events')} out for all of them.`);
  }
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice) {
    throw new Error(`${optionName('events')} of '${scope.node.path}' names ${twice} twice: once is enough.`);
  }
}

/** The root user calls services of the Region, and those that are in none. */
function regionsOfRoot(scope: Construct): string[] | undefined {
  const { region } = Stack.of(scope);
  const regions = Token.isUnresolved(region) ? [] : globalRegions(region);
  return regions.length > 1 ? regions : undefined;
}
