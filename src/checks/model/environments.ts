import { RuleInTemplate } from '../../template/rule-in-template';
import { TemplateResource } from '../../template/template-resource';

/** Account and Region of a resource; where they are not known, its stack, since nothing tells where another one goes. */
export function environmentOf({ stack }: TemplateResource): string {
  return stack.account && stack.region ? `${stack.account} ${stack.region}` : stack.path;
}

/** The rules of each bus, as far as it is known which are on the same one. */
export function rulesByBus(rules: RuleInTemplate[]): Map<string, RuleInTemplate[]> {
  const byBus = new Map<string, RuleInTemplate[]>();
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
