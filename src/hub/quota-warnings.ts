import { Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { RuleOfApp } from './rules-of-app';
import { groupedDigits } from '../catalog/grouped-digits';
import { quotasOf } from '../catalog/quotas';
import { warn } from '../delivery/construct-notices';

/** From here on there is little room left for what comes next. */
const NEARLY = 0.8;

/**
 * Warns of a quota that is nearly used up, or exceeded where AWS may have raised it.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
export function warnNear(construct: IConstruct, id: string, used: number, allowed: number, what: string, wayOut: string): void {
  if (used >= NEARLY * allowed) {
    warn(construct, id,
      `${what}: ${groupedDigits(used)} of ${groupedDigits(allowed)} that EventBridge allows. ${wayOut}, and acknowledge this warning.`);
  }
}

/** Warns when the rules of a bus, as far as this app makes them, come near the quota of their Region. */
export function warnOfRules(construct: IConstruct, rules: RuleOfApp[], bus: string): void {
  const { region } = Stack.of(construct);
  if (!Token.isUnresolved(region)) {
    warnNear(construct, 'bus-rule-limit', rules.length, quotasOf(region).rulesOfBus, `Rules of ${bus} in this app`,
      'Let one rule match several events, or have the quota raised');
  }
}

/**
 * Warns when the expected events come near the quota of invocations of their Region; where that is not known, the quota of
 * Regions with the lowest.
 */
export function warnOfRate(construct: IConstruct, perSecond: number | undefined): void {
  const { region } = Stack.of(construct);
  if (perSecond !== undefined && !Token.isUnresolved(perSecond)) {
    const known = Token.isUnresolved(region) ? undefined : region;
    warnNear(construct, 'invocations-of-region', perSecond, quotasOf(known).invocationsPerSecond,
      `Expected events a second in ${known ?? 'a Region that the stack does not name, compared with those that allow the fewest'}, of which each target of a matching rule makes an invocation`,
      'Events beyond it are delayed, not lost: forward fewer services, or have the quota raised');
  }
}
