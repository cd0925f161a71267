import { WILDCARD_RULES_OF_BUS } from '../../catalog/quotas';
import { RuleInTemplate } from '../../template/rule-in-template';
import { Check, Problem } from '../check';
import { CheckSeverity } from '../check-severity';
import { rulesByBus } from '../model/environments';

export const wildcardRuleLimit: Check = {
  id: 'wildcard-rule-limit',
  group: 'loses events',
  summary: 'An event bus takes 30 rules with wildcards, and no more.',
  severity: CheckSeverity.ERROR,
  find: (app) => [...rulesByBus(app.rules.filter(hasWildcard)).values()]
    .filter(({ length }) => length > WILDCARD_RULES_OF_BUS)
    .map((rules): Problem => ({
      resource: rules[WILDCARD_RULES_OF_BUS].resource,
      location: 'Properties.EventPattern',
      value: rules.length,
      message: `The app has ${rules.length} rules with wildcards on one event bus, which takes ${WILDCARD_RULES_OF_BUS}: the deployment fails.`,
      fix: 'Use prefix or suffix where they do.',
    })),
};

function hasWildcard({ fields }: RuleInTemplate): boolean {
  return fields.some(({ matchers }) => matchers.some((matcher) =>
    matcher?.wildcard !== undefined || matcher?.['anything-but']?.wildcard !== undefined));
}
