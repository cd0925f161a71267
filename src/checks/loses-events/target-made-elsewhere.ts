import { TARGET_ACCESS } from '../../catalog/target-access';
import { Permissions } from '../../template/permissions/permissions';
import { RuleInTemplate, TargetOfRule } from '../../template/rule-in-template';
import { Templates } from '../../template/templates';
import { Check, Problem } from '../check';
import { CheckSeverity } from '../check-severity';
import { originOf } from '../model/rule-origin';

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html */
export const targetMadeElsewhere: Check = {
  id: 'target-made-elsewhere',
  group: 'loses events',
  summary: 'No template of the app has the target, so that nothing shows whether its policy admits EventBridge; said once for each target, with the statement.',
  severity: CheckSeverity.WARNING,
  find: (app) => {
    const said = new Map<string, Problem>();
    for (const rule of app.rules.filter((candidate) => originOf(candidate)?.deliveryType === undefined)) {
      for (const target of rule.targets) {
        const problem = problemOf(rule, target, app);
        if (problem && !said.has(String(problem.value))) {
          said.set(String(problem.value), problem);
        }
      }
    }
    return [...said.values()];
  },
};

function problemOf(rule: RuleInTemplate, { arn, resource, location, properties }: TargetOfRule, app: Templates): Problem | undefined {
  if (resource) {
    return undefined;
  }
  const permissions = Permissions.in(app);
  const text = permissions.texts.textOf(arn, rule.stack);
  const service = text?.split(':')[2];
  const access = TARGET_ACCESS.find(({ by, actions }) => by !== 'role' && actions[0].split(':')[0] === service);
  if (!access || text === undefined || (properties.RoleArn !== undefined && access.by === 'either')) {
    return undefined;
  }
  const { verdict, statement } = permissions.ask(permissions.ruleCaller(rule), access.actions[0], text);
  return verdict !== 'unknown' ? undefined : {
    resource: rule.resource,
    location: `${location}.Arn`,
    value: shown(text),
    message: `No template of this app has ${access.what} ${shown(text)}, so that nothing shows whether EventBridge may deliver to it.`,
    fix: `Its policy must hold ${shown(JSON.stringify({ ...statement, Action: access.actions.length > 1 ? access.actions : access.actions[0] }))}. Acknowledge this once it does.`,
  };
}

/** A text of which parts are known at deployment only. */
function shown(text: string): string {
  return text.replace(/\u0000[^\u0000]*\u0000|\\u0000.*?\\u0000/g, '*');
}
