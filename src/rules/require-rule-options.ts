import { IConstruct } from 'constructs';
import { OptionKind } from '../delivery/options/option-kind';
import { requireOption, requireOptions } from '../delivery/options/require-options';

/**
 * @throws when the options of a rule are no object, or one of them is of a wrong kind
 */
export function requireRuleOptions(rule: IConstruct, options: unknown, kinds: Record<string, OptionKind>): void {
  requireOptions(rule, named(rule), options, kinds);
}

/**
 * @throws when an option is not given that a rule cannot do without
 */
export function requireGiven(rule: IConstruct, name: string, value: unknown, kind: OptionKind): void {
  requireOption(named(rule), name, value, kind);
}

function named(rule: IConstruct): string {
  return `rule '${rule.node.path}'`;
}
