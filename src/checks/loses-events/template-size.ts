import { groupedDigits } from '../../catalog/grouped-digits';
import { TEMPLATE } from '../../catalog/quotas';
import { StackTemplate } from '../../template/stack-template';
import { Check } from '../check';
import { CheckSeverity } from '../check-severity';

/** From here on there is little room for what comes next. */
const NEARLY = 0.8;

export const templateSize: Check = {
  id: 'template-size',
  group: 'loses events',
  summary: 'The template of a stack with rules comes near the 500 resources or the 1 MB that AWS CloudFormation takes; an error beyond it.',
  severity: CheckSeverity.WARNING,
  find: (app) => app.stacks.flatMap((stack) => {
    const full = fullness(stack);
    const rule = full && app.rules.find(({ resource }) => resource.stack === stack);
    return rule === undefined ? [] : [{
      resource: rule.resource,
      location: 'Properties',
      value: full!.used,
      severity: full!.used > full!.allowed ? CheckSeverity.ERROR : CheckSeverity.WARNING,
      message: `The template has ${groupedDigits(full!.used)} ${full!.unit}, and AWS CloudFormation takes ${groupedDigits(full!.allowed)}${full!.used > full!.allowed ? ': the deployment fails' : ''}.`,
      fix: 'Move rules to another stack, let one rule match several events, or let rules share their alarms: an alarm on a sum of metrics watches several.',
      inApp: 'DeliveryDefaults.of(app).set({ alarms: DeliveryAlarms.shared() }) makes the alarms once for all rules. suppressTemplateIndentation of the stack saves bytes.',
    }];
  }),
};

interface Fullness {
  readonly unit: string;
  readonly used: number;
  readonly allowed: number;
}

/** What a template has nearly used up. */
function fullness(stack: StackTemplate): Fullness | undefined {
  if (stack.origin.hasNoLimits) {
    return undefined;
  }
  const resources = { unit: 'resources', used: stack.resources.size, allowed: TEMPLATE.resources };
  const bytes = { unit: 'bytes', used: stack.bytes, allowed: TEMPLATE.bytes };
  const nearest = bytes.used / bytes.allowed > resources.used / resources.allowed ? bytes : resources;
  return nearest.used >= NEARLY * nearest.allowed ? nearest : undefined;
}
