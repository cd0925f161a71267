import { TargetOfRule } from '../../template/rule-in-template';
import { RuleProblem } from '../check';

/**
 * One problem of a rule, however many of its targets have it; none where no target has it.
 *
 * @param part the part of the target that is meant
 */
export function oneProblem(targets: TargetOfRule[], problem: Omit<RuleProblem, 'location'>, part?: string): RuleProblem[] {
  const [first, ...others] = targets.map(({ location }) => (part === undefined ? location : `${location}.${part}`));
  return first === undefined ? [] : [{ value: targets.map(({ id }) => id).join(', '), ...problem, location: first, others }];
}
