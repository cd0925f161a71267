import { ALL_CHECKS } from './all-checks';
import { Check, Problem } from './check';
import { CheckSeverity } from './check-severity';
import { TemplateResource } from '../template/template-resource';
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
  return ALL_CHECKS.filter(({ id }) => severities[id] !== CheckSeverity.OFF).flatMap((check) => {
    const findings = findingsOf(check, app);
    const severity = severities[check.id];
    return severity === undefined ? findings : findings.map((finding) => ({ ...finding, severity }));
  });
}

/** The report and the plugin ask for the same findings of the same app. */
const FINDINGS = new WeakMap<Templates, Map<Check, Finding[]>>();

function findingsOf(check: Check, app: Templates): Finding[] {
  const known = FINDINGS.get(app) ?? new Map<Check, Finding[]>();
  FINDINGS.set(app, known);
  let findings = known.get(check);
  if (!findings) {
    findings = different(check.find(app)).map((problem) => ({ ...problem, check, severity: problem.severity ?? check.severity }));
    known.set(check, findings);
  }
  return findings;
}

/** The alternatives of a $or can share a problem. */
function different(problems: Problem[]): Problem[] {
  const said = new Map<TemplateResource, Set<string>>();
  return problems.filter(({ resource, location, message }) => {
    const ofResource = said.get(resource) ?? new Set();
    said.set(resource, ofResource);
    const { size } = ofResource;
    return ofResource.add(`${location}\n${message}`).size > size;
  });
}
