import { IConstruct } from 'constructs';
import { OptionFindings, OptionKind, describeWrong } from '../delivery/options/option-kind';
import { requireOptions } from '../delivery/options/require-options';

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
  const found: OptionFindings = { wrong: [], unknown: [], late: [] };
  kind.check(name, value, found);
  if (found.wrong.length > 0) {
    throw new Error(describeWrong(found.wrong[0], named(rule)));
  }
}

function named(rule: IConstruct): string {
  return `rule '${rule.node.path}'`;
}
