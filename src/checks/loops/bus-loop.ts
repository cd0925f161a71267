import { onlyTextsIn } from '../../pattern/algebra/pattern-values';
import { RuleInTemplate, TargetOfRule } from '../../template/rule-in-template';
import { Check, Problem } from '../check';
import { CheckSeverity } from '../check-severity';
import { busKeyOf } from '../model/forwarding';

interface Forward {
  readonly rule: RuleInTemplate;
  readonly target: TargetOfRule;
  readonly to: string;
}

export const busLoop: Check = {
  id: 'bus-loop',
  group: 'loops',
  summary: 'Two event buses forward the same events to each other.',
  severity: CheckSeverity.WARNING,
  find: (app) => {
    const forwards = app.rules.filter(({ enabled, pattern }) => enabled && pattern)
      .flatMap((rule) => rule.targets.map((target) => ({ rule, target, to: busKeyOf(target, rule) })))
      .filter((forward): forward is Forward => forward.to !== undefined);
    return forwards
      .filter((there) => forwards.some((back) => there.to === back.rule.bus.key && back.to === there.rule.bus.key
        && maySeeTheSame(there.rule, back.rule)))
      .map(({ rule, target }): Problem => ({
        resource: rule.resource,
        location: target.location,
        value: target.id,
        message: `What target '${target.id}' forwards to the other event bus is forwarded back from there.`,
        fix: 'Let one of the two rules match only events of its own account or source.',
      }));
  },
};

/** Patterns that name different sources, or filter on accounts, keep each other's events out. */
function maySeeTheSame(there: RuleInTemplate, back: RuleInTemplate): boolean {
  return there.alternatives.some((one) => back.alternatives.some((other) => {
    const [sources, others] = [onlyTextsIn(one.source), onlyTextsIn(other.source)];
    return one.account === undefined && other.account === undefined
      && (!sources || !others || sources.some((source) => others.includes(source)))
      && JSON.stringify(one['detail-type'] ?? other['detail-type']) === JSON.stringify(other['detail-type'] ?? one['detail-type']);
  }));
}
