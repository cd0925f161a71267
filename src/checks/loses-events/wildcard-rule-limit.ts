import { RuleInTemplate } from '../../template/rule-in-template';
import { Check, Problem } from '../check';
import { CheckSeverity } from '../check-severity';
import { rulesByBus } from '../model/environments';

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const RULES = 30;

export const wildcardRuleLimit: Check = {
  id: 'wildcard-rule-limit',
  group: 'loses events',
  summary: 'An event bus takes 30 rules with wildcards, and no more.',
  severity: CheckSeverity.ERROR,
  find: (app) => [...rulesByBus(app.rules.filter(hasWildcard)).values()].filter(({ length }) => length > RULES).map((rules): Problem => ({
    resource: rules[RULES].resource,
    location: 'Properties.EventPattern',
    value: rules.length,
    message: `The app has ${rules.length} rules with wildcards on one event bus, which takes ${RULES}: the deployment fails.`,
    fix: 'Use prefix or suffix where they do.',
  })),
};

function hasWildcard({ fields }: RuleInTemplate): boolean {
  return fields.some(({ matchers }) => matchers.some((matcher) =>
    matcher?.wildcard !== undefined || matcher?.['anything-but']?.wildcard !== undefined));
}
