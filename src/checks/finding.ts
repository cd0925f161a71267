import { ALL_CHECKS } from './all-checks';
import { Check, Problem } from './check';
import { CheckSeverity } from './check-severity';
import { Templates } from '../template/templates';

/** A problem, and how it is reported. */
export interface Finding extends Problem {
  readonly check: Check;
  readonly severity: CheckSeverity;
}

/** What to do about a finding, as somebody is told who writes an app of the CDK, or a template. */
export function adviceOf({ fix, inApp }: Finding, forApp: boolean): string {
  return forApp && inApp !== undefined ? `${fix} ${inApp}` : fix;
}

/**
 * Looks for everything that is not switched off.
 *
 * @param severities what the user has decided, by the id of the check
 */
export function findingsIn(app: Templates, severities: Record<string, CheckSeverity>): Finding[] {
  return ALL_CHECKS.filter(({ id }) => severities[id] !== CheckSeverity.OFF).flatMap((check) => problemsOf(check, app).map((problem) => ({
    ...problem, check, severity: severities[check.id] ?? problem.severity ?? check.severity,
  })));
}

/** The report and the plugin ask for the same problems of the same app. */
const PROBLEMS = new WeakMap<Templates, Map<Check, Problem[]>>();

function problemsOf(check: Check, app: Templates): Problem[] {
  const known = PROBLEMS.get(app) ?? new Map<Check, Problem[]>();
  PROBLEMS.set(app, known);
  let problems = known.get(check);
  if (!problems) {
    problems = different(check.find(app));
    known.set(check, problems);
  }
  return problems;
}

/** The alternatives of a $or can share a problem. */
function different(problems: Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [`${problem.resource.path}\n${problem.location}\n${problem.message}`, problem])).values()];
}
