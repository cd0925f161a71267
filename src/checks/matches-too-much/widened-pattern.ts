import { optionName } from '../../catalog/option-spelling';
import { servicesOfSource } from '../../catalog/source-index';
import { onlyTextsIn } from '../../pattern/algebra/pattern-values';
import { ServicePattern } from '../../pattern/algebra/service-pattern';
import { RuleInTemplate } from '../../template/rule-in-template';
import { Check, RuleProblem, atEachServiceRule, inPattern } from '../check';
import { CheckSeverity } from '../check-severity';
import { covers } from '../model/covering';

const WAY_OUT = {
  fix: 'The values of a field are alternatives. Give the narrower pattern to a rule of its own.',
  inApp: 'Rule.addEventPattern adds alternatives: it can narrow a rule only by fields that the pattern does not have yet.',
};

export const widenedPattern: Check = {
  id: 'widened-pattern',
  group: 'matches too much',
  summary: `Patterns were put together, by addEventPattern or the ${optionName('eventPattern')} of an onXxx method, and the union is wider than either: a value that another one of the list covers, or a source that none of the detail-types belongs to.`,
  severity: CheckSeverity.WARNING,
  find: atEachServiceRule((rule) => [...coveredValues(rule), ...rule.alternatives.flatMap(strangeSources)]),
};

function coveredValues({ fields }: RuleInTemplate): RuleProblem[] {
  return fields.filter(({ matchers }) => matchers.length > 1).flatMap(({ path, names, matchers }) => matchers.flatMap((narrower): RuleProblem[] => {
    const wider = matchers.find((matcher) => matcher !== narrower && covers(matcher, narrower));
    return wider === undefined ? [] : [{
      location: inPattern(...path),
      value: narrower,
      message: `In ${names.join('.')}, ${JSON.stringify(narrower)} changes nothing: ${JSON.stringify(wider)} matches it already.`,
      ...WAY_OUT,
    }];
  }));
}

/** With one source a detail-type that it does not send is another check's. */
function strangeSources({ source, 'detail-type': detailType }: ServicePattern): RuleProblem[] {
  const [sources, kinds] = [onlyTextsIn(source) ?? [], onlyTextsIn(detailType) ?? []];
  const sends = (name: string) => servicesOfSource(name).length === 0
    || servicesOfSource(name).some((service) => kinds.some((kind) => service._checkDetailTypes([kind]) === undefined));
  if (sources.length < 2 || kinds.length === 0 || !sources.some(sends)) {
    return [];
  }
  return sources.filter((name) => !sends(name)).map((name) => ({
    location: inPattern('source'),
    value: name,
    message: `'${name}' sends none of the events that the pattern names (${kinds.join(', ')}).`,
    ...WAY_OUT,
  }));
}
