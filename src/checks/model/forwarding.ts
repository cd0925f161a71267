import { BusOfRule, RuleInTemplate, TargetOfRule, keyOf } from '../../template/rule-in-template';
import { Templates } from '../../template/templates';

const BUS_ARN = /^arn:[^:]*:events:([^:]*):([^:]*):event-bus\/(.+)$/;

/** The bus that a target is, as the key of the rules that watch it; nothing for other targets. */
export function busKeyOf({ resource, arnText }: TargetOfRule, rule: RuleInTemplate): string | undefined {
  if (resource) {
    return resource.type === 'AWS::Events::EventBus' ? keyOf(resource) : undefined;
  }
  const [, region, account, name] = BUS_ARN.exec(arnText ?? '') ?? [];
  const known = (value: string, own: string | undefined) => (value.startsWith('${') ? own : value);
  return name && `${known(account, rule.stack.account)} ${known(region, rule.stack.region)} ${name}`;
}

/** The rules whose events go to a bus. */
export function forwardersTo(bus: BusOfRule, app: Templates): RuleInTemplate[] {
  return app.rules.filter((rule) => rule.targets.some((target) => busKeyOf(target, rule) === bus.key));
}

/** Whether a rule of the app has a target that only the deployment knows, which may be any bus. */
export function forwardsSomewhere(app: Templates): boolean {
  return app.rules.some((rule) => rule.targets.some(({ resource, arnText }) => resource === undefined
    && (arnText === undefined || (/:event-bus\/.*[\0$]/.test(arnText)))));
}

/** Whether a target is an event bus in another account or Region, as far as both are known. */
export function isInOtherEnvironment({ resource, arnText }: TargetOfRule, { stack }: RuleInTemplate): boolean {
  const [, region, account] = BUS_ARN.exec(arnText ?? '') ?? [];
  const env = resource ? { region: resource.stack.region, account: resource.stack.account } : { region, account };
  return differ(env.region, stack.region) || differ(env.account, stack.account);
}

function differ(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && !one.startsWith('${') && one !== other;
}
