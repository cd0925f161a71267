import { remedyOf } from '../../catalog/problem';
import { PatternProblem, PatternProblemId } from '../../pattern/verifier/pattern-problem';
import { verifyPattern } from '../../pattern/verifier/verify-pattern';
import { RuleInTemplate } from '../../template/rule-in-template';
import { RuleProblem, inPattern } from '../check';
import { CheckSeverity } from '../check-severity';

const FOUND = new WeakMap<RuleInTemplate, PatternProblem[]>();

/** What the verifier of patterns finds in a rule, of one kind. */
export function patternProblemsOf(rule: RuleInTemplate, id: PatternProblemId): RuleProblem[] {
  let found = FOUND.get(rule);
  if (!found) {
    found = rule.pattern ? verifyPattern(rule.pattern) : [];
    FOUND.set(rule, found);
  }
  return found.filter((problem) => problem.id === id).map((problem) => ({
    location: problem.path === '' ? inPattern() : inPattern(problem.path),
    value: problem.value,
    message: problem.what,
    fix: remedyOf(problem) ?? `Use ${problem.instead ?? 'what the events have'}.`,
    severity: problem.certain ? undefined : problem.isMinor ? CheckSeverity.INFO : CheckSeverity.WARNING,
  }));
}
