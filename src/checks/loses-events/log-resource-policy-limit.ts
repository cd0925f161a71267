import { LOG_RESOURCE_POLICIES } from '../../catalog/quotas';
import { TemplateResource } from '../../template/template-resource';
import { Check, Problem } from '../check';
import { CheckSeverity } from '../check-severity';
import { environmentOf } from '../model/environments';

const TYPES = ['AWS::Logs::ResourcePolicy', 'Custom::CloudwatchLogResourcePolicy'];

export const logResourcePolicyLimit: Check = {
  id: 'log-resource-policy-limit',
  group: 'loses events',
  summary: 'CloudWatch Logs allows 10 resource policies in an account and Region, and every rule with a log group target adds one.',
  severity: CheckSeverity.ERROR,
  find: (app) => {
    const policies = new Map<string, TemplateResource[]>();
    for (const policy of TYPES.flatMap((type) => app.resourcesOf(type))) {
      policies.set(environmentOf(policy), [...policies.get(environmentOf(policy)) ?? [], policy]);
    }
    return [...policies.values()].filter(({ length }) => length > LOG_RESOURCE_POLICIES).map((all): Problem => ({
      resource: all[LOG_RESOURCE_POLICIES],
      location: 'Properties',
      value: all.length,
      message: `The app adds ${all.length} resource policies to CloudWatch Logs in one account and Region, which allows ${LOG_RESOURCE_POLICIES}: the deployment fails.`,
      fix: 'Let one rule match several events, or write one policy for /aws/events/* and give the rules a log group target without a policy of its own.',
    }));
  },
};
