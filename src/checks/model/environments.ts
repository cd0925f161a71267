import { RuleModel } from './rule-model';
import { TemplateResource } from './stack-template';

/** Account and Region of a resource; where they are not known, its stack, since nothing tells where another one goes. */
export function environmentOf({ stack }: TemplateResource): string {
  return stack.account && stack.region ? `${stack.account} ${stack.region}` : stack.construct.node.path;
}

/** The rules of each bus, as far as it is known which are on the same one. */
export function rulesByBus(rules: RuleModel[]): Map<string, RuleModel[]> {
  const byBus = new Map<string, RuleModel[]>();
  for (const rule of rules) {
    const bus = rule.bus.resource ? rule.bus.key : `${environmentOf(rule.resource)} ${rule.bus.key}`;
    const onBus = byBus.get(bus);
    if (onBus) {
      onBus.push(rule);
    } else {
      byBus.set(bus, [rule]);
    }
  }
  return byBus;
}
