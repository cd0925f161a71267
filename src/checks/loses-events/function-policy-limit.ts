import { RULES_OF_FUNCTION } from '../../catalog/quotas';
import { TemplateResource } from '../../template/template-resource';
import { Check, Problem } from '../check';
import { CheckSeverity } from '../check-severity';

export const functionPolicyLimit: Check = {
  id: 'function-policy-limit',
  group: 'loses events',
  summary: 'More rules may call a function than its policy of 20,480 bytes can name, which are about 50.',
  severity: CheckSeverity.WARNING,
  find: (app) => {
    const permissions = new Map<TemplateResource, number>();
    for (const permission of app.resourcesOf('AWS::Lambda::Permission')) {
      const lambda = app.referred(permission.properties.FunctionName, permission);
      if (lambda) {
        permissions.set(lambda, (permissions.get(lambda) ?? 0) + 1);
      }
    }
    return [...permissions].filter(([, count]) => count > RULES_OF_FUNCTION).map(([resource, count]): Problem => ({
      resource,
      location: 'Properties',
      value: count,
      message: `${count} permissions are added to the policy of function '${resource.path}', about 400 bytes each, and AWS Lambda allows 20,480 bytes.`,
      fix: 'Let one rule match several events, put a queue or a topic before the function, or allow events.amazonaws.com once for all rules of the account.',
    }));
  },
};
