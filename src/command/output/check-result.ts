import { relative } from 'node:path';
import { CheckSeverity } from '../../checks/check-severity';
import { Finding, adviceOf, findingsIn } from '../../checks/finding';
import { StackTemplate } from '../../template/stack-template';
import { Templates } from '../../template/templates';
import { Acknowledgements } from '../input/acknowledgements';
import { ReadTemplate } from '../input/read-template';

/** A finding, and where it stands for somebody who reads the file. */
export interface PlacedFinding {
  readonly check: string;
  readonly group: string;
  readonly severity: CheckSeverity;
  readonly message: string;
  readonly fix: string;
  /** The file, from the folder in which the command runs. */
  readonly file: string;
  /** From 1; nothing where the file is too large to look it up. */
  readonly line?: number;
  readonly logicalId: string;
  /** Where the resource stands in the app. */
  readonly construct: string;
  /** Where the fault stands in the resource. */
  readonly location: string;
  readonly value?: unknown;
  /** Why it is no matter. */
  readonly acknowledged?: string;
}

export interface CheckResult {
  readonly findings: PlacedFinding[];
  readonly templates: number;
  readonly rules: number;
}

const ORDER = [CheckSeverity.FATAL, CheckSeverity.ERROR, CheckSeverity.WARNING, CheckSeverity.INFO];

/** What the checks find in templates that were read; what is surest first. */
export function checkTemplates(read: readonly ReadTemplate[], acknowledgements: Acknowledgements): CheckResult {
  const app = new Templates(read.map(({ template }) => template));
  const byTemplate = new Map<StackTemplate, ReadTemplate>(read.map((entry) => [entry.template, entry]));
  const findings = findingsIn(app, {}).map((finding) => placed(finding, byTemplate.get(finding.resource.stack)!, acknowledgements));
  findings.sort((one, other) => ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity)
    || compare(one.check, other.check) || compare(one.file, other.file)
    || (one.line ?? 0) - (other.line ?? 0) || compare(one.construct, other.construct));
  return { findings, templates: read.length, rules: app.rules.length };
}

function placed(finding: Finding, read: ReadTemplate, acknowledgements: Acknowledgements): PlacedFinding {
  const { check, severity, message, value, resource, location } = finding;
  const place = read.placeOf(resource.logicalId);
  const line = read.document.lineOf([...place, ...location.split('.')]);
  const acknowledged = acknowledgements.reasonFor(check.id, resource.path, resource.logicalId, read.acknowledged);
  return {
    check: check.id,
    group: check.group,
    severity,
    message,
    fix: adviceOf(finding, read.isOfApp),
    file: relative('.', read.document.path) || read.document.path,
    ...(line !== undefined && { line }),
    logicalId: resource.logicalId,
    construct: resource.path,
    location,
    ...(value !== undefined && { value }),
    ...(acknowledged !== undefined && { acknowledged }),
  };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
